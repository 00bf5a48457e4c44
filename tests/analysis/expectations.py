"""Programs that describe what is found in them.

A comment line of carets expects a diagnostic for what stands above the carets, in the last line that is not such
a comment; behind the carets stand the code and a part of its message and help:

    let n = totl
    //      ^^^^ NOR002 did you mean 'total'?

A span of several lines is marked to the end of its first one. Lines can be indented to make room for `//`.
"""

from __future__ import annotations

import re

from normil.analysis import Diagnostic
from normil.syntax.lines import LineIndex

_MARK = re.compile(r"// *\^+ (?P<code>NOR\d{3}) (?P<text>.+)")


def expected_codes(source: str) -> list[str]:
    return [mark["code"] for line in source.splitlines() if (mark := _MARK.fullmatch(line))]


def marked(source: str, diagnostics: list[Diagnostic]) -> str:
    """The program with marks for what was found. Where what a mark in `source` expects is a part of what was
    found there, the mark stays as it is."""
    index = LineIndex(source)
    found: dict[int, list[str]] = {}
    marks = [line for line in source.splitlines() if _MARK.fullmatch(line)]
    for diagnostic in sorted(diagnostics, key=lambda d: (d.start, d.end, d.code)):
        line, start = index.position(diagnostic.start)
        last_line, last = index.position(diagnostic.end)
        end = last if last_line == line else len(index.line_text(line))
        mark = f"{'//'.ljust(start)}{'^' * (end - start)} {diagnostic.code} "
        text = f"{diagnostic.message}; {diagnostic.help}"
        kept = (old for old in marks if old.startswith(mark) and old.removeprefix(mark) in text)
        found.setdefault(line, []).append(next(kept, mark + text))
    lines = []
    for number, text in enumerate(source.splitlines()):
        if not _MARK.fullmatch(text):
            lines += [text, *found.get(number, ())]
    return "\n".join(lines) + "\n"
