"""Hover: what a name is, its type with its dimensions, and what its author says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil_ls.describe import Description, describe
from normil_ls.documents import Document
from normil_ls.markup import markup
from normil_ls.subject import subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True)
class Hover:
    start: int
    end: int
    description: Description


def hover(document: Document, offset: int) -> Hover | None:
    subject = subject_at(document.analysis, offset)
    return Hover(subject.start, subject.end, describe(document, subject)) if subject is not None else None


def register(server: NormilLanguageServer) -> None:
    contents = markup(server, "text_document.hover.content_format")

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def text_document_hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = server.document(params.text_document.uri)
        found = hover(document, document.lines.offset(params.position))
        if found is None:
            return None
        code = f"```normil\n{found.description.code}\n```"
        text = "\n\n".join((code, *found.description.notes))
        return lsp.Hover(contents(text), document.lines.range(found.start, found.end))
