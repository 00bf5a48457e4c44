"""The link between the debug adapter and the program: JSON messages with their length in front.

Takes in and gives out plain dicts over a connected socket. Must never know what they mean.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from typing import Any

Message = dict[str, Any]
MAX_LENGTH = 256 * 1024 * 1024
_LENGTH = struct.Struct("!I")


class Channel:
    """Any thread may send; one may receive. A link that is broken looks like one that is closed."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connection
        self._lock = threading.Lock()
        self._stream = connection.makefile("rb")

    def send(self, message: Message) -> bool:
        """Whether the link took it."""
        content = json.dumps(message, separators=(",", ":")).encode("ascii")
        try:
            with self._lock:
                self._socket.sendall(_LENGTH.pack(len(content)) + content)
        except OSError:
            return False
        return True

    def receive(self, limit: int = MAX_LENGTH) -> Message | None:
        """The next message; None when the link is closed, or holds something else."""
        try:
            header = self._stream.read(_LENGTH.size)
            if len(header) < _LENGTH.size or (length := _LENGTH.unpack(header)[0]) > limit:
                return None
            content = self._stream.read(length)
            message = json.loads(content) if len(content) == length else None
        except (OSError, ValueError):
            return None
        return message if isinstance(message, dict) else None

    def close(self) -> None:
        with contextlib.suppress(OSError):  # the other end was faster
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
