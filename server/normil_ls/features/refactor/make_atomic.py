"""Make a function atomic: when it fails, what it changed is undone."""

from __future__ import annotations

from collections.abc import Iterator

from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import REWRITE, Refactoring, Selection


def offers(selection: Selection) -> Iterator[Refactoring]:
    match selection.path[-2:]:
        case [n.FunctionDeclaration(transaction=False) as function, n.Name() as name] if name is function.name:
            at = selection.base + function.start
            indent = selection.indent(at)
            if indent is not None and all(annotation.name.text != "atomic" for annotation in function.annotations):
                edit = (at, at, f"@atomic{selection.newline}{indent}")
                yield Refactoring(f"Make '{name.text}' @atomic", REWRITE, (edit,))
