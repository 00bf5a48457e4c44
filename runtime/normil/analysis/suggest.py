"""The names that a misspelt one could mean (LANGUAGE 7), for suggestions that can become edits.

Takes in a name and those that would have been right, gives out the nearest. Knows nothing of programs.
"""

from __future__ import annotations

from collections.abc import Iterable

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
