"""Names that are declared nowhere: NOR002 read, NOR003 assigned, NOR020 used as a type."""

from __future__ import annotations

from collections.abc import Mapping

from normil.analysis import habits
from normil.analysis.codes import Severity
from normil.analysis.diagnostics import Findings, Fix
from normil.analysis.names import ASSIGNABLE, Binding, BindingKind, Use
from normil.analysis.suggest import suggested
from normil.syntax import nodes as n

_TYPES = frozenset({BindingKind.TYPE, BindingKind.IMPORT})
_CONSTANTS = frozenset({"none", "true", "false"})


def check(use: Use, visible: Mapping[str, Binding], builtin_types: frozenset[str], found: Findings) -> None:
    """`visible` are the names that can be used at the place."""
    name, node = use.name, use.node
    types = {name for name, binding in visible.items() if binding.kind in _TYPES} | builtin_types - {"fn"}
    if name == "_":
        if use.write:
            found.report("NOR003", node, "'_' holds no value", help="drop a value with `let _ = ...`")
        else:
            found.report("NOR002", node, "'_' binds nothing and cannot be read")
    elif use.write and not use.read:
        _undeclared(node, name, visible, found, Severity.ERROR)
    elif use.in_type:
        advice, fix = suggested(node, name, types, habits.TYPES)
        found.report("NOR020", node, f"unknown type '{name}'", help=advice or "it is read as any", fix=fix)
    elif isinstance(node, n.Name):
        advice, fix = suggested(node, name, types, habits.TYPES)
        found.report("NOR002", node, f"undefined type '{name}'", help=advice, fix=fix)
    elif name in habits.ADVICE:
        found.report("NOR002", node, f"undefined name '{name}'", help=habits.ADVICE[name])
    else:
        advice, fix = suggested(node, name, visible.keys() | _CONSTANTS, habits.NAMES)
        found.report("NOR002", node, f"undefined name '{name}'", help=advice, fix=fix)


def check_implicit(binding: Binding, visible: Mapping[str, Binding], found: Findings) -> None:
    """An assignment at the top level that declares the name as `let` would."""
    assert binding.name_node is not None
    _undeclared(binding.name_node, binding.name, visible, found, Severity.WARNING)


def _undeclared(node: n.Node, name: str, visible: Mapping[str, Binding], found: Findings, severity: Severity) -> None:
    advice, fix = suggested(node, name, (other for other, binding in visible.items() if binding.kind in ASSIGNABLE))
    if advice is None:
        advice = f"declare it with `let {name} = ...`"
        fix = Fix(f"Declare '{name}' with `let`", ((node.start, node.start, "let "),), safe=True)
    message = f"assignment to '{name}', which is not declared"
    found.report("NOR003", node, message, help=advice, fix=fix, severity=severity)
