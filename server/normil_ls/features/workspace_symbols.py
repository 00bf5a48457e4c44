"""Workspace symbols: what the files of the workspace declare, found by a part of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis import Symbol
from normil_ls.documents import Document
from normil_ls.features.document_symbols import KINDS

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


_LOCAL = frozenset({"variable", "constant"})  # uninteresting elsewhere, inside of a function


def matching(symbols: Iterable[Symbol], query: str, owner: str | None = None) -> Iterator[tuple[Symbol, str | None]]:
    """The symbols that have the letters of the query in their names in this order, and what each stands in. What is
    imported is found where it is declared."""
    for symbol in symbols:
        letters = iter(symbol.name.casefold())
        fits = symbol.name not in ("", "_") and all(letter in letters for letter in query.casefold())
        if fits and symbol.kind != "import" and (owner is None or symbol.kind not in _LOCAL):
            yield symbol, owner
        yield from matching(symbol.children, query, symbol.name)


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.WORKSPACE_SYMBOL)
    def workspace_symbol(params: lsp.WorkspaceSymbolParams) -> list[lsp.SymbolInformation]:
        return [
            lsp.SymbolInformation(_location(document, symbol), symbol.name, KINDS[symbol.kind], container_name=owner)
            for document in server.files.all()
            for symbol, owner in matching(document.symbols, params.query)
        ]


def _location(document: Document, symbol: Symbol) -> lsp.Location:
    return lsp.Location(document.uri, document.lines.range(symbol.name_start, symbol.name_end))
