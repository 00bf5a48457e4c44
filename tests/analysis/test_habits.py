"""What writers bring along from other languages: one mistake is one message, and a safe fix leaves nothing behind.

`habits.nor` has one program after another, separated by lines of dashes, and `snapshots/habits.txt` what they read.
To write it anew, run with NORMIL_UPDATE_SNAPSHOTS=1 and look at what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from normil.analysis import Diagnostic, analyse
from normil.analysis.fixing import edited, with_safe_fixes
from normil.excerpt import of_diagnostic
from normil.syntax import parse
from normil.syntax.lines import LineIndex

HERE = Path(__file__).parent
SNAPSHOT = HERE / "snapshots" / "habits.txt"
PROGRAMS = [part.strip("\n") + "\n" for part in (HERE / "habits.nor").read_text(encoding="utf-8").split("\n--------\n")]


def found(text: str) -> list[Diagnostic]:
    return analyse(parse(text).program).diagnostics


def shown(text: str, diagnostic: Diagnostic) -> str:
    fix = "" if diagnostic.fix is None else f"\n  fix: {edited(text, diagnostic.fix.edits)!r}"
    return of_diagnostic(diagnostic, "habit.nor", LineIndex(text)) + fix


def test_messages() -> None:
    text = "\n--------\n".join("\n".join(shown(program, d) for d in found(program)) for program in PROGRAMS) + "\n"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8", newline="\n")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS)
def test_one_mistake_is_one_message(program: str) -> None:
    count = int(program.split()[1]) if program.startswith("// ") else 1
    assert len(found(program)) == count
    assert all(d.help or "is missing after" in d.message for d in found(program))


@pytest.mark.parametrize("program", [program for program in PROGRAMS if any(d.fix for d in found(program))])
def test_a_fix_makes_it_readable(program: str) -> None:
    for diagnostic in found(program):
        if diagnostic.fix is not None and diagnostic.code == "NOR001":
            left = [d for d in found(edited(program, diagnostic.fix.edits)) if d.code == "NOR001"]
            assert len(left) < len([d for d in found(program) if d.code == "NOR001"])


@pytest.mark.parametrize("program", PROGRAMS)
def test_safe_fixes_leave_no_syntax_error_that_they_could_mend(program: str) -> None:
    fixed, _ = with_safe_fixes(program, found)
    assert not any(d.fix.safe for d in found(fixed) if d.fix is not None)


def test_the_rest_of_the_file_stays_analysed() -> None:
    text = """\
def f(x):
    if x and not x:
        return 'a'
    elif x == 2:
        totl = 1
    return total

print(f(1), gone)
"""
    codes = [(d.code, text[d.start : d.end]) for d in found(text)]
    assert [part for part in codes if part[0] != "NOR001"] == [
        ("NOR003", "totl"),
        ("NOR002", "total"),
        ("NOR002", "gone"),
    ]
    assert [place for code, place in codes if code == "NOR001"] == ["def", ":", "and", "not", ":", "'a'", "elif", ":"]
    fixed, count = with_safe_fixes(text, found)
    assert count == 9
    assert 'fn f(x) {\n    if x && !x {\n        return "a"\n    }' in fixed
