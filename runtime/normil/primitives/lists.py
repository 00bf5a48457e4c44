"""Lists, and what works on other sequences as well (PRIMITIVES 1, 3 and 7)."""

# The functions have the names of the language.
# ruff: noqa: A001

from __future__ import annotations

from normil.primitives.arguments import (
    MISSING,
    as_bool,
    as_function,
    as_int,
    as_list,
    as_sequence,
    as_str,
    missing,
    wrong,
)
from normil.values import access, arrays, lists, maps
from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.lists import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SCALARS: frozenset[type] = frozenset((type(None), bool, int, float, str))

# ---------------------------------------------------------------- changes in place


def append(items: Any, value: Any) -> Any:
    if type(items) is not list:
        as_list("append", "items", items)
    items.append(value)
    return items


def push(items: Any, value: Any) -> Any:
    if type(items) is not list:
        as_list("push", "items", items)
    items.append(value)
    return items


def pop(items: Any = MISSING, index: Any = MISSING, *, m: Any = MISSING, key: Any = MISSING) -> Any:
    if items is MISSING:
        items = m
    if isinstance(items, dict):
        if key is MISSING:
            key = index
        if key is MISSING:
            raise missing("pop", "key")
        return maps.pop(items, key)
    if items is MISSING:
        raise missing("pop", "items")
    if not isinstance(items, list):
        raise wrong("pop", "items", "a list or map", items)
    return lists.pop(items, -1 if index is MISSING else as_int("pop", "index", index))


def insert(items: Any, index: Any, value: Any) -> Any:
    as_list("insert", "items", items).insert(as_int("insert", "index", index), value)
    return items


def remove(m: Any, key: Any) -> None:
    if isinstance(m, dict):
        maps.pop(m, key)
    elif isinstance(m, list):
        lists.remove(m, key)
    else:
        raise wrong("remove", "m", "a map or list", m)


# ---------------------------------------------------------------- new values


def concat(a: Any = MISSING, b: Any = MISSING, *, parts: Any = MISSING) -> Any:
    if b is MISSING:
        parts = as_sequence("concat", "parts", a if parts is MISSING else parts)
    elif a is MISSING:
        raise missing("concat", "a")
    else:
        parts = [a, b]
    kinds = {"list" if kind(part) == "tuple" else kind(part) for part in parts}
    if kinds == {"Vec"}:
        return arrays.numpy.concatenate([arrays.vectors.plain(part) for part in parts])
    if kinds <= {"list"}:
        return [item for part in parts for item in part]
    raise Error("TypeError", f"concat() joins Vecs or lists, not {' and '.join(sorted(kinds))}")


def sort(items: Any, key: Any = None, reverse: Any = False) -> Any:
    reverse = as_bool("sort", "reverse", reverse)
    if kind(items) == "Vec":
        if key is not None:
            raise Error("TypeError", "sort(): key is not allowed with a Vec")
        ordered = arrays.numpy.sort(arrays.vectors.plain(items))
        return ordered[::-1].copy() if reverse else ordered
    as_sequence("sort", "items", items)
    return lists.sorted(items, None if key is None else as_function("sort", "key", key), reverse)


def reverse(items: Any) -> Any:
    name = kind(items)
    if name == "Vec":
        return arrays.vectors.plain(items)[::-1].copy()
    if name == "str":
        return items[::-1]
    if name in ("list", "tuple"):
        return list(items[::-1])
    raise wrong("reverse", "items", "a list, str or Vec", items)


def slice(items: Any, start: Any, end: Any = None) -> Any:
    as_int("slice", "start", start)
    if end is not None:
        as_int("slice", "end", end)
    return access.slice_(items, start, end)


def flatten(x: Any) -> Any:
    if kind(x) == "Matrix":
        return x.flatten()
    if kind(x) not in ("list", "tuple"):
        raise wrong("flatten", "x", "a Matrix or a list", x)
    return [item for part in x for item in as_sequence("flatten", "an element of x", part)]


def unique(items: Any) -> list[Any]:
    found: list[Any] = []
    seen: set[Any] = set()  # of what Python's equality of keys treats as the language's == does
    for item in as_sequence("unique", "items", items):
        if type(item) in _SCALARS and item == item:
            if item not in seen:
                seen.add(item)
                found.append(item)
        elif find(found, item) < 0:
            found.append(item)
    return found


# ---------------------------------------------------------------- search


def contains(container: Any, item: Any) -> bool:
    name = kind(container)
    if name in ("list", "tuple"):
        return find(container, item) >= 0
    if name == "map":
        return item in container
    if name == "str":
        return as_str("contains", "item", item) in container
    if name == "Vec":
        if kind(item) not in ("bool", "int", "float"):
            raise wrong("contains", "item", "a number", item)
        return bool((container == item).any())
    raise wrong("contains", "container", "a list, map, str or Vec", container)


def index_of(items: Any, item: Any) -> int:
    return find(as_sequence("index_of", "items", items), item)
