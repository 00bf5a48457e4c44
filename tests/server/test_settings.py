"""Settings: what clients say they are, and what becomes of it."""

from __future__ import annotations

import logging

import pytest

from normil_ls import settings
from normil_ls.settings import Settings
from tests.server.ls_client import Client

CHANGED = "workspace/didChangeConfiguration"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, Settings()),
        ({}, Settings()),
        ({"inlayHints": {"types": False}}, Settings(type_hints=False)),
        ({"inlayHints.parameterNames": "all"}, Settings(parameter_name_hints="all")),
        ({"diagnostics": {"disable": ["NOR004"]}}, Settings(disabled=frozenset({"NOR004"}))),
        ({"format": {"lineLength": 80}, "strict": True}, Settings(line_length=80, strict=True)),
    ],
)
def test_settings(raw: object, expected: Settings) -> None:
    assert settings.read(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        7,
        {"strict": 1},
        {"inlayHints": {"parameterNames": "some"}},
        {"format": {"lineLength": True}},
        {"format": {"lineLength": 0}},
        {"diagnostics": {"disable": "NOR004"}},
        {"diagnostics": {"disable": [4]}},
    ],
)
def test_what_makes_no_sense_is_ignored_and_logged(raw: object, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert settings.read(raw) == Settings()
    assert len(caplog.records) == 1


def hints(client: Client) -> list[str]:
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    params = {"textDocument": {"uri": "file:///demo.nor"}, "range": whole}
    return [hint["label"] for hint in client.request("textDocument/inlayHint", params)]


def test_settings_that_are_sent() -> None:
    with Client() as client:
        client.initialize()
        client.open("file:///demo.nor", "let w = zeros(3)\n")
        assert hints(client) == [": Vec(3)"]
        client.notify(CHANGED, {"settings": {"normil": {"inlayHints": {"dimensions": False}}}})
        assert hints(client) == []
        client.notify(CHANGED, {"settings": None})
        client.notify(CHANGED, {"settings": {"normil": {}}})
        assert hints(client) == [": Vec(3)"]


def test_settings_that_are_asked_for() -> None:
    workspace = {"configuration": True, "inlayHint": {"refreshSupport": True}}
    with Client() as client:
        client.initialize(capabilities={"workspace": workspace})
        client.open("file:///demo.nor", "let w = zeros(3)\n")
        answer(client, {"inlayHints": {"dimensions": False}})
        client.wait(lambda message: message.get("method") == "workspace/inlayHint/refresh")
        assert hints(client) == []
        client.notify(CHANGED, {"settings": None})
        answer(client, None)
        client.wait(lambda message: message.get("method") == "workspace/inlayHint/refresh")
        assert hints(client) == [": Vec(3)"]


def answer(client: Client, settings: object) -> None:
    asked = client.wait(lambda message: message.get("method") == "workspace/configuration")
    assert asked["params"] == {"items": [{"section": "normil"}]}
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": [settings]})
