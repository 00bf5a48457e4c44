"""An order in which nothing comes before what it needs, found without recursion: files have long chains.

Takes in anything that can be the key of a map. Knows nothing of names and types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def needed_first(start: T, needs: Callable[[T], Iterable[T]]) -> list[T]:
    """`start` and all that it needs, each after what it needs itself; a circle is cut where it closes."""
    order: list[T] = []
    begun = {start}
    path: list[tuple[T, Iterator[T]]] = [(start, iter(needs(start)))]
    while path:
        here, waiting = path[-1]
        for needed in waiting:
            if needed not in begun:
                begun.add(needed)
                path.append((needed, iter(needs(needed))))
                break
        else:
            order.append(here)
            path.pop()
    return order
