"""What there is to say about a name: its declaration as NORMiL code, and notes in Markdown.

Takes in what `subject` found, or a name and a place; gives out text. Must never know where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis import Builtin, Origin
from normil.analysis.names import Binding, BindingKind
from normil.analysis.types import ANY, Function, Type
from normil.syntax import nodes as n
from normil_ls.documents import Document
from normil_ls.subject import FieldOf, Named, Predeclared, Subject, source_of

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
_PLASTIC = {
    "step": "How many calls of the function have been completed.",
    "rate": "The effective learning rate of this call.",
    "auto_lr": "The effective learning rate of this call.",
}


@dataclass(frozen=True, slots=True)
class Description:
    code: str
    notes: tuple[str, ...] = ()


def describe(document: Document, subject: Subject) -> Description:
    match subject:
        case Named(binding=binding, item=item, type=type_):
            return describe_name(document, binding, item, type_)
        case Predeclared(forms=forms, in_type=in_type):
            return describe_type(forms) if in_type else describe_builtin(forms)
        case FieldOf(home=home, owner=owner, field=field):
            code = f"{owner}.{field.name.text}: {source_of(document.analysis, home, field.type)}"
            return Description(code, (field.doc,) if field.doc else ())


def describe_builtin(forms: list[Builtin]) -> Description:
    """All forms of a builtin with what is said of each, and its class."""
    notes = [form.doc for form in forms if form.doc]
    if forms[0].effect:
        notes.append(f"`{forms[0].effect}`")
    return Description("\n".join(form.signature for form in forms), tuple(notes))


def describe_type(forms: list[Builtin]) -> Description:
    """A builtin where it is used as a type: what is said of a conversion of that name is left out."""
    statement = forms[0].statement
    if isinstance(statement, n.PrimitiveDeclaration) and statement.parameters is not None:
        return Description(f"type {forms[0].name}")
    return describe_builtin(forms)


def describe_name(document: Document, binding: Binding, item: int, type_: Type | None) -> Description:
    """A name that is declared in the top-level statement `item`, where it has a certain type."""
    notes = []
    match binding.declaration:
        case n.Let(doc=str(doc)) | n.FunctionDeclaration(doc=str(doc)) | n.TypeDeclaration(doc=str(doc)):
            if binding.name_node is not None:
                notes.append(doc)
    if binding.kind is BindingKind.PLASTIC:
        notes.append(_PLASTIC[binding.name])
    if type_ is not None:
        notes += [_fixed(document, origin) for origin in document.analysis.origins(type_)]
    return Description(_declaration(document, binding, item, type_ or ANY), tuple(notes))


def _declaration(document: Document, binding: Binding, item: int, type_: Type) -> str:
    analysis, home = document.analysis, document.analysis.program.items[item].statement
    value = ""
    match binding.declaration:
        case n.FunctionDeclaration() as function if binding.name_node is function.name:
            head = source_of(analysis, home, n.Node(function.start, function.body.start)).rstrip()
            if function.result is None and isinstance(type_, Function) and type_.result != ANY:
                return f"{head} -> {type_.result}"
            return head
        case (n.TypeDeclaration() | n.Import()) as declaration:
            return source_of(analysis, home, declaration)
        case n.Let(constant=True, value=n.Constant() as constant):
            value = f" = {source_of(analysis, home, constant)}"
    return f"{_WORDS[binding.kind]} {binding.name}: {type_}{value}"


def _fixed(document: Document, origin: Origin) -> str:
    line = document.lines.position(origin.start).line + 1
    return f"dimension {origin.dimension}: from `{document.text[origin.start : origin.end]}` in line {line}"
