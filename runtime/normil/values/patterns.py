"""The tests of patterns (LANGUAGE 10).

Takes in any value, gives out whether it is what a pattern asks for; a missing field is `MISSING`.
"""

from __future__ import annotations

from normil.values import arrays
from normil.values.errors import Error
from normil.values.kinds import describe, kind
from normil.values.records import Record, RecordType, read
from normil.values.types import Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MISSING = object()


def is_int(value: object) -> bool:
    return type(value) is int or kind(value) == "int"


def is_number(value: object) -> bool:
    """What int and float literals are compared with."""
    return type(value) is int or type(value) is float or kind(value) in ("int", "float")


def is_vec(value: Any) -> bool:
    return type(value) in arrays.TYPES and value.ndim == 1 and kind(value) == "Vec"


def is_matrix(value: Any) -> bool:
    return type(value) in arrays.TYPES and value.ndim == 2 and kind(value) == "Matrix"


def is_weights(value: Any) -> bool:
    """Whether it is a Vec or a Matrix."""
    return (
        type(value) in arrays.TYPES
        and (value.dtype is arrays.FLOAT64 or kind(value) != "object")
        and 0 < value.ndim < 3
    )


def is_function(value: object) -> bool:
    return kind(value) == "fn"


def has_fields(value: object) -> bool:
    return isinstance(value, (Record, dict))


def _is(*kinds: str) -> Callable[[object], bool]:
    return lambda value: kind(value) in kinds


_TESTS: dict[str, Callable[[object], bool]] = {
    "any": lambda value: True,
    "none": lambda value: value is None,
    "bool": _is("bool"),
    "int": is_int,
    "float": _is("float"),
    "timestamp": _is("float"),
    "str": _is("str"),
    "uuid": _is("str"),
    "list": _is("list", "tuple"),
    "map": _is("map"),
    "Vec": is_vec,
    "Matrix": is_matrix,
}


def matches_type(value: object, name: str) -> bool:
    """Whether a value is of the builtin type of that name."""
    return _TESTS[name](value)


def matches(value: object, type_: object) -> bool:
    """Whether a value is of the type that `type_` is: a struct type, a builtin type or a Python class."""
    if isinstance(type_, Type) and type_.name in _TESTS:
        return _TESTS[type_.name](value)
    if isinstance(type_, Type) and type_.test is not None:
        return type_.test(value)
    if isinstance(type_, type):
        return isinstance(value, type_)
    raise Error("TypeError", f"{describe(type_)} is not a type that a pattern can test")


def get_field(value: Any, name: str) -> Any:
    """The field of a record, the value of a key, or MISSING."""
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if type(type(value)) is RecordType and name in value.__fields__:
        return read(value, name)
    return MISSING
