"""NOR028: a key, field, parameter or argument that is given twice, and NOR011: a name declared twice."""

from __future__ import annotations

from collections.abc import Iterable

from normil.analysis.diagnostics import Findings, declared_here
from normil.analysis.names import ASSIGNABLE, Duplicate, ItemNames
from normil.syntax import nodes as n


def check_map(literal: n.MapLiteral, found: Findings) -> None:
    keys: dict[object, n.Expression] = {}
    for entry in literal.entries:
        if not isinstance(entry.key, n.Constant):
            continue
        first = keys.setdefault(entry.key.value, entry.key)
        if first is not entry.key:
            message = f"the key '{_shown(entry.key.value)}' is given twice"
            _report(found, entry.key, message, first, "first given here")


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return str(value)


def check_struct_literal(literal: n.StructLiteral, found: Findings) -> None:
    _check_names(found, (field.name for field in literal.fields), "field", "given")


def check_struct_type(struct: n.StructType, found: Findings) -> None:
    _check_names(found, (field.name for field in struct.fields), "field", "declared")


def check_record_pattern(pattern: n.RecordPattern, found: Findings) -> None:
    _check_names(found, (field.name for field in pattern.fields), "field", "named")


def check_parameters(
    function: n.FunctionDeclaration | n.FunctionLiteral | n.PrimitiveDeclaration, found: Findings
) -> None:
    names = (parameter.name for parameter in function.parameters or ())
    _check_names(found, (name for name in names if name.text != "_"), "parameter", "declared")


def check_arguments(call: n.Call | n.Annotation, found: Findings) -> None:
    named = (argument.name for argument in call.arguments if argument.name is not None)
    _check_names(found, named, "argument", "given")


def check_type_arguments(type_: n.NamedType, found: Findings) -> None:
    named = (argument.name for argument in type_.arguments if argument.name is not None)
    _check_names(found, named, "argument", "given")


def _check_names(found: Findings, names: Iterable[n.Name], what: str, verb: str) -> None:
    seen: dict[str, n.Name] = {}
    for name in names:
        first = seen.setdefault(name.text, name)
        if first is not name and name.text:
            _report(found, name, f"the {what} '{name.text}' is {verb} twice", first, f"first {verb} here")


def _report(found: Findings, second: n.Node, message: str, first: n.Node, note: str) -> None:
    advice = "remove one of the two, or rename it"
    found.report("NOR028", second, message, help=advice, related=((found.place(first), note),))


def check_declarations(names: ItemNames, found: Findings) -> None:
    for duplicate in names.duplicates:
        report_declaration(duplicate, found.item, found)


def report_declaration(duplicate: Duplicate, home: n.Statement, found: Findings) -> None:
    """`home` is the top-level statement of the first declaration."""
    name = duplicate.second.text
    variable = duplicate.first.kind in ASSIGNABLE
    found.report(
        "NOR011",
        duplicate.second,
        f"'{name}' is already declared in this block",
        help=f"rename one of them, or assign with `{name} = ...`" if variable else "rename one of them",
        related=declared_here(name, duplicate.first.name_node, home),
    )
