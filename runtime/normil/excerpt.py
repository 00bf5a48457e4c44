"""Messages with the line they are about (LANGUAGE 19.3), for static diagnostics and run-time errors alike.

Takes in a message and a span of a text, gives out what a person reads in a terminal. Must never know where the
message comes from.
"""

from __future__ import annotations

import os
import unicodedata

from normil.syntax.lines import LineIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from normil.analysis import Diagnostic

TAB = 4
WIDTH = 100  # columns of source that are shown at most
_BEFORE = 40  # columns that a cut line keeps before the place
_CUT = "..."
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")  # categories of characters that a terminal may obey instead of showing them
_WITHOUT_WIDTH = ("Mn", "Me")  # those of what stands above or around the character before it
_BOLD, _BLUE = "1", "1;34"
_COLOURS = {"error": "1;31", "warning": "1;33", "hint": "1;36"}


def excerpt(
    severity: str,
    code: str,
    message: str,
    path: str,
    lines: LineIndex,
    start: int,
    end: int,
    *,
    notes: Sequence[str] = (),
    colour: bool = False,
) -> str:
    """`severity` is error, warning or hint, `code` a diagnostic's code or an error's kind; `start` and `end` are
    offsets in the text of `lines`. Without line end at the end."""
    line, column = lines.position(start)
    last_line, last_column = lines.position(max(start, end))
    text = lines.line_text(line)
    shown, before, marked = _window(text, column, last_column if last_line == line else len(text))
    number = str(line + 1)
    pad = " " * len(number)
    tint = _COLOURS[severity] if colour else ""
    rule = _paint("|", _BLUE if colour else "")
    head = _paint(f"{severity}[{code}]", tint) + _paint(f": {_message(message)}", _BOLD if colour else "")
    rows = [
        head,
        f"{pad}{_paint('-->', _BLUE if colour else '')} {_printable(path)}:{line + 1}:{column + 1}",
        f"{pad} {rule}",
        f"{_paint(number, _BLUE if colour else '')} {rule} {shown}".rstrip(),
        f"{pad} {rule} {' ' * before}{_paint('^' * marked, tint)}",
        *(f"{pad} {_paint('=', _BLUE if colour else '')} {_printable(note)}" for note in notes),
    ]
    return "\n".join(rows)


def wants_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return os.name != "nt" or "WT_SESSION" in environment or "TERM_PROGRAM" in environment


def _paint(text: str, style: str) -> str:
    return f"\033[{style}m{text}\033[0m" if style else text


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a line to show, the columns before what is marked, and how many columns that takes."""
    cells = _cells(text)
    widths = [_width(cell) for cell in cells]
    first, last = 0, len(cells)
    if sum(widths) > WIDTH:
        room = WIDTH
        first = start
        while first > 0 and sum(widths[first - 1 : start]) <= _BEFORE:
            first -= 1
        last = first
        while last < len(cells) and widths[last] <= room:
            room -= widths[last]
            last += 1
    lead, trail = _CUT if first else "", _CUT if last < len(cells) else ""
    before = len(lead) + sum(widths[first:start])
    marked = sum(widths[start : min(end, last)])
    return lead + "".join(cells[first:last]) + trail, before, max(1, marked)


def _cells(text: str) -> list[str]:
    """What stands for each character: spaces for a tab, a mark for what a terminal would not show as it is."""
    cells: list[str] = []
    column = 0
    for character in text:
        cell = " " * (TAB - column % TAB) if character == "\t" else _printable(character)
        cells.append(cell)
        column += _width(cell)
    return cells


def _message(text: str) -> str:
    """A message, which may have several lines."""
    return "\n".join("".join(_cells(line)) for line in text.split("\n"))


def _printable(text: str) -> str:
    """Without characters that could steer a terminal or change the order of the text."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in _STEERING else c for c in text)


def _width(cell: str) -> int:
    if cell.isascii():
        return len(cell)
    return sum(
        1 + (unicodedata.east_asian_width(c) in "WF") for c in cell if unicodedata.category(c) not in _WITHOUT_WIDTH
    )


def of_diagnostic(diagnostic: Diagnostic, path: str, lines: LineIndex, *, colour: bool = False) -> str:
    """A static diagnostic, with the places it refers to and what to do."""
    notes = []
    for related in diagnostic.related:
        line, column = lines.position(related.start)
        if f"line {line + 1}" not in diagnostic.message:
            notes.append(f"{related.message}: {path}:{line + 1}:{column + 1}")
    if diagnostic.help:
        notes.append(f"help: {diagnostic.help}")
    return excerpt(
        diagnostic.severity.value,
        diagnostic.code,
        diagnostic.message,
        path,
        lines,
        diagnostic.start,
        diagnostic.end,
        notes=notes,
        colour=colour,
    )
