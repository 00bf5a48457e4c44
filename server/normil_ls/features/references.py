"""References and document highlight: all places that name what is named at a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis.mentions import Mention, Role, Unknown
from normil.analysis.references import Occurrence, Project
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_KINDS = {
    Role.DECLARATION: lsp.DocumentHighlightKind.Write,
    Role.WRITE: lsp.DocumentHighlightKind.Write,
    Role.READ: lsp.DocumentHighlightKind.Read,
}


def references(documents: Iterable[Document], document: Document, offset: int) -> list[Occurrence]:
    """In all documents, those of `document` first."""
    project = Project(other.source for other in documents)
    mention = document.source.at(offset)
    if mention is None or isinstance(mention.target, Unknown):
        return []
    return project.occurrences(document.source, mention)


def highlights(document: Document, offset: int) -> list[Mention]:
    return [place.mention for place in references([document], document, offset)]


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def text_document_references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        found = references(server.documents.values(), document, document.lines.offset(params.position))
        return [
            lsp.Location(place.file.key, server.document(place.file.key).lines.range(mention.start, mention.end))
            for place in found
            if (mention := place.mention).role is not Role.DECLARATION or params.context.include_declaration
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def document_highlight(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        document = server.document(params.text_document.uri)
        return [
            lsp.DocumentHighlight(document.lines.range(mention.start, mention.end), _KINDS[mention.role])
            for mention in highlights(document, document.lines.offset(params.position))
        ]
