"""What `for` visits (LANGUAGE 9.5).

Takes in any value, gives out a Python iterator over its elements; a change of a list, Vec or Matrix during the loop is
seen by it.
"""

from __future__ import annotations

from normil.values import arrays
from normil.values.errors import Error
from normil.values.interop import from_python
from normil.values.kinds import describe, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def iterate(value: Any) -> Iterator[Any]:
    cls = type(value)
    if cls is list or cls is str or cls is tuple:
        return iter(value)
    if cls is dict:
        return _keys(value)
    if cls in arrays.TYPES:
        elements: Iterator[Any] = arrays.vectors.iterate(value)
        return elements
    name = kind(value)
    if name == "map":
        return _keys(value)
    if name in ("list", "str", "tuple", "object"):
        try:
            return map(from_python, iter(value))
        except TypeError:
            if hasattr(value, "__iter__"):
                raise
    elif name == "record" and "__iterate__" in value.__methods__:
        return value.__methods__["__iterate__"](value)  # type: ignore[no-any-return]
    raise Error("TypeError", f"{describe(value)} cannot be iterated")


def _keys(value: dict[Any, Any]) -> Iterator[Any]:
    keys = list(value)
    for key in keys:
        if key not in value:
            break
        yield key
        if len(value) != len(keys):
            break
    if list(value) != keys and value.keys() != set(keys):
        raise Error("ValueError", "the keys of a map changed during its iteration")
