"""The builtin types, which are values (LANGUAGE 23), and `auto`."""

from __future__ import annotations

from normil.values.sparse import SparseVec
from normil.values.types import AUTO, TYPES

__all__ = ["SparseVec", "auto"]

auto = AUTO
globals().update(TYPES)
