"""What the grammar lets stand at a place in a text that is being typed.

Takes in a syntax tree and an offset; gives out the word that is being typed there and what could stand in its
place, as the parser itself knows it: no rule of the language is written down here. Must never know names or types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from normil.syntax import SyntaxTree
from normil.syntax.grammar import COMMENTS, LANGUAGE, RESERVED, acceptable
from normil.syntax.units import WIDTH

_KEYWORDS = RESERVED | {"rollback"}


@dataclass(frozen=True, slots=True)
class Expected:
    """`kinds` are the kinds of nodes that can begin where the word does, `keywords` the words of the language.
    `tree` is that of the text, with a word put in if there was none; in it the word has its `start`, its `end`
    and the kind of node above it as its `role`."""

    start: int
    end: int
    kinds: frozenset[str]
    keywords: frozenset[str]
    role: str
    tree: SyntaxTree

    @property
    def siblings(self) -> list[str]:
        """The names before the word in what it belongs to: those before it in a dotted name."""
        parent = _leaf(self.tree, self.start).parent
        before = (child for child in parent.children if child.end_byte <= WIDTH * self.start) if parent else ()
        return [self.tree.text[slice(*self.tree.span(child))] for child in before if child.type == "identifier"]

    @property
    def expression(self) -> bool:
        # where the parser first has to finish what stands before, it names tokens only
        return "expression" in self.kinds or {"let", "identifier"} <= self.kinds


def expected_at(tree: SyntaxTree, offset: int) -> Expected | None:
    """None inside a comment, a string or a number."""
    start = offset
    while start > 0 and ("x" + tree.text[start - 1]).isidentifier():
        start -= 1
    if tree.text[start:offset][:1].isdigit() or _is_text(tree, offset):
        return None
    before = list(_ending_before(tree, start))
    if start == offset:
        tree = tree.edit(offset, offset, "x")
    end = start
    while ("x" + tree.text[end : end + 1]).isidentifier() and end < len(tree.text):
        end += 1
    word = _leaf(tree, start)
    kinds, keywords = _following(word.parse_state)
    for node in before:
        keywords |= _following(node.next_parse_state)[1]
    if not (before and _is_in_match(before[0])):
        keywords.discard("case")  # the parser has one state for the ends of simple statements and of simple cases
    role = word.parent.type if word.parent is not None else ""
    return Expected(start, end, frozenset(kinds), frozenset(keywords), role, tree)


def _is_in_match(node: tree_sitter.Node | None) -> bool:
    while node is not None and node.type != "match_block":
        node = node.parent
    return node is not None


def _following(state: int) -> tuple[set[str], set[str]]:
    """The kinds of nodes and of tokens that can follow in a state of the parser, and the keywords among them."""
    kinds, keywords = set[str](), set[str]()
    for symbol, name in acceptable(state):
        kinds.add(name)
        if name in _KEYWORDS and not LANGUAGE.node_kind_is_named(symbol) and LANGUAGE.node_kind_is_visible(symbol):
            keywords.add(name)
        elif name in ("break_statement", "continue_statement"):  # tokens, in spite of their names
            keywords.add(name.removesuffix("_statement"))
    return kinds, keywords


def _leaf(tree: SyntaxTree, offset: int) -> tree_sitter.Node:
    """The token that holds the character after the offset."""
    found = tree.tree.root_node.descendant_for_byte_range(WIDTH * offset, WIDTH * (offset + 1))
    return found if found is not None else tree.tree.root_node


def _ending_before(tree: SyntaxTree, offset: int) -> Iterator[tree_sitter.Node]:
    """The token before the offset, and the complete nodes that end with it."""
    end = len(tree.text[:offset].rstrip())
    node = _leaf(tree, end - 1) if end > 0 else None
    while node is not None and node.end_byte <= WIDTH * end:
        last = node.child(node.child_count - 1) if node.child_count else None
        if last is not None and last.start_byte == last.end_byte:
            break  # something is still missing at its end
        yield node
        node = node.parent


def _is_text(tree: SyntaxTree, offset: int) -> bool:
    """Whether the character before the offset belongs to a comment or a string that goes on here."""
    if offset == 0:
        return False
    leaf = _leaf(tree, offset - 1)
    if leaf.type in COMMENTS:
        closed = leaf.type == "comment" and tree.text.startswith("/*", leaf.start_byte // WIDTH)
        return not (closed and leaf.end_byte == WIDTH * offset)
    string = leaf if leaf.type == "string" else leaf.parent
    if string is None or string.type != "string":
        return False
    return string.end_byte > WIDTH * offset or string.child(string.child_count - 1).type == "missing_quote"
