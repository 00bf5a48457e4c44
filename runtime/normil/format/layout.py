"""Laid out text from a flat list of parts: the document algebra of the formatter.

Takes in parts (tokens with their places in the source, groups, breaks, indentation) and the length of a line; gives
out the edits that lay the source out so. Knows nothing of programs.

A group is written on one line if it fits there, up to the next break behind it; otherwise all breaks that stand in it
directly become line ends. The list is flat, as are the passes over it, so that depth costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

STEP = 4  # columns of one level of indentation


@dataclass(slots=True)
class Token:
    """A piece of the source and how it is written."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Comment(Token):
    """`ends_line`: what follows stands on the next line."""

    ends_line: bool = False


@dataclass(slots=True, eq=False)
class Break:
    """`flat` on one line, or a line end. `hard` ones are line ends always, `blank` ones with an empty line; `kept` ones
    are flat whatever they stand in. `hang` indents what follows up to its `Unhang`, if it is a line end."""

    flat: str = " "
    hard: bool = False
    blank: bool = False
    kept: bool = False
    hang: bool = False
    broken: bool = False


@dataclass(slots=True, eq=False)
class Unhang:
    of: Break


@dataclass(slots=True, eq=False)
class Group:
    """`hugs`: rather than to break, it lets the group before its `TrailingComma` break."""

    hugs: bool = False


@dataclass(slots=True, eq=False)
class TrailingComma:
    """Written where the group is broken and `closing`, the break that follows, is a line end."""

    closing: Break


class _Mark:
    pass


END: Final = _Mark()  # of a group
INDENT: Final = _Mark()  # where the group is broken
DEDENT: Final = _Mark()
SPACE = " "

Part: TypeAlias = str | Token | Break | Unhang | Group | TrailingComma | _Mark


@dataclass(frozen=True, slots=True)
class Edit:
    start: int
    end: int
    text: str


def lay_out(parts: Sequence[Part], source: str, width: int, line_end: str) -> list[Edit]:
    """The edits of `source` that write its tokens as the parts say. In order; none touches another token's text."""
    measures = _Measures(parts)
    writer = _Writer(source, line_end)
    indent = 0
    flat_until = -1  # everything before this part is on one line
    forced = -1  # the group that another one hugs
    broken = [True]
    broken_groups: set[int | None] = set()
    for index, part in enumerate(parts):
        kind = type(part)
        if kind is Token or kind is Comment:
            writer.token(part)  # type: ignore[arg-type]
        elif kind is str:
            writer.write(part)  # type: ignore[arg-type]
        elif isinstance(part, Break):
            flat = part.kept or not (part.hard or (index >= flat_until and broken[-1]))
            part.broken = not flat
            if flat:
                writer.write(part.flat)
            else:
                indent += part.hang
                writer.end_line(indent * STEP, part.blank)
        elif isinstance(part, Group):
            breaks = False
            if index >= flat_until:
                close = measures.close[index]
                end = measures.next_break(close)
                comma = measures.trailing_comma(close, end) in broken_groups
                fits = writer.column + measures.width(index, end) + comma <= width
                if index == forced or measures.hard(index, close) or not fits:
                    head = measures.hugged(index) if part.hugs else None
                    if head is not None and writer.column + measures.width(index, head + 2) <= width:
                        flat_until, forced = head, head
                    else:
                        breaks = True
                else:
                    flat_until = close
            broken.append(breaks)
            if breaks:
                broken_groups.add(index)
        elif isinstance(part, TrailingComma):
            if index >= flat_until and broken[-1] and not part.closing.kept:
                writer.write(",")
        elif isinstance(part, Unhang):
            indent -= part.of.hang and part.of.broken
        elif part is END:
            broken.pop()
        elif broken[-1]:
            indent += 1 if part is INDENT else -1
    return writer.finish()


