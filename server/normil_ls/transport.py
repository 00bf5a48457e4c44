"""Messages on a byte stream: `Content-Length` frames of JSON.

Takes in the two byte streams of a client; gives out decoded messages in their order (a thread reads ahead) and
takes bytes to send. Knows of the messages only what reading ahead is good for: which requests are not answered
yet and which of them the client has cancelled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

MAX_HEADER = 1024
MAX_MESSAGE = 256 * 1024 * 1024


class FramingError(Exception):
    """The stream does not hold `Content-Length` frames: what follows cannot be read any more."""


@dataclass(frozen=True)
class Undecodable:
    """A well-framed message that is not JSON."""

    reason: str


@dataclass(frozen=True)
class Closed:
    """The stream has ended; `error` says why if that was not an ordinary end."""

    error: str | None = None


def read_frame(stream: BinaryIO, limit: int = MAX_MESSAGE) -> bytes | None:
    """The body of the next message, or None at the end of the stream."""
    length: int | None = None
    while line := stream.readline(MAX_HEADER):
        if line in (b"\r\n", b"\n") and length is not None:
            body = stream.read(length)
            return body if len(body) == length else None
        if not line.endswith(b"\n") and len(line) < MAX_HEADER:
            return None  # the stream ended in the middle of it
        name, colon, value = line.partition(b":")
        if not colon or not line.endswith(b"\n"):
            raise FramingError(f"expected a header, got {line[:60]!r}")
        if name.strip().lower() == b"content-length":
            if not value.strip().isdigit():
                raise FramingError(f"not a length: {line[:60]!r}")
            length = int(value)
            if length > limit:
                raise FramingError(f"a message of {length} bytes is too long")
    return None


def frame(message: object) -> bytes:
    body = json.dumps(message).encode("ascii")
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def decode(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Undecodable(str(error))


def request_id(message: Any) -> int | str | None:
    """The id of a message that is a request, else None."""
    if not isinstance(message, dict) or "method" not in message:
        return None
    id_ = message.get("id")
    return id_ if _is_id(id_) else None


def _is_id(value: Any) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool)


class Writer:
    """What pygls sends through. A client that does not listen any more makes it `broken`, never an error."""

    broken = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self.broken = True

    def close(self) -> None:
        self._stream.close()


@dataclass(frozen=True)
class Connection:
    """The two streams of a client, and a message that was already read from it, if any."""

    reader: BinaryIO
    writer: BinaryIO
    first: Any = None


class Inbox:
    """The messages of a stream, read ahead by a thread so that a cancellation overtakes what it cancels."""

    def __init__(self, connection: Connection) -> None:
        self._stream = connection.reader
        self._messages: SimpleQueue[Any] = SimpleQueue()
        self._cancelled: dict[int | str, bool] = {}  # by id of the requests that have no answer yet
        if connection.first is not None:
            self._messages.put(connection.first)
        Thread(target=self._read, daemon=True, name="normil-ls reader").start()

    def get(self, timeout: float | None = None) -> Any:
        """The next message: decoded JSON, `Undecodable`, and at the end `Closed`. `Empty` if none comes in time."""
        return self._messages.get(timeout=timeout)

    def empty(self) -> bool:
        return self._messages.empty()

    def cancelled(self, id_: int | str) -> bool:
        return self._cancelled.get(id_, False)

    def answered(self, id_: int | str) -> None:
        self._cancelled.pop(id_, None)

    def _read(self) -> None:
        end = Closed()
        try:
            while (body := read_frame(self._stream)) is not None:
                self.note(message := decode(body))
                self._messages.put(message)
        except FramingError as error:
            end = Closed(str(error))
        except (OSError, ValueError):
            pass  # the connection broke, or was closed by us
        self._messages.put(end)

    def note(self, message: Any) -> None:
        """Keeps track of a message that has been read, which may long be waiting."""
        if (id_ := request_id(message)) is not None:
            self._cancelled[id_] = False
        elif isinstance(message, dict) and message.get("method") == "$/cancelRequest":
            params = message.get("params")
            target = params.get("id") if isinstance(params, dict) else None
            if _is_id(target) and target in self._cancelled:
                self._cancelled[target] = True
