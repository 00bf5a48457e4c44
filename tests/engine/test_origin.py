"""The trace of an error is the same however much of it is taken from the error that it arose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.engine.frames import Origin
from tests.programs import run_program

PROGRAM = Path(__file__).parent.parent / "conformance" / "19-errors" / "caught-at-every-level.nor"


def test_what_is_around_errors_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    shares = Origin._shares
    answers: list[bool] = []

    def watched(known: Origin, catcher: int, other: Origin) -> bool:
        answers.append(shares(known, catcher, other))
        return answers[-1]

    monkeypatch.setattr(Origin, "_shares", watched)
    shared = run_program(text)
    assert answers.count(True) > 800
    assert answers.count(False) > 2
    monkeypatch.setattr(Origin, "_shares", lambda known, catcher, other: False)
    assert run_program(text) == shared
