"""PRIMITIVES 14, with the hashes of LANGUAGE 16.2."""

from __future__ import annotations

import hashlib
import math
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from normil.engine import audit, run
from tests.primitives.builtin import P
from tests.values.raising import raises


@pytest.fixture(autouse=True)
def _fresh_log() -> Iterator[None]:
    run.start()
    yield
    run.start()


def test_the_example_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert audit.canonical({"run": 1, "name": "é"}) == '{"name":"é","run":1}'
    monkeypatch.setattr(time, "time", lambda: 1700000000.5)
    monkeypatch.setattr(uuid, "uuid4", lambda: "00000000-0000-4000-8000-000000000000")
    P["audit_log"]("started", {"run": 1, "name": "é"})
    (entry,) = P["audit_entries"]()
    assert entry["data_hash"] == "69d6bd1181e826767e8fe72c76590bc5a06a2dfcc2761d13599f09c56569b593"
    assert entry["hash"] == "d4e41fb2935aff724e0da82cb9e92a2904aa7c49a402a9fbd0e3c7e79d94ee58"
    assert entry["prev_hash"] == "0" * 64


CANONICAL: list[tuple[Any, str]] = [
    ({"b": 1, "a": [True, None, (2.5,)]}, '{"a":[true,null,[2.5]],"b":1}'),
    ([math.nan, math.inf, -math.inf, 1e20, 1e-7, 3.0], '["nan","inf","-inf",1e+20,1e-07,3.0]'),
    ('"\\\b\f\n\r\t\x1f\x7f/é\u2028', '"\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7f/é\u2028"'),
    ({1: "a", None: "b", "\U0001f600": "c", "\uffff": "d"}, '{"1":"a","None":"b","\uffff":"d","\U0001f600":"c"}'),
    (len, '"<builtin len>"'),
    ({1: [1], "1": {"a": 1}}, '{"1":[1],"1":{"a":1}}'),
]


@pytest.mark.parametrize(("value", "text"), CANONICAL)
def test_canonical_form(value: object, text: str) -> None:
    assert audit.canonical(value) == text


def test_data_that_is_no_map() -> None:
    P["audit_log"]("a")
    P["audit_log"]("b", None, "error")
    P["audit_log"]("c", data=[1])
    assert [(entry["data"], entry["level"]) for entry in P["audit_entries"]()] == [
        ({}, "info"),
        ({"value": None}, "error"),
        ({"value": [1]}, "info"),
    ]


def test_entries_by_action_are_copies() -> None:
    for action in ("a", "b", "a"):
        P["audit_log"](action, {"list": [1]})
    found = P["audit_entries"]("a")
    assert [entry["index"] for entry in found] == [0, 2]
    found[0]["data"]["list"].append(2)
    found[1].clear()
    assert P["audit_verify"]()
    assert P["audit_entries"]("none") == []


def test_verification() -> None:
    assert P["audit_verify"]() is False
    for action in ("a", "b", "c"):
        P["audit_log"](action)
    entries = run.current.audit.entries
    for i, entry in enumerate(entries):
        entry["timestamp"] = float(i)
    assert P["audit_verify"]() is False  # the times were changed
    run.start()
    P["audit_log"]("a", {"x": 1})
    P["audit_log"]("b", {"x": 2})
    first, second = run.current.audit.entries
    assert P["audit_verify"]() is True
    assert P["audit_verify"](second["timestamp"] + 1) is False
    assert P["audit_verify"](0, first["timestamp"] - 1) is False
    assert P["audit_verify"](from_timestamp=first["timestamp"], to_timestamp=second["timestamp"]) is True
    second["data"]["x"] = 3
    assert P["audit_verify"]() is False
    second["data"]["x"] = 2
    assert P["audit_verify"]() is True
    second["prev_hash"] = "0" * 64
    assert P["audit_verify"]() is False


def test_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    P["audit_log"]("before")
    import numpy as np

    P["episodic_append"](P["EpisodicRecord"].__constructors__["create"]("x", np.ones(2)))
    monkeypatch.setattr("normil.primitives.audit.now", lambda: 12.5)
    text = '{"episodic_count":1,"name":"s","semantic_count":0,"timestamp":12.5,"wm_count":0}'
    found = P["audit_snapshot"]("s")
    assert found == hashlib.sha256(text.encode()).hexdigest()
    entry = P["audit_entries"]("snapshot_created")[0]
    assert (entry["data"], entry["level"]) == ({"name": "s", "hash": found}, "info")


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("audit_log", (1,), "TypeError", "action must be a str"),
    ("audit_log", ("a", {}, "fatal"), "ValueError", "'fatal'"),
    ("audit_log", ("a", {}, 1), "TypeError", "level must be a str"),
    ("audit_verify", ("a",), "TypeError", "from_timestamp"),
    ("audit_verify", (0, None), "TypeError", "to_timestamp"),
    ("audit_snapshot", (1,), "TypeError", "name must be a str"),
    ("audit_entries", (1,), "TypeError", "action must be a str"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)
    assert run.current.audit.entries == []
