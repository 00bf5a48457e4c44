"""A parsed text: its tree-sitter tree and its typed nodes.

Takes in any str, gives out `SyntaxTree`; never fails. `edit` parses again from what the edit touched, and
keeps the nodes of every top-level statement whose text is the same.
"""

from __future__ import annotations

from collections import defaultdict

import tree_sitter

from normil.syntax import units
from normil.syntax.docs import documented
from normil.syntax.grammar import COMMENTS, LANGUAGE
from normil.syntax.lower.errors import error_problem
from normil.syntax.lower.item import Lowered, comment, lower_item
from normil.syntax.lower.statements import flattened
from normil.syntax.nodes import Comment, Item, Problem, Program

# A statement without errors, by its text and its documentation.
_Key = tuple[str, str | None]


class SyntaxTree:
    """`tree` counts in bytes of UTF-16: a code point of the text is always two of them, see `span`."""

    def __init__(self, text: str, source: bytes, tree: tree_sitter.Tree, before: SyntaxTree | None) -> None:
        self.text = text
        self.tree = tree
        self._source = source
        self._lowered: list[tuple[_Key, Lowered]] = []
        self.program = self._lower(before)

    def edit(self, start: int, end: int, new_text: str) -> SyntaxTree:
        """The tree of this text with `start:end` replaced; offsets are brought inside the text first."""
        start = max(0, min(start, len(self.text)))
        end = max(start, min(end, len(self.text)))
        text = self.text[:start] + new_text + self.text[end:]
        byte_start, byte_end = start * units.WIDTH, end * units.WIDTH
        replacement = units.encode(new_text)
        source = self._source[:byte_start] + replacement + self._source[byte_end:]
        new_end = start + len(new_text)
        tree = self.tree.copy()
        tree.edit(
            byte_start,
            byte_end,
            byte_start + len(replacement),
            _point(self.text, start),
            _point(self.text, end),
            _point(text, new_end),
        )
        return SyntaxTree(text, source, _parse(source, tree), self)

    @staticmethod
    def span(node: tree_sitter.Node) -> tuple[int, int]:
        """Where a node of `tree` stands, in code points."""
        return node.start_byte // units.WIDTH, node.end_byte // units.WIDTH

    def _lower(self, before: SyntaxTree | None) -> Program:
        known: defaultdict[_Key, list[Lowered]] = defaultdict(list)
        for key, lowered in reversed(before._lowered if before else []):
            known[key].append(lowered)
        nodes = (
            self.tree.root_node.named_children if not self.tree.root_node.is_error else [self.tree.root_node]
        )
        items: list[Item] = []
        comments: list[Comment] = []
        problems: list[Problem] = []
        for node in nodes:
            if node.type in COMMENTS:
                comments.append(comment(node, self.text, 0))
            if node.type in COMMENTS - {"comment"} or node.is_error:
                problems.append(error_problem(node, self.text, 0))
        for node, doc in documented(flattened(nodes), self.text):
            start, end = self.span(node)
            key = (self.text[start:end], doc)
            # Each set of nodes is used once: two statements with the same text are two statements.
            lowered = known[key].pop() if known.get(key) else lower_item(node, self.text, doc)
            if not node.has_error:
                self._lowered.append((key, lowered))
            items.append(Item(start, end, lowered.statement, lowered.problems))
            comments.extend(
                Comment(start + part.start, start + part.end, part.text) for part in lowered.comments
            )
        comments.sort(key=lambda part: part.start)
        return Program(self.text, items, comments, problems)


def parse(text: str) -> SyntaxTree:
    source = units.encode(text)
    return SyntaxTree(text, source, _parse(source, None), None)


def _parse(source: bytes, old: tree_sitter.Tree | None) -> tree_sitter.Tree:
    parser = tree_sitter.Parser(LANGUAGE)
    if old is None:
        return parser.parse(source, encoding=units.ENCODING)
    return parser.parse(source, old_tree=old, encoding=units.ENCODING)


def _point(text: str, offset: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset), (offset - line_start) * units.WIDTH
