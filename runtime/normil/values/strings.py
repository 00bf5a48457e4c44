"""The methods of strings (LANGUAGE 22): Python's own, `format` without its reach into values."""

# The function has the name that messages show.
# ruff: noqa: A001

from __future__ import annotations

from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_PYTHON = (
    "upper lower strip lstrip rstrip split rsplit splitlines replace startswith endswith find rfind index count join"
    " isdigit isalpha isalnum isspace isupper islower title capitalize swapcase center ljust rjust zfill removeprefix"
    " removesuffix partition rpartition encode"
)


def format(text: str, /, *values: Any, **named: Any) -> str:
    _require_plain(text)
    return text.format(*values, **named)


def _require_plain(template: str) -> None:
    import string  # imports regular expressions

    for _, field, specification, _ in string.Formatter().parse(template):
        if field is not None and ("." in field or "[" in field):
            raise Error("ValueError", f"format() takes plain fields only, not {{{field}}}")
        if specification:
            _require_plain(specification)


METHODS: dict[str, Callable[..., Any]] = {
    **{name: getattr(str, name) for name in _PYTHON.split()},
    "format": format,
}
