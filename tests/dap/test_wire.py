"""Frames of the base protocol."""

from __future__ import annotations

import io

import pytest

from normil_dap import wire


def test_frames_are_read_one_after_the_other() -> None:
    stream = io.BytesIO(wire.frame({"a": "é"}) + b"content-length:2\r\nOther: x\r\n\r\n{}")
    assert wire.read(stream) == b'{"a":"\\u00e9"}'
    assert wire.read(stream) == b"{}"
    assert wire.read(stream) is None


@pytest.mark.parametrize("rest", [b"", b"Content-Length: 5\r\n", b"Content-Length: 5\r\n\r\nab"])
def test_a_stream_that_ends_anywhere_is_an_end(rest: bytes) -> None:
    assert wire.read(io.BytesIO(rest)) is None


@pytest.mark.parametrize(
    "garbage",
    [
        b"hello\r\n\r\n",
        b"\r\n\r\n",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Length: " + b"9" * 5000,
        b"\xff\xfe" * 4000,
        b"Other: 1\r\n\r\n{}",
    ],
)
def test_broken_framing_is_noticed(garbage: bytes) -> None:
    with pytest.raises(wire.FramingError):
        wire.read(io.BytesIO(garbage))
