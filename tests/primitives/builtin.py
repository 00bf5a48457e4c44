"""For tests of primitives: all of them, by name."""

from __future__ import annotations

from typing import Any

from normil import primitives

P: dict[str, Any] = primitives.load(primitives.FAMILY)


def same(a: Any, b: Any) -> bool:
    """Equal and of the same Python type, also inside lists; nan is the same as nan."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if hasattr(a, "shape"):
        return bool(a.dtype == b.dtype == float and a.shape == b.shape and ((a == b) | ((a != a) & (b != b))).all())
    return bool(a == b or (a != a and b != b))
