"""Refactorings: what is offered for a selection (in guillemets), and that the program stays what it is."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from normil.engine.program import REFUSED
from normil_ls.documents import Document
from normil_ls.features.refactor import refactorings
from normil_ls.features.refactor.selection import Refactoring
from tests.programs import run_program
from tests.server.snapshots import Case, cases

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.nor"))


def opened(text: str) -> Document:
    return Document("file:///demo.nor", 1, text, "utf-16")


def applied(text: str, found: Refactoring) -> str:
    edits = sorted(found.edits, reverse=True)
    assert all(after[1] <= before[0] for before, after in pairwise(edits)), "edits overlap"
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text


def codes(text: str) -> list[str]:
    return sorted(diagnostic.code for diagnostic in opened(text).analysis.diagnostics)


def check(before: str, after: str) -> None:
    """No new diagnostics, and it still does the same."""
    known = codes(before)
    for code in codes(after):
        assert code in known, f"new: {code}\n{after}"
    first, second = run_program(before), run_program(after)
    if first.status == REFUSED:  # it lacked what was added
        assert second.status == 0, second.stderr + after
    else:
        assert (second.status, without_lines(second.stdout)) == (first.status, without_lines(first.stdout)), after


def without_lines(text: str) -> str:
    """What was printed, but for the lines in which errors were."""
    return re.sub(r"line \d+", "line N", text)


@pytest.mark.parametrize("case", cases("refactor"), ids=str)
def test_refactor(case: Case) -> None:
    start, end = case.program.index("«"), case.program.index("»") - 1
    text = case.program.replace("«", "").replace("»", "")
    lines = []
    for found in refactorings(opened(text), start, end):
        after = applied(text, found)
        lines += [f"{found.title} ({found.kind})", *(f"    {line}" for line in after.splitlines())]
        check(text, after)
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("rounds", [pytest.param(8, id="short"), pytest.param(60, id="long", marks=pytest.mark.fuzz)])
def test_an_example_does_the_same_after_any_refactoring(example: Path, rounds: int) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    text = example.read_text(encoding="utf-8")
    document = opened(text)
    places = sorted({at for item in document.analysis.program.items for at in range(item.start, item.end)})
    tried = 0
    while tried < rounds:
        start = dice.choice(places)
        end = dice.choice([start, start + dice.randint(1, 40), start + dice.randint(1, 200)])
        for found in refactorings(document, start, min(end, len(text))):
            tried += 1
            check(text, applied(text, found))
