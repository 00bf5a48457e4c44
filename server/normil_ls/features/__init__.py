"""What the server offers, one module each.

A module holds a pure function from a document (and an offset in it) to plain data, and `register`, which puts it
behind its request: there, and only there, offsets become positions.
"""

from normil_ls.features import (
    call_hierarchy,
    code_actions,
    code_lenses,
    completion,
    definition,
    diagnostics,
    document_symbols,
    folding,
    formatting,
    hover,
    inlay_hints,
    inline_values,
    linked_editing,
    links,
    references,
    rename,
    selection,
    semantic_tokens,
    signature_help,
    workspace_symbols,
)

FEATURES = (
    diagnostics,
    hover,
    completion,
    definition,
    references,
    rename,
    linked_editing,
    call_hierarchy,
    document_symbols,
    workspace_symbols,
    folding,
    selection,
    links,
    semantic_tokens,
    code_actions,
    signature_help,
    inlay_hints,
    code_lenses,
    inline_values,
    formatting,
)
