"""Extract a variable: the selected expression gets a name in front of its statement.

Not offered where the value would be taken at another time or another number of times than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import (
    EXTRACT,
    Refactoring,
    Selection,
    enclosing_statement,
    is_once_and_at_once,
)

_EXPRESSIONS = get_args(n.Expression)
_CLOSED = (n.ListLiteral, n.MapLiteral, n.FunctionLiteral)  # they may go over several lines anywhere


def offers(selection: Selection) -> Iterator[Refactoring]:
    path = selection.path
    while path and not (isinstance(path[-1], _EXPRESSIONS) and selection.exactly(path[-1])):
        path = path[:-1]
    while len(path) > 1 and selection.exactly(path[-2]) and isinstance(path[-2], _EXPRESSIONS):
        path = path[:-1]
    at = enclosing_statement(path)
    if selection.empty or at is None or isinstance(path[-1], n.Identifier | n.ErrorExpression):
        return
    expression, statement, parent = path[-1], path[at], path[-2] if len(path) > 1 else None
    text = selection.source(expression)
    if "\n" in text and not isinstance(expression, _CLOSED):
        return
    match parent:
        case n.ExpressionStatement():
            return
        case n.Call(callee=other) | n.MapEntry(key=other, bare=True) if other is expression:
            return
    documented = isinstance(statement, n.Let) and statement.doc is not None
    in_braces = at == 0 or selection.source(path[at - 1]).startswith("{")
    if documented or not in_braces or not is_once_and_at_once(path[at:]):
        return
    if not isinstance(expression, n.Constant) and not selection.is_calm_before(statement, expression):
        return
    name = selection.unused_name(expression.name.text if isinstance(expression, n.Member) else "value")
    start = selection.base + statement.start
    indent = selection.indent(start)
    separator = "; " if indent is None else selection.newline + indent
    edits = ((start, start, f"let {name} = {text}{separator}"), (selection.start, selection.end, name))
    yield Refactoring(f"Extract into the variable '{name}'", EXTRACT, edits)
