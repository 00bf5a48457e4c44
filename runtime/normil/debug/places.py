"""The places of a file where execution can stop, and the one that a line of the editor means.

Takes in the text of a file; gives out the statements that the compiler puts sites at. Reads only the syntax, so
that an editor is answered without the program; must never know whether one is running.
"""

from __future__ import annotations

from dataclasses import dataclass

from normil.syntax import nodes as n
from normil.syntax import parse
from normil.syntax.lines import LineIndex


@dataclass(frozen=True, slots=True)
class Place:
    """A statement. Lines and columns are 1-based, in code points."""

    start: int
    line: int
    column: int
    end_line: int
    end_column: int
    block: int  # index of the block it stands in
    reach: int  # up to this offset the lines below the first one are this statement's own


class Places:
    def __init__(self, text: str) -> None:
        self._lines = LineIndex(text)
        self._blocks: list[tuple[int, int]] = [(-1, len(text) + 1)]
        self._cases: set[int] = set()  # the blocks that are the braces of a `match`
        self._headers: list[tuple[int, int]] = []  # of function declarations, up to the body
        self.all: list[Place] = []
        for item in parse(text).program.items:
            self._statement(item.statement, item.start, 0)
        self.all.sort(key=lambda place: place.start)

    # ------------------------------------------------------------ collecting

    def _statement(self, statement: n.Node, base: int, block: int) -> None:
        bodies = [child for child in n.children(statement) if isinstance(child, n.Block)]
        header = bodies[0].start if bodies else statement.end
        if isinstance(statement, n.Match) and statement.cases:
            header = statement.subject.end
        if isinstance(statement, n.FunctionDeclaration):
            self._headers.append((base + statement.start, base + header))
        elif not isinstance(statement, n.TypeDeclaration | n.PrimitiveDeclaration | n.ErrorStatement):
            line, column = self._lines.position(base + statement.start)
            end_line, end_column = self._lines.position(base + statement.end)
            self.all.append(
                Place(
                    base + statement.start,
                    line + 1,
                    column + 1,
                    end_line + 1,
                    end_column + 1,
                    block,
                    base + header,
                )
            )
        self._inside(statement, base, block)

    def _inside(self, node: n.Node, base: int, block: int) -> None:
        """What the node holds: statements of its blocks, function literals in its expressions, a nested `else if`."""
        if isinstance(node, n.Match):
            self._cases.add(len(self._blocks))
            self._blocks.append((base + node.subject.end, base + node.end))
        for child in n.children(node):
            if isinstance(child, n.Block):
                self._blocks.append((base + child.start, base + child.end))
                inner = len(self._blocks) - 1
                for statement in child.statements:
                    self._statement(statement, base, inner)
            elif isinstance(child, n.If):
                self._statement(child, base, block)
            else:
                self._inside(child, base, block)

    # ------------------------------------------------------------ finding

    def on_lines(self, first: int, last: int) -> list[Place]:
        return [place for place in self.all if first <= place.line <= last]

    def resolve(self, line: int, column: int | None = None) -> Place | None:
        """The statement that a breakpoint on this line stops before: one on the line (the last that begins at or
        before the column), the one that the line is a part of, else the next one in the same block."""
        here = self.on_lines(line, line)
        if here:
            before = [place for place in here if column is None or place.column <= column]
            return here[0] if column is None or not before else before[-1]
        if not 1 <= line <= self._lines.count:
            return None
        text = self._lines.line_text(line - 1)
        beginning = self._lines.offset(line - 1, len(text) - len(text.lstrip()))
        end = self._lines.offset(line - 1, len(text.rstrip()))

        opened = self._innermost(end)
        if self._blocks[opened][0] >= beginning:  # `} else {`, `case x -> {`: what follows
            return self._next(opened, end)
        for start, reach in self._headers:
            if start <= beginning < reach:
                return self._next(self._innermost(reach + 1), reach)
        block = self._innermost(beginning)
        for place in self.all:
            if place.block == block and place.start < beginning < place.reach:
                return place
        return self._next(block, beginning)

    def _innermost(self, offset: int) -> int:
        inside = [i for i, (start, end) in enumerate(self._blocks) if start < offset < end]
        return max(inside, key=lambda i: self._blocks[i][0])

    def _next(self, block: int, offset: int) -> Place | None:
        end = self._blocks[block][1]
        for place in self.all:
            within = place.start < end if block in self._cases else place.block == block
            if within and place.start >= offset:
                return place
        return None
