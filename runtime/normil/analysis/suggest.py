"""The names that a misspelt one could mean (LANGUAGE 7), for suggestions that can become edits.

Takes in a name and those that would have been right, gives out the nearest, in spelling or as other languages
call it. Knows nothing of programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normil.syntax.nodes import Fix, Node
from normil.values.suggest import edit_distance


def nearest(name: str, candidates: Iterable[str]) -> list[str]:
    """The candidates at the smallest edit distance, in the order of the alphabet; none beyond a distance of 2
    (1 for names of up to 4 letters)."""
    smallest = 1 if len(name) <= 4 else 2
    best: list[str] = []
    letters = set(name)
    for candidate in set(candidates):
        if candidate == name or abs(len(candidate) - len(name)) > smallest:
            continue
        if len(letters.difference(candidate)) > smallest:
            continue  # each of these letters has to go: a test that spares most of a long list the next line
        distance = edit_distance(name, candidate, smallest)
        if distance < smallest:
            best, smallest = [candidate], distance
        elif distance == smallest:
            best.append(candidate)
    return sorted(best)


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    meant = nearest(name, candidates)
    return f"did you mean '{meant[0]}'?" if meant else None


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
