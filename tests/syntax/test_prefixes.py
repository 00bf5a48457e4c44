"""A program that is being written: cut after each of its tokens, it has at most three syntax errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.syntax import parse
from normil.syntax.lower.walk import tokens
from tests.syntax.dump import all_problems

ROOT = Path(__file__).parents[2]
PROGRAMS = [*(ROOT / "examples").glob("*.nor"), *(ROOT / "tests" / "bench" / "programs").glob("*.nor")]
MORE = [*(ROOT / "tests" / "analysis" / "fine").glob("*.nor"), *(ROOT / "tests" / "conformance").glob("*/*.nor")]
MOST = 3


@pytest.mark.parametrize("path", sorted(PROGRAMS), ids=lambda path: path.stem)
def test_few_errors_at_every_prefix(path: Path) -> None:
    check(path)


@pytest.mark.fuzz
@pytest.mark.parametrize("path", sorted(MORE), ids=lambda path: path.stem)
def test_few_errors_at_every_prefix_of_other_programs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not any(problem.code == "NOR001" for problem in all_problems(parse(text).program)):
        check(path)


def check(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for token in tokens(parse(text).tree.root_node):
        start = text[: token.end_byte // 2]
        errors = [problem for problem in all_problems(parse(start).program) if problem.code == "NOR001"]
        assert len(errors) <= MOST, (start[-80:], errors)
