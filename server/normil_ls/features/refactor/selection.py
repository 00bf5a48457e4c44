"""What is selected in a document, and what all refactorings ask about it.

Offsets are those of the file, but for those in nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from normil.analysis import Analysis
from normil.analysis.names import Binding, BindingKind
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil_ls.documents import Document

EXTRACT, INLINE, REWRITE = "refactor.extract", "refactor.inline", "refactor.rewrite"
ORGANIZE = "source.organizeImports"


@dataclass(frozen=True, slots=True)
class Refactoring:
    title: str
    kind: str
    edits: tuple[tuple[int, int, str], ...]


class Selection:
    """`start` and `end` without the white space at the ends."""

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.text = document.text
        part = self.text[start:end]
        self.start = start + len(part) - len(part.lstrip()) if part.strip() else start
        self.end = self.start + len(part.strip())

    @property
    def analysis(self) -> Analysis:
        return self.document.analysis

    @cached_property
    def item(self) -> int | None:
        """The top-level statement that holds all of it."""
        item = self.analysis.item_at(self.start)
        return item if item is not None and self.end <= self.analysis.program.items[item].end else None

    @property
    def base(self) -> int:
        return 0 if self.item is None else self.analysis.program.items[self.item].start

    @cached_property
    def path(self) -> list[n.Node]:
        """The nodes that hold all of it, from the top-level statement inwards; none if something there is broken."""
        if self.item is None or any(problem.code == "NOR001" for problem in self.statement.problems):
            return []
        start, end = self.start - self.base, self.end - self.base
        return [node for node in self.analysis.nodes_at(self.start) if node.start <= start and end <= node.end]

    @property
    def statement(self) -> n.Item:
        assert self.item is not None
        return self.analysis.program.items[self.item]

    @property
    def empty(self) -> bool:
        return self.start == self.end

    def source(self, node: n.Node) -> str:
        return self.text[self.base + node.start : self.base + node.end]

    def exactly(self, node: n.Node) -> bool:
        return (self.base + node.start, self.base + node.end) == (self.start, self.end)

    def indent(self, offset: int) -> str | None:
        """The white space before the offset, None if something else stands before it in its line."""
        line = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        before = self.text[line:offset]
        return before if not before.strip() else None

    def line_end(self, offset: int) -> int:
        ends = [at for at in (self.text.find(end, offset) for end in "\r\n") if at >= 0]
        return min(ends, default=len(self.text))

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def unused_name(self, wanted: str) -> str:
        """The name, with a number if it means something here or is used anywhere in the statement."""
        taken = set(self.analysis.visible_at(self.start)) | set(self.analysis.names.bindings)
        if self.item is not None:
            taken |= {name for node in walk(self.statement.statement) for name in names_in(node)}
        number, name = 1, wanted
        while name in taken:
            number += 1
            name = f"{wanted}{number}"
        return name

    def binding(self, node: n.Node) -> Binding | None:
        return self.analysis.binding(self.item, node) if self.item is not None else None

    def is_quiet(self, node: n.Node) -> bool:
        """Whether nothing is called in it but builtins without effects."""
        return all(self._is_pure(part) for part in walk(node) if isinstance(part, n.Call))

    def _is_pure(self, call: n.Call) -> bool:
        if not isinstance(call.callee, n.Identifier):
            return False
        binding = self.binding(call.callee)
        if binding is None or binding.kind is not BindingKind.BUILTIN:
            return False
        # a function that is handed over may be called, and may do anything
        handed = any(isinstance(part, n.FunctionLiteral) for argument in call.arguments for part in walk(argument))
        return not handed and all(form.effect == "pure" for form in self.analysis.builtins.find(call.callee.name))

    def is_calm_before(self, statement: n.Node, node: n.Node) -> bool:
        """Whether what the statement does before it comes to the node has no effects, so that the value of the node
        may as well be taken before the statement."""
        before = (part for part in walk(statement) if isinstance(part, n.Call) and part.end <= node.start)
        return all(self._is_pure(call) for call in before)


def names_in(node: n.Node) -> Iterable[str]:
    match node:
        case n.Identifier(name=name) | n.Name(text=name):
            return (name,)
    return ()


def is_once_and_at_once(path: list[n.Node]) -> bool:
    """Whether the last node of the path, which begins with a statement, is evaluated exactly once and in any case when
    the statement is executed, outside of its blocks."""
    for node, inner in pairwise(path):
        match node:
            case n.Block() | n.FunctionLiteral() | n.FunctionDeclaration() | n.While() | n.Case():
                return False
            case n.Binary(op="&&" | "||", right=right) if inner is right:
                return False
            case n.If(orelse=orelse) if inner is orelse:
                return False
            case n.Assign(target=target) if inner is target:
                return False
    return True


def enclosing_statement(path: list[n.Node]) -> int | None:
    """The index in the path of the innermost statement that stands in a block, or in the file."""
    for at in range(len(path) - 1, -1, -1):
        if at == 0 or isinstance(path[at - 1], n.Block):
            return at
    return None
