"""One number from many (PRIMITIVES 2 and 4)."""

# The functions have the names of the language; Python's own are reached by `builtins`.
# ruff: noqa: A001

from __future__ import annotations

import builtins
import functools
import math
import operator
import sys

from normil.primitives.arguments import as_number, is_array, missing, wrong
from normil.values import arrays, comparison, lists
from normil.values.errors import Error
from normil.values.kinds import describe, kind, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_NUMBERS: frozenset[type] = frozenset((int, float, bool))
_STRINGS: frozenset[type] = frozenset((str,))

if sys.version_info < (3, 12):
    _add_up = builtins.sum
else:  # where `sum` compensates rounding errors; the language adds from left to right

    def _add_up(values: Any, start: Any, /) -> Any:
        return functools.reduce(operator.add, values, start)


def _items(function: str, x: Any, argument: str = "x") -> Any:
    """The list or tuple to reduce, which is what is left after arrays."""
    if type(x) is list or kind(x) in ("list", "tuple"):
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
        values = values[0]
        if is_array(values):
            if values.size == 0:  # type: ignore[attr-defined]
                raise _empty(function)
            return float(getattr(arrays.numpy, f"{function}imum").reduce(values, None))
        values = _items(function, values, "the only argument")
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
    if type(v) in arrays.TYPES and v.dtype is arrays.FLOAT64 and v.ndim == 1 and len(v):
        return int(v.argmax())
    return _extreme_position("argmax", v, max)


def argmin(v: Any) -> int:
    if type(v) in arrays.TYPES and v.dtype is arrays.FLOAT64 and v.ndim == 1 and len(v):
        return int(v.argmin())
    return _extreme_position("argmin", v, min)


def _extreme_position(function: str, v: Any, extreme: Callable[..., Any]) -> int:
    if is_array(v) and v.ndim == 1:
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
    start = as_number("sum", "start", start)
    if is_array(x):
        return _total(x) + start
    x = _items("sum", x)
    if _are_numbers(x):
        return number(_add_up(x, start))
    return functools.reduce(operator.add, _equal_vecs("sum", x), start)


def _total(array: Any) -> float:
    return float(arrays.numpy.add.reduce(array, None))


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
    if is_array(x):
        return _mean("mean", x)
    x = _items("mean", x)
    if x and not _are_numbers(x):
        return functools.reduce(operator.add, _equal_vecs("mean", x)) / len(x)
    return _mean("mean", x)


def _mean(function: str, x: Any) -> float:
    """Of an array, list or tuple."""
    if is_array(x):
        if x.size == 0:
            raise _empty(function)
        return _total(x) / x.size  # type: ignore[no-any-return]
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
    if is_array(x):
        differences = (x - _mean(function, x)).ravel()
        return float(differences.dot(differences)) / len(differences)
    middle = _mean(function, _items(function, x))
    return float(_add_up([(item - middle) * (item - middle) for item in x], 0)) / len(x)


def median(x: Any) -> float:
    if is_array(x) and x.ndim == 1:
        ordered = arrays.numpy.sort(arrays.vectors.plain(x)).tolist()
    elif kind(x) in ("list", "tuple"):
        if not _are_numbers(x):
            raise Error("TypeError", "median(): the elements of x must be numbers")
        ordered = lists.sorted(x)
    else:
        raise wrong("median", "x", "a list or Vec", x)
    if not ordered:
        raise _empty("median")
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return float((ordered[half - 1] + ordered[half]) / 2)
