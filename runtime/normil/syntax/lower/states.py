"""In which state the parser was when it met a token that it could not accept, from the parser's own log.

Takes in a text, gives out places with states. The log is slow: for short texts, and only where something is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import tree_sitter

from normil.syntax import units
from normil.syntax.grammar import LANGUAGE

_PROCESS = re.compile(r"process .*state:(\d+), row:(\d+), col:(\d+)")
_ERROR = re.compile(r"detect_error lookahead:(.*)", re.DOTALL)


BEFORE = ";"  # what a statement is read behind, so that each is one that follows another
_LONGEST = 4000  # characters
_PASSED = frozenset({"", ",", "(", ":", "="})  # what the parser may have refused before the token that is marked


@dataclass(frozen=True, slots=True)
class Refusal:
    """`row` and `column` are where the parser was, in code points: before white space and comments, then the token
    that it refused."""

    row: int
    column: int
    state: int
    lookahead: str


def refusals(text: str) -> list[Refusal]:
    """The first token that the parser refuses, and each that it refuses after it has gone on behind an error."""
    found: list[Refusal] = []
    paused: Refusal | None = None
    here = (0, 0, 0)

    def read(kind: tree_sitter.LogType, message: str) -> None:
        nonlocal paused, here
        if process := _PROCESS.match(message):
            state, row, column = map(int, process.groups())
            here = (row, column // units.WIDTH, state)
        elif error := _ERROR.match(message):
            paused = Refusal(*here, error[1])
        elif message.startswith("resume") and paused is not None:
            found.append(paused)

    parser = tree_sitter.Parser(LANGUAGE)
    parser.logger = read
    parser.parse(units.encode(text), encoding=units.ENCODING)
    return found


def refusals_at(text: str, start: int, offset: int) -> list[tuple[int, Refusal]]:
    """The tokens that the parser refuses at `offset` or just before it, with the places where they stand. `start` is
    where the top-level statement begins. None of a statement that is too long."""
    end = text.find("\n", text.find("\n", offset) + 1)  # the refused token may stand on the next line
    part = text[start : end + 1 if end > offset else len(text)]
    if len(part) > _LONGEST:
        return []
    found = []
    for refusal in refusals(BEFORE + part):
        place = _offset(part, refusal)
        between = text[start + place : offset]
        if start + place <= offset and between.strip() in _PASSED and "\n" not in between.strip(" \n"):
            found.append((start + place + len(part[place:]) - len(part[place:].lstrip()), refusal))
    return found


def _offset(part: str, refusal: Refusal) -> int:
    rows = part.split("\n")
    column = refusal.column - (len(BEFORE) if refusal.row == 0 else 0)
    return sum(len(row) + 1 for row in rows[: refusal.row]) + column
