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
    as_map,
    as_sequence,
    as_str,
    is_array,
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

_NEVER_SCALARS = frozenset(("list", "tuple", "map", "Vec", "Matrix", "record"))
_VEC = frozenset(("Vec",))
_SEQUENCES = frozenset(("list", "tuple"))

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
    if m is not MISSING or key is not MISSING or isinstance(items, dict):
        if (items is not MISSING and m is not MISSING) or (index is not MISSING and key is not MISSING):
            raise Error("TypeError", "pop() takes either items and index or m and key")
        key = index if key is MISSING else key
        for argument, value in (("m", items if m is MISSING else m), ("key", key)):
            if value is MISSING:
                raise missing("pop", argument)
        return maps.pop(as_map("pop", "m", items if m is MISSING else m), key)
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
    if is_array(a) and is_array(b) and a.ndim == b.ndim == 1:
        return arrays.numpy.concatenate((arrays.vectors.plain(a), arrays.vectors.plain(b)))
    if parts is not MISSING:
        if a is not MISSING or b is not MISSING:
            raise Error("TypeError", "concat() takes either a and b or parts")
    elif a is MISSING:
        raise missing("concat", "a")
    else:
        parts = a if b is MISSING else [a, b]
    as_sequence("concat", "parts", parts)
    kinds = set(map(kind, parts))
    if kinds == _VEC:
        return arrays.numpy.concatenate(list(map(arrays.vectors.plain, parts)))
    if kinds <= _SEQUENCES:
        return [item for part in parts for item in part]
    raise Error("TypeError", f"concat() joins Vecs or lists, not {' and '.join(sorted(kinds))}")


def sort(items: Any, key: Any = None, reverse: Any = False) -> Any:
    reverse = as_bool("sort", "reverse", reverse)
    if is_array(items) and items.ndim == 1:
        if key is not None:
            raise Error("TypeError", "sort(): key is not allowed with a Vec")
        ordered = arrays.numpy.sort(arrays.vectors.plain(items))
        return ordered[::-1].copy() if reverse else ordered
    as_sequence("sort", "items", items)
    return lists.sorted(items, None if key is None else as_function("sort", "key", key), reverse)


def reverse(items: Any) -> Any:
    if is_array(items) and items.ndim == 1:
        return arrays.vectors.plain(items)[::-1].copy()
    name = kind(items)
    if name == "str":
        return items[::-1]
    if name in ("list", "tuple"):
        return list(items[::-1])
    raise wrong("reverse", "items", "a list, str or Vec", items)


def slice(items: Any, start: Any, end: Any = None) -> Any:
    if type(start) is not int:
        start = as_int("slice", "start", start)
    if end is not None and type(end) is not int:
        end = as_int("slice", "end", end)
    if is_array(items):
        return arrays.vectors.plain(items)[start:end].copy()
    if kind(items) not in ("list", "tuple", "str", "object"):
        raise wrong("slice", "items", "a list, str, Vec or Matrix", items)
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
    odd: list[Any] = []  # what else may be equal to one of those: values of derived classes, Python objects
    for item in as_sequence("unique", "items", items):
        if type(item) in _SCALARS and item == item:
            if item not in seen and (not odd or find(odd, item) < 0):
                seen.add(item)
                found.append(item)
        elif find(found, item) < 0:
            found.append(item)
            if kind(item) not in _NEVER_SCALARS:
                odd.append(item)
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
        try:
            return bool((container == float(item)).any())
        except OverflowError:  # an int that no float is equal to
            return False
    raise wrong("contains", "container", "a list, map, str or Vec", container)


def index_of(items: Any, item: Any) -> int:
    return find(as_sequence("index_of", "items", items), item)
