"""Transactions whose audit entries cannot be written (LANGUAGE 16.1)."""

from __future__ import annotations

from typing import Any

import pytest

from normil.engine.audit import AuditLog
from tests.programs import Result, run_program

PROGRAM = """\
let log = []
transaction move() {
    log.append("ran")
    print("ran")
    %s
} rollback { print("rolled back") }
try { print(move()) } catch e { print(e, e.cause, e.rolled_back) }
print(log)
"""
ERROR = "TransactionError: the audit log could not be written: disk full IOError: disk full"


@pytest.mark.parametrize(
    ("fails_at", "end", "printed"),
    [
        ("start", "return 1", [f"{ERROR} []", "[]"]),
        ("success", "return 1", ["ran", "rolled back", f"{ERROR} ['move']", "[]"]),
        ("failed", "throw 1", ["ran", f"{ERROR} ['move']", "[]"]),
    ],
)
def test_entries_that_cannot_be_written(
    fails_at: str, end: str, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    append = AuditLog.append

    def failing(self: AuditLog, action: str, *arguments: Any, **named: Any) -> None:
        if action == f"transaction_{fails_at}_move":
            raise OSError("disk full")
        append(self, action, *arguments, **named)

    monkeypatch.setattr(AuditLog, "append", failing)
    assert run_program(PROGRAM % end) == Result(0, "\n".join(printed) + "\n", "")
