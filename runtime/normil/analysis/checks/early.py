"""NOR025: a name that is used before its declaration in the same block."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings, declared_here
from normil.analysis.names import Binding, ItemNames, Use
from normil.syntax import nodes as n


def check(names: ItemNames, found: Findings) -> None:
    for use, binding in names.early:
        report(use, binding, found.item, found)


def report(use: Use, binding: Binding, home: n.Statement, found: Findings) -> None:
    """`home` is the top-level statement of the declaration."""
    found.report(
        "NOR025",
        use.node,
        f"'{use.name}' is used before its declaration",
        help="move the declaration up",
        related=declared_here(binding.name, binding.name_node, home),
    )
