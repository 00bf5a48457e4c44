"""Signature help: what a call takes, and which parameter is being written.

For calls all forms of what is called, for `Name {` the fields of the type, for `@name(` the arguments of the
annotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Builtin
from normil.analysis.checks.annotation import ANNOTATIONS
from normil.analysis.names import BindingKind
from normil.analysis.types import ANY, Function, Type
from normil.syntax import nodes as n
from normil_ls.calls import Site, site_at
from normil_ls.documents import Document
from normil_ls.markup import markup
from normil_ls.subject import Named, Predeclared, place_of, struct_named, subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    text: str
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """`before`, the parameters with commas between them, and `after` are the whole text."""

    before: str
    parameters: tuple[Parameter, ...]
    after: str
    doc: str | None = None

    @property
    def label(self) -> str:
        return self.before + ", ".join(parameter.text for parameter in self.parameters) + self.after

    def span(self, index: int) -> tuple[int, int]:
        """Where a parameter stands in the label."""
        start = len(self.before) + sum(len(parameter.text) + 2 for parameter in self.parameters[:index])
        return start, start + len(self.parameters[index].text)


@dataclass(frozen=True, slots=True)
class Help:
    """`active` has for each signature the parameter that is being written, None if it has none for it."""

    signatures: tuple[Signature, ...]
    active: tuple[int | None, ...]
    best: int


def signature_help(document: Document, offset: int) -> Help | None:
    site = site_at(document.tree, offset)
    signatures = _signatures(document, site) if site is not None else ()
    if site is None or not signatures:
        return None
    active = tuple(_active(signature, site) for signature in signatures)
    best = next((at for at, index in enumerate(active) if index is not None), 0)
    return Help(signatures, active, best)


def _active(signature: Signature, site: Site) -> int | None:
    names = [parameter.name for parameter in signature.parameters]
    given = [part.name.text for part in site.parts if part.name is not None and part is not site.parts[site.index]]
    if site.label is not None:
        return names.index(site.label) if site.label in names else None
    if not isinstance(site.node, n.Call):  # everything is named there, in any order
        return next((at for at, name in enumerate(names) if name not in given), None)
    position = sum(part.name is None for part in site.parts[: site.index])
    for at, parameter in enumerate(signature.parameters[: position + 1]):
        if parameter.variadic:
            return at
    return position if position < len(names) and names[position] not in given else None


# ---------------------------------------------------------------- what is called


def _signatures(document: Document, site: Site) -> tuple[Signature, ...]:
    match site.node:
        case n.Annotation(name=name) if name.text in ANNOTATIONS:
            arguments = ANNOTATIONS[name.text].items()
            return (Signature(f"@{name.text}(", tuple(Parameter(key, f"{key}: {of}") for key, of in arguments), ")"),)
        case n.StructLiteral(path=path):
            return _fields(document, site, path)
        case n.Call(callee=callee):
            return _callable(document, site, callee)
    return ()


def _fields(document: Document, site: Site, path: list[n.Name]) -> tuple[Signature, ...]:
    analysis = document.analysis
    names = analysis.visible_at(site.base + site.node.start)
    found = struct_named(names, analysis.builtins, path)
    if found is None:
        return ()
    binding, struct = found
    if binding.kind is BindingKind.BUILTIN:
        builtin = analysis.builtins.find(binding.name)[0]
        home: n.Statement = builtin.statement
        text, doc = analysis.builtins.text, builtin.doc
    else:
        item = analysis.item_at(site.base) if binding.item is None else binding.item
        if item is None:
            return ()
        text, home = analysis.program.text, analysis.program.items[item].statement
        doc = binding.declaration.doc if isinstance(binding.declaration, n.TypeDeclaration) else None
    base = place_of(analysis, home, home).start - home.start
    fields = tuple(Parameter(field.name.text, _source(text, base, field)) for field in struct.fields)
    return (Signature(f"{path[-1].text} {{", fields, "}", doc),)


def _callable(document: Document, site: Site, callee: n.Expression) -> tuple[Signature, ...]:
    analysis = document.analysis
    name = callee.name if isinstance(callee, n.Member) else callee
    subject = subject_at(analysis, site.base + name.end)
    match subject:
        case Predeclared(forms=forms):
            return tuple(_builtin(form) for form in forms if _parameters(form.statement) is not None)
        case Named(binding=binding, item=item, type=type_):
            declaration = binding.declaration
            function = declaration.value if isinstance(declaration, n.Let) else declaration
            if isinstance(function, n.FunctionDeclaration | n.FunctionLiteral):
                home = analysis.program.items[item]
                return (_declared(analysis.program.text, home.start, binding.name, function, type_),)
            if isinstance(type_, Function) and type_.parameters is not None:
                return (_typed(binding.name, type_),)
            return ()
    if isinstance(callee, n.Identifier):  # the text is too unfinished to know more than the name
        found = analysis.visible_at(site.base + callee.start).get(callee.name)
        if found is not None and found.kind is BindingKind.BUILTIN:
            forms = analysis.builtins.find(callee.name)
            return tuple(_builtin(form) for form in forms if _parameters(form.statement) is not None)
        if found is not None and isinstance(found.declaration, n.FunctionDeclaration) and found.item is not None:
            home = analysis.program.items[found.item]
            return (_declared(analysis.program.text, home.start, found.name, found.declaration, None),)
    return ()


def _parameters(statement: n.PrimitiveDeclaration | n.TypeDeclaration) -> list[n.Parameter] | None:
    return statement.parameters if isinstance(statement, n.PrimitiveDeclaration) else None


def _builtin(form: Builtin) -> Signature:
    """A form of a builtin, out of the text of its signature."""
    statement = form.statement
    assert isinstance(statement, n.PrimitiveDeclaration)
    start = (statement.owner or statement.name).start
    parameters = statement.parameters or []
    texts = tuple(
        Parameter(parameter.name.text, _source(form.signature, -start, parameter), parameter.variadic)
        for parameter in parameters
    )
    result = f" -> {_source(form.signature, -start, statement.result)}" if statement.result is not None else ""
    name = f"{form.owner}.{form.name}" if form.owner else form.name
    return Signature(f"{name}(", texts, f"){result}", form.doc)


def _declared(
    text: str, base: int, name: str, function: n.FunctionDeclaration | n.FunctionLiteral, type_: Type | None
) -> Signature:
    result = ""
    if function.result is not None:
        result = f" -> {_source(text, base, function.result)}"
    elif isinstance(type_, Function) and type_.result != ANY:
        result = f" -> {type_.result}"
    parameters = tuple(Parameter(of.name.text, _source(text, base, of)) for of in function.parameters)
    word, doc = "fn", None
    if isinstance(function, n.FunctionDeclaration):
        word, doc = "transaction" if function.transaction else "fn", function.doc
    return Signature(f"{word} {name}(", parameters, f"){result}", doc)


def _typed(name: str, type_: Function) -> Signature:
    parameters = tuple(
        Parameter(of.name, str(of) if of.name else str(of.type), of.variadic) for of in type_.parameters or ()
    )
    return Signature(f"{name}(", parameters, ")" if type_.result == ANY else f") -> {type_.result}")


def _source(text: str, base: int, node: n.Node) -> str:
    return " ".join(text[base + node.start : base + node.end].split())


# ---------------------------------------------------------------- the form of the protocol


def register(server: NormilLanguageServer) -> None:
    prefix = "text_document.signature_help.signature_information"
    documentation = markup(server, f"{prefix}.documentation_format")
    offsets = get_capability(server.client_capabilities, f"{prefix}.parameter_information.label_offset_support")

    def to_lsp(signature: Signature, active: int | None) -> lsp.SignatureInformation:
        label = signature.label
        parameters = []
        for index, parameter in enumerate(signature.parameters):
            start, end = signature.span(index)
            span = (_utf16(label[:start]), _utf16(label[:end]))
            parameters.append(lsp.ParameterInformation(span if offsets else parameter.text))
        doc = documentation(signature.doc) if signature.doc else None
        # an index that is not there: nothing is active
        at: int = len(parameters) if active is None else active
        return lsp.SignatureInformation(label, doc, parameters, at)

    def many(found: Help) -> Sequence[lsp.SignatureInformation]:
        return [to_lsp(*pair) for pair in zip(found.signatures, found.active, strict=True)]

    @server.feature(lsp.TEXT_DOCUMENT_SIGNATURE_HELP, lsp.SignatureHelpOptions(["(", ",", "{", ":"], [")", "}"]))
    def text_document_signature_help(params: lsp.SignatureHelpParams) -> lsp.SignatureHelp | None:
        document = server.document(params.text_document.uri)
        found = signature_help(document, document.lines.offset(params.position))
        if found is None:
            return None
        signatures = many(found)
        return lsp.SignatureHelp(signatures, found.best, signatures[found.best].active_parameter)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
