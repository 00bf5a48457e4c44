"""Lines of a text: offsets in code points to and from 0-based (line, column) pairs.

A line ends at `\\n`, `\\r\\n` or `\\r` and nowhere else. Knows nothing of programs.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, count
from operator import add


class LineIndex:
    def __init__(self, text: str) -> None:
        self.text = text
        of_one_kind = text.replace("\r\n", " \n").replace("\r", "\n")
        ends = map(add, accumulate(map(len, of_one_kind.split("\n"))), count(1))  # all in C, for each edit
        self._starts: list[int] = [0, *ends]
        self._starts.pop()  # where a line after the last would start

    @property
    def count(self) -> int:
        """How many lines there are; a text that ends with a line end has an empty last one."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a position, which is first brought inside the text and inside its line."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        return self._starts[line] + max(0, min(column, len(self.line_text(line))))

    def line_text(self, line: int) -> str:
        """The line without its end."""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        text = self.text[self._starts[line] : end]
        return text[:-2] if text.endswith("\r\n") else text.rstrip("\r\n")

    def with_empty_lines(self, start: int, end: int) -> tuple[int, int]:
        """A span that is to be removed, with the lines that would be empty then."""
        first, column = self.position(start)
        last, last_column = self.position(end)
        if self.line_text(first)[:column].strip() or self.line_text(last)[last_column:].strip():
            return start, end
        return self._starts[first], self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
