"""Every run-time error carries the span of the smallest expression that raised it (LANGUAGE 19.2).

`spans.txt` has the programs; lines of carets mark the expected span of the line above them, and of all lines from the
first to the last that are marked. Each program runs at the top level and in a function, with inference and without.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.programs import run_program

CASES = re.findall(r"^--- (.*)\n((?:(?!---).*\n)+)", Path(__file__).with_name("spans.txt").read_text("utf-8"), re.M)
SURROUNDINGS = {
    "top level": ("try {", "} catch e { print(e.line, e.column, e.end_line, e.end_column) }"),
    "function": ("fn all() {", "}\ntry { all() } catch e { print(e.line, e.column, e.end_line, e.end_column) }"),
}


@pytest.mark.parametrize("optimise", [True, False], ids=["inferred", "plain"])
@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("marked", [text for _, text in CASES], ids=[name for name, _ in CASES])
def test_span(marked: str, surroundings: str, optimise: bool) -> None:
    program: list[str] = []
    marks: list[tuple[int, int, int]] = []
    for line in marked.splitlines():
        if re.fullmatch(r" *\^+", line):
            marks.append((len(program) - 1, line.index("^"), len(line)))
        else:
            program.append(line)
    before, after = SURROUNDINGS[surroundings]
    result = run_program("\n".join([before, *program, after]), optimise=optimise)
    assert result.stderr == ""
    line, column, end_line, end_column = (int(number) - 1 for number in result.stdout.split())
    # the line of the surroundings is before the program
    assert underlined(program, line - 1, column, end_line - 1, end_column) == underlined(
        program, marks[0][0], marks[0][1], marks[-1][0], marks[-1][2]
    )


def underlined(program: list[str], line: int, column: int, end_line: int, end_column: int) -> str:
    """The program with the marks, as `spans.txt` has it."""
    rows = []
    for number, text in enumerate(program):
        rows.append(text)
        if line <= number <= end_line:
            start = column if number == line else len(text) - len(text.lstrip())
            end = end_column if number == end_line else len(text)
            rows.append(" " * start + "^" * (end - start))
    return "\n".join(rows)
