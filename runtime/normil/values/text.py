"""The text form of values (LANGUAGE 21).

Takes in any value, gives out its text; knows no position, stream or encoding. `FORMS` has one function for each kind,
which gets the value and the ids of the containers around it. Modules that define a kind add its form.
"""

from __future__ import annotations

import types

from normil.values.kinds import kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Form = Callable[[Any, set[int]], str]

# Python's repr of these, and of lists and maps of them, is their inner text
_QUOTED: frozenset[type] = frozenset((int, float, str, bool, type(None)))


def to_string(value: object) -> str:
    """The text that `print` shows."""
    cls = type(value)
    if cls is str:
        return value  # type: ignore[return-value]
    if cls is int or cls is float:
        return repr(value)
    name = kind(value)
    if name == "str":
        return str.__str__(value)
    return str(value) if name == "object" else FORMS[name](value, set())


def inner(value: object, path: set[int] | None = None) -> str:
    """The text inside a container, where strings are quoted. `path`: the containers around it, by id."""
    if type(value) in _QUOTED:
        return repr(value)
    return FORMS[kind(value)](value, set() if path is None else path)


def enclosed(value: object, path: set[int], opening: str, parts: Iterable[str], closing: str) -> str:
    """The text of a container; `...` where it is inside itself. The parts are made while it is on the path."""
    key = id(value)
    if key in path:
        return f"{opening}...{closing}"
    path.add(key)
    try:
        return f"{opening}{', '.join(parts)}{closing}"
    finally:
        path.discard(key)


def _list(value: list[object], path: set[int]) -> str:
    if _QUOTED.issuperset(map(type, value)):
        return list.__repr__(value)
    return enclosed(value, path, "[", (inner(item, path) for item in value), "]")


def _tuple(value: tuple[object, ...], path: set[int]) -> str:
    return enclosed(value, path, "(", (inner(item, path) for item in value), ",)" if len(value) == 1 else ")")


def _map(value: dict[object, object], path: set[int]) -> str:
    plain = type(value) is dict  # a class of Python's may have another order
    if plain and _QUOTED.issuperset(map(type, value)) and _QUOTED.issuperset(map(type, value.values())):
        return dict.__repr__(value)
    parts = (f"{inner(key, path)}: {inner(item, path)}" for key, item in value.items())
    return enclosed(value, path, "{", parts, "}")


def _function(value: Any, path: set[int]) -> str:
    name = getattr(value, "__name__", "<anonymous>")
    code = getattr(value, "__func__", value)  # a bound method is what its function is
    if not isinstance(code, types.FunctionType) or is_builtin(code):
        return f"<builtin {name}>"
    return f"<transaction {name}>" if getattr(code, "__transaction__", False) else f"<fn {name}>"


def is_builtin(function: types.FunctionType) -> bool:
    """Whether a Python function is one of the language's own."""
    return (function.__module__ or "").startswith("normil.")


FORMS: dict[str, Form] = {
    "none": lambda value, path: "None",
    "bool": lambda value, path: repr(bool(value)),
    "int": lambda value, path: repr(int(value)),
    "float": lambda value, path: repr(float(value)),
    "str": lambda value, path: str.__repr__(value),
    "list": _list,
    "tuple": _tuple,
    "map": _map,
    "fn": _function,
    "module": lambda value, path: f"<module {value.__name__}>",
    "object": lambda value, path: repr(value),
}
