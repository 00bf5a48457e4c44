"""Hover: what a name is, its type with its dimensions, what its author says about it, and what it last was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil_ls.describe import Description, describe
from normil_ls.documents import Document
from normil_ls.last_run import last_values
from normil_ls.markup import markup
from normil_ls.subject import Named, subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True)
class Hover:
    start: int
    end: int
    description: Description


def hover(document: Document, offset: int, *, last_run: bool = True) -> Hover | None:
    subject = subject_at(document.analysis, offset)
    if subject is None:
        return None
    description = describe(document, subject)
    if last_run and isinstance(subject, Named):
        description = replace(description, notes=(*description.notes, *_last(document, subject)))
    return Hover(subject.start, subject.end, description)


def _last(document: Document, subject: Named) -> Iterator[str]:
    """What the name last was in its line, or else where it is declared."""
    declared = document.analysis.declared_at(subject.item, subject.binding)
    places = (subject.start, declared[0] if declared is not None else subject.start)
    values = last_values(document)
    for line in (document.lines.position(place).line + 1 for place in places):
        value = values.get(line, {}).get(subject.binding.name)
        if value is not None:
            yield f"in the last run, line {line}: {code(value)}"
            return


def code(text: str) -> str:
    """A text as a code span of Markdown, whatever is in it."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{text}{space}{fence}"


def register(server: NormilLanguageServer) -> None:
    contents = markup(server, "text_document.hover.content_format")

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def text_document_hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = server.document(params.text_document.uri)
        found = hover(document, document.lines.offset(params.position), last_run=server.settings.last_run)
        if found is None:
            return None
        code = f"```normil\n{found.description.code}\n```"
        text = "\n\n".join((code, *found.description.notes))
        return lsp.Hover(contents(text), document.lines.range(found.start, found.end))
