"""Settings: what clients say they are, and what becomes of it."""

from __future__ import annotations

import logging

import pytest

from normil_ls import settings
from normil_ls.settings import Settings


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
