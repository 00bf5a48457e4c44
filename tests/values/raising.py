"""For tests of errors: their kind and message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from normil.values.errors import Error, translate


@contextmanager
def raises(kind: str, *parts: str) -> Iterator[list[Error]]:
    """The block must raise an error of this kind whose message holds the parts; it is the one entry of the list."""
    caught: list[Error] = []
    with pytest.raises(Exception) as info:  # noqa: PT011  # what it is to be follows
        yield caught
    error = translate(info.value)
    assert error.kind == kind, str(error)
    for part in parts:
        assert part in error.message
    caught.append(error)
