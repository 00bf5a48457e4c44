"""The tree-sitter language, and the words and kinds of nodes that lowering has to know by name."""

from __future__ import annotations

import tree_sitter

import tree_sitter_normil

LANGUAGE = tree_sitter.Language(tree_sitter_normil.language())

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
