"""Selection ranges: what an editor selects when the selection at a place is made wider step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def selections(document: Document, offset: int) -> list[tuple[int, int]]:
    """The parts of the program around a place, the innermost first; the last is the whole text."""
    item = document.analysis.item_at(offset)
    base = document.analysis.program.items[item].start if item is not None else 0
    comments = document.analysis.program.comments
    found = [(comment.start, comment.end) for comment in comments if comment.start < offset <= comment.end]
    found += [(base + node.start, base + node.end) for node in reversed(document.analysis.nodes_at(offset))]
    widening: list[tuple[int, int]] = []
    for start, end in [*found, (0, len(document.text))]:
        if not widening or (start <= widening[-1][0] and end >= widening[-1][1] and (start, end) != widening[-1]):
            widening.append((start, end))
    return widening


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE)
    def selection_range(params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange]:
        document = server.document(params.text_document.uri)
        return [_nested(document, document.lines.offset(position)) for position in params.positions]


def _nested(document: Document, offset: int) -> lsp.SelectionRange:
    range_: lsp.SelectionRange | None = None
    for start, end in reversed(selections(document, offset)):
        range_ = lsp.SelectionRange(document.lines.range(start, end), range_)
    assert range_ is not None
    return range_
