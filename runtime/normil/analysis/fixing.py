"""Applies the fixes of diagnostics to a text.

Takes in a text and what is found in it, gives out the text that the fixes make. Writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from normil.analysis.diagnostics import Diagnostic, Fix

Edit = tuple[int, int, str]

_MOST_ROUNDS = 10  # a fix can bring to light what another one mends


def together(fixes: Iterable[Fix]) -> tuple[list[Edit], int]:
    """The edits of as many of the fixes as do not get into each other's way, and how many fixes that are."""
    edits: list[Edit] = []
    count = 0
    for fix in fixes:
        new = [edit for edit in fix.edits if edit not in edits]
        if not any(
            (start < other_end and other < end) or start == other
            for start, end, _ in new
            for other, other_end, _ in edits
        ):
            edits += new
            count += 1
    return sorted(edits), count


def edited(text: str, edits: Iterable[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def with_safe_fixes(text: str, find: Callable[[str], Iterable[Diagnostic]]) -> tuple[str, int]:
    """The text after all safe fixes, and how many there were. `find` says what is wrong with a text."""
    total = 0
    for _ in range(_MOST_ROUNDS):
        edits, count = together(d.fix for d in find(text) if d.fix is not None and d.fix.safe)
        if not count:
            break
        text = edited(text, edits)
        total += count
    return text, total
