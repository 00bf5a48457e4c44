"""Give all arguments of a call by name, or by position. Not of methods: those of Python's own values take no names."""

from __future__ import annotations

from collections.abc import Iterator

from normil.analysis.infer.arguments import Bound, bind
from normil.analysis.types import Function, Overloads, TypeValue
from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import REWRITE, Refactoring, Selection
from normil_ls.subject import type_of


def offers(selection: Selection) -> Iterator[Refactoring]:
    call = next((node for node in reversed(selection.path) if isinstance(node, n.Call | n.Block)), None)
    if not isinstance(call, n.Call) or not isinstance(call.callee, n.Identifier) or selection.item is None:
        return
    callee = type_of(selection.analysis, selection.item, call.callee)
    if isinstance(callee, TypeValue):
        callee = callee.call
    if isinstance(callee, Overloads):  # the form must not change with the way the arguments are given
        fitting = [function for function in callee.functions if not bind(function, call).wrong]
        callee = fitting[0] if len(fitting) == 1 else None
    if not isinstance(callee, Function) or callee.parameters is None:
        return
    bound = bind(callee, call)
    if bound.wrong or any(parameter.variadic or not parameter.name for parameter in callee.parameters):
        return
    base = selection.base
    positional = [(parameter, argument) for parameter, argument in bound.pairs if argument.name is None]
    if positional:
        edits = [(base + of.start, base + of.start, f"{parameter.name}: ") for parameter, of in positional]
        yield Refactoring("Give the arguments by name", REWRITE, tuple(edits))
    named = [argument for argument in call.arguments if argument.name is not None]
    if named and _is_in_order(bound, callee):
        edits = [(base + argument.start, base + argument.value.start, "") for argument in named]
        yield Refactoring("Give the arguments by position", REWRITE, tuple(edits))


def _is_in_order(bound: Bound, function: Function) -> bool:
    """Whether the arguments are those of the first parameters, one after the other."""
    given = [parameter.name for parameter, _ in bound.pairs]
    return given == [parameter.name for parameter in (function.parameters or ())[: len(given)]]
