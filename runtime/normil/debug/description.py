"""Values as a debugger shows them: one line of text, and children a page at a time.

Takes in values, gives out texts and parts. A text costs no more for a large value than for a small one, arrays
excepted, whose norm and bounds are worth a pass over them. Must never know frames or variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from normil.values.access import member
from normil.values.kinds import kind
from normil.values.records import read
from normil.values.text import inner

MAX_TEXT = 160
_MOST_LEVELS = 30  # a program can be stopped where there is not room for many calls
_BRACKETS = {"list": ("[", "]"), "tuple": ("(", ")"), "map": ("{", "}")}
_ERROR_MEMBERS = ("message", "kind", "line", "column", "file", "value", "cause", "trace", "rolled_back")


@dataclass(frozen=True, slots=True)
class Part:
    """`path`: how to write it in NORMiL, if that of the whole is known."""

    name: str
    value: Any
    path: str | None


# ---------------------------------------------------------------- texts


def line(value: Any) -> str:
    """The value on one line, strings in quotes."""
    return _cut(_text(value, MAX_TEXT, ()))


def full(value: Any) -> str:
    """All of the value, however long."""
    return _plain(value.tolist() if kind(value) in ("Vec", "Matrix") else value)


def _cut(text: str) -> str:
    text = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return text if len(text) <= 2 * MAX_TEXT else text[: 2 * MAX_TEXT] + "..."


def _text(value: Any, room: int, around: tuple[int, ...]) -> str:
    """About `room` characters of the text form. `around`: the containers that the value is in, by id."""
    name = kind(value)
    if name in ("Vec", "Matrix"):
        return array(value)
    if name == "int" and value.bit_length() > 8 * MAX_TEXT:
        return f"<int of {value.bit_length()} bits>"  # its digits take long to find
    if name == "str":
        text = str(value)
        return repr(text) if len(text) <= room else f"{text[:room]!r}..."
    if name == "record" and value.__text__ is None:
        opening, closing = f"{type(value).__name__} {{", "}"
    elif name in _BRACKETS:
        opening, closing = _BRACKETS[name]
    else:
        return _plain(value)
    if id(value) in around:
        return f"{opening}...{closing}"
    pieces: list[str] = []
    for label, item in _labelled(value, name):
        if room <= 0 or len(around) == _MOST_LEVELS:
            pieces.append("...")
            break
        piece = label + _text(item, room, (*around, id(value)))
        pieces.append(piece)
        room -= len(piece) + 2
    comma = "," if name == "tuple" and len(value) == 1 else ""
    return f"{opening}{', '.join(pieces)}{comma}{closing}"


def _labelled(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if name == "map":
        return ((f"{_plain(key)}: ", item) for key, item in value.items())
    if name == "record":
        return ((f"{field}: ", read(value, field)) for field in value.__fields__)
    return (("", item) for item in value)


def _plain(value: Any) -> str:
    try:
        return inner(value)
    except Exception as error:  # the text form of a Python object is its own code
        return f"<{type(value).__name__}: {error}>"


def array(value: Any) -> str:
    """`Vec(3) norm=3.742 min=1 max=3`, with the number of NaN if there are any."""
    head = f"Vec({value.size})" if value.ndim == 1 else f"Matrix({value.shape[0]}, {value.shape[1]})"
    if getattr(value, "q", None) is not None:
        head += f" q={value.q}"
    if not value.size:
        return head
    numbers = value[value == value]
    norm = math.sqrt(float((value * value).sum())) if numbers.size == value.size else math.nan
    bounds = (numbers.min(), numbers.max()) if numbers.size else (math.nan, math.nan)
    text = f"{head} norm={norm:.6g} min={bounds[0]:.6g} max={bounds[1]:.6g}"
    return text if numbers.size == value.size else f"{text} nan={value.size - numbers.size}"


# ---------------------------------------------------------------- children


@dataclass(frozen=True, slots=True)
class Children:
    """All children are of one sort, so one of the numbers is 0. `page`: those from an index up to another."""

    named: int
    indexed: int
    page: Callable[[int, int | None], list[Part]]


def children(value: Any, path: str | None) -> Children | None:
    """`path`: how the value is written in NORMiL, if it can be."""
    found = _children(kind(value), value, path)
    return found if found is not None and (found.named or found.indexed) else None


def _children(name: str, value: Any, path: str | None) -> Children | None:
    match name:
        case "map":

            def entries(start: int, stop: int | None) -> list[Part]:
                return [_entry(key, item, path) for key, item in islice(value.items(), start, stop)]

            return Children(len(value), 0, entries)
        case "record":
            return _members(value.__fields__, lambda field: read(value, field), path)
        case "error":
            return _members(_ERROR_MEMBERS, lambda name: member(value, name), path)
        case "list" | "tuple" | "Vec" | "Matrix":

            def items(start: int, stop: int | None) -> list[Part]:
                found = value[start:stop]
                numbered = enumerate(found.tolist() if name == "Vec" else found, start)
                return [Part(f"[{i}]", item, None if path is None else f"{path}[{i}]") for i, item in numbered]

            return Children(0, len(value), items)
    return None


def _members(names: tuple[str, ...], get: Callable[[str], Any], path: str | None) -> Children:
    return Children(len(names), 0, lambda start, stop: [_member(name, get(name), path) for name in names[start:stop]])


def _member(name: str, value: Any, path: str | None) -> Part:
    return Part(name, value, None if path is None else f"{path}.{name}")


def _entry(key: Any, value: Any, path: str | None) -> Part:
    written = literal(key)
    return Part(_cut(_plain(key)), value, None if path is None or written is None else f"{path}[{written}]")


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WORDS = {None: "none", True: "true", False: "false"}


def literal(value: Any) -> str | None:
    """A key of a map as it is written in NORMiL, if it can be."""
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(c, c if c >= " " else f"\\u{{{ord(c):x}}}") for c in value) + '"'
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    return repr(value) if isinstance(value, int | float) else None
