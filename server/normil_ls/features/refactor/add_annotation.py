"""Write down the type that is known of a variable which is never assigned again, or of the result of a function."""

from __future__ import annotations

from collections.abc import Iterator

from normil.analysis.types import (
    ANY,
    AUTO,
    ERROR,
    NEVER,
    NONE,
    Dim,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Record,
    Simple,
    Type,
    Vec,
    settled,
)
from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import REWRITE, Refactoring, Selection


def offers(selection: Selection) -> Iterator[Refactoring]:
    if selection.item is None or not selection.path:
        return
    name = selection.path[-1]
    type_ = selection.analysis.type_of(selection.item, name)
    match selection.path[-2:]:
        case [n.Let(type=None) as let, n.Name()] if name is let.name:
            binding = selection.binding(name)
            if binding is not None and not any(binding.writes):
                yield from _offer(selection, settled(type_) if type_ else ANY, selection.base + name.end, ": ")
        case [n.FunctionDeclaration(result=None) as function, n.Name()] if name is function.name:
            if isinstance(type_, Function) and type_.result != NONE:
                before = selection.text[: selection.base + function.body.start].rstrip()
                if before.endswith(")"):
                    yield from _offer(selection, type_.result, len(before), " -> ")


def _offer(selection: Selection, type_: Type, at: int, sign: str) -> Iterator[Refactoring]:
    if type_ != ANY and _can_be_written(type_, selection):
        yield Refactoring(f"Write the type `{type_}`", REWRITE, ((at, at, f"{sign}{type_}"),))


def _can_be_written(type_: Type, selection: Selection) -> bool:
    match type_:
        case Simple():
            return type_ not in (AUTO, ERROR, NEVER)
        case Vec(dim=dim):
            return _is_number(dim)
        case Matrix(rows=rows, cols=cols):
            return (rows is None) == (cols is None) and _is_number(rows) and _is_number(cols)
        case List(element=inner) | Optional(inner=inner):
            return _can_be_written(inner, selection)
        case Map(key=key, value=value):
            return _can_be_written(key, selection) and _can_be_written(value, selection)
        case Record(name=name):
            return name in selection.analysis.visible_at(selection.base)
    return False


def _is_number(dim: Dim | None) -> bool:
    return dim is None or isinstance(dim.value, int)
