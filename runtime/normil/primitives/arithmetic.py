"""Functions of numbers, which work element by element on a Vec or Matrix (PRIMITIVES 2 and 4), and the constants."""

# The functions have the names of the language; Python's own are reached by `builtins`.
# ruff: noqa: A001

from __future__ import annotations

import builtins
import math

from normil.primitives.arguments import as_float, as_int, as_number, is_array, wrong
from normil.values import arrays
from normil.values.errors import Error
from normil.values.kinds import kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pi = math.pi
inf = math.inf
nan = math.nan

_NUMBERS = frozenset(("bool", "int", "float"))


def _wrong(function: str, x: Any) -> Error:
    return wrong(function, "x", "a number, Vec or Matrix", x)


# ---------------------------------------------------------------- one number to a float


def _elementwise(
    name: str, of_number: Callable[[Any], float], of_array: Callable[[Any], Any] | None = None
) -> Callable[[Any], Any]:
    """`of_array` is left out where numpy has a function of the name."""

    def function(x: Any) -> Any:
        if type(x) is float or type(x) is int:
            try:
                return of_number(x)
            except ValueError:
                raise Error("ValueError", f"{name}({x}) is not defined") from None
        if is_array(x):
            return getattr(arrays.numpy, name)(x) if of_array is None else of_array(x)
        if kind(x) in _NUMBERS:
            return function(float(x))
        raise _wrong(name, x)

    function.__name__ = function.__qualname__ = name
    return function


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return inf if x > 0 else 0.0


def _sigmoid(x: float) -> float:
    return 1 / (1 + _exp(-x))


def _relu(x: float) -> float:
    return 0.0 if x <= 0 else float(x)  # nan stays


sqrt = _elementwise("sqrt", math.sqrt)
exp = _elementwise("exp", _exp)
log2 = _elementwise("log2", math.log2)
log10 = _elementwise("log10", math.log10)
sin = _elementwise("sin", math.sin)
cos = _elementwise("cos", math.cos)
tan = _elementwise("tan", math.tan)
tanh = _elementwise("tanh", math.tanh)
sigmoid = _elementwise("sigmoid", _sigmoid, lambda x: 1 / (1 + arrays.numpy.exp(-x)))
relu = _elementwise("relu", _relu, lambda x: arrays.numpy.maximum(x, 0.0))
_log = _elementwise("log", math.log)


def log(x: Any, base: Any = None) -> Any:
    if base is None:
        return _log(x)
    base = as_float("log", "base", base)
    if not base > 0 or base == 1:
        raise Error("ValueError", f"log(): base must be greater than 0 and not 1, it is {base}")
    if is_array(x):
        return _log(x) / math.log(base)
    _log(x)  # refuses what has no logarithm
    return math.log(x, base)


# ---------------------------------------------------------------- other results


def abs(x: Any) -> Any:
    if type(x) is float or type(x) is int or is_array(x):
        return builtins.abs(x)
    if kind(x) in _NUMBERS:
        return builtins.abs(as_number("abs", "x", x))
    raise _wrong("abs", x)


def pow(x: Any, y: Any) -> Any:
    if is_array(x):
        return arrays.numpy.power(x, as_float("pow", "y", y))
    if kind(x) not in _NUMBERS:
        raise _wrong("pow", x)
    x, y = as_number("pow", "x", x), as_number("pow", "y", y)
    if x == 0 and y < 0:
        raise Error("ZeroDivisionError", f"pow(): 0 to the negative power {y}")
    try:
        result = x**y
    except OverflowError:
        raise Error("ValueError", f"pow(): {x} to the power of {y} is too large") from None
    if isinstance(result, complex):
        raise Error("ValueError", f"pow(): the negative number {x} to the fractional power {y}")
    return result


def _whole(name: str, of_number: Callable[[Any], int]) -> Callable[[Any], Any]:
    def function(x: Any) -> Any:
        if type(x) is not float and type(x) is not int:
            if is_array(x):
                return getattr(arrays.numpy, name)(x)
            if kind(x) not in _NUMBERS:
                raise _wrong(name, x)
        return of_number(_require_finite(name, x))

    function.__name__ = function.__qualname__ = name
    return function


floor = _whole("floor", math.floor)
ceil = _whole("ceil", math.ceil)


def round(x: Any, digits: Any = None) -> Any:
    if digits is not None:
        digits = as_int("round", "digits", digits)
    if is_array(x):
        return arrays.numpy.rint(x) if digits is None else _round_elements(x, digits)
    if kind(x) not in _NUMBERS:
        raise _wrong("round", x)
    if digits is None:
        return builtins.round(_require_finite("round", x))
    return builtins.round(float(x), digits)


def _round_elements(x: Any, digits: int) -> Any:
    rounded = arrays.numpy.round(x, builtins.max(-308, builtins.min(digits, 308)))
    # numpy multiplies by a power of ten, which can be too much for elements that have no such digits anyway
    return rounded if digits < 16 else arrays.numpy.where(arrays.numpy.isfinite(rounded), rounded, x)


def _require_finite(function: str, x: Any) -> Any:
    x = as_number(function, "x", x)
    if not is_finite(x):
        raise Error("ValueError", f"{function}({x}) is no int")
    return x


def is_nan(x: object) -> bool:
    x = as_number("is_nan", "x", x)
    return x != x


def is_finite(x: object) -> bool:
    x = as_number("is_finite", "x", x)
    return x == x and x not in (inf, -inf)


def clip(x: Any, low: Any, high: Any) -> Any:
    low, high = as_number("clip", "low", low), as_number("clip", "high", high)
    if high < low:
        raise Error("ValueError", f"clip(): high {high} is less than low {low}")
    if is_array(x):
        return arrays.numpy.minimum(arrays.numpy.maximum(x, float(low)), float(high))
    if kind(x) not in _NUMBERS:
        raise _wrong("clip", x)
    x = as_number("clip", "x", x)
    limited = low if x < low else high if x > high else x
    return float(limited) if float in (type(x), type(low), type(high)) else int(limited)
