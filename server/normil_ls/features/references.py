"""References and document highlight: all places in the workspace, or in the document, that name the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis.mentions import Mention, Role, SourceFile, Unknown
from normil.analysis.references import Occurrence, Project
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_KINDS = {
    Role.DECLARATION: lsp.DocumentHighlightKind.Write,
    Role.WRITE: lsp.DocumentHighlightKind.Write,
    Role.READ: lsp.DocumentHighlightKind.Read,
}


def references(project: Project, file: SourceFile, mention: Mention) -> list[Occurrence]:
    """In all files, those of `file` first."""
    return project.occurrences(file, mention) if not isinstance(mention.target, Unknown) else []


def highlights(document: Document, offset: int) -> list[Mention]:
    file = document.source
    mention = file.at(offset)
    return [place.mention for place in references(Project([file]), file, mention)] if mention is not None else []


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def text_document_references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        named = document.source.at(document.lines.offset(params.position))
        if named is None:
            return []
        project = server.files.project(document, named.target.name)
        return [
            server.location(place.file.key, mention.start, mention.end)
            for place in references(project, document.source, named)
            if (mention := place.mention).role is not Role.DECLARATION or params.context.include_declaration
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def document_highlight(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        document = server.document(params.text_document.uri)
        return [
            lsp.DocumentHighlight(document.lines.range(mention.start, mention.end), _KINDS[mention.role])
            for mention in highlights(document, document.lines.offset(params.position))
        ]
