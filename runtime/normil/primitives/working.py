"""Working memory: entries that expire when they are not asked for (PRIMITIVES 9)."""

from __future__ import annotations

from normil.engine import run
from normil.primitives.arguments import as_str, as_vec
from normil.primitives.records import WorkingMemoryEntry
from normil.primitives.similarity import most_similar, query
from normil.primitives.system import now
from normil.values.comparison import eq, gt
from normil.values.operators import sub
from normil.values.records import as_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _living() -> list[Any]:
    """The store, without what is expired."""
    store, time = run.current.stores["working"], now() * 1000
    store[:] = [entry for entry in store if not gt(sub(time, entry.last_access_ms), entry.expire_ttl)]
    return store


def _position(store: list[Any], id: object) -> int | None:  # noqa: A002
    return next((i for i, entry in enumerate(store) if eq(entry.id, id)), None)


def wm_add(entry: Any) -> None:
    entry, store = as_record(WorkingMemoryEntry, entry), _living()
    position = _position(store, entry.id)
    if position is None:
        store.append(entry)
    else:
        store[position] = entry


def wm_get(id: Any) -> Any:  # noqa: A002
    wanted, store = as_str("wm_get", "id", id), _living()
    position = _position(store, wanted)
    if position is None:
        return None
    store[position].last_access_ms = now() * 1000
    return store[position]


def wm_query(vec: Any, k: Any = 10) -> list[Any]:
    vec, k = query("wm_query", vec, k)
    return most_similar(vec, k, _living(), _vector)


def _vector(entry: Any) -> Any:
    return as_vec("WorkingMemoryEntry", "vec_combined", entry.vec_combined)


def wm_count() -> int:
    return len(_living())


def wm_clear() -> None:
    _living().clear()
