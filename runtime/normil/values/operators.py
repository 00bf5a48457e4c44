"""The operators of LANGUAGE 8.1 to 8.5, and truth (LANGUAGE 5).

Takes in any operands, gives out the result or raises; each function is the whole meaning of one operator. The types
of a scalar program are tried first. Exceptions of Python's own operators (a division by zero, say) pass through.
"""

from __future__ import annotations

import operator

from normil.values import arrays
from normil.values.comparison import eq, ge, gt, le, lt, ne
from normil.values.errors import Error
from normil.values.interop import ask
from normil.values.kinds import describe, kind, number
from normil.values.text import to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "add",
    "div",
    "dot_add",
    "dot_div",
    "dot_mul",
    "dot_sub",
    "eq",
    "ge",
    "gt",
    "le",
    "lt",
    "matmul",
    "mod",
    "mul",
    "ne",
    "neg",
    "not_",
    "sub",
    "truth",
]

_ARRAYS = arrays.TYPES


def add(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a + b
    if ta is str:
        return a + (b if tb is str else to_string(b))
    if tb is str:
        return to_string(a) + b
    if ta in _ARRAYS or tb in _ARRAYS:
        return arrays.vectors.add(a, b)
    if ta is list and tb is list:
        return a + b
    return binary("+", a, b)


def sub(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a - b
    if ta in _ARRAYS or tb in _ARRAYS:
        return arrays.vectors.sub(a, b)
    return binary("-", a, b)


def mul(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a * b
    if ta in _ARRAYS or tb in _ARRAYS:
        return arrays.vectors.mul(a, b)
    return binary("*", a, b)


def div(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a / b
    if ta in _ARRAYS or tb in _ARRAYS:
        return arrays.vectors.div(a, b)
    return binary("/", a, b)


def mod(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a % b
    if ta in _ARRAYS or tb in _ARRAYS:
        return arrays.vectors.mod(a, b)
    return binary("%", a, b)


def matmul(a: Any, b: Any) -> Any:
    if type(a) in _ARRAYS or type(b) in _ARRAYS:
        return arrays.vectors.matmul(a, b)
    return binary("@", a, b)


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
    "@": operator.matmul,
}


_NUMBERS = frozenset(("bool", "int", "float"))
_SEQUENCES = frozenset(("list", "tuple"))


def binary(symbol: str, a: Any, b: Any) -> Any:
    """What the fast paths leave: bools, sequences, derived classes, Python objects, and what has no meaning."""
    kinds = left, right = kind(a), kind(b)
    if left in _NUMBERS and right in _NUMBERS and symbol != "@":
        return _OPERATIONS[symbol](number(a), number(b))
    if symbol == "+":
        if "str" in kinds:
            return to_string(a) + to_string(b)
        if left in _SEQUENCES and right in _SEQUENCES:
            return [*a, *b]
    elif symbol == "*" and "int" in kinds:
        repeated, count = (a, number(b)) if right == "int" else (b, number(a))
        if kind(repeated) == "str":
            return to_string(repeated) * count
        if kind(repeated) in _SEQUENCES:
            return list(repeated) * count
    if "object" in kinds:
        return ask(_OPERATIONS[symbol], a, b)
    raise unsupported(symbol, a, b)


def unsupported(symbol: str, a: Any, b: Any) -> Error:
    return Error("TypeError", f"{describe(a)} {symbol} {describe(b)} is not defined")


def dot_add(a: Any, b: Any) -> Any:
    _require_elements(".+", a, b)
    return arrays.vectors.add(a, b)


def dot_sub(a: Any, b: Any) -> Any:
    _require_elements(".-", a, b)
    return arrays.vectors.sub(a, b)


def dot_mul(a: Any, b: Any) -> Any:
    _require_elements(".*", a, b)
    return arrays.vectors.mul(a, b)


def dot_div(a: Any, b: Any) -> Any:
    _require_elements("./", a, b)
    return arrays.vectors.div(a, b)


def _require_elements(symbol: str, a: Any, b: Any) -> None:
    kinds = kind(a), kind(b)
    if not _ELEMENTS.issuperset(kinds) or _ARRAY_KINDS.isdisjoint(kinds):
        raise unsupported(symbol, a, b)


_ARRAY_KINDS = frozenset(("Vec", "Matrix"))
_ELEMENTS = _ARRAY_KINDS | {"int", "float"}


def neg(a: Any) -> Any:
    if type(a) is float or type(a) is int:
        return -a
    name = kind(a)
    if name in _NUMBERS:
        return -number(a)
    if name in _ARRAY_KINDS:
        return -a
    if name == "object":
        return ask(operator.neg, a)
    raise Error("TypeError", f"unary - is not defined for {describe(a)}")


_PLAIN: frozenset[type] = frozenset((bool, type(None), int, float, str, list, dict, tuple))
_ALWAYS_TRUE = frozenset(("record", "fn", "module", "type", "error", "auto"))


def truth(value: Any) -> bool:
    cls = type(value)
    if cls in _PLAIN:
        return not not value  # noqa: SIM208  # faster than bool()
    name = kind(value)
    if name in _ARRAY_KINDS:
        return len(value) > 0
    if name in _ALWAYS_TRUE:
        return True
    try:
        return bool(value)
    except Exception as exception:
        raise Error("TypeError", f"{describe(value)} is neither true nor false: {exception}") from exception


def not_(value: Any) -> bool:
    return not truth(value)
