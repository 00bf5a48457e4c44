"""The check of arguments names what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from normil_dap.arguments import (
    BOOLEAN,
    INTEGER,
    NATURAL,
    STRING,
    STRING_OR_NULL,
    ListOf,
    MapOf,
    one_of,
    problem,
)

EXPECTED = {
    "line": INTEGER,
    "start?": NATURAL,
    "on?": BOOLEAN,
    "how?": one_of("a", "b"),
    "items?": ListOf({"name": STRING}),
    "env?": MapOf(STRING_OR_NULL),
}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"line": 1}, None),
        ({"line": 1, "start": 0, "on": False, "how": "a", "items": [{"name": "x"}], "env": {"A": None}}, None),
        ({"line": 1, "another": []}, None),
        ({}, "argument 'line' is missing"),
        ({"line": "1"}, "argument 'line' must be an integer"),
        ({"line": True}, "argument 'line' must be an integer"),
        ({"line": 1.5}, "argument 'line' must be an integer"),
        ({"line": None}, "argument 'line' must be an integer"),
        ({"line": 1, "start": -1}, "argument 'start' must be a non-negative integer"),
        ({"line": 1, "on": 1}, "argument 'on' must be true or false"),
        ({"line": 1, "how": "c"}, "argument 'how' must be one of a, b"),
        ({"line": 1, "how": ["a"]}, "argument 'how' must be one of a, b"),
        ({"line": 1, "items": {}}, "argument 'items' must be a list"),
        ({"line": 1, "items": [{"name": "x"}, {}]}, "argument 'items[1].name' is missing"),
        ({"line": 1, "items": [3]}, "argument 'items[0]' must be an object"),
        ({"line": 1, "env": {"A": 1}}, "argument 'env.A' must be a string or null"),
        ({"line": 1, "env": []}, "argument 'env' must be an object"),
        ([], "the arguments must be an object"),
        ("x", "the arguments must be an object"),
    ],
)
def test_what_is_wrong_is_named(arguments: Any, expected: str | None) -> None:
    assert problem(arguments, EXPECTED) == expected
