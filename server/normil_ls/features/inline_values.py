"""Inline values: which names of the function in which a program has stopped the debugger shall show the values of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis import Analysis
from normil.analysis.names import BindingKind
from normil.analysis.walk import walk_outside_functions
from normil.syntax import nodes as n
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_VARIABLES = frozenset(
    {
        BindingKind.LET,
        BindingKind.CONST,
        BindingKind.IMPLICIT,
        BindingKind.PARAMETER,
        BindingKind.LOOP,
        BindingKind.CATCH,
        BindingKind.PATTERN,
    }
)
_FUNCTIONS = (n.FunctionDeclaration, n.FunctionLiteral)


def inline_values(document: Document, start: int, end: int, stopped: int) -> list[tuple[int, int]]:
    """The places of the variables between `start` and `end` that are alive where the program has stopped, in what the
    frame there has executed or is about to: `stopped` is the end of its line."""
    analysis = document.analysis
    alive = {id(binding) for binding in analysis.visible_at(stopped).values() if binding.kind in _VARIABLES}
    last = min(end, stopped)
    found = []
    for item, node in _frame(analysis, stopped):
        base = analysis.program.items[item].start
        where = base + node.start, base + node.end
        if isinstance(node, n.Identifier | n.Name) and start <= where[0] < where[1] <= last:
            binding = analysis.binding(item, node)
            if binding is not None and id(binding) in alive:
                found.append(where)
    return sorted(found)


def _frame(analysis: Analysis, offset: int) -> Iterator[tuple[int, n.Node]]:
    """The nodes of the function around the offset, those of functions in it left out; or of the file outside them."""
    item = analysis.item_at(offset)
    functions = [node for node in analysis.nodes_at(offset) if isinstance(node, _FUNCTIONS)]
    if item is not None and functions:
        function = functions[-1]
        for part in (*function.parameters, function.body):
            yield from ((item, node) for node in walk_outside_functions(part))
    else:
        for index, other in enumerate(analysis.program.items):
            yield from ((index, node) for node in walk_outside_functions(other.statement))


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_INLINE_VALUE)
    def text_document_inline_value(params: lsp.InlineValueParams) -> list[lsp.InlineValueVariableLookup]:
        document = server.document(params.text_document.uri)
        lines = document.lines
        start, end = lines.offset(params.range.start), lines.offset(params.range.end)
        stopped = lines.offset(lsp.Position(params.context.stopped_location.start.line, 2**31 - 1))
        return [
            lsp.InlineValueVariableLookup(lines.range(*place), True, document.text[slice(*place)])
            for place in inline_values(document, start, end, stopped)
        ]
