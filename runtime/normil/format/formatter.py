"""The formatted text of a program: `docs/style.md` in code.

Takes in a parsed text without syntax errors and the length of a line; gives out edits of white space, of commas at the
end of lists, of `;` and of names of types that have another name. Knows no files and no protocol.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import tree_sitter

from normil.analysis.allow import allowed
from normil.format.layout import DEDENT, END, INDENT, Break, Comment, Edit, Group, Part, Token, lay_out
from normil.format.rules import WHOLE, Alias, CommentsBefore, Piece, Separator, pieces
from normil.syntax import SyntaxTree
from normil.syntax.lines import LineIndex
from normil.syntax.lower.walk import descendants
from normil.syntax.nodes import Comment as SourceComment
from normil.syntax.nodes import Problem, Program
from normil.syntax.units import WIDTH

LINE_LENGTH = 100

# LANGUAGE 6.2
ALIASES = {
    "string": "str",
    "String": "str",
    "Int": "int",
    "Float": "float",
    "Bool": "bool",
    "Any": "any",
    "void": "none",
    "List": "list",
    "Map": "map",
    "Optional": "optional",
}
_DECLARING = frozenset({"type_declaration", "let_declaration", "const_declaration", "import_statement"})
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")


def edits(tree: SyntaxTree, width: int = LINE_LENGTH) -> list[Edit]:
    """What formatting changes, in order. The text must have no syntax errors (see `syntax_error`)."""
    return lay_out(_Builder(tree).parts, tree.text, width, line_end(tree.text))


def formatted(tree: SyntaxTree, width: int = LINE_LENGTH) -> str:
    result: list[str] = []
    end = 0
    for edit in edits(tree, width):
        result += (tree.text[end : edit.start], edit.text)
        end = edit.end
    return "".join([*result, tree.text[end:]])


def syntax_error(program: Program) -> Problem | None:
    """The first one, with offsets in the file: what is not understood has no layout."""
    found = [problem for problem in program.problems if problem.code == "NOR001"]
    for item in program.items:
        found += (
            replace(problem, start=item.start + problem.start, end=item.start + problem.end)
            for problem in item.problems
            if problem.code == "NOR001"
        )
    return min(found, key=lambda problem: problem.start, default=None)


def line_end(text: str) -> str:
    """How most lines of the text end."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


