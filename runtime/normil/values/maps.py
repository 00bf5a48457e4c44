"""The methods of maps (LANGUAGE 22)."""

from __future__ import annotations

from normil.values import conversions
from normil.values.errors import Error
from normil.values.text import inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Map = dict[Any, Any]

_NOTHING = object()


def keys(m: Map, /) -> list[Any]:
    return list(m)


def values(m: Map, /) -> list[Any]:
    return list(m.values())


def items(m: Map, /) -> list[list[Any]]:
    return [[key, value] for key, value in m.items()]


def get(m: Map, /, k: Any, default: Any = None) -> Any:
    return m.get(k, default)


def pop(m: Map, /, k: Any, default: Any = _NOTHING) -> Any:
    if k in m:
        return m.pop(k)
    if default is _NOTHING:
        raise Error("KeyError", f"no key {inner(k)}")
    return default


def update(m: Map, /, other: Any) -> None:
    m.update(conversions.map(other))


def setdefault(m: Map, /, k: Any, v: Any) -> Any:
    return m.setdefault(k, v)


def clear(m: Map, /) -> None:
    m.clear()


def copy(m: Map, /) -> Map:
    return dict(m)


METHODS: dict[str, Callable[..., Any]] = {
    function.__name__: function for function in (keys, values, items, get, pop, update, setdefault, clear, copy)
}
for _name, _function in METHODS.items():
    _function.__qualname__ = f"map.{_name}"  # by which messages know that the first argument is the map
