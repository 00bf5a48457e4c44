"""NOR010: assignment to a constant or to a name that stands for something else than a variable."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings, Fix, declared_here
from normil.analysis.names import ASSIGNABLE, Binding, BindingKind, ItemNames, Use
from normil.syntax import nodes as n

_WHAT = {
    BindingKind.CONST: "a constant",
    BindingKind.FUNCTION: "a function",
    BindingKind.TRANSACTION: "a transaction",
    BindingKind.TYPE: "a type",
    BindingKind.IMPORT: "an import",
    BindingKind.BUILTIN: "a builtin",
    BindingKind.PLASTIC: "read-only in a @plastic function",
}


def check(names: ItemNames, found: Findings) -> None:
    for binding in names.bindings:
        for use in binding.writes:
            report(use, binding, found.item, found)


def report(use: Use, binding: Binding, home: n.Statement | None, found: Findings) -> None:
    """`home` is the top-level statement of the declaration, None for a builtin."""
    if binding.kind in ASSIGNABLE:
        return
    advice = fix = None
    if binding.kind is BindingKind.BUILTIN:
        advice = f"to use the name for a variable, declare it with `let {use.name} = ...`"
    elif binding.kind is BindingKind.CONST:
        advice = "declare it with `let` if it is meant to change"
        start = binding.declaration.start if binding.declaration is not None else 0
        fix = Fix(f"Declare '{use.name}' with `let`", ((start, start + len("const"), "let"),))
    found.report(
        "NOR010",
        use.node,
        f"'{use.name}' cannot be assigned: it is {_WHAT[binding.kind]}",
        help=advice,
        related=declared_here(binding.name, binding.name_node, home),
        fix=fix,
        fix_in=home,
    )
