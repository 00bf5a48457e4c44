"""Checks of what a primitive is given.

Each takes the names of the function and the argument, and the value; gives out the value as the function wants it, or
raises TypeError. The hot functions test the usual types themselves and come here only when that fails.
"""

from __future__ import annotations

from normil.values import arrays
from normil.values.errors import Error
from normil.values.kinds import describe, kind, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MISSING: Any = object()  # the default of an argument that only some forms of a call have

_NUMBERS = frozenset(("bool", "int", "float"))
_ARRAYS = arrays.TYPES


def wrong(function: str, argument: str, expected: str, value: object) -> Error:
    return Error("TypeError", f"{function}(): {argument} must be {expected}, not {describe(value)}")


def missing(function: str, argument: str) -> Error:
    return Error("TypeError", f"{function}() is missing the argument '{argument}'")


def as_int(function: str, argument: str, value: Any) -> int:
    if type(value) is int:
        return value
    if kind(value) in ("int", "bool"):
        return int(value)
    raise wrong(function, argument, "an int", value)


def as_size(function: str, argument: str, value: Any) -> int:
    """The dimension of something to be made."""
    if type(value) is int and value >= 0:
        return value
    size = as_int(function, argument, value)
    if size < 0:
        raise Error("ValueError", f"{function}(): {argument} must not be negative, it is {size}")
    return size


def as_float(function: str, argument: str, value: Any) -> float:
    if type(value) is float:
        return value
    if kind(value) in _NUMBERS:
        return float(value)
    raise wrong(function, argument, "a number", value)


def as_number(function: str, argument: str, value: Any) -> int | float:
    if kind(value) in _NUMBERS:
        return number(value)  # type: ignore[no-any-return]
    raise wrong(function, argument, "a number", value)


def as_bool(function: str, argument: str, value: Any) -> bool:
    if type(value) is bool:
        return value
    raise wrong(function, argument, "a bool", value)


def as_str(function: str, argument: str, value: Any) -> str:
    if type(value) is str:
        return value
    if kind(value) == "str":
        return str.__str__(value)
    raise wrong(function, argument, "a str", value)


def as_vec(function: str, argument: str, value: Any) -> Any:
    if type(value) in _ARRAYS and value.ndim == 1 and value.dtype is arrays.FLOAT64:
        return value
    if kind(value) == "Vec":
        return value
    raise wrong(function, argument, "a Vec", value)


def as_array(function: str, argument: str, value: Any) -> Any:
    if type(value) in _ARRAYS and value.dtype is arrays.FLOAT64 and 0 < value.ndim < 3:
        return value
    if kind(value) in ("Vec", "Matrix"):
        return value
    raise wrong(function, argument, "a Vec or Matrix", value)


def is_array(value: Any) -> bool:
    """Whether it is a Vec or Matrix."""
    if type(value) not in _ARRAYS:
        return False
    return (value.dtype is arrays.FLOAT64 and 0 < value.ndim < 3) or kind(value) != "object"


def as_matrix(function: str, argument: str, value: Any, *, rows: bool = False) -> Any:
    """`rows`: whether a list of rows may stand for the Matrix."""
    if type(value) in _ARRAYS and value.ndim == 2 and value.dtype is arrays.FLOAT64:
        return value
    if kind(value) == "Matrix":
        return value
    if rows and kind(value) in ("list", "tuple"):
        from normil.primitives.matrices import from_rows

        return from_rows(function, argument, value)
    raise wrong(function, argument, "a Matrix or a list of rows" if rows else "a Matrix", value)


def as_sequence(function: str, argument: str, value: Any) -> Any:
    """A list, or a tuple from Python."""
    if type(value) is list or kind(value) in ("list", "tuple"):
        return value
    raise wrong(function, argument, "a list", value)


def as_list(function: str, argument: str, value: Any) -> list[Any]:
    """A list that is changed in place."""
    if isinstance(value, list):
        return value
    raise wrong(function, argument, "a list", value)


def as_map(function: str, argument: str, value: Any) -> dict[Any, Any]:
    if isinstance(value, dict):
        return value
    raise wrong(function, argument, "a map", value)


def as_function(function: str, argument: str, value: Any) -> Any:
    if callable(value):
        return value
    raise wrong(function, argument, "a function", value)
