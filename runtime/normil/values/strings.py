"""The methods of strings (LANGUAGE 22): Python's own, `format` without its reach into values."""

# The function has the name that messages show.
# ruff: noqa: A001

from __future__ import annotations

import builtins

from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.text import inner, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_PYTHON = (
    "upper lower strip lstrip rstrip split rsplit splitlines replace startswith endswith find rfind index count join"
    " isdigit isalpha isalnum isspace isupper islower title capitalize swapcase center ljust rjust zfill removeprefix"
    " removesuffix partition rpartition encode"
)


_FORMATTED_BY_PYTHON = frozenset(("none", "bool", "int", "float", "str", "object"))


def format(text: str, /, *values: Any, **named: Any) -> str:
    _require_plain(text)
    return text.format(*map(_shown, values), **{name: _shown(value) for name, value in named.items()})


def _shown(value: Any) -> Any:
    return value if kind(value) in _FORMATTED_BY_PYTHON else _Shown(value)


class _Shown:
    """A value that `{}` shows in its own text form."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __format__(self, specification: str) -> str:
        return builtins.format(self.value, specification) if specification else to_string(self.value)

    def __str__(self) -> str:
        return to_string(self.value)

    def __repr__(self) -> str:
        return inner(self.value)


def _require_plain(template: str) -> None:
    import string  # imports regular expressions

    for _, field, specification, _ in string.Formatter().parse(template):
        if field is not None and ("." in field or "[" in field):
            raise Error("ValueError", f"format() takes plain fields only, not {{{field}}}")
        if specification:
            _require_plain(specification)


METHODS: dict[str, Callable[..., Any]] = {
    **{name: getattr(str, name) for name in _PYTHON.split()},
    "format": format,
}


def _chars(method: Callable[..., Any]) -> Callable[..., Any]:
    return lambda text, /, chars=None: method(text, chars)


def _sub(method: Callable[..., Any]) -> Callable[..., Any]:
    return lambda text, /, sub, start=0, end=None: method(text, sub, start, end)


def _pad(method: Callable[..., Any]) -> Callable[..., Any]:
    return lambda text, /, width, fillchar=" ": method(text, width, fillchar)


# the same for arguments with names, which these of Python's own do not take
BY_NAME: dict[str, Callable[..., Any]] = {
    **{name: _chars(METHODS[name]) for name in ("strip", "lstrip", "rstrip")},
    **{name: _sub(METHODS[name]) for name in ("find", "rfind", "index", "count")},
    **{name: _pad(METHODS[name]) for name in ("center", "ljust", "rjust")},
    "replace": lambda text, /, old, new, count=-1: text.replace(old, new, count),
    "startswith": lambda text, /, prefix, start=0, end=None: text.startswith(prefix, start, end),
    "endswith": lambda text, /, suffix, start=0, end=None: text.endswith(suffix, start, end),
    "join": lambda text, /, parts: text.join(parts),
    "zfill": lambda text, /, width: text.zfill(width),
    "removeprefix": lambda text, /, prefix: text.removeprefix(prefix),
    "removesuffix": lambda text, /, suffix: text.removesuffix(suffix),
    "partition": lambda text, /, sep: text.partition(sep),
    "rpartition": lambda text, /, sep: text.rpartition(sep),
}
for _name, _function in BY_NAME.items():
    _function.__name__ = _name
    _function.__qualname__ = f"str.{_name}"  # by which messages know that the first argument is the string
