"""The table of example mistakes: every example is one problem, and gets the text that it is there for."""

from __future__ import annotations

import pytest

from normil.syntax import parse
from normil.syntax.lower.examples import EXAMPLES, advice
from normil.syntax.lower.states import refusals, refusals_at
from tests.syntax.dump import all_problems

ALL = [(program, said) for said, programs in EXAMPLES.items() for program in programs]


@pytest.mark.parametrize(("program", "said"), ALL, ids=[program for program, _ in ALL])
def test_example(program: str, said: str) -> None:
    for before, after in (("", "\n"), ("let before = [1, 2]\n", "\nlet after = 3\n"), ("// about\n\n", "\n")):
        (problem,) = all_problems(parse(before + program + after).program)
        assert problem.hint == said


def test_no_two_texts_are_for_the_same_state() -> None:
    said_for: dict[tuple[int, str], str] = {}
    for program, said in ALL:
        first = refusals(f";{program}\n")[0]
        assert said_for.setdefault((first.state, first.lookahead), said) == said, program


def test_a_long_statement_is_not_worth_the_wait() -> None:
    for length, expected in ((100, "write the next statement on a line of its own"), (5000, None)):
        program = "let xs = [" + "1, " * length + "1] let y = 2\n"
        refused = refusals_at(program, 0, program.index("let y"))
        assert advice(refusal for _, refusal in refused) == expected
