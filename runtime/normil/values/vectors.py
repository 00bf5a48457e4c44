"""What arrays mean: a Vec is a 1-dimensional float64 numpy array, a Matrix a 2-dimensional one (LANGUAGE 5).

Imported by programs that use vectors, and then alone with the vector families of `primitives`; on import it registers
arrays with the other modules of `values`. Arrays of other shapes or types are Python objects like any other.
"""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from normil.values import access, arrays, operators
from normil.values.errors import Error
from normil.values.kinds import describe, register
from normil.values.kinds import kind as kind_of
from normil.values.text import FORMS

FLOAT64 = np.dtype(np.float64)
_TYPES = arrays.TYPES
_ARRAY_KINDS = frozenset(("Vec", "Matrix"))
_NUMBERS = frozenset(("bool", "int", "float"))
_EXACT_NUMBERS: frozenset[type] = frozenset((bool, int, float))

# IEEE results are the language's; numpy is not to comment on them, in other threads either, which do not see `seterr`
np.seterr(all="ignore")
warnings.filterwarnings("ignore", "(divide by zero|overflow|underflow|invalid value) encountered", RuntimeWarning)


class Quantised(np.ndarray):
    """A Vec that knows the number of bits it was rounded to. What is computed from it is a plain array, and so is it
    itself (`q` none) after a store."""

    q: int | None

    def __array_finalize__(self, source: object) -> None:
        self.q = None

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
        if out is not None:
            for target in out:
                if isinstance(target, Quantised):
                    target.q = None
            options["out"] = tuple(map(plain, out))
        result = getattr(ufunc, method)(*map(plain, inputs), **options)
        return result if out is None else out[0]

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        self.q = None


def plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Quantised) else value


def kind(array: Any) -> str:
    if array.dtype is not FLOAT64 and array.dtype != FLOAT64:
        return "object"
    return "Vec" if array.ndim == 1 else "Matrix" if array.ndim == 2 else "object"


def is_vec(value: Any) -> bool:
    return type(value) in _TYPES and value.ndim == 1 and (value.dtype is FLOAT64 or value.dtype == FLOAT64)


def is_matrix(value: Any) -> bool:
    return type(value) in _TYPES and value.ndim == 2 and (value.dtype is FLOAT64 or value.dtype == FLOAT64)


def is_array(value: Any) -> bool:
    """Whether it is a Vec or Matrix."""
    return type(value) in _TYPES and 0 < value.ndim < 3 and (value.dtype is FLOAT64 or value.dtype == FLOAT64)


def shape(array: Any) -> str:
    """`Vec(3)`, `Matrix(2, 3)`."""
    return f"{kind(array)}({', '.join(map(str, array.shape))})"


def mismatch(a: Any, b: Any) -> Error:
    return Error("DimensionError", f"dimension mismatch: {shape(a)} and {shape(b)}")


# ---------------------------------------------------------------- operators


