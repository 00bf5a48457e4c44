"""The Python that programs become: native where the types are proved, helpers (names with a dot) elsewhere.

`snapshots` shows it for the programs in `emitted`; to write it anew, run with NORMIL_UPDATE_SNAPSHOTS=1 and look at
what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from normil.compiler.__main__ import python_of
from tests.programs import run_program

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", sorted((HERE / "emitted").glob("*.nor")), ids=lambda path: path.stem)
def test_emitted(path: Path) -> None:
    text = python_of(path, entry=not path.stem.startswith("exported")) + "\n"
    snapshot = HERE / "snapshots" / f"{path.stem}.txt"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        snapshot.write_text(text, encoding="utf-8")
    assert text == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((HERE / "emitted").glob("*.nor")), ids=lambda path: path.stem)
def test_it_does_the_same_without_inference(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entry = not path.stem.startswith("exported")
    assert run_program(text, entry=entry) == run_program(text, optimise=False)
