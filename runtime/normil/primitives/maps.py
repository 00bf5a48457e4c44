"""Maps (PRIMITIVES 7)."""

from __future__ import annotations

from normil.primitives.arguments import as_map
from normil.values import maps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def keys(m: Any) -> list[Any]:
    return maps.keys(as_map("keys", "m", m))


def values(m: Any) -> list[Any]:
    return maps.values(as_map("values", "m", m))


def items(m: Any) -> list[list[Any]]:
    return maps.items(as_map("items", "m", m))


def get(m: Any, key: Any, default: Any = None) -> Any:
    return as_map("get", "m", m).get(key, default)


def merge(a: Any, b: Any) -> dict[Any, Any]:
    return {**as_map("merge", "a", a), **as_map("merge", "b", b)}
