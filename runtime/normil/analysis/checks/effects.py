"""NOR033: an expression statement that is not a call."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings, Fix
from normil.analysis.walk import walk
from normil.syntax import nodes as n

_LIKELY_CONTINUATION = (n.ListLiteral, n.Unary)
_TARGETS = (n.Identifier, n.Member, n.Index)


def check_block(block: n.Block, found: Findings) -> None:
    for statement in block.statements:
        check(statement, found, removable=statement.end < block.end)


def check(statement: n.Statement, found: Findings, *, removable: bool = True) -> None:
    """`removable`: the program can be read without the statement, which the body of a `case` cannot."""
    if not isinstance(statement, n.ExpressionStatement):
        return
    value = statement.value
    fix = None
    if isinstance(value, n.Call | n.ErrorExpression):
        return
    if isinstance(value, n.Binary) and value.op == "==":
        advice = "`=` assigns, `==` compares"
        if isinstance(value.left, _TARGETS):
            fix = Fix("Assign with `=`", ((value.op_start, value.op_start + len(value.op), "="),))
    elif isinstance(value, n.Binary) and value.op == "-" and isinstance(value.right, n.Unary):
        advice = "there is no `--`: write `n -= 1`"
    elif isinstance(value, _LIKELY_CONTINUATION):
        advice = "this line does not continue the line before it; to continue that, end it with the operator"
    else:
        advice = "use the value, or remove the statement"
        if removable and not any(isinstance(part, n.Call) for part in walk(value)):
            fix = Fix("Remove the expression", ((statement.start, statement.end, ""),))
    found.report("NOR033", statement, "the value of this expression is dropped", help=advice, fix=fix)
