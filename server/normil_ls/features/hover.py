"""Hover: what a name is, its type with its dimensions, and what its author says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Analysis, Origin
from normil.analysis.names import BindingKind
from normil.analysis.types import ANY, Function
from normil.syntax import nodes as n
from normil_ls.documents import Document
from normil_ls.subject import FieldOf, Named, Predeclared, source_of, subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_WORDS = {
    BindingKind.LET: "let",
    BindingKind.CONST: "const",
    BindingKind.IMPLICIT: "let",
    BindingKind.PARAMETER: "parameter",
    BindingKind.LOOP: "for",
    BindingKind.CATCH: "catch",
    BindingKind.PATTERN: "case",
    BindingKind.PLASTIC: "@plastic",
    BindingKind.ERROR: "rollback",
}
_SAID = {
    "step": "How many calls of the function have been completed.",
    "rate": "The effective learning rate of this call.",
    "auto_lr": "The effective learning rate of this call.",
    "error": "The error that the transaction ended with.",
}


@dataclass(frozen=True)
class Hover:
    """`code` is NORMiL, `notes` are Markdown."""

    start: int
    end: int
    code: str
    notes: tuple[str, ...] = ()


def hover(document: Document, offset: int) -> Hover | None:
    analysis = document.analysis
    match subject := subject_at(analysis, offset):
        case Named():
            return _named(document, subject)
        case Predeclared():
            return _predeclared(subject)
        case FieldOf(start=start, end=end, home=home, owner=owner, field=field):
            code = f"{owner}.{field.name.text}: {source_of(analysis, home, field.type)}"
            return Hover(start, end, code, (field.doc,) if field.doc else ())
    return None


def _predeclared(subject: Predeclared) -> Hover:
    first = subject.forms[0]
    if subject.in_type and isinstance(first.statement, n.PrimitiveDeclaration) and first.statement.parameters:
        return Hover(subject.start, subject.end, f"type {first.name}")  # what is said is about its conversion
    notes = [form.doc for form in subject.forms if form.doc]
    if first.effect:
        notes.append(f"`{first.effect}`")
    return Hover(subject.start, subject.end, "\n".join(form.signature for form in subject.forms), tuple(notes))


def _named(document: Document, subject: Named) -> Hover:
    analysis = document.analysis
    binding, declaration = subject.binding, subject.binding.declaration
    notes = []
    match declaration:
        case n.Let() | n.FunctionDeclaration() | n.TypeDeclaration() if declaration.doc:
            notes.append(declaration.doc)
    if binding.name in _SAID and binding.name_node is None:
        notes.append(_SAID[binding.name])
    if subject.type is not None:
        notes += [_fixed(document, origin) for origin in analysis.origins(subject.type)]
    return Hover(subject.start, subject.end, _code(analysis, subject), tuple(notes))


def _code(analysis: Analysis, subject: Named) -> str:
    binding, declaration = subject.binding, subject.binding.declaration
    home = analysis.program.items[subject.item].statement
    match declaration:
        case n.FunctionDeclaration():
            head = n.Node(declaration.start, declaration.body.start)
            result = ""
            if declaration.result is None and isinstance(subject.type, Function) and subject.type.result != ANY:
                result = f" -> {subject.type.result}"
            return source_of(analysis, home, head).rstrip() + result
        case n.TypeDeclaration() | n.Import():
            return source_of(analysis, home, declaration)
    value = ""
    if isinstance(declaration, n.Let) and declaration.constant and isinstance(declaration.value, n.Constant):
        value = f" = {source_of(analysis, home, declaration.value)}"
    return f"{_WORDS[binding.kind]} {binding.name}: {subject.type or ANY}{value}"


def _fixed(document: Document, origin: Origin) -> str:
    line = document.lines.position(origin.start).line + 1
    return f"dimension {origin.dimension}: from `{document.text[origin.start : origin.end]}` in line {line}"


def register(server: NormilLanguageServer) -> None:
    formats = get_capability(server.client_capabilities, "text_document.hover.content_format", None)
    markdown = lsp.MarkupKind.Markdown in (formats or [lsp.MarkupKind.Markdown])

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def text_document_hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = server.document(params.text_document.uri)
        found = hover(document, document.lines.offset(params.position))
        if found is None:
            return None
        code = f"```normil\n{found.code}\n```" if markdown else found.code
        return lsp.Hover(
            lsp.MarkupContent(
                lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText,
                "\n\n".join((code, *found.notes)),
            ),
            document.lines.range(found.start, found.end),
        )
