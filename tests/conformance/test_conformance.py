"""Runs the programs of this folder, which are organised by the sections of the language definition.

A program says what it gives in comments: `//> TEXT` is a line of output, in order; `//! TEXT` is a line on standard
error, and all of them together are all of it, in order. Where the definition leaves the words of a message free, the
TEXT ends at `...`, which stands for the rest of the line. `//= N` is the exit status of a program that chooses it;
else it is 1 where standard error has an uncaught error, 2 where diagnostics block, and 0. Each program runs with
and without the compiler's inference; both must give the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs import run_program

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.nor"))
EXPECTED = re.compile(r"//(?P<stream>[>!=])(?: (?P<text>.*))?$", re.MULTILINE)
REST = "..."


@pytest.mark.parametrize("optimise", [True, False], ids=["inferred", "plain"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE))[:-4])
def test_program(path: Path, optimise: bool) -> None:
    text = path.read_text(encoding="utf-8")
    lines: dict[str, list[str]] = {">": [], "!": [], "=": []}
    for match in EXPECTED.finditer(text):
        lines[match["stream"]].append(match["text"] or "")
    result = run_program(text, path.name, optimise=optimise)
    errors = result.stderr.splitlines()
    assert errors == without_rest(lines["!"], errors)
    assert result.stdout.splitlines() == lines[">"]
    assert result.status == (int(lines["="][0]) if lines["="] else expected_status(lines["!"]))


def without_rest(expected: list[str], found: list[str]) -> list[str]:
    """The expected lines, with the words that were found in place of `...`."""
    pairs = zip(expected, [*found, *expected], strict=False)
    return [
        line if wanted.endswith(REST) and line.startswith(wanted.removesuffix(REST)) else wanted
        for wanted, line in pairs
    ]


def expected_status(errors: list[str]) -> int:
    if any(line.startswith("error[NOR") for line in errors):
        return 2
    return 1 if any(line.startswith("error[") for line in errors) else 0


def test_there_are_programs() -> None:
    assert CASES
