"""Inspection and other general things (PRIMITIVES 6). The conversions are in `values.conversions`."""

# The functions have the names of the language; Python's own are reached by `builtins`.
# ruff: noqa: A001

from __future__ import annotations

import builtins

from normil.primitives.arguments import MISSING, as_int, as_str, missing, wrong
from normil.values import arrays, conversions, kinds, text
from normil.values.copying import deep_copy
from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.operators import truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SIZED: frozenset[type] = frozenset((list, str, dict, tuple))
_ARRAYS = arrays.TYPES


def to_string(value: Any) -> str:
    return text.to_string(value)


def to_int(x: Any) -> int:
    return conversions.int(x)


def to_float(x: Any) -> float:
    return conversions.float(x)


def type_of(value: Any) -> str:
    return kinds.type_of(value)


def is_none(value: Any) -> bool:
    return value is None


def len(value: Any) -> int:
    if type(value) in _SIZED or type(value) in _ARRAYS:
        return builtins.len(value)
    name = kind(value)
    if name in ("list", "str", "tuple", "map") or (name == "object" and hasattr(value, "__len__")):
        return builtins.len(value)
    if name == "record" and "__len__" in value.__methods__:
        return value.__methods__["__len__"](value)  # type: ignore[no-any-return]
    raise wrong("len", "value", "something with a length", value)


def range(start: Any = MISSING, end: Any = MISSING, step: Any = MISSING) -> list[int]:
    return list(lazy_range(start, end, step))


def lazy_range(start: Any = MISSING, end: Any = MISSING, step: Any = MISSING) -> builtins.range:
    """What a `for` over a call of `range` visits, without the list."""
    if step is MISSING:
        if end is MISSING:
            start, end = 0, start
        elif start is MISSING:
            start = 0
        if type(start) is int and type(end) is int:
            return builtins.range(start, end)
        step = 1
    for argument, value in (("start", start), ("end", end)):
        if value is MISSING:
            raise missing("range", argument)
    start, end, step = as_int("range", "start", start), as_int("range", "end", end), as_int("range", "step", step)
    if step == 0:
        raise Error("ValueError", "range(): step must not be 0")
    return builtins.range(start, end, step)


def copy(value: Any) -> Any:
    return deep_copy(value)


def fields(record: Any) -> list[str]:
    if kind(record) == "record":
        return list(record.__fields__)
    if kind(record) == "map":
        return [key for key in record if isinstance(key, str)]
    raise wrong("fields", "record", "a record or map", record)


def assert_(condition: Any, message: Any = "assertion failed") -> None:
    message = as_str("assert", "message", message)
    if not truth(condition):
        raise Error("UserError", message)


assert_.__name__ = assert_.__qualname__ = "assert"
