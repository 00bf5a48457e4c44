"""JSON (PRIMITIVES 6)."""

from __future__ import annotations

import math

from normil.primitives.arguments import as_int, as_str
from normil.values.errors import Error
from normil.values.kinds import describe, kind, number
from normil.values.nested import write
from normil.values.records import read
from normil.values.text import inner, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any

    from normil.values.nested import Shape

_PLAIN: frozenset[type] = frozenset((type(None), bool, int, float, str))


def json_encode(value: Any, indent: Any = None) -> str:
    import json  # takes a while

    if indent is not None:
        indent = as_int("json_encode", "indent", indent)
    quoted = json.encoder.encode_basestring
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

    def form(value: Any, level: int) -> str | Shape:
        if type(value) is str:
            return quoted(value)
        if type(value) is int or (type(value) is float and math.isfinite(value)):
            return repr(value)
        name = kind(value)
        if name in ("list", "tuple"):
            return form_of_list(value, level)
        if name == "map":
            entries = {to_string(key): item for key, item in value.items()}
            if len(entries) < len(value):
                raise _same_text(value)
            return form_of_map(entries, level)
        if name == "record":
            return form_of_map({field: read(value, field) for field in value.__fields__}, level)
        if name in ("Vec", "Matrix"):
            return form_of_list(value.tolist(), level)
        if name in ("none", "bool", "int", "float", "str"):
            return encode(number(value) if name in ("int", "float") else value)
        raise Error("TypeError", f"json_encode(): {describe(value)} has no JSON form")

    def form_of_list(items: Any, level: int) -> str | Shape:
        if not items or is_flat(items):
            return encode(items)
        return shape("[", (("", item) for item in items), "]", level)

    def form_of_map(entries: dict[str, Any], level: int) -> str | Shape:
        if not entries or is_flat(entries.values()):
            return encode(entries)
        return shape("{", ((f"{quoted(key)}: ", item) for key, item in entries.items()), "}", level)

    def is_flat(parts: Collection[Any]) -> bool:
        """Whether Python's encoder does it as well, and faster."""
        return indent is None and len(parts) > 10 and _PLAIN.issuperset(map(type, parts))

    def shape(opening: str, parts: Iterable[tuple[str, Any]], closing: str, level: int) -> Shape:
        if indent is None:
            return opening, parts, ", ", closing
        inside, outside = ("\n" + " " * (indent * count) for count in (level + 1, level))
        return opening + inside, parts, "," + inside, outside + closing

    try:
        return write(value, form, _again)
    except ValueError:
        raise Error("ValueError", "json_encode(): nan and inf have no JSON form") from None


def _same_text(entries: Iterable[Any]) -> Error:
    """The error of a map with different keys that would be one in JSON."""
    known: dict[str, Any] = {}
    for key in entries:
        first = known.setdefault(to_string(key), key)
        if first is not key:
            both = f"the keys {inner(first)} and {inner(key)} of a map would be one name in JSON"
            return Error("ValueError", f"json_encode(): {both}", help="give one of them another name")
    raise AssertionError("the keys have different texts")


def _again(value: Any, shape: Shape) -> str:
    raise Error("ValueError", f"json_encode(): {describe(value)} contains itself")


def json_decode(text: Any) -> Any:
    import json

    text = as_str("json_decode", "text", text)
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as exception:
        where = f"line {exception.lineno}, column {exception.colno}"
        raise Error("ValueError", f"json_decode(): {exception.msg} at {where}") from None
    except RecursionError:
        raise Error("RecursionError", "json_decode(): the text is nested too deep") from None


def _refuse(constant: str) -> None:
    raise Error("ValueError", f"json_decode(): {constant} is not JSON")
