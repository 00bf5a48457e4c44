"""The methods of lists (LANGUAGE 22), and what they have in common with the primitives.

Search and sorting follow the language's `==` and `<`, which differ from Python's: nan is not equal to itself, arrays
are compared as a whole.
"""

# The functions have the names that messages show.
# ruff: noqa: A001

from __future__ import annotations

import builtins
from _functools import cmp_to_key  # type: ignore[import-not-found]  # the module `functools` takes long to import

from normil.values import comparison, conversions
from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.text import inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

# Python's search finds a scalar among values of these types as the language's does, and faster
_PLAIN: frozenset[type] = frozenset((type(None), bool, int, float, str, list, tuple, dict))
_SCALARS: frozenset[type] = frozenset((type(None), bool, int, float, str))
_NUMBERS: frozenset[type] = frozenset((bool, int, float))


def find(items: Sequence[Any], item: Any, start: int = 0, stop: int | None = None) -> int:
    """The position of the first equal element, -1 if there is none."""
    positions = range(*slice(start, stop).indices(len(items)))
    if type(item) in _SCALARS and item == item and _PLAIN.issuperset(map(type, items)):
        try:
            return items.index(item, positions.start, positions.stop)
        except ValueError:
            return -1
    return next((i for i in positions if comparison.eq(items[i], item)), -1)


def index(items: Sequence[Any], /, value: Any, start: int = 0, stop: int | None = None) -> int:
    position = find(items, value, start, stop)
    if position < 0:
        raise _absent(items, value)
    return position


def count(items: Iterable[Any], /, value: Any) -> int:
    return sum(comparison.eq(item, value) for item in items)


def remove(items: list[Any], /, value: Any) -> None:
    position = find(items, value)
    if position < 0:
        raise _absent(items, value)
    del items[position]


def _absent(items: object, value: object) -> Error:
    return Error("ValueError", f"{inner(value)} is not in the {kind(items)}")


def extend(items: list[Any], /, values: Any) -> None:
    items.extend(conversions.list(values))


def pop(items: list[Any], /, index: int = -1) -> Any:
    try:
        return items.pop(index)
    except IndexError:
        if not items:
            raise Error("IndexError", "pop from an empty list") from None
        raise out_of_range(index, items) from None


def out_of_range(index: int, items: Sequence[Any]) -> Error:
    return Error("IndexError", f"index {index} is out of range for a {kind(items)} of length {len(items)}")


def sort(items: list[Any], /, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
    items[:] = sorted(items, key, reverse)


def sorted(items: Iterable[Any], key: Callable[[Any], Any] | None = None, reverse: bool = False) -> list[Any]:
    """In order of the language's `<`, stable in both directions."""
    items = list(items)
    keys = items if key is None else [key(item) for item in items]
    types = set(map(type, keys))
    if not (_NUMBERS.issuperset(types) or types == {str}):
        by_order = cmp_to_key(_compare)
        keys = [by_order(value) for value in keys]
    if keys is items:
        return builtins.sorted(items, reverse=reverse)
    order = builtins.sorted(range(len(items)), key=keys.__getitem__, reverse=reverse)
    return [items[position] for position in order]


def _compare(a: Any, b: Any) -> int:
    """For Python's sort, which asks no more than whether a < b."""
    return -1 if comparison.lt(a, b) else 0


METHODS: dict[str, Callable[..., Any]] = {
    "append": list.append,
    "push": list.append,
    "pop": pop,
    "insert": list.insert,
    "extend": extend,
    "remove": remove,
    "clear": list.clear,
    "index": index,
    "count": count,
    "sort": sort,
    "reverse": list.reverse,
    "copy": list.copy,
}
# the same for arguments with names, which Python's own do not take
BY_NAME: dict[str, Callable[..., Any]] = {
    "append": lambda items, /, value: items.append(value),
    "push": lambda items, /, value: items.append(value),
    "insert": lambda items, /, index, value: items.insert(index, value),
}
for _name, _method in BY_NAME.items():
    _method.__name__, _method.__qualname__ = _name, f"list.{_name}"
for _function in (pop, extend, remove, index, count, sort):
    _function.__qualname__ = f"list.{_function.__name__}"  # by which messages know that the first argument is the list
