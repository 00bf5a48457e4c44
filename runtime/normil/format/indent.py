"""The indentation of one line of a text that is being written.

Takes in a parsed text, with or without errors, and an offset in the line; gives out the edit of the white space that
the line begins with. Other lines are taken as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import tree_sitter

from normil.format.layout import STEP, Edit
from normil.syntax import SyntaxTree
from normil.syntax.grammar import COMMENTS
from normil.syntax.lower.walk import tokens
from normil.syntax.units import WIDTH

_PAIRS = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_PAIRS.values())
_GOES_ON = frozenset(
    "= += -= *= /= %= + - * / % @ .+ .- .* ./ == != < <= > >= && || -> |".split()  # noqa: SIM905
)
_BLANKS = re.compile(r"[ \t\f]*")


def indentation(tree: SyntaxTree, offset: int) -> Edit | None:
    """None where nothing is to be changed, or a comment of several lines covers the line's beginning."""
    text = tree.text
    start = text.rfind("\n", 0, offset) + 1
    blanks = _blanks(text, start)
    end = start + len(blanks)
    before = _Before(tree, start)
    if before.inside_token:
        return None
    opening = before.open[-1] if before.open else None
    columns = 0
    if opening is not None:
        line = text.rfind("\n", 0, opening) + 1
        columns = len(_blanks(text, line).expandtabs(STEP))
    closes = opening is not None and text[end : end + 1] == _PAIRS[text[opening]]
    if not closes:
        columns += STEP * (opening is not None)
        columns += STEP * (before.last in _GOES_ON or _is_member(text, end))
    wanted = " " * columns
    return Edit(start, end, wanted) if wanted != blanks else None


def _blanks(text: str, start: int) -> str:
    found = _BLANKS.match(text, start)
    assert found is not None
    return found[0]


def _is_member(text: str, start: int) -> bool:
    return text.startswith(".", start) and text[start + 1 : start + 2].isidentifier()


class _Before:
    """What is before an offset: the brackets that are open there, and the last token."""

    def __init__(self, tree: SyntaxTree, offset: int) -> None:
        self.open: list[int] = []
        self.last = ""
        self.inside_token = False
        self._text = tree.text
        self._look(tree.tree.root_node, offset * WIDTH)

    def _look(self, node: tree_sitter.Node, limit: int) -> None:
        """Goes down along the end of what is before `limit`. What is complete before that has no open bracket, unless
        the parser could not read it."""
        while node.child_count:
            before = node.children[: bisect_left(node.children, limit, key=lambda child: child.start_byte)]
            while before and (before[-1].type in COMMENTS or before[-1].start_byte == before[-1].end_byte):
                self.inside_token = self.inside_token or before.pop().end_byte > limit
            if not before:
                return
            for child in before[:-1]:
                if child.has_error:
                    for token in tokens(child):
                        self._pass(token)
                elif child.child_count == 0:
                    self._pass(child)
            node = before[-1]
        self._pass(node)

    def _pass(self, token: tree_sitter.Node) -> None:
        kind = token.type
        if kind in COMMENTS:
            return
        self.last = kind
        if kind in _PAIRS:
            self.open.append(token.start_byte // WIDTH)
        elif kind in _CLOSING and self.open:
            self.open.pop()
