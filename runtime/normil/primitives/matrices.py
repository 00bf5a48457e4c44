"""Making Matrices, and operations on them (PRIMITIVES 3)."""

from __future__ import annotations

from typing import Any

import numpy as np

from normil.primitives.arguments import MISSING, as_array, as_int, as_matrix, as_size, as_vec, missing, wrong
from normil.primitives.vectors import plain_copy
from normil.values import vectors
from normil.values.errors import Error
from normil.values.kinds import kind


def matrix(rows: Any = MISSING, cols: Any = MISSING, values: Any = MISSING) -> Any:
    if cols is MISSING and values is MISSING and kind(rows) in ("list", "tuple"):
        rows, values = MISSING, rows  # matrix([...])
    if rows is MISSING and cols is MISSING:
        if values is MISSING:
            raise missing("matrix", "rows")
        return from_rows("matrix", "values", values)
    for argument, value in (("rows", rows), ("cols", cols)):
        if value is MISSING:
            raise missing("matrix", argument)
    shape = as_size("matrix", "rows", rows), as_size("matrix", "cols", cols)
    values = 0.0 if values is MISSING else values
    if kind(values) in ("bool", "int", "float"):
        return np.full(shape, float(values))
    if kind(values) not in ("list", "tuple"):
        raise wrong("matrix", "values", "a number or a list", values)
    flat = vectors.from_numbers(values)
    if flat is not None:
        if len(flat) != shape[0] * shape[1]:
            raise _counts(shape, f"{len(flat)} values")
        return flat.reshape(shape)
    result = from_rows("matrix", "values", values)
    if result.shape != shape:
        raise _counts(shape, vectors.shape(result))
    return result


def _counts(shape: tuple[int, int], found: str) -> Error:
    return Error("DimensionError", f"dimension mismatch: Matrix({shape[0]}, {shape[1]}) and {found}")


def from_rows(function: str, argument: str, rows: Any) -> Any:
    """The Matrix of a list of rows: Vecs, or lists of numbers."""
    if kind(rows) not in ("list", "tuple"):
        raise wrong(function, argument, "a list of rows", rows)
    made: list[Any] = []
    for row in rows:
        vec = row if vectors.is_vec(row) else vectors.from_numbers(row) if isinstance(row, list | tuple) else None
        if vec is None:
            raise Error("TypeError", f"{function}(): the rows of {argument} must be Vecs or lists of numbers")
        if made and len(vec) != len(made[0]):
            raise Error(
                "DimensionError", f"{function}(): rows of {argument} of different length: {len(made[0])} and {len(vec)}"
            )
        made.append(vec)
    return np.array(made, dtype=np.float64).reshape(len(made), len(made[0]) if made else 0)


def identity(n: Any) -> Any:
    n = as_size("identity", "n", n)
    result = np.zeros((n, n))
    result.ravel()[:: n + 1] = 1.0
    return result


def outer(u: Any, v: Any) -> Any:
    return np.multiply.outer(as_vec("outer", "u", u), as_vec("outer", "v", v))


def outer_product(u: Any, v: Any) -> Any:
    return np.multiply.outer(as_vec("outer_product", "u", u), as_vec("outer_product", "v", v))


def matvec(M: Any, v: Any) -> Any:  # noqa: N803
    if (  # what `matmul` tests as well, here without calls
        type(M) is type(v) is np.ndarray
        and M.dtype is v.dtype is vectors.FLOAT64
        and M.ndim == 2
        and v.ndim == 1
        and M.shape[1] == len(v)
    ):
        return M.dot(v)
    return vectors.matmul(as_matrix("matvec", "M", M, rows=True), as_vec("matvec", "v", v))


def matmul(A: Any, B: Any) -> Any:  # noqa: N803
    return vectors.matmul(as_matrix("matmul", "A", A), as_matrix("matmul", "B", B))


def transpose(M: Any) -> Any:  # noqa: N803
    return as_matrix("transpose", "M", M, rows=True).T.copy()


def row(M: Any, i: Any) -> Any:  # noqa: N803
    matrix, position = as_matrix("row", "M", M), as_int("row", "i", i)
    try:
        return matrix[position].copy()
    except IndexError:
        raise _out_of_range("row", "i", position, matrix) from None


def col(M: Any, j: Any) -> Any:  # noqa: N803
    matrix, position = as_matrix("col", "M", M), as_int("col", "j", j)
    try:
        return matrix[:, position].copy()
    except IndexError:
        raise _out_of_range("col", "j", position, matrix) from None


def _out_of_range(function: str, argument: str, position: int, matrix: Any) -> Error:
    message = f"{function}(): {argument} {position} is out of range for {vectors.shape(matrix)}"
    return Error("IndexError", message)


def reshape(x: Any, rows: Any, cols: Any) -> Any:
    x = as_array("reshape", "x", x)
    shape = as_size("reshape", "rows", rows), as_size("reshape", "cols", cols)
    if x.size != shape[0] * shape[1]:
        raise _counts(shape, vectors.shape(x))
    return plain_copy(x).reshape(shape)
