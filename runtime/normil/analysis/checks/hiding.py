"""Names that hide others: NOR017 a declaration that hides a builtin, NOR034 `step`, `rate` or `auto_lr` read in
a `@plastic` function where a declaration outside is hidden by it."""

from __future__ import annotations

from collections.abc import Container

from normil.analysis.diagnostics import Findings, declared_here
from normil.analysis.names import TYPE_WORDS, Binding, BindingKind, ItemNames, Use
from normil.syntax import nodes as n

_DECLARATIONS = frozenset(
    {
        BindingKind.LET,
        BindingKind.CONST,
        BindingKind.FUNCTION,
        BindingKind.TRANSACTION,
        BindingKind.TYPE,
        BindingKind.IMPORT,
    }
)


def check_builtin(binding: Binding, builtins: Container[str], found: Findings) -> None:
    if binding.kind not in _DECLARATIONS or binding.name_node is None:
        return
    if binding.name in builtins or (binding.kind is BindingKind.TYPE and binding.name in TYPE_WORDS):
        found.report(
            "NOR017",
            binding.name_node,
            f"this declaration hides the builtin '{binding.name}'",
            help="choose another name if the builtin is needed here",
        )


def check_plastic(names: ItemNames, found: Findings) -> list[Use]:
    """Reports what is hidden inside the statement; gives the uses that could still hide a name of the module."""
    left: list[Use] = []
    for binding in names.bindings:
        if binding.kind is not BindingKind.PLASTIC or not binding.uses:
            continue
        hidden = _outer(binding)
        for use in binding.uses:
            if hidden is None:
                left.append(use)
            else:
                report_plastic(use, hidden, found.item, found)
    return left


def _outer(binding: Binding) -> Binding | None:
    scope = binding.scope.parent if binding.scope else None
    while scope is not None:
        hidden = scope.bindings.get(binding.name)
        if hidden is not None and hidden.kind is not BindingKind.PLASTIC:
            return hidden
        scope = scope.parent
    return None


def report_plastic(use: Use, hidden: Binding, home: n.Statement, found: Findings) -> None:
    if use.read:
        found.report(
            "NOR034",
            use.node,
            f"'{use.name}' is that of @plastic here, not the '{use.name}' declared outside the function",
            help="rename the outer one if that is meant",
            related=declared_here(hidden.name, hidden.name_node, home),
        )
