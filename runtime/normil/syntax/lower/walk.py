"""Walks over trees of any depth. A tree node must not be asked for its parent or siblings: the search for them
starts at the root, and overflows the stack of the process where a deep tree has empty tokens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from normil.syntax.grammar import COMMENTS, FAULTS, LANGUAGE
from normil.syntax.units import WIDTH

# A tree much deeper than what lowering reads holds nothing that anyone will miss.
_DEPTH = 2000

_NOTABLE = frozenset(
    kind for kind in range(LANGUAGE.node_kind_count) if LANGUAGE.node_kind_for_id(kind) in COMMENTS | FAULTS
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that could not be read, what it is in, and the token before it."""

    node: tree_sitter.Node
    parent: tree_sitter.Node | None
    before: tree_sitter.Node | None


def missing_between(nodes: list[tree_sitter.Node], index: int, root: tree_sitter.Node) -> Fault | None:
    """The fault of a token that the parser has added between two statements of `root`, if the node is one."""
    if not nodes[index].is_missing or nodes[index].is_named:
        return None
    before = deque(tokens(nodes[index - 1]), maxlen=1) if index else None
    return Fault(nodes[index], root, before[0] if before else None)


def comments_and_faults(node: tree_sitter.Node) -> tuple[list[tree_sitter.Node], list[Fault]]:
    """All in `node`, which may be one itself. A fault inside another is part of it."""
    notable = [node] if node.has_error else _notable(node)
    if all(found.type == "comment" for found in notable):
        return notable, []
    comments: list[tree_sitter.Node] = []
    faults: list[Fault] = []
    fault_end = -1
    before: tree_sitter.Node | None = None
    for found, parent in _with_parents(node):
        if found.type in COMMENTS:
            comments.append(found)
        if (found.type in FAULTS or found.is_missing) and found.start_byte >= fault_end:
            faults.append(Fault(found, parent, before))
            fault_end = max(fault_end, found.end_byte)
        if _is_token(found):
            before = found
    return comments, faults


def _notable(node: tree_sitter.Node) -> list[tree_sitter.Node]:
    """The comments and faults in a tree without errors of the parser. Most statements have none."""
    cursor = node.walk()
    depth = 0
    found: list[tree_sitter.Node] = []
    while True:
        here = cursor.node
        if here is not None and here.kind_id in _NOTABLE:
            found.append(here)
        if depth < _DEPTH and cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found
            depth -= 1


def tokens(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    return filter(_is_token, descendants(node))


def token_behind(node: tree_sitter.Node, root: tree_sitter.Node, text: str) -> tree_sitter.Node | None:
    """The token behind `node` on the same line."""
    offset = node.end_byte // WIDTH
    while text[offset : offset + 1] in (" ", "\t", "\f", "\r"):
        offset += 1
    if text[offset : offset + 1] in ("", "\n"):
        return None
    found = root.descendant_for_byte_range(offset * WIDTH, offset * WIDTH + 1)
    return found if found is not None and _is_token(found) else None


def descendants(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """`node` and what is in it, in the order of the text."""
    return (found for found, _ in _with_parents(node))


def _is_token(node: tree_sitter.Node) -> bool:
    return node.child_count == 0 and node.end_byte > node.start_byte and node.type not in COMMENTS


def _with_parents(
    node: tree_sitter.Node,
) -> Iterator[tuple[tree_sitter.Node, tree_sitter.Node | None]]:
    cursor = node.walk()
    ancestors: list[tree_sitter.Node | None] = [None]
    while True:
        found = cursor.node
        if found is not None:
            yield found, ancestors[-1]
        if len(ancestors) < _DEPTH and cursor.goto_first_child():
            ancestors.append(found)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            ancestors.pop()
