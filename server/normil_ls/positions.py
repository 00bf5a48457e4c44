"""Where the protocol's positions lie in a text.

Takes in a text; gives out its lines, and turns offsets in code points (the only positions the features know)
into LSP positions and back, in the unit that client and server agreed on. Must never know what the text means.

A line ends at `\\n`, `\\r\\n` or `\\r`, as LSP has it, and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol import types as lsp

# a column is a number of code units of this many bytes, in this encoding
_CODECS: dict[str, tuple[str, int]] = {
    lsp.PositionEncodingKind.Utf8: ("utf-8", 1),
    lsp.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    lsp.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
_LINE_END = re.compile(r"\r\n|\r|\n")


class LineTable:
    """The line starts of one text that changes by edits; every offset counts code points."""

    def __init__(self, text: str, encoding: str = lsp.PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.encoding = encoding
        self._codec, self._unit = _CODECS[encoding]
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def replace(self, start: int, end: int, new: str) -> None:
        """Replaces the text between two offsets and re-reads only the lines it touches."""
        # The line before counts as touched: a `\r` at its end and a new `\n` are one line end.
        first = max(self.line(start) - 1, 0)
        last = self.line(end) + 1
        self.text = self.text[:start] + new + self.text[end:]
        delta = len(new) - (end - start)
        tail = self._starts[last:]
        begin = self._starts[first]
        stop = tail[0] + delta if tail else len(self.text)
        touched = [match.end() for match in _LINE_END.finditer(self.text, begin, stop)]
        if tail and touched and touched[-1] == stop:
            touched.pop()  # it is the first of the tail
        self._starts[first:] = [begin, *touched, *((at + delta for at in tail) if delta else tail)]

    def position(self, offset: int) -> lsp.Position:
        line = self.line(offset)
        start = self._starts[line]
        return lsp.Position(line, self._units(start, offset))

    def range(self, start: int, end: int) -> lsp.Range:
        return lsp.Range(self.position(start), self.position(end))

    def offset(self, position: lsp.Position) -> int:
        """The offset of a position. One beyond the end of its line is that end, one below the text the text's
        end, and one inside a character the character's start."""
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        if position.line + 1 < len(self._starts):
            end = self._starts[position.line + 1] - 1
            if end > start and self.text[end] == "\n" and self.text[end - 1] == "\r":
                end -= 1
        else:
            end = len(self.text)
        column = max(position.character, 0)
        line = self.text[start : min(end, start + column)]  # a character has at least one unit
        if line.isascii():
            return start + len(line)
        head = line.encode(self._codec)[: column * self._unit]
        return start + len(head.decode(self._codec, "ignore"))

    def length(self, start: int, end: int) -> int:
        """The number of code units between two offsets."""
        return self._units(start, end)

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _units(self, start: int, end: int) -> int:
        part = self.text[start:end]
        if part.isascii():
            return len(part)
        return len(part.encode(self._codec)) // self._unit
