"""NOR032: a condition that is always the same."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n


def check_if(statement: n.If, found: Findings) -> None:
    value = constant_truth(statement.condition)
    if value is not None:
        _report(statement.condition, value, found)


def check_while(statement: n.While, found: Findings) -> None:
    if constant_truth(statement.condition) is False:
        _report(statement.condition, False, found)


def _report(condition: n.Expression, value: bool, found: Findings) -> None:
    truth = "true" if value else "false"
    found.report("NOR032", condition, f"this condition is always {truth}", help="remove the branch or the test")


def constant_truth(condition: n.Expression) -> bool | None:
    """The truth value of a condition that is made of literals only, else None."""
    match condition:
        case n.Constant(value=value):
            return bool(value)
        case n.Unary(op="-", operand=operand):
            return constant_truth(operand)
        case n.Unary(op="!", operand=operand):
            value = constant_truth(operand)
            return None if value is None else not value
        case n.Binary(op="&&" | "||" as op, left=left, right=right):
            first, second = constant_truth(left), constant_truth(right)
            if first is None or second is None:
                return None
            return first and second if op == "&&" else first or second
        case n.Binary(op=op, left=n.Constant(value=left), right=n.Constant(value=right)):
            return _compare(op, left, right)
    return None


def _compare(op: str, left: object, right: object) -> bool | None:
    if op in ("==", "!="):
        return (left == right) is (op == "==")
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return None
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
    return None
