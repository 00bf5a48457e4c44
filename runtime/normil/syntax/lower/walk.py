"""The comments of a statement, and the places in it that the parser could not read.

Takes in a tree-sitter node, gives out the nodes of both kinds in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter

from normil.syntax.grammar import COMMENTS, FAULTS

# A tree much deeper than what lowering reads holds nothing that anyone will miss.
_DEPTH = 2000


def comments_and_faults(
    node: tree_sitter.Node,
) -> tuple[list[tree_sitter.Node], list[tree_sitter.Node]]:
    """`node` itself may be one. A fault inside another is part of it."""
    comments: list[tree_sitter.Node] = []
    faults: list[tree_sitter.Node] = []
    fault_end = -1
    for found in descendants(node):
        if found.type in COMMENTS:
            comments.append(found)
        if (found.type in FAULTS or found.is_missing) and found.start_byte >= fault_end:
            faults.append(found)
            fault_end = max(fault_end, found.end_byte)
    return comments, faults


def leaves(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The tokens of `node` except comments."""
    return (part for part in descendants(node) if part.child_count == 0 and part.type not in COMMENTS)


def next_leaf(node: tree_sitter.Node) -> tree_sitter.Node | None:
    """The token behind `node`."""
    while node.next_sibling is None:
        if node.parent is None:
            return None
        node = node.parent
    return next(leaves(node.next_sibling), None) or next_leaf(node.next_sibling)


def previous_leaf(node: tree_sitter.Node) -> tree_sitter.Node | None:
    """The token before `node`."""
    while node.prev_sibling is None:
        if node.parent is None:
            return None
        node = node.parent
    node = node.prev_sibling
    while node.children:
        node = node.children[-1]
    return node if node.end_byte > node.start_byte and node.type not in COMMENTS else previous_leaf(node)


def descendants(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """`node` and what is in it, in the order of the text."""
    cursor = node.walk()
    depth = 0
    while True:
        found = cursor.node
        if found is not None:
            yield found
        if depth < _DEPTH and cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            depth -= 1
