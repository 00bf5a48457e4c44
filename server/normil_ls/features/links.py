"""Document links: the path of an import opens the file that it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True, slots=True)
class Link:
    start: int
    end: int
    file: Path


def links(document: Document) -> Iterator[Link]:
    analysis = document.analysis
    for item, names in zip(analysis.program.items, analysis.names.items, strict=True):
        for statement in names.imports:
            file = document.source.leads_to(statement)
            if file is not None:
                yield Link(item.start + statement.path[0].start, item.start + statement.path[-1].end, file)


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def document_link(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        document = server.document(params.text_document.uri)
        return [
            lsp.DocumentLink(document.lines.range(link.start, link.end), link.file.as_uri()) for link in links(document)
        ]
