"""What all parts of lowering share: spans, names, problems, the limit on nesting.

Takes in tree-sitter nodes of one top-level statement; every offset it gives out is relative to its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import is_normalized, normalize

import tree_sitter

from normil.syntax.grammar import COMMENTS
from normil.syntax.nodes import Fix, Name, Node, Problem
from normil.syntax.units import WIDTH

# Everything that reads the nodes may recurse, with several Python frames a level, and Python allows 1000.
# Each operator of a chain (`a + b + c`), each member of a chain of calls and each `else if` is a level too.
MAX_DEPTH = 128

_NOT_PARTS = COMMENTS | {"ERROR", "missing_bracket"}

TreeNode = tree_sitter.Node


def parts(node: TreeNode) -> Iterator[TreeNode]:
    """The named children that belong to the construct: no comments, nothing unreadable."""
    return (child for child in node.named_children if child.type not in _NOT_PARTS)


class Base:
    def __init__(self, text: str, start: int) -> None:
        """`text` is the whole file, `start` the offset that all others are relative to."""
        self._text = text
        self._start = start
        self._end = len(text)  # the parser may have been given more
        self._depth = 0
        self.problems: list[Problem] = []

    def span(self, node: TreeNode) -> tuple[int, int]:
        return min(node.start_byte // WIDTH, self._end) - self._start, min(
            node.end_byte // WIDTH, self._end
        ) - self._start

    def source(self, node: TreeNode) -> str:
        return self._text[node.start_byte // WIDTH : node.end_byte // WIDTH]

    def end(self, node: TreeNode) -> tuple[int, int]:
        """The empty span behind `node`."""
        _, end = self.span(node)
        return end, end

    def between(self, before: TreeNode, after: TreeNode) -> str:
        return self._text[before.end_byte // WIDTH : after.start_byte // WIDTH]

    def followed_by(self, node: TreeNode, character: str) -> bool:
        return self._text.startswith(character, node.end_byte // WIDTH)

    def identifier(self, node: TreeNode) -> str:
        text = self.source(node)
        return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)

    def name(self, node: TreeNode | None, parent: TreeNode) -> Name:
        """The name of a declaration or label; an empty one where it is missing from `parent`."""
        if node is None:
            return Name(*self.end(parent), "")
        return Name(*self.span(node), self.identifier(node))

    def problem(self, code: str, node: TreeNode, message: str, hint: str | None = None, fix: Fix | None = None) -> None:
        self.problems.append(Problem(code, *self.span(node), message, hint, fix))

    def problem_at(self, code: str, place: Node, message: str, hint: str | None = None, fix: Fix | None = None) -> None:
        self.problems.append(Problem(code, place.start, place.end, message, hint, fix))

    def too_deep(self, node: TreeNode) -> bool:
        if self._depth < MAX_DEPTH:
            return False
        message = f"nested too deeply: more than {MAX_DEPTH} levels"
        if not any(problem.message == message for problem in self.problems):
            start, _ = self.span(node)
            hint = "give inner parts a name of their own"
            self.problems.append(Problem("NOR001", start, start + 1, message, hint))
        return True