def _elementwise(symbol: str, operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(a: Any, b: Any) -> Any:
        ta, tb = type(a), type(b)
        if ta in arrays.TYPES:
            if tb is float or (tb in arrays.TYPES and a.shape == b.shape):
                return operation(a, b)
        elif ta is float:
            return operation(a, b)
        return _rare(symbol, operation, a, b)

    return apply


def _rare(symbol: str, operation: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    left, right = kind_of(a), kind_of(b)
    if left in _ARRAY_KINDS and right in _ARRAY_KINDS:
        if left == right:
            raise mismatch(a, b)
        error = operators.unsupported(symbol, a, b)
        error.help = "use `@` or `matvec` for the product of a Matrix and a Vec"
        raise error
    if left in _ARRAY_KINDS and right in _NUMBERS:
        return operation(a, float(b))  # older numpy makes object arrays with huge ints
    if left in _NUMBERS and right in _ARRAY_KINDS:
        return operation(float(a), b)
    return operators.binary(symbol, a, b)


add = _elementwise("+", np.add)
sub = _elementwise("-", np.subtract)
mul = _elementwise("*", np.multiply)
div = _elementwise("/", np.true_divide)
mod = _elementwise("%", np.remainder)


def matmul(a: Any, b: Any) -> Any:
    if (  # what programs do most
        type(a) is type(b) is np.ndarray
        and a.dtype is b.dtype is FLOAT64
        and a.ndim == 2
        and b.ndim == 1
        and a.shape[1] == len(b)
    ):
        return a.dot(b)
    if not (is_array(a) and is_array(b)):
        return operators.binary("@", a, b)
    if a.shape[-1] != b.shape[0]:
        error = mismatch(a, b)
        if a.ndim + b.ndim > 2:
            error.message += f", inner dimensions {a.shape[-1]} and {b.shape[0]}"
        raise error
    if a.ndim == b.ndim == 1:
        return float(a.dot(b))
    return plain(a).dot(plain(b))  # which takes half the time of `np.matmul` for small ones


def equal(a: Any, b: Any) -> bool:
    return bool(np.array_equal(a, b))


# ---------------------------------------------------------------- text


def _vec_text(vec: Any) -> str:
    q = f", q={vec.q}" if bits(vec) is not None else ""
    return f"Vec(dim={len(vec)}{q}, data={_numpy_text(vec[:3])}...)"


def _numpy_text(array: Any) -> str:
    """numpy's text with its default options, whatever a Python module has set."""
    return np.array2string(
        array.view(np.ndarray),
        max_line_width=75,
        precision=8,
        suppress_small=False,
        threshold=1000,
        edgeitems=3,
        sign="-",
        floatmode="maxprec",
    )


FORMS["Vec"] = _vec_text
FORMS["Matrix"] = _numpy_text

# ---------------------------------------------------------------- access


def index(array: Any, i: Any) -> Any:
    """The element of a Vec; the row of a Matrix, which is a view."""
    if type(i) is int:
        try:
            if array.ndim == 1:
                return array.item(i)
            if array.ndim == 2:
                return array[i]
        except (IndexError, OverflowError):
            raise _out_of_range(array, i) from None
    if kind(array) == "object":
        return from_numpy(array[i])
    return index(array, access.int_index(array, i))


def _out_of_range(array: Any, i: int) -> Error:
    return Error("IndexError", f"index {i} is out of range for {shape(array)}")


def set_index(array: Any, i: Any, new: Any) -> None:
    if type(i) is int and type(new) is float and array.ndim == 1 and -len(array) <= i < len(array):
        array[i] = new
        return
    name = kind(array)
    if name == "object":
        array[i] = new
        return
    i = access.int_index(array, i)
    if name == "Matrix":
        new = _row(array, new)
    elif kind_of(new) not in ("int", "float"):
        raise Error("TypeError", f"the elements of a Vec are numbers, not {describe(new)}")
    try:
        array[i] = new
    except IndexError:
        raise _out_of_range(array, i) from None


def _row(matrix: Any, new: Any) -> Any:
    row = from_numbers(new) if isinstance(new, list | tuple) else new if is_vec(new) else None
    if row is None:
        raise Error("TypeError", f"a row of a Matrix must be a Vec or a list of numbers, not {describe(new)}")
    if len(row) != matrix.shape[1]:
        raise Error("DimensionError", f"dimension mismatch: {len(row)} numbers for a row of {shape(matrix)}")
    return row


def slice_(array: Any, lower: Any, upper: Any) -> Any:
    if not is_array(array):
        return from_numpy(array[lower:upper])
    return plain(array)[access.bound(lower) : access.bound(upper)].copy()


def iterate(array: Any) -> Iterator[Any]:
    """Live: a Vec gives its floats as they are when they are reached, a Matrix views of its rows."""
    name = kind(array)
    if name == "Vec":
        return iter(memoryview(array))
    return iter(array) if name == "Matrix" else map(from_numpy, array)


# ---------------------------------------------------------------- making, copying, quantising


def bits(vec: Any) -> int | None:
    """`vec.q`"""
    return vec.q if type(vec) is Quantised else None


def to_list(array: Any, /) -> list[Any]:
    return array.tolist()  # type: ignore[no-any-return]


def copy(array: Any, /) -> Any:
    """An independent copy, which keeps `q`."""
    result = array.copy()
    if type(array) is Quantised:
        result.q = array.q
    return result


def quantize(vec: Any, q: int) -> Quantised:
    """Rounds to the nearest of 2^q evenly spaced numbers from the smallest element to the largest."""
    if not 1 <= q <= 16:
        raise Error("ValueError", f"bits must be from 1 to 16, not {q}")
    vec = plain(vec)
    low, high = (float(vec.min()), float(vec.max())) if len(vec) else (0.0, 0.0)
    if not (math.isfinite(low) and math.isfinite(high)):  # nan is the smallest and the largest as well
        raise Error("ValueError", "a Vec with nan or inf cannot be quantised")
    if low == high:
        return _with_bits(vec.copy(), q)
    levels, width = 2**q - 1, high - low
    return _with_bits(low + np.rint((vec - low) / width * levels) / levels * width, q)


def _with_bits(array: Any, q: int) -> Quantised:
    result: Quantised = array.view(Quantised)
    result.q = q
    return result


def from_numbers(values: Sequence[Any]) -> Any:
    """The Vec of a list or tuple of numbers, or None if there is anything else in it."""
    if not _EXACT_NUMBERS.issuperset(map(type, values)):
        if not all(kind_of(value) in _NUMBERS for value in values):
            return None
        values = [float(value) for value in values]
    return np.array(values, dtype=np.float64)


def dense(indices: Sequence[int], values: Sequence[float], dim: int) -> Any:
    """The Vec of a valid SparseVec."""
    vec = np.zeros(dim)
    vec[list(indices)] = values
    return vec


def from_numpy(value: Any) -> Any:
    """What a value from Python is in NORMiL."""
    if isinstance(value, np.generic):
        for scalar, convert in ((np.bool_, bool), (np.integer, int), (np.floating, float)):
            if isinstance(value, scalar):
                return convert(value)
    elif type(value) in (np.ndarray, np.memmap) and value.ndim in (1, 2) and value.dtype.kind in "iuf":
        return np.asarray(value, dtype=np.float64)
    return value


# ---------------------------------------------------------------- declared types (LANGUAGE 6.4, 6.6)


def check_vector(value: Any, dim: int | None = None, q: int | None = None) -> Any:
    """The value to bind where a Vector type is declared."""
    if not is_vec(value):
        raise Error("TypeError", f"expected {_wanted('Vec', dim)}, found {describe(value)}")
    if dim is not None and len(value) != dim:
        raise Error("DimensionError", f"dimension mismatch: expected Vec({dim}), found {shape(value)}")
    return value if q is None or bits(value) == q else quantize(value, q)


def check_matrix(value: Any, rows: int | None = None, cols: int | None = None) -> Any:
    """The value to bind where a Matrix of a certain shape is declared."""
    if not is_matrix(value):
        raise Error("TypeError", f"expected {_wanted('Matrix', rows, cols)}, found {describe(value)}")
    if (rows is not None and value.shape[0] != rows) or (cols is not None and value.shape[1] != cols):
        wanted = _wanted("Matrix", rows, cols).removeprefix("a ")
        raise Error("DimensionError", f"dimension mismatch: expected {wanted}, found {shape(value)}")
    return value


def _wanted(name: str, *sizes: int | None) -> str:
    if all(size is None for size in sizes):
        return f"a {name}"
    return f"a {name}({', '.join('?' if size is None else str(size) for size in sizes)})"


# ---------------------------------------------------------------- registration

access.ATTRIBUTES["Vec"] = {"dim": len, "q": bits, "data": to_list}
access.METHODS["Vec"] = {"to_list": to_list, "copy": copy}
access.ATTRIBUTES["Matrix"] = {
    "rows": len,
    "cols": lambda matrix: matrix.shape[1],
    "shape": lambda matrix: list(matrix.shape),
}
access.METHODS["Matrix"] = {"to_list": to_list, "copy": copy}
for _function in (to_list, copy):
    _function.__qualname__ = f"Vec.{_function.__name__}"  # by which messages know that the first argument is the Vec

# numpy's scalars are converted where they come from Python; those inside of Python's lists stay what they are
for _scalar, _kind in ((np.bool_, "bool"), (np.integer, "int"), (np.floating, "float")):
    register(_scalar, _kind)

_TYPES.update((np.ndarray, Quantised))
arrays.FLOAT64 = FLOAT64
arrays.numpy = np
arrays.vectors = sys.modules[__name__]
