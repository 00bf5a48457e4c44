"""The fixes: what they make of a program. `fixes.txt` has a program and what the first fix for a code makes of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from normil.analysis import Diagnostic, analyse
from normil.analysis.fixing import edited, together, with_safe_fixes
from normil.syntax import parse
from tests.analysis.corpus import texts

HERE = Path(__file__).parent
FIXABLE = {
    *("NOR001", "NOR002", "NOR003", "NOR004", "NOR005", "NOR008", "NOR009", "NOR010", "NOR012", "NOR014", "NOR015"),
    *("NOR016", "NOR020", "NOR023", "NOR024", "NOR028", "NOR029", "NOR030", "NOR033"),
}
SAFE = {"NOR001", "NOR003", "NOR024", "NOR029"}


def _cases() -> dict[str, tuple[str, str]]:
    parts = re.split(r"^==== ", (HERE / "fixes.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    cases = {}
    for part in parts[1:]:
        title, _, programs = part.partition("\n")
        before, after = programs.split("----\n")
        cases[title] = before, after
    return cases


CASES = _cases()


def found(text: str) -> list[Diagnostic]:
    return analyse(parse(text).program).diagnostics


def words(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    """What is said, without the numbers of lines."""
    return Counter((d.code, re.sub(r"line \d+", "line", d.message)) for d in diagnostics)


@pytest.mark.parametrize("title", CASES)
def test_fix(title: str) -> None:
    before, after = CASES[title]
    diagnostic = next(d for d in found(before) if d.code == title.split()[0])
    assert diagnostic.fix is not None
    assert edited(before, diagnostic.fix.edits) == after


@pytest.mark.parametrize("text", texts() + [before for before, _ in CASES.values()])
def test_a_fix_removes_what_it_is_for_and_leaves_nothing_else(text: str) -> None:
    diagnostics = found(text)
    for diagnostic in diagnostics:
        if diagnostic.fix is not None:
            left = words(found(edited(text, diagnostic.fix.edits)))
            there = words(diagnostics)
            assert left[_words(diagnostic)] < there[_words(diagnostic)], diagnostic
            if diagnostic.code == "NOR003":  # what is declared by it may turn out to be never used
                left = Counter({said: count for said, count in left.items() if said[0] != "NOR004"})
            assert left <= there, diagnostic


def _words(diagnostic: Diagnostic) -> tuple[str, str]:
    return next(iter(words([diagnostic])))


def test_which_codes_have_fixes() -> None:
    assert {title.split()[0] for title in CASES} == FIXABLE
    fixes = [(d.code, d.fix) for text in texts() for d in found(text) if d.fix is not None]
    fixes += [(d.code, d.fix) for before, _ in CASES.values() for d in found(before) if d.fix is not None]
    assert {code for code, _ in fixes} == FIXABLE
    assert {code for code, fix in fixes if fix.safe} == SAFE


def test_safe_fixes_are_applied_together() -> None:
    text = 'first = "\\q"\ninside = 1 < two < 3\nprint(first, inside, two, lenn(first))\n'
    fixed = 'let first = "q"\nlet inside = 1 < two && two < 3\nprint(first, inside, two, lenn(first))\n'
    assert with_safe_fixes(text, found) == (fixed, 4)
    assert with_safe_fixes(fixed, found) == (fixed, 0)


def test_fixes_that_touch_the_same_text_wait_for_each_other() -> None:
    fixes = [d.fix for d in found("fn f() {\n    n = 1\n    n = 2\n}\n") if d.fix is not None]
    edits, count = together([*fixes, *fixes])
    assert (len(edits), count) == (len({edit for fix in fixes for edit in fix.edits}), 2 * len(fixes))
