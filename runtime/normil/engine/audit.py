"""The audit log: entries chained by hashes (LANGUAGE 16.2).

Takes in actions and data, gives out entries. A log only grows; nothing undoes it.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
import uuid
from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from normil.primitives.general import copy
from normil.values.errors import Error
from normil.values.kinds import describe, kind
from normil.values.nested import write
from normil.values.text import to_string

if TYPE_CHECKING:
    from normil.values.nested import Shape

LEVELS = ("debug", "info", "warning", "error")
_FIRST = "0" * 64
_CHAINED = ("index", "id", "timestamp", "actor", "action", "level", "data_hash", "prev_hash")


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no white space, only what must be escaped is escaped."""
    return write(value, _form, _again)


def _form(value: Any, level: int) -> str | Shape:
    of = kind(value)
    if of == "none":
        return "null"
    if of == "bool":
        return "true" if value else "false"
    if of == "int":
        return str(int(value))
    if of == "float":
        number = float(value)
        return repr(number) if math.isfinite(number) else f'"{number}"'
    if of in ("list", "tuple"):
        return "[", [("", part) for part in value], ",", "]"
    if of == "map":
        members = sorted(((to_string(key), part) for key, part in value.items()), key=itemgetter(0))
        return "{", [(f"{_quoted(key)}:", part) for key, part in members], ",", "}"
    return _quoted(to_string(value))


def _again(value: Any, shape: Shape) -> str:
    raise Error("ValueError", f"audit data cannot be {describe(value)} that contains itself")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


class AuditLog:
    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.actors: list[str] = []  # the transactions that are running, outermost first

    def append(self, action: str, data: Mapping[str, Any], level: str = "info", *, actor: str | None = None) -> None:
        last = self.entries[-1] if self.entries else None
        data = copy(dict(data))
        entry: dict[str, Any] = {
            "index": len(self.entries),
            "id": str(uuid.uuid4()),
            "timestamp": max(time.time(), last["timestamp"] if last else 0.0),
            "actor": actor or (self.actors[-1] if self.actors else "program"),
            "action": action,
            "level": level,
            "data": data,
            "data_hash": digest(data),
            "prev_hash": last["hash"] if last else _FIRST,
        }
        entry["hash"] = digest({key: entry[key] for key in _CHAINED})
        self.entries.append(entry)

    def verify(self, start: float = 0.0, end: float = math.inf) -> bool:
        """Whether there are entries from `start` to `end` and all of them are as they were written."""
        chosen = [i for i, entry in enumerate(self.entries) if start <= entry["timestamp"] <= end]
        return bool(chosen) and all(self._is_whole(i) for i in chosen)

    def _is_whole(self, index: int) -> bool:
        entry = self.entries[index]
        before = self.entries[index - 1]["hash"] if index else _FIRST
        return bool(
            entry["prev_hash"] == before
            and entry["data_hash"] == digest(entry["data"])
            and entry["hash"] == digest({key: entry[key] for key in _CHAINED})
        )
