"""What the server offers, one module each.

A module holds a pure function from a document (and an offset in it) to plain data, and `register`, which puts it
behind its request: there, and only there, offsets become positions.
"""

from normil_ls.features import (
    code_actions,
    code_lenses,
    completion,
    definition,
    diagnostics,
    document_symbols,
    formatting,
    hover,
    inlay_hints,
    inline_values,
    references,
    rename,
    semantic_tokens,
    signature_help,
)

FEATURES = (
    diagnostics,
    hover,
    completion,
    definition,
    references,
    rename,
    document_symbols,
    semantic_tokens,
    code_actions,
    signature_help,
    inlay_hints,
    code_lenses,
    inline_values,
    formatting,
)
