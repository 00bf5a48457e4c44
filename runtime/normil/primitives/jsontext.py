"""JSON (PRIMITIVES 6)."""

from __future__ import annotations

from normil.primitives.arguments import as_int, as_str
from normil.values.errors import Error
from normil.values.kinds import describe, kind, number
from normil.values.records import read
from normil.values.text import to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def json_encode(value: Any, indent: Any = None) -> str:
    import json  # takes a while

    if indent is not None:
        indent = as_int("json_encode", "indent", indent)
    plain = _plain(value, set())
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError:
        raise Error("ValueError", "json_encode(): nan and inf have no JSON form") from None


def _plain(value: Any, path: set[int]) -> Any:
    """The value in Python's own types. `path`: the containers around it, by id."""
    name = kind(value)
    if name in ("none", "bool"):
        return value
    if name in ("int", "float"):
        return number(value)
    if name == "str":
        return str.__str__(value)
    if name in ("Vec", "Matrix"):
        return value.tolist()
    if name not in ("list", "tuple", "map", "record"):
        raise Error("TypeError", f"json_encode(): {describe(value)} has no JSON form")
    if id(value) in path:
        raise Error("ValueError", f"json_encode(): {describe(value)} contains itself")
    path.add(id(value))
    if name == "map":
        plain: Any = {to_string(key): _plain(item, path) for key, item in value.items()}
    elif name == "record":
        plain = {field: _plain(read(value, field), path) for field in value.__fields__}
    else:
        plain = [_plain(item, path) for item in value]
    path.discard(id(value))
    return plain


def json_decode(text: Any) -> Any:
    import json

    text = as_str("json_decode", "text", text)
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as exception:
        where = f"line {exception.lineno}, column {exception.colno}"
        raise Error("ValueError", f"json_decode(): {exception.msg} at {where}") from None


def _refuse(constant: str) -> None:
    raise Error("ValueError", f"json_decode(): {constant} is not JSON")
