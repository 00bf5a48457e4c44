"""Operations on Vecs, and the metrics (PRIMITIVES 2).

Imports no numpy: a Vec that is given is proof that it is there.
"""

from __future__ import annotations

import math

from normil.primitives.arguments import as_array, as_float, as_str, as_vec
from normil.values import arrays
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ARRAYS = arrays.TYPES


def _equal_dims(function: str, v1: Any, v2: Any, names: tuple[str, str] = ("v1", "v2")) -> None:
    as_vec(function, names[0], v1)
    as_vec(function, names[1], v2)
    if len(v1) != len(v2):
        raise arrays.vectors.mismatch(v1, v2)


def dot(v1: Any, v2: Any) -> float:
    if (
        type(v1) not in _ARRAYS
        or type(v2) not in _ARRAYS
        or v1.dtype is not arrays.FLOAT64
        or v2.dtype is not arrays.FLOAT64
        or v1.ndim != 1
        or v2.ndim != 1
        or len(v1) != len(v2)
    ):
        _equal_dims("dot", v1, v2)
    return float(v1.dot(v2))


def norm(v: Any) -> float:
    if type(v) in _ARRAYS and v.dtype is arrays.FLOAT64 and v.ndim == 1:
        return math.sqrt(v.dot(v))
    flat = as_array("norm", "v", v).ravel()
    return math.sqrt(flat.dot(flat))


def normalize(v: Any) -> Any:
    length = norm(as_vec("normalize", "v", v))
    return v / length if length else plain_copy(v)


def plain_copy(v: Any) -> Any:
    """A copy without `q`."""
    return arrays.numpy.array(v, subok=False)


def _pairwise(name: str, operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def function(v1: Any, v2: Any) -> Any:
        _equal_dims(name, v1, v2)
        return operation(v1, v2)

    function.__name__ = function.__qualname__ = name
    return function


vec_add = _pairwise("vec_add", lambda v1, v2: v1 + v2)
vec_sub = _pairwise("vec_sub", lambda v1, v2: v1 - v2)
vec_mul = _pairwise("vec_mul", lambda v1, v2: v1 * v2)
vec_div = _pairwise("vec_div", lambda v1, v2: v1 / v2)


def scale(v: Any, scalar: Any) -> Any:
    return as_array("scale", "v", v) * as_float("scale", "scalar", scalar)


def cosine_similarity(v1: Any, v2: Any) -> float:
    _equal_dims("cosine_similarity", v1, v2)
    lengths = norm(v1) * norm(v2)
    return float(v1.dot(v2)) / lengths if lengths else 0.0


def distance(v1: Any, v2: Any, metric: Any = "euclidean") -> float:
    _equal_dims("distance", v1, v2)
    metric = as_str("distance", "metric", metric)
    if metric == "euclidean":
        return norm(v1 - v2)
    if metric == "manhattan":
        return float(abs(v1 - v2).sum())
    if metric == "cosine":
        return 1 - cosine_similarity(v1, v2)
    raise Error("ValueError", f"distance(): metric must be euclidean, manhattan or cosine, not {metric!r}")


def softmax(v: Any) -> Any:
    if len(as_vec("softmax", "v", v)) == 0:
        return plain_copy(v)
    powers = arrays.numpy.exp(v - v.max())
    return powers / powers.sum()
