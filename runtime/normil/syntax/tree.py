"""A parsed text: its tree-sitter tree and its typed nodes.

Takes in any str, gives out `SyntaxTree`; never fails. `edit` parses again from what the edit touched, and
keeps the nodes of every top-level statement whose text is the same.
"""

from __future__ import annotations

import tree_sitter

from normil.syntax import units
from normil.syntax.grammar import LANGUAGE
from normil.syntax.lower.program import Known, lower_program
from normil.syntax.reading import read_on


class SyntaxTree:
    """`tree` is what the parser makes of the text as it is; `program` is what it makes of it where a habit of another
    language is read as it was meant. Both have the places of the text. `tree` counts in bytes of UTF-16: a code point
    of the text is always two of them, see `span`."""

    def __init__(self, text: str, source: bytes, tree: tree_sitter.Tree, known: Known) -> None:
        """`parse` and `edit` make one; `known` is what an earlier tree of this text knew."""
        self.text = text
        self.tree = tree
        self._source = source
        self.program, self._known = lower_program(tree.root_node, text, known)
        unreadable = self.program.unreadable
        if unreadable:
            meant, seen, readings = read_on(text, tree, unreadable)
            if readings:
                kept = {lowered for _, lowered in self._known}
                known = [*self._known, *((key, lowered) for key, lowered in known if lowered not in kept)]
                self.program, self._known = lower_program(meant.root_node, seen, known, readings)
                self.program.text = text

    def edit(self, start: int, end: int, new_text: str) -> SyntaxTree:
        """The tree of this text with `start:end` replaced; offsets are brought inside the text first."""
        start = max(0, min(start, len(self.text)))
        end = max(start, min(end, len(self.text)))
        text = self.text[:start] + new_text + self.text[end:]
        byte_start, byte_end = start * units.WIDTH, end * units.WIDTH
        replacement = units.encode(new_text)
        source = self._source[:byte_start] + replacement + self._source[byte_end:]
        tree = self.tree.copy()
        tree.edit(
            byte_start,
            byte_end,
            byte_start + len(replacement),
            _point(self.text, start),
            _point(self.text, end),
            _point(text, start + len(new_text)),
        )
        return SyntaxTree(text, source, _parse(source, tree), self._known)

    @staticmethod
    def span(node: tree_sitter.Node) -> tuple[int, int]:
        """Where a node of `tree` stands, in code points."""
        return node.start_byte // units.WIDTH, node.end_byte // units.WIDTH


def parse(text: str) -> SyntaxTree:
    source = units.encode(text)
    return SyntaxTree(text, source, _parse(source, None), [])


def _parse(source: bytes, old: tree_sitter.Tree | None) -> tree_sitter.Tree:
    parser = tree_sitter.Parser(LANGUAGE)
    if old is not None:
        tree = parser.parse(source, old_tree=old, encoding=units.ENCODING)
        # How the parser gets over an error can depend on what it reuses. A program must not.
        if not tree.root_node.has_error:
            return tree
    return parser.parse(source, encoding=units.ENCODING)


def _point(text: str, offset: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset), (offset - line_start) * units.WIDTH
