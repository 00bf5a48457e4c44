"""Names that are declared nowhere: NOR002 read, NOR003 assigned, NOR020 used as a type."""

from __future__ import annotations

from collections.abc import Mapping

from normil.analysis.codes import Severity
from normil.analysis.diagnostics import Findings, Fix
from normil.analysis.names import ASSIGNABLE, Binding, BindingKind, Use
from normil.analysis.suggest import nearest
from normil.syntax import nodes as n

_TYPES = frozenset({BindingKind.TYPE, BindingKind.IMPORT})


def check(use: Use, visible: Mapping[str, Binding], builtin_types: frozenset[str], found: Findings) -> None:
    """`visible` are the names that can be used at the place."""
    name, node = use.name, use.node
    types = {name for name, binding in visible.items() if binding.kind in _TYPES} | builtin_types
    if name == "_":
        if use.write:
            found.report("NOR003", node, "'_' holds no value", help="drop a value with `let _ = ...`")
        else:
            found.report("NOR002", node, "'_' binds nothing and cannot be read")
    elif use.write and not use.read:
        _undeclared(node, name, visible, found, Severity.ERROR)
    elif use.in_type:
        _report("NOR020", node, f"unknown type '{name}'", nearest(name, types), found, "it is read as any")
    elif isinstance(node, n.Name):
        _report("NOR002", node, f"undefined type '{name}'", nearest(name, types), found)
    else:
        _report("NOR002", node, f"undefined name '{name}'", nearest(name, visible), found)


def check_implicit(binding: Binding, visible: Mapping[str, Binding], found: Findings) -> None:
    """An assignment at the top level that declares the name as `let` would."""
    assert binding.name_node is not None
    _undeclared(binding.name_node, binding.name, visible, found, Severity.WARNING)


def _undeclared(node: n.Node, name: str, visible: Mapping[str, Binding], found: Findings, severity: Severity) -> None:
    meant = nearest(name, (other for other, binding in visible.items() if binding.kind in ASSIGNABLE))
    if meant:
        advice = f"did you mean '{meant[0]}'?"
        fix = _replacement(node, meant)
    else:
        advice = f"declare it with `let {name} = ...`"
        fix = Fix(f"Declare '{name}' with `let`", ((node.start, node.start, "let "),), safe=True)
    message = f"assignment to '{name}', which is not declared"
    found.report("NOR003", node, message, help=advice, fix=fix, severity=severity)


def _report(
    code: str, node: n.Node, message: str, meant: list[str], found: Findings, otherwise: str | None = None
) -> None:
    advice = f"did you mean '{meant[0]}'?" if meant else otherwise
    found.report(code, node, message, help=advice, fix=_replacement(node, meant))


def _replacement(node: n.Node, meant: list[str]) -> Fix | None:
    """An edit, unless two names are equally near."""
    if len(meant) != 1:
        return None
    return Fix(f"Change to '{meant[0]}'", ((node.start, node.end, meant[0]),))
