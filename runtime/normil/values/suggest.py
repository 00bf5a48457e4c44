"""The likely meaning of a misspelt name (LANGUAGE 7).

Takes in the name and those that would have been right, gives out the nearest or the text of the suggestion.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


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


def edit_distance(a: str, b: str, limit: int | None = None) -> int:
    """Insertions, deletions, replacements and swaps of neighbours, each counted as one; some number above `limit`
    where there are more than that."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if limit is not None and min(row) > limit and min(before) > limit:
            return limit + 1
    return row[-1]
