"""Runs the programs of this folder, which are organised by the sections of the language definition.

A program says what it gives in comments: `//> TEXT` is a line of output, in order; `//! TEXT` is a line on standard
error, and all of them together are all of it. It ends with status 1 where standard error has an uncaught error, with
2 where diagnostics block it, else with 0. Each program runs with and without the compiler's inference; both must
give the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs import run_program

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.nor"))
EXPECTED = re.compile(r"//(?P<stream>[>!])(?: (?P<text>.*))?$", re.MULTILINE)


@pytest.mark.parametrize("optimise", [True, False], ids=["inferred", "plain"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE))[:-4])
def test_program(path: Path, optimise: bool) -> None:
    text = path.read_text(encoding="utf-8")
    lines: dict[str, list[str]] = {">": [], "!": []}
    for match in EXPECTED.finditer(text):
        lines[match["stream"]].append(match["text"] or "")
    result = run_program(text, path.name, optimise=optimise)
    assert result.stderr.splitlines() == lines["!"]
    assert result.stdout.splitlines() == lines[">"]
    first = lines["!"][0] if lines["!"] else ""
    assert result.status == (2 if first.startswith("error[NOR") else 1 if first.startswith("error[") else 0)


def test_there_are_programs() -> None:
    assert CASES
