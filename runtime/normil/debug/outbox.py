"""What the program's process has to say, in one order: its output, its stops, its answers.

Takes in texts and messages from any thread; gives them to the link from a thread of its own, so that neither a slow
reader nor an interruption can tear a message apart. Output that comes faster than it is taken is put together, and then
makes the program wait.
"""

from __future__ import annotations

import codecs
import io
import threading
from collections import deque
from typing import TYPE_CHECKING

from normil.debug.channel import Channel, Message

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MAX_WAITING = 64 * 1024  # characters of output


class Outbox:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._changed = threading.Condition()
        self._waiting: deque[tuple[str, list[str]] | Message] = deque()
        self._size = 0
        self._sending = False
        threading.Thread(target=self._send, daemon=True, name="outbox").start()

    def write(self, category: str, text: str) -> None:
        """Output, of standard output or standard error."""
        with self._changed:
            self._changed.wait_for(lambda: self._size < MAX_WAITING)
            last = self._waiting[-1] if self._waiting else None
            if isinstance(last, tuple) and last[0] == category:
                last[1].append(text)
            else:
                self._waiting.append((category, [text]))
            self._size += len(text)
            self._changed.notify_all()

    def put(self, message: Message) -> None:
        with self._changed:
            self._waiting.append(message)
            self._changed.notify_all()

    def drain(self, seconds: float) -> None:
        """Waits until all is sent."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting and not self._sending, seconds)

    def _send(self) -> None:
        while True:
            with self._changed:
                self._sending = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._waiting)
                entry = self._waiting.popleft()
                self._sending = True
                if isinstance(entry, tuple):
                    text = "".join(entry[1])
                    self._size -= len(text)
                    entry = {"event": "output", "category": entry[0], "text": text}
                    self._changed.notify_all()
            self._channel.send(entry)


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
