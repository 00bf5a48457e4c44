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


class FoldTable:
    """The folds of one document, version after version: those of a statement are kept until it changes."""

    def __init__(self) -> None:
        self._known: dict[n.Statement, list[Fold]] = {}  # as if the statement stood in the first line

    def folds(self, document: Document) -> list[Fold]:
        """At most one that begins in a line, the longest; one of code ends before the line of its closing bracket."""
        longest: dict[int, Fold] = {}
        for fold in (*self._code(document), *_comments(document), *_imports(document)):
            known = longest.get(fold.first)
            if fold.last > fold.first and (known is None or known.last < fold.last):
                longest[fold.first] = fold
        return [longest[first] for first in sorted(longest)]

    def _code(self, document: Document) -> Iterator[Fold]:
        before, self._known = self._known, {}
        for item in document.tree.program.items:
            above = document.lines.line(item.start)
            found = before.get(item.statement)
            if found is None:
                found = list(_of_statement(document, item)) if document.lines.line(item.end) > above else []
            self._known[item.statement] = found
            for fold in found:
                yield Fold(fold.first + above, fold.last + above)


def _of_statement(document: Document, item: n.Item) -> Iterator[Fold]:
    text, above = document.text, document.lines.line(item.start)

    def fold(start: int, end: int) -> Fold:
        closed = text[end - 1 : end] in ("}", "]", ")")
        return Fold(document.lines.line(start) - above, document.lines.line(end) - closed - above)

    for node in walk(item.statement):
        if isinstance(node, _FOLDED):
            yield fold(item.start + node.start, item.start + node.end)
        if isinstance(node, n.FunctionDeclaration | n.FunctionLiteral) and node.parameters:
            first, last = item.start + node.parameters[0].start, item.start + node.parameters[-1].end
            yield fold(text.rfind("(", item.start, first), last)


def _comments(document: Document) -> Iterator[Fold]:
    """A comment of several lines, and lines of nothing but comments one below the other."""
    first = last = -2
    for comment in document.tree.program.comments:
        start, end = document.lines.line(comment.start), document.lines.line(comment.end)
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
    items = document.tree.program.items
    first = 0
    for index, (item, following) in enumerate(pairwise([*items, None])):
        assert item is not None
        if not isinstance(item.statement, n.Import):
            first = index + 1
        elif following is None or not isinstance(following.statement, n.Import):
            start, end = document.lines.line(items[first].start), document.lines.line(item.end)
            yield Fold(start, end, lsp.FoldingRangeKind.Imports)


def register(server: NormilLanguageServer) -> None:
    tables: dict[str, FoldTable] = {}

    def forget(uri: str) -> None:
        if uri not in server.documents:
            tables.pop(uri, None)

    server.on_change.append(forget)

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding_range(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        document = server.document(params.text_document.uri)
        found = tables.setdefault(document.uri, FoldTable()).folds(document)
        return [lsp.FoldingRange(fold.first, fold.last, kind=fold.kind) for fold in found]
