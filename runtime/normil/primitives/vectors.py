"""Operations on Vecs, and the metrics (PRIMITIVES 2).

Imports no numpy: a Vec that is given is proof that it is there.
"""

from __future__ import annotations

import math
import operator

from normil.primitives.arguments import as_array, as_float, as_str, as_vec
from normil.values import arrays
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ARRAYS = arrays.TYPES


def _require_equal_dims(function: str, v1: Any, v2: Any) -> None:
    as_vec(function, "v1", v1)
    as_vec(function, "v2", v2)
    if len(v1) != len(v2):
        raise arrays.vectors.mismatch(v1, v2)


def _pairwise(name: str, operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def function(v1: Any, v2: Any) -> Any:
        if (  # what nearly all are, tested here because a call for it takes as long as the operation
            type(v1) not in _ARRAYS
            or type(v2) not in _ARRAYS
            or not v1.dtype is v2.dtype is arrays.FLOAT64
            or not v1.ndim == v2.ndim == 1
            or len(v1) != len(v2)
        ):
            _require_equal_dims(name, v1, v2)
        return operation(v1, v2)

    function.__name__ = function.__qualname__ = name
    return function


vec_add = _pairwise("vec_add", operator.add)
vec_sub = _pairwise("vec_sub", operator.sub)
vec_mul = _pairwise("vec_mul", operator.mul)
vec_div = _pairwise("vec_div", operator.truediv)


def dot(v1: Any, v2: Any) -> float:
    if (
        type(v1) not in _ARRAYS
        or type(v2) not in _ARRAYS
        or not v1.dtype is v2.dtype is arrays.FLOAT64
        or not v1.ndim == v2.ndim == 1
        or len(v1) != len(v2)
    ):
        _require_equal_dims("dot", v1, v2)
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
    return v.copy() if type(v) is arrays.numpy.ndarray else arrays.numpy.array(v, subok=False)


def scale(v: Any, scalar: Any) -> Any:
    if type(scalar) is not float:
        scalar = as_float("scale", "scalar", scalar)
    return as_array("scale", "v", v) * scalar


def _cosine(v1: Any, v2: Any) -> float:
    lengths = math.sqrt(v1.dot(v1)) * math.sqrt(v2.dot(v2))
    return float(v1.dot(v2)) / lengths if lengths else 0.0


cosine_similarity = _pairwise("cosine_similarity", _cosine)


def distance(v1: Any, v2: Any, metric: Any = "euclidean") -> float:
    _require_equal_dims("distance", v1, v2)
    if type(metric) is not str:
        metric = as_str("distance", "metric", metric)
    if metric == "euclidean":
        difference = v1 - v2
        return math.sqrt(difference.dot(difference))
    if metric == "manhattan":
        return float(arrays.numpy.add.reduce(abs(v1 - v2)))
    if metric == "cosine":
        return 1 - _cosine(v1, v2)
    raise Error("ValueError", f"distance(): metric must be euclidean, manhattan or cosine, not {metric!r}")


def softmax(v: Any) -> Any:
    if len(as_vec("softmax", "v", v)) == 0:
        return plain_copy(v)
    powers = arrays.numpy.exp(v - v.max())
    return powers / powers.sum()
