"""The conversions that types do when they are called (PRIMITIVES 6; `map` of two arguments: PRIMITIVES 7).

Takes in any value, gives out one of the type or raises.
"""

# The functions have the names that messages and tracebacks show.
# ruff: noqa: A001

from __future__ import annotations

import builtins

from normil.values import arrays, operators, text
from normil.values.errors import Error
from normil.values.interop import from_python
from normil.values.iteration import iterate
from normil.values.kinds import describe, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GIVEN_NOTHING = object()


def int(x: Any) -> builtins.int:
    if type(x) is builtins.float or type(x) is builtins.int:
        return builtins.int(x)
    name = kind(x)
    if name == "str":
        digits = x.strip()
        unsigned = digits[1:] if digits[:1] in ("+", "-") else digits
        if unsigned.isascii() and unsigned.isdigit():
            return builtins.int(digits)
        raise Error("ValueError", f"int() cannot read {text.inner(x)} as a decimal integer")
    if name in ("bool", "int", "float"):
        return builtins.int(x)
    raise Error("TypeError", f"int() converts numbers and strings, not {describe(x)}")


def float(x: Any) -> builtins.float:
    name = kind(x)
    if name == "str":
        try:
            return builtins.float(x)
        except ValueError:
            raise Error("ValueError", f"float() cannot read {text.inner(x)} as a number") from None
    if name in ("bool", "int", "float"):
        return builtins.float(x)
    raise Error("TypeError", f"float() converts numbers and strings, not {describe(x)}")


def bool(x: Any) -> builtins.bool:
    return operators.truth(x)


def str(value: Any) -> builtins.str:
    return text.to_string(value)


def list(x: Any = ()) -> builtins.list[Any]:
    if type(x) in arrays.TYPES and kind(x) == "Vec":
        return x.tolist()  # type: ignore[no-any-return]
    return builtins.list(iterate(x))


def map(items: Any = _GIVEN_NOTHING, f: Any = _GIVEN_NOTHING, *, x: Any = _GIVEN_NOTHING) -> Any:
    """A map from a map or a list of pairs; with a function, the list of its results."""
    if x is not _GIVEN_NOTHING and (items is not _GIVEN_NOTHING or f is not _GIVEN_NOTHING):
        raise Error("TypeError", "map() takes either x or items and f")
    if f is not _GIVEN_NOTHING:
        if items is _GIVEN_NOTHING:
            raise Error("TypeError", "map() is missing the argument 'items'")
        if not callable(f):
            raise Error("TypeError", f"map(): f must be a function, not {describe(f)}")
        return [from_python(f(item)) for item in iterate(items)]
    if x is _GIVEN_NOTHING:
        x = items
    if x is _GIVEN_NOTHING:
        return {}
    name = kind(x)
    if name == "map":
        return dict(x)
    if name not in ("list", "tuple"):
        raise Error("TypeError", f"map() takes a map or a list of pairs, not {describe(x)}")
    result = {}
    for pair in x:
        if kind(pair) not in ("list", "tuple") or len(pair) != 2:
            raise Error("ValueError", f"map() takes a list of [key, value] pairs, not of {text.inner(pair)}")
        result[pair[0]] = pair[1]
    return result


def timestamp(x: Any) -> builtins.float:
    if kind(x) in ("bool", "int", "float"):
        return builtins.float(x)
    raise Error("TypeError", f"timestamp() converts numbers, not {describe(x)}")


def uuid(x: Any) -> builtins.str:
    if kind(x) != "str":
        raise Error("TypeError", f"uuid() converts a str, not {describe(x)}")
    groups = x.lower().split("-")
    if [len(group) for group in groups] != [8, 4, 4, 4, 12] or not _HEXADECIMAL.issuperset("".join(groups)):
        raise Error("ValueError", f"uuid(): {text.inner(x)} has not the form 8-4-4-4-12 of hexadecimal digits")
    return builtins.str(x.lower())


_HEXADECIMAL = frozenset("0123456789abcdef")
