"""Folding ranges: blocks, parameters, literals and calls over several lines, comments, imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_FOLDED = n.Block | n.ListLiteral | n.MapLiteral | n.StructLiteral | n.StructType | n.Match | n.Call


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines; the first stays visible."""

    first: int
    last: int
    kind: lsp.FoldingRangeKind | None = None


def folds(document: Document) -> list[Fold]:
    """At most one that begins in a line, the longest; one of code ends before the line of its closing bracket."""
    longest: dict[int, Fold] = {}
    for fold in (*_code(document), *_comments(document), *_imports(document)):
        known = longest.get(fold.first)
        if fold.last > fold.first and (known is None or known.last < fold.last):
            longest[fold.first] = fold
    return [longest[first] for first in sorted(longest)]


def _line(document: Document, offset: int) -> int:
    return document.lines.position(offset).line


def _code(document: Document) -> Iterator[Fold]:
    for item in document.analysis.program.items:
        for node in walk(item.statement):
            if isinstance(node, _FOLDED):
                closed = document.text[item.start + node.end - 1 : item.start + node.end] in ("}", "]", ")")
                first = _line(document, item.start + node.start)
                yield Fold(first, _line(document, item.start + node.end) - closed)
            if isinstance(node, n.FunctionDeclaration | n.FunctionLiteral) and node.parameters:
                first, last = item.start + node.parameters[0].start, item.start + node.parameters[-1].end
                above = document.text.rfind("(", item.start, first)
                yield Fold(_line(document, above), _line(document, last))


def _comments(document: Document) -> Iterator[Fold]:
    """A comment of several lines, and lines of nothing but comments one below the other."""
    first = last = -2
    for comment in document.analysis.program.comments:
        start, end = _line(document, comment.start), _line(document, comment.end)
        line_start = document.lines.offset(lsp.Position(start, 0))
        if document.text[line_start : comment.start].strip():
            yield Fold(start, end, lsp.FoldingRangeKind.Comment)
            continue
        if start != last + 1:
            yield Fold(first, last, lsp.FoldingRangeKind.Comment)
            first = start
        last = end
    yield Fold(first, last, lsp.FoldingRangeKind.Comment)


def _imports(document: Document) -> Iterator[Fold]:
    """Imports that follow each other."""
    items = document.analysis.program.items
    first = 0
    for index, (item, following) in enumerate(pairwise([*items, None])):
        assert item is not None
        if not isinstance(item.statement, n.Import):
            first = index + 1
        elif following is None or not isinstance(following.statement, n.Import):
            start, end = _line(document, items[first].start), _line(document, item.end)
            yield Fold(start, end, lsp.FoldingRangeKind.Imports)


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding_range(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        document = server.document(params.text_document.uri)
        return [lsp.FoldingRange(fold.first, fold.last, kind=fold.kind) for fold in folds(document)]
