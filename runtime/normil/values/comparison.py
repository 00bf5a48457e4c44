"""`== != < <= > >=` (LANGUAGE 8.4).

Takes in any two values, gives out a bool. Equality never raises, whatever the values hold and however deep they are.
"""

from __future__ import annotations

import operator

from normil.values import arrays
from normil.values.errors import Error
from normil.values.interop import ask
from normil.values.kinds import describe, kind
from normil.values.records import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    _Parts = tuple[list[Any], list[Any]] | None  # what has to be equal pairwise; None: unequal already

# where both sides are of these types, Python's == is the language's
_SCALARS: frozenset[type] = frozenset((type(None), bool, int, float, str))
_NUMBERS = frozenset(("bool", "int", "float"))
_SEQUENCES = frozenset(("list", "tuple"))


def eq(a: Any, b: Any) -> bool:
    if type(a) in _SCALARS and type(b) in _SCALARS:
        return bool(a == b)
    return _equal(a, b)


def ne(a: Any, b: Any) -> bool:
    if type(a) in _SCALARS and type(b) in _SCALARS:
        return bool(a != b)
    return not _equal(a, b)


def _equal(a: Any, b: Any) -> bool:
    """Compares without recursion: what still has to be equal waits in `pending`, and a pair of containers that is met
    again inside itself is taken as equal, which is so unless another place differs."""
    pending = [(a, b)]
    seen: set[tuple[int, int]] = set()
    while pending:
        a, b = pending.pop()
        if type(a) in _SCALARS and type(b) in _SCALARS:
            if a != b:
                return False
            continue
        kinds = kind(a), kind(b)
        if "object" in kinds:
            if not _python_equal(a, b):
                return False
            continue
        if kinds[0] != kinds[1] and not (_NUMBERS.issuperset(kinds) or _SEQUENCES.issuperset(kinds)):
            return False
        name = kinds[0]
        if name in ("list", "tuple", "map", "record"):
            if (id(a), id(b)) in seen:
                continue
            seen.add((id(a), id(b)))
            parts = _PARTS[name](a, b)
            if parts is None:
                return False
            if _SCALARS.issuperset(map(type, parts[0])) and _SCALARS.issuperset(map(type, parts[1])):
                if not all(map(operator.eq, *parts)):
                    return False
            else:
                pending.extend(zip(*parts, strict=True))
        elif name in ("Vec", "Matrix"):
            if not arrays.vectors.equal(a, b):
                return False
        elif not _python_equal(a, b):
            return False
    return True


def _items(a: Any, b: Any) -> _Parts:
    return (a, b) if len(a) == len(b) else None


def _entries(a: Any, b: Any) -> _Parts:
    return (list(a.values()), [b[key] for key in a]) if a.keys() == b.keys() else None


def _fields(a: Any, b: Any) -> _Parts:
    if type(a) is not type(b):
        return None
    return [read(a, field) for field in a.__fields__], [read(b, field) for field in a.__fields__]


_PARTS: dict[str, Callable[[Any, Any], _Parts]] = {
    "list": _items,
    "tuple": _items,
    "map": _entries,
    "record": _fields,
}


def _python_equal(a: Any, b: Any) -> bool:
    try:
        return bool(a == b)
    except Exception:  # what cannot be compared is unequal
        return False


def lt(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a < b
    return _order("<", a, b)


def le(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a <= b
    return _order("<=", a, b)


def gt(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a > b
    return _order(">", a, b)


def ge(a: Any, b: Any) -> Any:
    ta, tb = type(a), type(b)
    if (ta is float or ta is int) and (tb is float or tb is int):
        return a >= b
    return _order(">=", a, b)


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _order(symbol: str, a: Any, b: Any) -> Any:
    operation = _OPERATIONS[symbol]
    while True:
        if type(a) is str and type(b) is str:
            return operation(a, b)
        kinds = kind(a), kind(b)
        if _NUMBERS.issuperset(kinds) or kinds == ("str", "str"):
            return bool(operation(a, b))
        if "object" in kinds:
            return ask(operation, a, b)
        if not _SEQUENCES.issuperset(kinds):
            raise Error("TypeError", f"{describe(a)} and {describe(b)} cannot be ordered by {symbol}")
        differing = next(((x, y) for x, y in zip(a, b, strict=False) if not eq(x, y)), None)
        if differing is None:
            return operation(len(a), len(b))
        a, b = differing
