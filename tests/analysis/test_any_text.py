"""What holds for any text: analysis never raises, every span is inside, and following edits gives the same as
beginning anew."""

from __future__ import annotations

import os
import random

import pytest

from normil.analysis import CODES, Analyser, Analysis, analyse
from normil.syntax import parse
from normil.syntax.nodes import Program
from tests.analysis.corpus import texts

SEED = int(os.environ.get("NORMIL_TEST_SEED", random.randrange(1 << 30)))


def check_spans(analysis: Analysis, size: int) -> None:
    for diagnostic in analysis.diagnostics:
        assert diagnostic.code in CODES
        assert 0 <= diagnostic.start <= diagnostic.end <= size
        assert diagnostic.start < diagnostic.end or diagnostic.code == "NOR001", diagnostic
        for related in diagnostic.related:
            assert 0 <= related.start < related.end <= size
        for start, end, _ in diagnostic.fix.edits if diagnostic.fix else ():
            assert 0 <= start <= end <= size


def test_prefixes_of_programs_can_be_analysed() -> None:
    for text in texts():
        for end in range(0, len(text) + 1, 13):
            check_spans(analyse(parse(text[:end]).program), end)


@pytest.mark.fuzz
def test_every_prefix_can_be_analysed() -> None:
    for text in texts():
        for end in range(len(text) + 1):
            check_spans(analyse(parse(text[:end]).program), end)


def summary(analysis: Analysis, program: Program) -> list[object]:
    """The diagnostics, and the type of every name."""
    found: list[object] = list(analysis.diagnostics)
    for index in range(len(program.items)):
        found.append([str(type_) for type_ in analysis.types(index).values()])
    return found


def test_edits_give_what_beginning_anew_gives() -> None:
    print(f"NORMIL_TEST_SEED={SEED}")
    rng = random.Random(SEED)
    programs = texts()
    words = " ".join(programs).split()
    for text in programs:
        tree = parse(text)
        analyser = Analyser()
        analyser.analyse(tree.program)
        for _ in range(12):
            start = rng.randrange(len(tree.text) + 1)
            end = min(len(tree.text), start + rng.choice((0, 1, 3, 20)))
            tree = tree.edit(start, end, rng.choice((" ", "\n", "", "}", f" {rng.choice(words)} ", "let f = 1\n")))
            followed = summary(analyser.analyse(tree.program), tree.program)
            assert followed == summary(analyse(tree.program), tree.program), tree.text


@pytest.mark.parametrize(
    "inner",
    [
        ("[", "]"),
        ("(", ")"),
        ("{a: ", "}"),
        ("fn() { return ", " }"),
        ("f(", ")"),
        ("-", ""),
        ("1 + ", ""),
        ("x[", "]"),
    ],
    ids=str,
)
def test_deep_nesting(inner: tuple[str, str]) -> None:
    before, after = inner
    for depth in (100, 190, 1000):
        analyse(parse(f"let f = fn(x) {{ return x }}\nlet x = {before * depth}1{after * depth}").program)


@pytest.mark.parametrize("header", ["if x", "while x", "for i in x", "fn f(x)", "else if x"])
def test_deeply_nested_blocks(header: str) -> None:
    for depth in (100, 190, 1000):
        if header.startswith("else"):
            text = "let x = 1\nif x {}" + f" {header} {{}}" * depth
        else:
            text = "let x = 1\n" + f"{header} {{ " * depth + "print(x)" + "}" * depth
        analyse(parse(text).program)