class _Measures:
    """Sums over the parts, so that each question about a stretch of them is answered at once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._width = [0]
        self._hard = [0]
        self.close: dict[int, int] = {}
        self._open: dict[int, int] = {}
        self._comma: dict[int, int] = {}
        self._commas: list[tuple[int, int]] = []  # the places of the trailing commas, and their groups
        self._breaks: list[int] = []
        opened: list[int] = []
        width = hard = 0
        for index, part in enumerate(parts):
            kind = type(part)
            if kind is Token:
                width += len(part.text)  # type: ignore[union-attr]
            elif kind is str:
                width += len(part)  # type: ignore[arg-type]
            elif isinstance(part, Break):
                width += len(part.flat)
                if not part.kept:
                    hard += part.hard
                    self._breaks.append(index)
            elif isinstance(part, Group):
                opened.append(index)
            elif part is END:
                start = opened.pop()
                self.close[start] = index
                self._open[index] = start
            elif isinstance(part, TrailingComma):
                self._comma[opened[-1]] = index
                self._commas.append((index, opened[-1]))
            elif isinstance(part, Comment):
                if part.ends_line:
                    hard += 1
                    self._breaks.append(index)
                else:
                    width += len(part.text) + 1
            self._width.append(width)
            self._hard.append(hard)
        self._breaks.append(len(parts))

    def next_break(self, index: int) -> int:
        """The first place from `index` on where the line may end."""
        return self._breaks[bisect_left(self._breaks, index)]

    def trailing_comma(self, start: int, end: int) -> int | None:
        """The group whose trailing comma is the last between two places."""
        found = bisect_left(self._commas, (end,)) - 1
        return self._commas[found][1] if found >= 0 and self._commas[found][0] > start else None

    def width(self, start: int, end: int) -> int:
        return self._width[end] - self._width[start]

    def hard(self, start: int, end: int) -> bool:
        return self._hard[end] > self._hard[start]

    def hugged(self, group: int) -> int | None:
        """The group that ends just before the trailing comma, if all around it can stay on one line."""
        comma = self._comma[group]
        head = self._open.get(comma - 1)
        if head is None or self.hard(group, head) or self.hard(comma, self.close[group]):
            return None
        return head


class _Writer:
    """Collects edits: of what stands between tokens, and of tokens that are written another way."""

    def __init__(self, source: str, line_end: str) -> None:
        self.column = 0
        self._source = source
        self._line_end = line_end
        self._edits: list[Edit] = []
        self._gap = ""  # what is written behind the last token
        self._end = 0  # of the last token in the source
        self._last = ""  # its last character
        self._beside_comment = False  # the gap ends with a space that a comment needs, or not

    def write(self, text: str) -> None:
        if not text:
            return
        if text == SPACE and self._beside_comment:
            self._beside_comment = False
            return
        self._close_up()
        self._gap += text
        self.column += len(text)

    def end_line(self, indent: int, blank: bool) -> None:
        blank = blank or self._gap.count("\n") > 1
        self._gap = self._gap.rstrip(" \r\n") + self._line_end * (1 + blank) + " " * indent
        self._beside_comment = False
        self.column = indent

    def token(self, token: Token) -> None:
        if isinstance(token, Comment):
            self._space_before(token)
        elif token.text in (")", "]", "}"):
            self._close_up()
        if not self._last:
            self._gap, self.column = "", 0
        text = token.text
        if self._source[self._end : token.start] != self._gap:
            self._edits.append(Edit(self._end, token.start, self._gap))
        if self._source[token.start : token.end] != text:
            self._edits.append(Edit(token.start, token.end, text))
        self._end = token.end
        self._last = text[-1]
        self._gap = ""
        line_start = text.rfind("\n") + 1
        self.column = len(text) - line_start + (0 if line_start else self.column)
        self._beside_comment = isinstance(token, Comment)
        if self._beside_comment:
            self._gap = SPACE
            self.column += 1

    def _close_up(self) -> None:
        """Takes back the space behind a comment."""
        if self._beside_comment:
            self._gap = self._gap[:-1]
            self.column -= 1
            self._beside_comment = False

    def _space_before(self, comment: Comment) -> None:
        if "\n" in self._gap:
            return
        inside = self._last in "([{" and not self._gap
        wanted = "  " if comment.ends_line else "" if inside else SPACE
        if not self._gap.endswith(wanted):
            self.column += len(wanted)
            self._gap = self._gap.rstrip(SPACE) + wanted

    def finish(self) -> list[Edit]:
        gap = self._gap.rstrip(" \r\n") + self._line_end if self._last else ""
        if self._source[self._end :] != gap:
            self._edits.append(Edit(self._end, len(self._source), gap))
        return self._edits
