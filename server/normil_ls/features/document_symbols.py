"""Document symbols: the outline of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis import Symbol
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

KINDS = {
    "function": lsp.SymbolKind.Function,
    "transaction": lsp.SymbolKind.Function,
    "type": lsp.SymbolKind.Struct,
    "field": lsp.SymbolKind.Field,
    "variable": lsp.SymbolKind.Variable,
    "constant": lsp.SymbolKind.Constant,
    "import": lsp.SymbolKind.Module,
    "builtin": lsp.SymbolKind.Function,
}


def to_lsp(document: Document, symbols: list[Symbol]) -> list[lsp.DocumentSymbol]:
    return [
        lsp.DocumentSymbol(
            symbol.name,
            KINDS[symbol.kind],
            document.lines.range(symbol.start, symbol.end),
            document.lines.range(symbol.name_start, symbol.name_end),
            children=to_lsp(document, symbol.children),
        )
        for symbol in symbols
        if symbol.name not in ("", "_")  # a name that is still missing, or none
    ]


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = server.document(params.text_document.uri)
        return to_lsp(document, document.symbols)
