"""The official schema of DAP, made strict: a property or an enum value that it does not know is a mistake.

It is the copy that comes inside debugpy.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

Schema = dict[str, Any]
_IN_DEBUGPY = "_vendored/pydevd/_pydevd_bundle/_debug_adapter/debugProtocol.json"
_FREE = {"LaunchRequestArguments", "AttachRequestArguments"}  # each adapter has its own


@cache
def definitions() -> dict[str, Schema]:
    spec = find_spec("debugpy")
    assert spec is not None
    assert spec.origin is not None
    official = json.loads((Path(spec.origin).parent / _IN_DEBUGPY).read_text(encoding="utf-8"))["definitions"]
    # the short form of an error is a word of DAP or, by its description, any text
    del official["Response"]["allOf"][1]["properties"]["message"]["_enum"]
    return {name: _strict(_merged(part, official), name not in _FREE) for name, part in official.items()}


def _merged(part: Schema, official: dict[str, Schema]) -> Schema:
    """A definition with those that it is built on, as one object."""
    if "$ref" in part:
        return _merged(official[part["$ref"].rpartition("/")[2]], official)
    if "allOf" not in part:
        return part
    whole: Schema = {"type": "object", "properties": {}, "required": []}
    for piece in part["allOf"]:
        merged = _merged(piece, official)
        whole["properties"] |= merged.get("properties", {})
        whole["required"] += merged.get("required", [])
    return whole


def _strict(part: Any, closed: bool = True) -> Any:
    if isinstance(part, list):
        return [_strict(piece) for piece in part]
    if not isinstance(part, dict):
        return part
    result = {("enum" if key == "_enum" else key): _strict(value) for key, value in part.items()}
    if closed and isinstance(part.get("properties"), dict) and part.get("type") == "object":
        result.setdefault("additionalProperties", False)
    return result


@cache
def _validator(name: str) -> Draft7Validator:
    return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions()})


def definition_of(message: Schema) -> str:
    name = message["event"] if message["type"] == "event" else message["command"]
    if message["type"] == "response" and not message["success"]:
        return "ErrorResponse"
    name = name[:1].upper() + name[1:]
    kind = {"event": "Event", "request": "Request", "response": "Response"}[message["type"]]
    return name + kind


def check(message: Schema) -> None:
    """Raises AssertionError with what is wrong with a message."""
    name = definition_of(message)
    assert name in definitions(), f"{name} is unknown to DAP: {message}"
    errors = [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(message)]
    assert not errors, f"{name} {message}: " + "; ".join(errors)
