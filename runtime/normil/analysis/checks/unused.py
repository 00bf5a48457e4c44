"""NOR004: a variable, import or local function that is never read."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings, Fix
from normil.analysis.names import Binding, BindingKind, ItemNames
from normil.syntax import nodes as n

_VARIABLES = {BindingKind.LET: "variable", BindingKind.CONST: "constant"}
_FUNCTIONS = {BindingKind.FUNCTION: "function", BindingKind.TRANSACTION: "transaction"}


def check(names: ItemNames, found: Findings) -> None:
    free = {use.name for use in names.free}
    taken = free | {binding.name for binding in names.bindings}
    for binding in names.bindings:
        if binding.kind is BindingKind.IMPORT:
            check_import(binding, free, found)
        elif binding.kind in _VARIABLES and _unread(binding):
            _report(binding, _VARIABLES[binding.kind], taken, found)
        elif binding.kind in _FUNCTIONS and _unread(binding) and binding.scope and binding.scope.function:
            _report(binding, _FUNCTIONS[binding.kind], taken, found)


def check_import(binding: Binding, free: set[str], found: Findings) -> None:
    """`free`: the names used that no scope inside declares; a dotted import may also bind its first name
    (LANGUAGE 17.1)."""
    statement = binding.declaration
    assert isinstance(statement, n.Import)
    if not _unread(binding) or statement.path[0].text in free:
        return
    assert binding.name_node is not None
    found.report(
        "NOR004",
        binding.name_node,
        f"the import '{binding.name}' is never used",
        help="remove it; importing a module runs it, so keep it if that is what it is for",
        fix=Fix(f"Remove the import of '{binding.name}'", ((statement.start, statement.end, ""),)),
    )


def _unread(binding: Binding) -> bool:
    return not binding.name.startswith("_") and not any(use.read for use in binding.uses)


def _report(binding: Binding, what: str, taken: set[str], found: Findings) -> None:
    assert binding.name_node is not None
    kept = f"_{binding.name}"
    places = {binding.name_node, *(use.node for use in binding.uses)}
    edits = tuple((node.start, node.end, kept) for node in sorted(places, key=lambda node: node.start))
    found.report(
        "NOR004",
        binding.name_node,
        f"the {what} '{binding.name}' is never used",
        help=f"remove it, or name it '{kept}' to keep it",
        fix=Fix(f"Rename to '{kept}'", edits) if kept not in taken else None,
    )
