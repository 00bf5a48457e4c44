"""The text form of values (LANGUAGE 21).

Takes in any value, gives out its text; knows no position, stream or encoding. `FORMS` has one function for each kind,
which gives the text of a value, or for containers its shape. Modules that define a kind add its form.
"""

from __future__ import annotations

import types

from normil.values.kinds import kind
from normil.values.nested import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from normil.values.nested import Shape


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
    return str(value) if name == "object" else inner(value)


def inner(value: object) -> str:
    """The text inside a container, where strings are quoted."""
    return repr(value) if type(value) in _QUOTED else write(value, _form, _again)


def _form(value: object, level: int) -> str | Shape:
    return repr(value) if type(value) in _QUOTED else FORMS[kind(value)](value)


def _again(value: object, shape: Shape) -> str:
    return f"{shape[0]}...{shape[3]}"


def _list(value: list[object]) -> str | Shape:
    if _QUOTED.issuperset(map(type, value)):
        return list.__repr__(value)
    return "[", [("", item) for item in value], ", ", "]"


def _tuple(value: tuple[object, ...]) -> Shape:
    return "(", (("", item) for item in value), ", ", ",)" if len(value) == 1 else ")"


def _map(value: dict[object, object]) -> str | Shape:
    plain = type(value) is dict  # a class of Python's may have another order
    if plain and _QUOTED.issuperset(map(type, value)) and _QUOTED.issuperset(map(type, value.values())):
        return dict.__repr__(value)
    return "{", [(f"{inner(key)}: ", item) for key, item in value.items()], ", ", "}"


def _function(value: Any) -> str:
    name = getattr(value, "__name__", "<anonymous>")
    code = getattr(value, "__func__", value)  # a bound method is what its function is
    if not isinstance(code, types.FunctionType) or is_builtin(code):
        return f"<builtin {name}>"
    return f"<transaction {name}>" if getattr(code, "__transaction__", False) else f"<fn {name}>"


def is_builtin(function: types.FunctionType) -> bool:
    """Whether a Python function is one of the language's own."""
    return (function.__module__ or "").startswith("normil.")


FORMS: dict[str, Callable[[Any], str | Shape]] = {
    "none": lambda value: "None",
    "bool": lambda value: repr(bool(value)),
    "int": lambda value: repr(int(value)),
    "float": lambda value: repr(float(value)),
    "str": lambda value: str.__repr__(value),
    "list": _list,
    "tuple": _tuple,
    "map": _map,
    "fn": _function,
    "module": lambda value: f"<module {value.__name__}>",
    "object": lambda value: repr(value),
}
