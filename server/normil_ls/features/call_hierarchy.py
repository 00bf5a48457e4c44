"""Call hierarchy: which functions call a function, and which it calls, in the whole workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis.mentions import Role, SourceFile, function_of
from normil.analysis.names import Binding
from normil.analysis.references import Project

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True, slots=True)
class Caller:
    """A function, or with `name` None what a file does outside of its functions. `start` and `end` hold all of it,
    `name_start` and `name_end` its name."""

    file: SourceFile
    name: str | None
    start: int
    end: int
    name_start: int
    name_end: int


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls between two functions: the other one, and where they are."""

    other: Caller
    places: list[tuple[int, int]]


class Hierarchy:
    def __init__(self, project: Project) -> None:
        self.project = project

    def function_at(self, file: SourceFile, offset: int) -> Caller | None:
        """The function that is named at a place."""
        mention = file.at(offset)
        target = self.project.settle(mention.target) if mention is not None else None
        if mention is None or not isinstance(target, Binding) or function_of(target) is None:
            return None
        for place in self.project.occurrences(file, mention):
            if place.mention.role is Role.DECLARATION:
                return _function_named_at(place.file, place.mention.start)
        return None

    def incoming(self, function: Caller) -> list[Calls]:
        mention = function.file.at(function.name_start)
        if mention is None or function.name is None:
            return []
        found: dict[Caller, list[tuple[int, int]]] = {}
        for place in self.project.occurrences(function.file, mention):
            if place.mention.called:
                caller = _around(place.file, place.mention.start)
                found.setdefault(caller, []).append((place.mention.start, place.mention.end))
        return [Calls(caller, places) for caller, places in found.items()]

    def outgoing(self, function: Caller) -> list[Calls]:
        found: dict[Caller, list[tuple[int, int]]] = {}
        item = function.file.analysis.item_at(function.start) if function.name is not None else None
        for mention in function.file.all_mentions() if item is None else function.file.mentions(item):
            if mention.called and _around(function.file, mention.start) == function:
                called = self.function_at(function.file, mention.start)
                if called is not None:
                    found.setdefault(called, []).append((mention.start, mention.end))
        return [Calls(called, places) for called, places in found.items()]


def _holding(file: SourceFile, offset: int) -> Iterator[Caller]:
    """The declarations around a place, from the outermost inwards."""
    symbols = file.analysis.symbols
    while (symbol := next((one for one in symbols if one.start <= offset < one.end), None)) is not None:
        yield Caller(file, symbol.name, symbol.start, symbol.end, symbol.name_start, symbol.name_end)
        symbols = symbol.children


def _function_named_at(file: SourceFile, offset: int) -> Caller | None:
    return next((function for function in _holding(file, offset) if function.name_start == offset), None)


def _around(file: SourceFile, offset: int) -> Caller:
    """The innermost function with a name that a place is in, or the file."""
    functions = [function for function in _holding(file, offset) if _is_function(file, function)]
    return functions[-1] if functions else Caller(file, None, 0, len(file.analysis.program.text), 0, 0)


def _is_function(file: SourceFile, function: Caller) -> bool:
    mention = file.at(function.name_start)
    return mention is not None and isinstance(mention.target, Binding) and function_of(mention.target) is not None


def register(server: NormilLanguageServer) -> None:
    def item(function: Caller) -> lsp.CallHierarchyItem:
        lines = server.file(function.file.key).lines
        kind = lsp.SymbolKind.Function if function.name is not None else lsp.SymbolKind.File
        return lsp.CallHierarchyItem(
            name=function.name if function.name is not None else function.file.key.rpartition("/")[2],
            kind=kind,
            uri=function.file.key,
            range=lines.range(function.start, function.end),
            selection_range=lines.range(function.name_start, function.name_end),
        )

    def function(item: lsp.CallHierarchyItem) -> tuple[Hierarchy, Caller | None]:
        document = server.file(item.uri)
        known = Hierarchy(server.files.project(document))
        offset = document.lines.offset(item.selection_range.start)
        if item.kind is lsp.SymbolKind.File:
            return known, _around(document.source, len(document.text))
        return known, known.function_at(document.source, offset)

    def ranges(file: SourceFile, places: list[tuple[int, int]]) -> list[lsp.Range]:
        lines = server.file(file.key).lines
        return [lines.range(start, end) for start, end in places]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare(params: lsp.CallHierarchyPrepareParams) -> list[lsp.CallHierarchyItem]:
        document = server.document(params.text_document.uri)
        hierarchy = Hierarchy(server.files.project(document))
        found = hierarchy.function_at(document.source, document.lines.offset(params.position))
        return [item(found)] if found is not None else []

    @server.feature(lsp.CALL_HIERARCHY_INCOMING_CALLS)
    def incoming_calls(params: lsp.CallHierarchyIncomingCallsParams) -> list[lsp.CallHierarchyIncomingCall]:
        known, called = function(params.item)
        found = known.incoming(called) if called is not None else []
        return [
            lsp.CallHierarchyIncomingCall(item(calls.other), ranges(calls.other.file, calls.places)) for calls in found
        ]

    @server.feature(lsp.CALL_HIERARCHY_OUTGOING_CALLS)
    def outgoing_calls(params: lsp.CallHierarchyOutgoingCallsParams) -> list[lsp.CallHierarchyOutgoingCall]:
        known, caller = function(params.item)
        if caller is None:
            return []
        return [
            lsp.CallHierarchyOutgoingCall(item(calls.other), ranges(caller.file, calls.places))
            for calls in known.outgoing(caller)
        ]
