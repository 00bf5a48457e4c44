"""The programs that the product carries are read without a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.syntax import parse
from tests.syntax.dump import all_problems

ROOT = Path(__file__).parents[2]
PROGRAMS = [ROOT / "runtime/normil/prelude.nor", *sorted(ROOT.glob("examples/**/*.nor"))]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_program_has_no_problems(path: Path) -> None:
    assert all_problems(parse(path.read_text(encoding="utf-8")).program) == []
