"""Suggestions for a misspelt name that can become edits.

Takes in a name and those that would have been right, gives out what was meant, in spelling or as other languages call
it, and the edit. Knows nothing of programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normil.syntax.nodes import Fix, Node
from normil.values.suggest import nearest


def suggested(
    node: Node, name: str, candidates: Iterable[str], habits: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[str | None, Fix | None]:
    """The suggestion for the name at `node`, and the edit that follows it unless two candidates are as near.
    `habits`: what other languages call something, and its names here, of which the first that is a candidate
    counts."""
    candidates = set(candidates)
    usual = next((meant for meant in (habits or {}).get(name, ()) if meant in candidates), None)
    meant = nearest(name, candidates) if usual is None else [usual]
    if not meant:
        return None, None
    advice = f"did you mean '{meant[0]}'?"
    return advice, renaming(node, meant[0]) if len(meant) == 1 else None


def inside(text: Node) -> Node:
    """What stands between the quotes of a string."""
    return Node(text.start + 1, text.end - 1)


def renaming(node: Node, name: str) -> Fix:
    return Fix(f"Change to '{name}'", ((node.start, node.end, name),))
