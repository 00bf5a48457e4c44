"""`// normil: allow NOR004, NOR017`: comments that silence diagnostics (LANGUAGE 20).

Takes in the comments of a program and where its lines begin, gives out what is allowed where. A comment before
every statement holds for the file, one at the end of a line for that line, one on a line of its own for the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from normil.syntax.lines import LineIndex
from normil.syntax.nodes import Program

_COMMENT = re.compile(r"//\s*normil:\s*allow\s+(?P<codes>NOR\d{3}(?:\s*,\s*NOR\d{3})*)\s*$")


@dataclass(slots=True)
class Allowed:
    everywhere: set[str] = field(default_factory=set)
    lines: dict[int, set[str]] = field(default_factory=dict)

    def __contains__(self, found: tuple[str, int]) -> bool:
        """Whether a code is silenced on a line, counted from 0."""
        code, line = found
        return code in self.everywhere or code in self.lines.get(line, ())


def allowed(program: Program, lines: LineIndex) -> Allowed:
    result = Allowed()
    first = program.items[0].start if program.items else len(program.text)
    for comment in program.comments:
        match = _COMMENT.match(comment.text)
        if match is None:
            continue
        codes = re.findall(r"NOR\d{3}", match["codes"])
        if comment.start < first:
            result.everywhere.update(codes)
            continue
        line, column = lines.position(comment.start)
        alone = not lines.line_text(line)[:column].strip()
        result.lines.setdefault(line + 1 if alone else line, set()).update(codes)
    return result
