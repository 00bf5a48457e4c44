"""NOR001: `primitive` outside the prelude."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n


def check(statement: n.Statement, found: Findings) -> None:
    if isinstance(statement, n.PrimitiveDeclaration):
        where = (statement.name.start, statement.name.end)
        found.report(
            "NOR001",
            where,
            "`primitive` declares a builtin and stands only in the prelude",
            help="declare a function with `fn`",
        )
