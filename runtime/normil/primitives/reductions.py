"""One number from many (PRIMITIVES 2 and 4)."""

# The functions have the names of the language; Python's own are reached by `builtins`.
# ruff: noqa: A001

from __future__ import annotations

import builtins
import functools
import math
import operator
import sys

from normil.primitives.arguments import as_number, missing, wrong
from normil.values import arrays, comparison, lists
from normil.values.errors import Error
from normil.values.kinds import describe, kind
from normil.values.operators import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_NUMBERS: frozenset[type] = frozenset((int, float, bool))
_STRINGS: frozenset[type] = frozenset((str,))
_ARRAYS = arrays.TYPES

if sys.version_info < (3, 12):
    _add_up = builtins.sum
else:  # where `sum` compensates rounding errors; the language adds from left to right

    def _add_up(values: Any, start: Any, /) -> Any:
        return functools.reduce(operator.add, values, start)


def _elements(function: str, x: Any, argument: str = "x") -> Any:
    """The list, tuple or array to reduce."""
    if kind(x) in ("list", "tuple", "Vec", "Matrix"):
        return x
    raise wrong(function, argument, "a list, Vec or Matrix", x)


def _are_numbers(x: Sequence[Any]) -> bool:
    return _NUMBERS.issuperset(map(type, x)) or all(kind(item) in ("int", "float", "bool") for item in x)


def _empty(function: str) -> Error:
    return Error("ValueError", f"{function}() of nothing")


# ---------------------------------------------------------------- smallest and largest


def min(*values: Any) -> Any:
    if len(values) == 2:
        a, b = values
        if (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int):
            return b if b < a else a
    return _extreme("min", values, builtins.min, comparison.lt)


def max(*values: Any) -> Any:
    if len(values) == 2:
        a, b = values
        if (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int):
            return b if b > a else a
    return _extreme("max", values, builtins.max, lambda value, best: comparison.lt(best, value))


def _extreme(
    function: str, values: Sequence[Any], of_simple: Callable[..., Any], is_better: Callable[[Any, Any], Any]
) -> Any:
    if not values:
        raise missing(function, "values")
    if len(values) == 1:
        values = _elements(function, values[0], "the only argument")
        if type(values) in _ARRAYS:
            if values.size == 0:  # type: ignore[attr-defined]
                raise _empty(function)
            return float(getattr(values, function)())
        if not values:
            raise _empty(function)
    if _NUMBERS.issuperset(map(type, values)) or _STRINGS.issuperset(map(type, values)):
        return of_simple(values)
    best = values[0]
    for value in values[1:]:
        if is_better(value, best):
            best = value
    return best


def argmax(v: Any) -> int:
    return _extreme_position("argmax", v, max)


def argmin(v: Any) -> int:
    return _extreme_position("argmin", v, min)


def _extreme_position(function: str, v: Any, extreme: Callable[..., Any]) -> int:
    if type(v) in _ARRAYS and kind(v) == "Vec":
        if len(v) == 0:
            raise _empty(function)
        return int(getattr(v, function)())
    if kind(v) not in ("list", "tuple"):
        raise wrong(function, "v", "a Vec or a list", v)
    if not v:
        raise _empty(function)
    best = extreme(v)
    return next((position for position, value in enumerate(v) if value is best), 0)


# ---------------------------------------------------------------- sums


def sum(x: Any, start: Any = 0) -> Any:
    x = _elements("sum", x)
    start = as_number("sum", "start", start)
    if type(x) in _ARRAYS:
        return float(x.sum()) + start
    if _are_numbers(x):
        return number(_add_up(x, start))
    return functools.reduce(operator.add, _equal_vecs("sum", x), start)


def _equal_vecs(function: str, x: Sequence[Any]) -> Sequence[Any]:
    for item in x:
        if kind(item) != "Vec":
            other = next(item for item in x if kind(item) not in ("int", "float", "bool"))
            expected = "numbers, or all Vec" if kind(other) == "Vec" else "numbers"
            raise Error("TypeError", f"{function}(): the elements of x must be {expected}, not {describe(item)}")
        if len(item) != len(x[0]):
            raise arrays.vectors.mismatch(x[0], item)
    return x


def mean(x: Any) -> Any:
    x = _elements("mean", x)
    if type(x) not in _ARRAYS and x and not _are_numbers(x):
        return functools.reduce(operator.add, _equal_vecs("mean", x)) / len(x)
    return _mean("mean", x)


def _mean(function: str, x: Any) -> float:
    if type(x) in _ARRAYS:
        if x.size == 0:
            raise _empty(function)
        return float(x.sum() / x.size)
    if not x:
        raise _empty(function)
    if not _are_numbers(x):
        raise Error("TypeError", f"{function}(): the elements of x must be numbers")
    return float(_add_up(x, 0) / len(x))


def var(x: Any) -> float:
    return _variance("var", x)


def std(x: Any) -> float:
    return math.sqrt(_variance("std", x))


def _variance(function: str, x: Any) -> float:
    x = _elements(function, x)
    middle = _mean(function, x)
    if type(x) in _ARRAYS:
        differences = x - middle
        return float((differences * differences).sum() / x.size)
    return float(_add_up([(item - middle) * (item - middle) for item in x], 0)) / len(x)


def median(x: Any) -> float:
    if type(x) in _ARRAYS and kind(x) == "Vec":
        x = x.tolist()
    elif kind(x) not in ("list", "tuple"):
        raise wrong("median", "x", "a list or Vec", x)
    if not x:
        raise _empty("median")
    if not _are_numbers(x):
        raise Error("TypeError", "median(): the elements of x must be numbers")
    ordered = lists.sorted(x)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return float((ordered[half - 1] + ordered[half]) / 2)
