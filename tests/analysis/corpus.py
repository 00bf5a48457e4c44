"""The programs of this folder, as material for tests that hold for any text."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = sorted([*HERE.glob("wrong/*.nor"), *HERE.glob("fine/*.nor")])


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in PROGRAMS]
