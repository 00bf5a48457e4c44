"""Search by similarity, as all memory stores do it (PRIMITIVES 8).

Takes in the query and what is searched, gives out the most similar first. Knows no store. The vectors belong to the
program, which can change them at any time, so nothing of them is kept; and each is compared where it lies, since to
gather them in one matrix first takes longer than that.
"""

from __future__ import annotations

import math

from normil.primitives.arguments import as_int, as_vec
from normil.primitives.vectors import cosine_similarity
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


def query(function: str, vec: Any, k: Any) -> tuple[Any, int]:
    """What every search is given, checked."""
    vec, k = as_vec(function, "vec", vec), as_int(function, "k", k)
    if k < 0:
        raise Error("ValueError", f"{function}(): k must not be negative, it is {k}")
    return vec, k


def most_similar(vec: Any, k: int, items: Iterable[Any], vector: Callable[[Any], Any]) -> list[Any]:
    """At most `k` of the items; of equally similar ones the earlier comes first, and nan comes last. Items are left
    out whose `vector` has another dim or is None."""
    found = []
    for item in items:
        other = vector(item)
        if other is not None and len(other) == len(vec):
            similarity = cosine_similarity(vec, other)
            found.append((math.inf if math.isnan(similarity) else -similarity, item))
    found.sort(key=lambda pair: pair[0])
    return [item for _, item in found[:k]]
