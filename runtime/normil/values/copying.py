"""Deep copies (`copy`, PRIMITIVES 6).

Takes in any value, gives out one that shares nothing that can change with it; what the original holds in two places,
or inside itself, so does the copy.
"""

from __future__ import annotations

from normil.values import arrays
from normil.values.kinds import kind
from normil.values.records import read, slot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def deep_copy(value: Any) -> Any:
    """Copies without recursion: first the empty container, then, when its turn comes, what is in it."""
    copies: dict[int, Any] = {}
    unfilled: list[tuple[str, Any, Any]] = []

    def begin(original: Any) -> Any:
        name = kind(original)
        if name in ("Vec", "Matrix"):
            if id(original) not in copies:
                copies[id(original)] = arrays.vectors.copy(original)
        elif name in ("list", "map", "record"):
            if id(original) not in copies:
                made: Any = [] if name == "list" else {} if name == "map" else object.__new__(type(original))
                copies[id(original)] = made
                unfilled.append((name, original, made))
        else:
            return original
        return copies[id(original)]

    result = begin(value)
    while unfilled:
        name, original, made = unfilled.pop()
        if name == "list":
            made.extend(map(begin, original))
        elif name == "map":
            made.update((key, begin(item)) for key, item in original.items())
        else:
            for field in original.__fields__:
                setattr(made, slot(field), begin(read(original, field)))
    return result
