"""Making Vecs (PRIMITIVES 1)."""

from __future__ import annotations

from typing import Any

import numpy as np

from normil.primitives.arguments import MISSING, as_float, as_int, as_size, as_vec, missing, wrong
from normil.values import sparse, vectors
from normil.values.errors import Error
from normil.values.kinds import kind


def vec(dim: Any = MISSING, values: Any = MISSING) -> Any:
    if values is MISSING:
        if kind(dim) in ("int", "bool"):
            raise missing("vec", "values")
        dim, values = MISSING, dim  # vec([...])
    if values is MISSING:
        raise missing("vec", "values")
    result = _vec(values)
    if dim is not MISSING and len(result) != as_size("vec", "dim", dim):
        raise Error("DimensionError", f"dimension mismatch: Vec({int(dim)}) and {len(result)} values")
    return result


def _vec(values: Any) -> Any:
    name = kind(values)
    if name == "Vec":
        return np.array(values, subok=False)
    if name not in ("list", "tuple"):
        raise wrong("vec", "values", "a list of numbers", values)
    result = vectors.from_numbers(values)
    if result is None:
        raise Error("TypeError", "vec(): the elements of values must be numbers")
    return result


def zeros(dim: Any) -> Any:
    return np.zeros(dim if type(dim) is int and dim >= 0 else as_size("zeros", "dim", dim))


def ones(dim: Any) -> Any:
    return np.ones(dim if type(dim) is int and dim >= 0 else as_size("ones", "dim", dim))


def fill(dim: Any, value: Any) -> Any:
    return np.full(as_size("fill", "dim", dim), as_float("fill", "value", value))


def one_hot(index: Any, dim: Any) -> Any:
    index, dim = as_int("one_hot", "index", index), as_size("one_hot", "dim", dim)
    if not -dim <= index < dim:
        raise Error("IndexError", f"one_hot(): index {index} is out of range for Vec({dim})")
    result = np.zeros(dim)
    result[index] = 1.0
    return result


def to_dense(v: Any) -> Any:
    return sparse.to_dense(v)


def to_sparse(v: Any, threshold: Any = 1e-6) -> Any:
    return sparse.from_dense(as_vec("to_sparse", "v", v), as_float("to_sparse", "threshold", threshold))
