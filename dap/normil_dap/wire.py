"""DAP's base protocol: messages in frames of `Content-Length`.

Takes in a byte stream, gives out the bytes of one message after the other, and the other way round. Must never
know what is in a message.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

MAX_LINE = 4096
MAX_LENGTH = 64 * 1024 * 1024


class FramingError(Exception):
    """Where the next message begins cannot be known any more."""


def read(stream: BinaryIO) -> bytes | None:
    """The next message; None at the end of the stream, also inside a message: whoever wrote it is gone."""
    length: int | None = None
    while line := stream.readline(MAX_LINE):
        if line in (b"\r\n", b"\n"):
            if length is None:
                raise FramingError("a header without Content-Length")
            message = stream.read(length)
            return message if len(message) == length else None
        name, colon, value = line.partition(b":")
        if not colon or not line.endswith(b"\n"):
            raise FramingError(f"not a header: {line[:60]!r}")
        if name.strip().lower() == b"content-length":
            digits = value.strip()
            if not digits.isdigit() or len(digits) > 12 or int(digits) > MAX_LENGTH:
                raise FramingError(f"not an acceptable length: {digits[:60]!r}")
            length = int(digits)
    return None


def frame(message: dict[str, Any]) -> bytes:
    content = json.dumps(message, separators=(",", ":")).encode("ascii")
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
