"""The audit log, as programs see it (PRIMITIVES 14)."""

from __future__ import annotations

import math

from normil.engine import run
from normil.primitives.arguments import as_float, as_str
from normil.primitives.episodic import episodic_count
from normil.primitives.general import copy
from normil.primitives.semantic import semantic_count
from normil.primitives.system import now
from normil.primitives.working import wm_count
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOTHING: dict[str, Any] = {}


def audit_log(action: Any, data: Any = _NOTHING, level: Any = "info") -> None:
    from normil.engine.audit import LEVELS

    action, level = as_str("audit_log", "action", action), as_str("audit_log", "level", level)
    if level not in LEVELS:
        raise Error("ValueError", f"audit_log(): level must be {', '.join(LEVELS[:-1])} or {LEVELS[-1]}, not {level!r}")
    run.current.audit.append(action, data if isinstance(data, dict) else {"value": data}, level)


def audit_verify(from_timestamp: Any = 0.0, to_timestamp: Any = math.inf) -> bool:
    start = as_float("audit_verify", "from_timestamp", from_timestamp)
    return run.current.audit.verify(start, as_float("audit_verify", "to_timestamp", to_timestamp))


def audit_snapshot(name: Any) -> str:
    from normil.engine.audit import digest

    state = {
        "name": as_str("audit_snapshot", "name", name),
        "timestamp": now(),
        "episodic_count": episodic_count(),
        "semantic_count": semantic_count(),
        "wm_count": wm_count(),
    }
    found = digest(state)
    run.current.audit.append("snapshot_created", {"name": state["name"], "hash": found})
    return found


def audit_entries(action: Any = None) -> list[dict[str, Any]]:
    wanted = None if action is None else as_str("audit_entries", "action", action)
    return [copy(entry) for entry in run.current.audit.entries if wanted is None or entry["action"] == wanted]
