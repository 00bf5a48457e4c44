"""The diagnostics of programs that say themselves what is wrong in them (`expectations`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.analysis import CODES, analyse
from normil.syntax import parse
from tests.analysis.expectations import expected_codes, marked

HERE = Path(__file__).parent
WRONG = sorted((HERE / "wrong").glob("*.nor"))
FINE = sorted((HERE / "fine").glob("*.nor"))
BY_MODULES = {"NOR026", "NOR027"}  # test_imports.py


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_finds_what_is_marked_and_nothing_else(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert marked(source, analyse(parse(source).program).diagnostics) == source


@pytest.mark.parametrize("path", FINE, ids=lambda path: path.stem)
def test_finds_nothing(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert marked(source, analyse(parse(source).program).diagnostics) == source


@pytest.mark.parametrize("code", sorted(CODES.keys() - BY_MODULES))
def test_every_code_has_programs_for_and_against_it(code: str) -> None:
    assert code in expected_codes((HERE / "wrong" / f"{code}.nor").read_text(encoding="utf-8"))
    assert (HERE / "fine" / f"{code}.nor").exists()
