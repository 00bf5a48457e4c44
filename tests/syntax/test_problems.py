"""What a writer reads about a mistake of form: each mistake with the marks and words below it.

To renew the snapshot after a change that is meant: `NORMIL_UPDATE_SNAPSHOTS=1 pytest tests/syntax/test_problems.py`,
and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from normil.syntax import parse
from tests.grammar.corpus import cases
from tests.syntax.dump import all_problems, picture

HERE = Path(__file__).parent
CORRECT = [case for case in cases() if case.file != "errors" and "(ERROR" not in case.expected]


def _mistakes() -> list[str]:
    """One program after another in `mistakes.nor`, separated by lines of dashes."""
    text = (HERE / "mistakes.nor").read_text(encoding="utf-8")
    return [part.strip("\n") for part in text.split("\n--------\n")]


def test_problems() -> None:
    shown = "--------\n".join(picture(text, all_problems(parse(text).program)) for text in _mistakes())
    path = HERE / "snapshots" / "problems.txt"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", _mistakes())
def test_every_mistake_is_reported_inside_the_text(text: str) -> None:
    problems = all_problems(parse(text).program)
    assert problems
    assert all(0 <= problem.start < problem.end <= len(text) for problem in problems)


@pytest.mark.parametrize("text", _mistakes())
def test_one_mistake_is_one_problem(text: str) -> None:
    """A program that makes several says so in its first line."""
    count = len(all_problems(parse(text).program))
    assert count == int(text.split()[1]) if text.startswith("// ") else count == 1


@pytest.mark.parametrize("case", [case for case in CORRECT if "\\q" not in case.source], ids=str)
def test_programs_without_mistakes_have_no_problems(case: object) -> None:
    source = getattr(case, "source")  # noqa: B009
    expected = {"NOR024"} if "a < b < c" in source else set()
    assert {problem.code for problem in all_problems(parse(source).program)} == expected
