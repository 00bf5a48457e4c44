"""Declare with let: the first assignment to a name that is declared nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import REWRITE, Refactoring, Selection


def offers(selection: Selection) -> Iterator[Refactoring]:
    match selection.path[:1]:
        case [n.Assign(target=n.Identifier() as target, op="=") as statement]:
            binding = selection.binding(target)
            if binding is not None and binding.name_node is target:
                at = selection.base + statement.start
                yield Refactoring(f"Declare '{target.name}' with let", REWRITE, ((at, at, "let "),))