class _Builder:
    """The parts of a file: the pieces of its nodes, all the way down, and the comments where they belong."""

    def __init__(self, tree: SyntaxTree) -> None:
        self.parts: list[Part] = []
        self._text = tree.text
        self._root = tree.tree.root_node
        self._line_end = line_end(tree.text)
        self._comments = deque(tree.program.comments)  # that are not placed yet
        self._lines = LineIndex(tree.text)
        self._kept = allowed(tree.program, self._lines).lines
        # the last token: where it ends, whether a bracket begins there, the place behind it in `parts`
        self._end = 0
        self._opens = True
        self._behind = 0
        # the breaks since then, and the place of the first
        self._breaks: list[Break] = []
        self._first_break = 0
        self._build()

    def _build(self) -> None:
        waiting: list[Piece] = pieces(self._root)[::-1]
        while waiting:
            piece = waiting.pop()
            kind = type(piece)
            if kind is tree_sitter.Node:
                node = cast(tree_sitter.Node, piece)
                if node.child_count and node.type not in WHOLE:
                    waiting += reversed(pieces(node))
                else:
                    self._token(node)
            elif kind is str:
                self.parts.append(cast(str, piece))
            elif isinstance(piece, Alias):
                name = self._canonical_name(piece.node)
                if name is None:
                    waiting.append(piece.node)
                else:
                    self._token(piece.node, name)
            elif isinstance(piece, CommentsBefore):
                offset = piece.offset // WIDTH
                if self._has_comment_before(offset):
                    self._insert(self._gap(offset, closes=True), closes=True)
            else:
                if isinstance(piece, Break):
                    if not self._breaks:
                        self._first_break = len(self.parts)
                    self._breaks.append(piece)
                self.parts.append(cast(Part, piece))

    def _token(self, node: tree_sitter.Node, text: str | None = None) -> None:
        start, end = node.start_byte // WIDTH, node.end_byte // WIDTH
        text = text or self._text[start:end]
        if self._kept or self._has_comment_before(start):
            self._arrive(start, closes=text in _CLOSING)
        elif self._breaks and type(self._breaks[-1]) is Separator:
            self._breaks[-1].blank = self._text.count("\n", self._end, start) > 1
        self.parts.append(Token(text, start, end))
        self._end = end
        self._opens = text in _OPENING
        self._behind = len(self.parts)
        self._breaks.clear()

    def _has_comment_before(self, offset: int) -> bool:
        return bool(self._comments) and self._comments[0].start < offset

    def _arrive(self, start: int, *, closes: bool) -> None:
        """What the source has between the last token and the one at `start`: comments and empty lines."""
        if self._kept and self._on_kept_line(start):
            for part in self._breaks:
                part.kept = True
        place = self._gap(start, closes=closes)
        if place.breaks and self._breaks:
            for part in self._breaks:
                part.hard, part.kept = part.hard or part.kept, False
        elif place.breaks:
            place.before = [Group(), INDENT, *place.before, Break(hard=True), DEDENT, END]
        self._insert(place, closes=closes)
        self.parts += place.after
        if self._breaks and not closes:
            last = self._breaks[-1]
            last.blank = place.blank and (place.breaks or isinstance(last, Separator))

    def _on_kept_line(self, start: int) -> bool:
        """Whether a comment silences diagnostics on the line of the last token and the one at `start`: what is on that
        line must stay there."""
        if self._behind == 0 or "\n" in self._text[self._end : start]:
            return False
        return self._lines.position(start)[0] in self._kept

    def _insert(self, place: _Gap, *, closes: bool) -> None:
        self.parts[self._behind : self._behind] = place.beside
        if self._breaks and (place.breaks or not closes):
            at = self._first_break + len(place.beside)
            self.parts[at:at] = place.before
        else:
            self.parts += place.before

    def _gap(self, start: int, *, closes: bool) -> _Gap:
        comments: list[SourceComment] = []
        while self._comments and self._comments[0].start < start:
            comments.append(self._comments.popleft())
        ends = [self._end, *(comment.end for comment in comments)]
        starts = [*(comment.start for comment in comments), start]
        between = [self._text[end:begin] for end, begin in zip(ends, starts, strict=True)]
        lines = [text.count("\n") for text in between]
        if self._behind == 0:
            lines[0] = 1  # the first line of a file begins as others do
        comma = max((index for index, text in enumerate(between) if "," in text), default=0)
        at_end = bool(self._breaks) and self._breaks[-1].hard
        last = 0  # how many comments stand before the break
        alone = False  # whether there are only comments on the line so far
        for index, comment in enumerate(comments):
            alone = alone or lines[index] > 0
            ends_line = comment.text.startswith("//") or (lines[index + 1] > 0 and (at_end or alone))
            if closes or index < comma or ends_line or ";" in between[index + 1]:
                last = index + 1
        gap = _Gap(blank=lines[last] > 1)
        for index, comment in enumerate(comments):
            own_line = lines[index] > 0 and index < last
            ends_line = own_line or comment.text.startswith("//")
            gap.breaks = gap.breaks or ends_line
            part = Comment(self._comment_text(comment), comment.start, comment.end, ends_line)
            if index >= last:
                gap.after.append(part)
            elif index < comma and not gap.breaks:
                gap.beside.append(part)
            else:
                if own_line:
                    first = index == 0 and self._opens
                    gap.before.append(Break(hard=True, blank=lines[index] > 1 and not first))
                gap.before.append(part)
        return gap

    def _comment_text(self, comment: SourceComment) -> str:
        if comment.text.startswith("//"):
            return comment.text.rstrip(" \t\f\r")
        return re.sub(r"\r*\n", self._line_end, comment.text)

    # ------------------------------------------------------------ names of types

    def _canonical_name(self, node: tree_sitter.Node) -> str | None:
        name = self._text[node.start_byte // WIDTH : node.end_byte // WIDTH]
        if name not in ALIASES or name in self._declared_names:
            return None
        return ALIASES[name]

    @cached_property
    def _declared_names(self) -> set[str]:
        """The names that the file gives a meaning of its own, in whatever scope."""
        names: set[str] = set()
        for node in descendants(self._root):
            if node.type in _DECLARING:
                names.update(
                    self._text[child.start_byte // WIDTH : child.end_byte // WIDTH]
                    for part in node.children
                    for child in (part, *part.children[:1])
                    if child.type in ("identifier", "type_identifier")
                )
        return names


@dataclass(slots=True)
class _Gap:
    """What the source has between two tokens. `breaks`: a comment there ends its line; `blank`: an empty line is
    before the second token."""

    blank: bool
    breaks: bool = False
    beside: list[Part] = field(default_factory=list)  # directly behind the first token
    before: list[Part] = field(default_factory=list)  # before the break
    after: list[Part] = field(default_factory=list)  # before the second token
