"""A client that sends what it is told to, also what no client should, to a real `normil-ls` process."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO

from normil_ls.transport import frame, read_frame

PATIENCE = 20.0
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}  # what is tested here is tested there
COMMAND = [sys.executable, "-m", "normil_ls"]

Message = dict[str, Any]


class ResponseError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Peer:
    """The client's end of two streams."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO) -> None:
        self.writer = writer
        self.received: Queue[Message | None] = Queue()
        self._ids = itertools.count(1)
        Thread(target=self._read, args=(reader,), daemon=True).start()

    def _read(self, reader: BinaryIO) -> None:
        while (body := read_frame(reader)) is not None:
            self.received.put(json.loads(body))
        self.received.put(None)

    def send_bytes(self, data: bytes) -> None:
        self.writer.write(data)
        self.writer.flush()

    def send(self, message: object) -> None:
        self.send_bytes(frame(message))

    def notify(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: object = None) -> Any:
        id_ = next(self._ids)
        self.send({"jsonrpc": "2.0", "id": id_, "method": method, "params": params})
        return self.answer(id_)

    def answer(self, id_: int | str | None) -> Any:
        message = self.wait(lambda message: "id" in message and message["id"] == id_)
        if "error" in message:
            raise ResponseError(message["error"]["code"], message["error"]["message"])
        return message["result"]

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted; the others before it are dropped."""
        while (message := self.next()) is not None:
            if wanted(message):
                return message
        raise EOFError("the server closed the connection")

    def next(self) -> Message | None:
        try:
            return self.received.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError("nothing came") from None

    def initialize(self, **params: Any) -> Any:
        result = self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}} | params)
        self.notify("initialized", {})
        return result

    def open(self, uri: str, text: str, version: int = 1) -> None:
        document = {"uri": uri, "languageId": "normil", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, uri: str, version: int) -> list[Message]:
        """Those that are pushed for this version."""

        def wanted(message: Message) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            return bool(message["params"]["uri"] == uri and message["params"].get("version") == version)

        found = self.wait(wanted)["params"]["diagnostics"]
        assert isinstance(found, list)
        return found


class Client(Peer):
    """A peer of a server process that it starts."""

    def __init__(self, *arguments: str, command: list[str] = COMMAND, cwd: Path | None = None) -> None:
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
            cwd=cwd,
        )
        assert self.process.stdin
        assert self.process.stdout
        super().__init__(self.process.stdout, self.process.stdin)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream
            with suppress(BrokenPipeError):
                stream.close()

    def end(self) -> tuple[int, str]:
        """Waits for the process to end: its status and what it wrote on standard error."""
        assert self.process.stderr
        errors = self.process.stderr.read().decode()
        return self.process.wait(PATIENCE), errors
