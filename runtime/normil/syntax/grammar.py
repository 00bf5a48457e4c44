"""The tree-sitter language, and the words and kinds of nodes that lowering has to know by name."""

from __future__ import annotations

from functools import cache
from sys import intern

import tree_sitter

import tree_sitter_normil

LANGUAGE = tree_sitter.Language(tree_sitter_normil.language())


@cache  # tree_sitter 0.25 never gives back the memory of such an iterator, a few KB each
def acceptable(state: int) -> tuple[tuple[int, str], ...]:
    """The symbols that can follow in a state of the parser, with their names; none in state 0, which is the parser's
    own: in it it recovers, and accepts anything."""
    symbols = LANGUAGE.lookahead_iterator(state) if state else None
    return tuple((symbol, intern(name)) for symbol, name in symbols) if symbols else ()


COMMENTS = frozenset({"comment", "unclosed_comment", "hash_comment"})

# Kinds of nodes that mean a syntax error, as do the tokens that the parser itself adds as missing.
FAULTS = frozenset(
    {
        "ERROR",
        "unclosed_comment",
        "hash_comment",
        "missing_block",
        "missing_bracket",
        "missing_catch",
        "missing_expression",
        "missing_name",
        "missing_quote",
    }
)

RESERVED = frozenset(
    "as break case catch const continue else false fn for if import in let match none return throw "  # noqa: SIM905
    "transaction true try type where while".split()
)
