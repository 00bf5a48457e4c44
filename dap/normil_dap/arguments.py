"""The types of a request's arguments, as data, and their check.

Takes in a decoded value and the type it should have; gives out what is wrong with it, naming the argument. An
object's type is a dict from names to types; a name that ends in `?` may be absent, others are not looked at
(clients add their own).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Kind:
    """A type without parts; `name` completes "must be"."""

    name: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    value: Type


Type: TypeAlias = Kind | ListOf | MapOf | Mapping[str, "Type"]

STRING = Kind("a string", lambda value: isinstance(value, str))
BOOLEAN = Kind("true or false", lambda value: isinstance(value, bool))
INTEGER = Kind("an integer", lambda value: isinstance(value, int) and not isinstance(value, bool))
NATURAL = Kind("a non-negative integer", lambda value: INTEGER.fits(value) and value >= 0)
STRING_OR_NULL = Kind("a string or null", lambda value: value is None or isinstance(value, str))
ANYTHING = Kind("anything", lambda value: True)


def one_of(*choices: str) -> Kind:
    return Kind("one of " + ", ".join(choices), lambda value: isinstance(value, str) and value in choices)


def problem(value: Any, expected: Type, name: str = "") -> str | None:
    """What is wrong with the arguments of a request, or with the part of them called `name`."""
    match expected:
        case Kind():
            return None if expected.fits(value) else f"argument '{name}' must be {expected.name}"
        case ListOf(item):
            if not isinstance(value, list):
                return f"argument '{name}' must be a list"
            parts = [(f"{name}[{index}]", part, item) for index, part in enumerate(value)]
        case MapOf(part_type):
            if not isinstance(value, dict):
                return f"argument '{name}' must be an object"
            parts = [(f"{name}.{key}", part, part_type) for key, part in value.items()]
        case fields:
            if not isinstance(value, dict):
                return f"argument '{name}' must be an object" if name else "the arguments must be an object"
            parts = []
            for key, part_type in fields.items():
                plain = key.removesuffix("?")
                path = f"{name}.{plain}" if name else plain
                if plain in value:
                    parts.append((path, value[plain], part_type))
                elif plain == key:
                    return f"argument '{path}' is missing"
    for path, part, part_type in parts:
        wrong = problem(part, part_type, path)
        if wrong is not None:
            return wrong
    return None
