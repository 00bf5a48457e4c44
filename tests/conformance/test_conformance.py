"""Runs the programs of this folder, which are organised by the sections of the language definition.

A program says what it gives in comments:

- `//> TEXT` is a line of output, in order.
- `//! TEXT` is a line on standard error, and all of them together are all of it. Where the definition leaves words
  free, the TEXT ends at `...`, which stands for the rest of the line, or if it is alone for the rest of all.
- `//? CODE TEXT` says that a diagnostic of that code marks TEXT in this line and keeps the program from running.
- `//= N` is the exit status of a program that chooses it; else it is 1 after an uncaught error, 2 where diagnostics
  block, and 0.

Each program runs with and without the compiler's inference, and as the cache of compiled code gives it back; all must
give the same. Its folder is the working directory, and what it imports is in folders inside of that.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.programs import Result, run_program

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.nor"))
EXPECTED = re.compile(r"//(?P<stream>[>!=])(?: (?P<text>.*))?$", re.MULTILINE)
BLOCKING = re.compile(r"//\? (NOR\d+) (.*?)(?= //\? |$)")
REPORTED = re.compile(r"^error\[(NOR\d+)\]: .*\n +--> .*:(\d+):(\d+)\n +\|\n\d+ \| .*\n +\| +(\^+)$", re.MULTILINE)
REST = "..."


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("optimise", "kept"), [(True, False), (False, False), (True, True)], ids=["inferred", "plain", "kept"]
)
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(HERE))[:-4])
def test_program(path: Path, optimise: bool, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    text = path.read_text(encoding="utf-8")
    result = run_program(text, path.name, optimise=optimise, kept=kept)
    blocking = [
        (number, code, marked)
        for number, line in enumerate(text.splitlines(), 1)
        for code, marked in BLOCKING.findall(line)
    ]
    if blocking:
        assert reported(text, result.stderr) == blocking
        assert result.stderr.endswith(f"{len(blocking)} error{'s' * (len(blocking) > 1)}\n")
        assert result == Result(2, "", result.stderr)
        return
    lines: dict[str, list[str]] = {">": [], "!": [], "=": []}
    for match in EXPECTED.finditer(text):
        lines[match["stream"]].append(match["text"] or "")
    errors = result.stderr.splitlines()
    assert errors == without_rest(lines["!"], errors)
    assert result.stdout.splitlines() == lines[">"]
    assert result.status == (int(lines["="][0]) if lines["="] else expected_status(lines["!"]))


def reported(text: str, errors: str) -> list[tuple[int, str, str]]:
    """Line, code and marked text of the diagnostics on standard error."""
    found = []
    for code, line, column, carets in REPORTED.findall(errors):
        start = int(column) - 1
        found.append((int(line), code, text.splitlines()[int(line) - 1][start : start + len(carets)]))
    return found


def without_rest(expected: list[str], found: list[str]) -> list[str]:
    """The expected lines, with the words that were found in place of `...`."""
    if expected[-1:] == [REST]:
        expected = expected[:-1] + found[len(expected) - 1 :]
    return [
        line if wanted.endswith(REST) and line.startswith(wanted.removesuffix(REST)) else wanted
        for wanted, line in zip_longest(expected, found[: len(expected)], fillvalue="")
    ]


def expected_status(errors: list[str]) -> int:
    if any(line.startswith("error[NOR") for line in errors):
        return 2
    return 1 if any(line.startswith("error[") for line in errors) else 0


def test_there_are_programs() -> None:
    assert CASES
