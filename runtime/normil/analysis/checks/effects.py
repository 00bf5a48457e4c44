"""NOR033: an expression statement that is not a call."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n

_LIKELY_CONTINUATION = (n.ListLiteral, n.Unary)


def check(statement: n.ExpressionStatement, found: Findings) -> None:
    value = statement.value
    if isinstance(value, n.Call | n.ErrorExpression):
        return
    if isinstance(value, n.Binary) and value.op == "==":
        advice = "`=` assigns, `==` compares"
    elif isinstance(value, _LIKELY_CONTINUATION):
        advice = "this line does not continue the line before it; to continue that, end it with the operator"
    else:
        advice = "use the value, or remove the statement"
    found.report("NOR033", statement, "the value of this expression is dropped", help=advice)
