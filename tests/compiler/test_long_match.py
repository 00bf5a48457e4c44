"""A `match` can have any number of cases."""

from __future__ import annotations

import pytest

from tests.programs import run_program


@pytest.mark.parametrize("count", [7, 8, 9, 16, 17, 2000])
def test_the_right_case(count: int) -> None:
    cases = [f"case {number} -> print({number})" for number in range(count)]
    tried = sorted({-1, 0, 7, 8, 9, 15, 16, count - 1, count})
    program = "\n".join([f"for x in {tried} {{ match x {{", *cases, "}}"])
    assert run_program(program).stdout.split() == [str(number) for number in tried if 0 <= number < count]


def test_nested_in_the_last_case() -> None:
    depth = 40
    cases = [f"case {number} -> print(0)" for number in range(30)]
    program = ["let x = 1000", *["match x {", *cases, "case _ -> {"] * depth, "print(1)", *["}}"] * depth]
    assert run_program("\n".join(program)).stdout == "1\n"
