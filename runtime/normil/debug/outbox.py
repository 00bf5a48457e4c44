"""What the program's process has to say, in one order: its output, its stops, its answers.

Takes in texts and messages from any thread; gives them to the link from a thread of its own, so that neither a slow
reader nor an interruption can tear a message apart. Output that comes faster than it is taken is put together, and then
makes the program wait.

The locks and queues are those that are written in C: an interruption cannot come between taking one and the `with` that
gives it back.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import threading
from collections import deque
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

from normil.debug.channel import Channel, Message

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MAX_WAITING = 64 * 1024  # characters of output


@dataclass(slots=True)
class _Output:
    category: str
    parts: list[str] = field(default_factory=list)


_Mark: TypeAlias = "SimpleQueue[None]"  # gets something when all before it is sent


class Outbox:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._lock = threading.Lock()
        self._waiting: deque[_Output | Message | _Mark] = deque()
        self._size = 0  # of the output that waits
        self._wake: SimpleQueue[None] = SimpleQueue()
        threading.Thread(target=self._send, daemon=True, name="outbox").start()

    def write(self, category: str, text: str) -> None:
        """Output, of standard output or standard error."""
        with self._lock:
            last = self._waiting[-1] if self._waiting else None
            if isinstance(last, _Output) and last.category == category:
                last.parts.append(text)
            else:
                self._append(_Output(category, [text]))
            self._size += len(text)
        if self._size > MAX_WAITING:
            self.drain(None)

    def put(self, message: Message) -> None:
        with self._lock:
            self._append(message)

    def drain(self, seconds: float | None) -> None:
        """Waits until all is sent."""
        mark: _Mark = SimpleQueue()
        with self._lock:
            self._append(mark)
        with contextlib.suppress(Empty):
            mark.get(timeout=seconds)

    def _append(self, entry: _Output | Message | _Mark) -> None:
        if not self._waiting:
            self._wake.put(None)
        self._waiting.append(entry)

    def _send(self) -> None:
        while True:
            self._wake.get()
            while (entry := self._next()) is not None:
                if isinstance(entry, dict):
                    self._channel.send(entry)
                else:
                    entry.put(None)

    def _next(self) -> Message | _Mark | None:
        with self._lock:
            entry = self._waiting.popleft() if self._waiting else None
            if not isinstance(entry, _Output):
                return entry
            text = "".join(entry.parts)
            self._size -= len(text)
            return {"event": "output", "category": entry.category, "text": text}


class Stream(io.TextIOBase):
    """What `sys.stdout` or `sys.stderr` is while the program runs."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, outbox: Outbox, category: str, descriptor: int) -> None:
        self._outbox = outbox
        self._category = category
        self._descriptor = descriptor
        self.buffer = _Bytes(self)

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._outbox.write(self._category, text)
        return len(text)

    def fileno(self) -> int:
        return self._descriptor


class _Bytes(io.RawIOBase):
    """The binary side of a stream."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        content = bytes(data)
        self._stream.write(self._decoder.decode(content))
        return len(content)
