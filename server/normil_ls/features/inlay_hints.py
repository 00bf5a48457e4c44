"""Inlay hints: the dimensions, types and names of parameters that are not written, and what the last run left.

Only for the part of the text that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Analysis
from normil.analysis.infer.arguments import bind
from normil.analysis.infer.state import shape
from normil.analysis.types import ANY, NONE, Function, Matrix, Module, Overloads, Type, TypeValue, Vec
from normil.analysis.walk import parts
from normil.syntax import nodes as n
from normil_ls.documents import Document
from normil_ls.last_run import last_values
from normil_ls.settings import Settings
from normil_ls.subject import type_of

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

MAX_VALUES = 80  # characters at the end of a line

# what a value of these forms is can be seen
_EVIDENT = (n.Constant, n.StructLiteral, n.FunctionLiteral, n.ListLiteral, n.MapLiteral)


@dataclass(frozen=True, slots=True)
class Hint:
    """`parameter`: it belongs to what follows it, and not to what stands before it. `apart`: with space around."""

    offset: int
    text: str
    parameter: bool = False
    apart: bool = False


def inlay_hints(document: Document, start: int, end: int, settings: Settings) -> list[Hint]:
    found: list[Hint] = []
    analysis = document.analysis
    for index, item in enumerate(analysis.program.items):
        if item.end >= start and item.start <= end:
            hints = _Hints(document, index, settings)
            found += (hint for node in _between(item, start, end) for hint in hints.of(node))
    if settings.last_run:
        found += _values(document, start, end)
    return sorted((hint for hint in found if start <= hint.offset <= end), key=lambda hint: hint.offset)


def _between(item: n.Item, start: int, end: int) -> Iterator[n.Node]:
    """The nodes of a statement that reach into a part of the text."""
    waiting: list[n.Node] = [item.statement]
    while waiting:
        node = waiting.pop()
        if item.start + node.end >= start and item.start + node.start <= end:
            yield node
            waiting += parts(node)


class _Hints:
    def __init__(self, document: Document, index: int, settings: Settings) -> None:
        self.analysis: Analysis = document.analysis
        self.text = document.text
        self.index = index
        self.base = self.analysis.program.items[index].start
        self.settings = settings

    def of(self, node: n.Node) -> Iterator[Hint]:
        match node:
            case n.Let(name=name, type=written, value=value) if name.text not in ("", "_"):
                yield from self._variable(name, written, value)
            case n.Assign(target=n.Identifier() as target, op="=", value=value) if self._declares(target):
                yield from self._variable(target, None, value)
            case n.For(variable=name) if name.text not in ("", "_"):
                yield from self._variable(name, None, None)
            case n.FunctionDeclaration(name=name, result=None) if self.settings.type_hints:
                type_ = self.analysis.type_of(self.index, name)
                if isinstance(type_, Function) and type_.result not in (ANY, NONE):
                    before = self.text[: self.base + node.body.start].rstrip()
                    yield Hint(len(before), f" -> {_short(type_.result)}")
            case n.Call() if self.settings.parameter_name_hints != "none":
                yield from self._arguments(node)

    def _declares(self, target: n.Identifier) -> bool:
        binding = self.analysis.binding(self.index, target)
        return binding is not None and binding.name_node is target

    def _variable(
        self, name: n.Name | n.Identifier, written: n.Type | None, value: n.Expression | None
    ) -> Iterator[Hint]:
        type_ = self.analysis.type_of(self.index, name)
        if type_ is None or type_ in (ANY, NONE) or isinstance(type_, Module | Function | Overloads | TypeValue):
            return
        sized = _is_sized(type_)
        if written is not None:
            if sized and self.settings.dimension_hints and _is_plain(written):
                text = shape(type_)
                yield Hint(self.base + written.end, text[text.index("(") :])
        elif self.settings.dimension_hints if sized else self.settings.type_hints and not _is_evident(value):
            yield Hint(self.base + name.end, f": {_short(type_)}")

    def _arguments(self, call: n.Call) -> Iterator[Hint]:
        callee = type_of(self.analysis, self.index, call.callee)
        if isinstance(callee, TypeValue):
            callee = callee.call
        functions = callee.functions if isinstance(callee, Overloads) else (callee,)
        for function in functions:
            if not isinstance(function, Function) or function.parameters is None:
                return
            bound = bind(function, call)
            if bound.wrong:
                continue
            if len(function.parameters) > 1:
                for parameter, argument in bound.pairs:
                    told = argument.name is not None or parameter.variadic or not parameter.name
                    if not told and self._is_wanted(argument.value, parameter.name):
                        yield Hint(self.base + argument.start, f"{parameter.name}:", parameter=True)
            return

    def _is_wanted(self, value: n.Expression, parameter: str) -> bool:
        if self.settings.parameter_name_hints == "literals":
            return _is_literal(value)
        match value:
            case n.Identifier(name=name) | n.Member(name=n.Name(text=name)):
                return name != parameter
        return True


def _is_sized(type_: Type) -> bool:
    match type_:
        case Vec(dim=dim):
            return dim is not None
        case Matrix(rows=rows, cols=cols):
            return rows is not None or cols is not None
    return False


def _is_plain(written: n.Type) -> bool:
    """Whether it says what it is, but not of what size."""
    match written:
        case n.NamedType(path=[n.Name(text="Vec" | "Matrix")], arguments=[]):
            return True
    return False


def _short(type_: Type) -> str:
    return shape(type_) if _is_sized(type_) else str(type_)


def _is_evident(value: n.Expression | None) -> bool:
    return isinstance(value, _EVIDENT) or _is_literal(value)


def _is_literal(value: n.Expression | None) -> bool:
    return isinstance(value, n.Constant) or (isinstance(value, n.Unary) and isinstance(value.operand, n.Constant))


def _values(document: Document, start: int, end: int) -> Iterator[Hint]:
    """What the variables of a line last were, at its end."""
    values = last_values(document)
    if not values:
        return
    first, last = document.lines.position(start).line, document.lines.position(end).line
    for line in range(first, last + 1):
        named = values.get(line + 1)
        if named:
            text = ", ".join(f"{name} = {value}" for name, value in named.items())
            if len(text) > MAX_VALUES:
                text = text[: MAX_VALUES - 1] + "…"
            yield Hint(document.lines.offset(lsp.Position(line, 2**31 - 1)), text, apart=True)


# ---------------------------------------------------------------- the form of the protocol


def _to_lsp(document: Document, hint: Hint) -> lsp.InlayHint:
    kind = None if hint.apart else lsp.InlayHintKind.Parameter if hint.parameter else lsp.InlayHintKind.Type
    return lsp.InlayHint(
        document.lines.position(hint.offset),
        hint.text,
        kind,
        padding_left=hint.apart or None,
        padding_right=hint.parameter or None,
    )


def register(server: NormilLanguageServer) -> None:
    if get_capability(server.client_capabilities, "workspace.inlay_hint.refresh_support"):
        server.on_settings.append(lambda: server.workspace_inlay_hint_refresh(None))

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def text_document_inlay_hint(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        document = server.document(params.text_document.uri)
        start, end = document.lines.offset(params.range.start), document.lines.offset(params.range.end)
        return [_to_lsp(document, hint) for hint in inlay_hints(document, start, end, server.settings)]
