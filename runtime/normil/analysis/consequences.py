"""What is found only because a part of the file could not be read: one mistake is one message.

Takes in the diagnostics of a file, gives out those that stand for themselves. Blocking is not at stake: what could
not be read keeps the program from starting as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from normil.analysis.diagnostics import Diagnostic
from normil.syntax.lines import LineIndex
from normil.syntax.nodes import Program

_WORD = re.compile(r"\w+")
_OF_NAMES = frozenset({"NOR002", "NOR003", "NOR020"})
_OF_BLOCKS = frozenset({"NOR018", "NOR019"})


def consequences_left_out(found: Iterable[Diagnostic], program: Program, lines: LineIndex) -> Iterator[Diagnostic]:
    if not program.unreadable:
        yield from found
        return
    found = list(found)
    broken = {lines.position(d.start)[0] for d in found if d.code == "NOR001"}
    # What a line would have declared is not known, only which words stand in it.
    words = {word for line in broken for word in _WORD.findall(lines.line_text(line))}
    for diagnostic in found:
        if diagnostic.code != "NOR001":
            if diagnostic.code in _OF_BLOCKS or lines.position(diagnostic.start)[0] in broken:
                continue
            if diagnostic.code in _OF_NAMES and program.text[diagnostic.start : diagnostic.end] in words:
                continue
        yield diagnostic
