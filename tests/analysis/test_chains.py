"""Long chains, of functions that call each other or of types that name each other, are followed without recursion."""

from __future__ import annotations

import random

from normil.analysis import analyse
from normil.analysis.order import needed_first
from normil.syntax import parse

LENGTH = 500


def messages(text: str) -> list[str]:
    return [f"{diagnostic.code} {diagnostic.message}" for diagnostic in analyse(parse(text).program).diagnostics]


def test_functions() -> None:
    calls = [f"fn f{i}(x) {{ return f{i + 1}(x) }}" for i in range(LENGTH)]
    program = [*calls, f"fn f{LENGTH}(x) {{ return ones(3) }}", "let v = f0(1) + ones(4)"]
    assert messages("\n".join(program)) == [
        "NOR006 dimension mismatch: Vec(3) and Vec(4): 3 from line 501, 4 from line 502"
    ]


def test_aliases() -> None:
    aliases = [f"type T{i} = T{i + 1}" for i in range(LENGTH)]
    program = [*aliases, f"type T{LENGTH} = int", 'let x: T0 = "a"']
    assert messages("\n".join(program)) == ["NOR005 expected int, found str for 'x'"]


def test_functions_in_functions() -> None:
    calls = [f"fn f{i}(x) {{ return f{i + 1}(x) }}" for i in range(LENGTH)]
    program = ["fn all() {", *calls, f"fn f{LENGTH}(x) {{ return x }}", "return f0(1)", "}"]
    assert messages("\n".join(program)) == []


def test_nothing_comes_before_what_it_needs() -> None:
    rng = random.Random(1)
    needs = {number: rng.sample(range(number), min(number, 3)) for number in range(100)}
    order = needed_first(99, needs.__getitem__)
    for place, number in enumerate(order):
        assert set(needs[number]) <= set(order[:place])


def test_circles_are_cut() -> None:
    needs = {1: [2], 2: [3], 3: [1, 4], 4: []}
    assert needed_first(1, needs.__getitem__) == [4, 3, 2, 1]
