"""The tree-sitter language and the queries that lowering asks of every tree."""

from __future__ import annotations

import tree_sitter

import tree_sitter_normil

LANGUAGE = tree_sitter.Language(tree_sitter_normil.language())

UNREADABLE = tree_sitter.Query(
    LANGUAGE,
    """
    [(comment) (unclosed_comment) (hash_comment)] @comment
    [(ERROR) (MISSING) (unclosed_comment) (hash_comment)] @error
    """,
)

COMMENTS = frozenset({"comment", "unclosed_comment", "hash_comment"})

RESERVED = frozenset(
    "as break case catch const continue else false fn for if import in let match none return throw "  # noqa: SIM905
    "transaction true try type where while".split()
)
