"""Neural primitives (PRIMITIVES 11)."""

from __future__ import annotations

from normil.primitives.arguments import as_float, as_int, as_matrix, as_vec
from normil.primitives.vectors import plain_copy
from normil.values import arrays
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lowrankupdate(W: Any, u: Any, v: Any) -> Any:  # noqa: N803
    W = as_matrix("lowrankupdate", "W", W, rows=True)  # noqa: N806
    change = arrays.numpy.multiply.outer(as_vec("lowrankupdate", "u", u), as_vec("lowrankupdate", "v", v))
    if W.shape != change.shape:
        raise arrays.vectors.mismatch(W, change)
    return W + change


def quantize(v: Any, bits: Any) -> Any:
    return arrays.vectors.quantize(as_vec("quantize", "v", v), as_int("quantize", "bits", bits))


def dequantize(v: Any) -> Any:
    return plain_copy(as_vec("dequantize", "v", v))


def onlinecluster_update(centroid: Any, x: Any, lr: Any = 0.1) -> Any:
    as_vec("onlinecluster_update", "centroid", centroid)
    as_vec("onlinecluster_update", "x", x)
    lr = as_float("onlinecluster_update", "lr", lr)
    if len(centroid) != len(x):
        raise arrays.vectors.mismatch(centroid, x)
    if not 0 <= lr <= 1:
        raise Error("ValueError", f"onlinecluster_update(): lr must be from 0 to 1, it is {lr}")
    return (1 - lr) * centroid + lr * x
