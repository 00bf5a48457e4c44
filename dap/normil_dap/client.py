"""The editor at the other end: responses, events and requests to it, from any thread.

Takes in bodies of messages; gives out frames on a byte stream, in the order in which they were given. A slow
editor never makes an answer wait in here: only `output` blocks, once much of it is on its way, so that a
program that prints faster than the editor reads is slowed down instead of filling the memory.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, BinaryIO

from normil_dap import wire

Body = dict[str, Any]
MAX_OUTPUTS = 16  # output events on their way at a time


class RefusedError(Exception):
    """A request that cannot be done; the text is for the user. `short` is DAP's word for the reason, if it has one."""

    def __init__(self, text: str, short: str | None = None) -> None:
        super().__init__(text)
        self.short = short


class Client:
    """`gone` is called, once and from another thread, when the editor does not take messages any more."""

    def __init__(self, stream: BinaryIO, gone: Callable[[], None]) -> None:
        self._stream = stream
        self._gone = gone
        self._queue: SimpleQueue[tuple[Body, bool] | None] = SimpleQueue()
        self._room = threading.Semaphore(MAX_OUTPUTS)
        self._lock = threading.Lock()
        self._requests: dict[int, Callable[[Body], None]] = {}
        self._count = 0
        self._writer = threading.Thread(target=self._write, daemon=True, name="writer")
        self._writer.start()

    def event(self, name: str, body: Body | None = None) -> None:
        self._send({"type": "event", "event": name} | ({} if body is None else {"body": body}))

    def output(self, category: str, text: str, place: Body | None = None) -> None:
        self._room.acquire()
        body = {"category": category, "output": text} | (place or {})
        self._send({"type": "event", "event": "output", "body": body}, takes_room=True)

    def request(self, command: str, arguments: Body, then: Callable[[Body], None]) -> None:
        """Asks the editor; `then` gets its response, whatever that says."""
        self._send({"type": "request", "command": command, "arguments": arguments}, then=then)

    def answered(self, response: Body) -> None:
        with self._lock:
            then = self._requests.pop(response.get("request_seq", 0), None)
        if then is not None:
            then(response)

    def respond(self, request: Body, body: Body | None) -> None:
        message = {"type": "response", "request_seq": request["seq"], "command": request["command"]}
        self._send(message | {"success": True} | ({} if body is None else {"body": body}))

    def refuse(self, request: Body, text: str, short: str | None = None) -> None:
        self._send(
            {
                "type": "response",
                "request_seq": request["seq"],
                "command": request["command"],
                "success": False,
                "message": short or text,
                "body": {"error": {"id": 1, "format": text}},
            }
        )

    def close(self, seconds: float) -> None:
        """Waits until everything is written, but not for ever."""
        self._queue.put(None)
        self._writer.join(seconds)

    def _send(self, message: Body, then: Callable[[Body], None] | None = None, takes_room: bool = False) -> None:
        with self._lock:  # numbers and queue in one order
            self._count += 1
            if then is not None:
                self._requests[self._count] = then
            self._queue.put(({"seq": self._count} | message, takes_room))

    def _write(self) -> None:
        while (entry := self._queue.get()) is not None:
            message, takes_room = entry
            try:
                self._stream.write(wire.frame(message))
                self._stream.flush()
            except (OSError, ValueError):
                self._gone()
                return
            if takes_room:
                self._room.release()


class Request:
    """A request of the editor, to be answered exactly once, now or later, from any thread."""

    def __init__(self, client: Client, message: Body) -> None:
        self._client = client
        self._message = message
        self.command: str = message["command"]
        given = message.get("arguments")
        self.arguments: Body = {} if given is None else given

    def respond(self, body: Body | None = None) -> None:
        self._client.respond(self._message, body)

    def refuse(self, refusal: RefusedError) -> None:
        self._client.refuse(self._message, str(refusal), refusal.short)
