"""The call, literal or annotation whose argument is being written at a place.

Takes in a syntax tree and an offset; gives out the node around the argument and which of its parts the place is in.
Must never know names or types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from normil.analysis.walk import path_to
from normil.syntax import SyntaxTree
from normil.syntax import nodes as n

Around: TypeAlias = n.Call | n.StructLiteral | n.Annotation
Part: TypeAlias = n.Argument | n.FieldInit | n.AnnotationArgument

# what may have to stand at the place so that the parser sees the call around it
_FILLERS = ("", "x", "x: 0", "x)", "x) {}")
_FUNCTION = "\nfn x() {}"  # what an annotation is read with


@dataclass(frozen=True, slots=True)
class Site:
    """`node` is the call; `base` is where the top-level statement begins that holds it. The place is in one of the
    `parts`, at `index`, which may be a stand-in; `label` is the name that is written before its colon."""

    node: Around
    base: int
    parts: list[Part]
    index: int
    label: str | None


def site_at(tree: SyntaxTree, offset: int) -> Site | None:
    for filler in _FILLERS:
        filled = tree.edit(offset, offset, filler) if filler else tree
        found = _find(filled, offset, filler)
        if found is not None or (filler == "x" and not _is_broken(filled, offset)):
            return found
    if "@" in tree.text[tree.text.rfind("\n", 0, offset) + 1 : offset]:
        end = tree.text.find("\n", offset)
        tree = tree.edit(end if end >= 0 else len(tree.text), end if end >= 0 else len(tree.text), _FUNCTION)
        for filler in ("", "x", "x)"):
            found = _find(tree.edit(offset, offset, filler) if filler else tree, offset, filler)
            if found is not None:
                return found
    return None


def _is_broken(tree: SyntaxTree, offset: int) -> bool:
    """Whether the statement at the place cannot be read as it stands."""
    near = (item for item in tree.program.items if item.start <= offset <= item.end)
    return bool(tree.program.problems) or any(problem.code == "NOR001" for item in near for problem in item.problems)


def _find(tree: SyntaxTree, offset: int, filler: str) -> Site | None:
    for item in tree.program.items:
        if not item.start <= offset <= item.end:
            continue
        path = path_to(item.statement, offset + bool(filler) - item.start)
        if not filler and _is_between(path[-1], tree.text, offset, item.start):
            return None
        for node, inner in _around(path):
            parts = parts_of(node)
            index = next((at for at, part in enumerate(parts) if part is inner), None)
            if index is not None:
                label = parts[index].name if ":" not in filler else None
                return Site(node, item.start, parts, index, label.text if label is not None else None)
    return None


def _is_between(node: n.Node, text: str, offset: int, base: int) -> bool:
    """Whether the place is inside of the node, but in none of its parts."""
    if not isinstance(node, n.Call | n.StructLiteral | n.Annotation):
        return False
    return offset < base + node.end or text[offset - 1 : offset] not in (")", "}")


def _around(path: list[n.Node]) -> Iterator[tuple[Around, n.Node]]:
    """What could be meant, from the inside out, with the node below it."""
    for node, inner in zip(path[-2::-1], path[:0:-1], strict=False):
        if isinstance(inner, n.Block):
            return
        if isinstance(node, n.Call | n.StructLiteral | n.Annotation):
            yield node, inner


def parts_of(node: Around) -> list[Part]:
    return list(node.fields if isinstance(node, n.StructLiteral) else node.arguments)
