"""The program's process, and the link to the debugger inside it.

Takes in how to start it and questions to it; gives out its answers, what it tells by itself, its raw output, and
its end. Must never know DAP. The program calls back over a loopback socket and shows the token that only its
environment (or, in a terminal, a file that only its user can read) tells it.
"""

from __future__ import annotations

import codecs
import contextlib
import hmac
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import IO, Any

from normil.debug.channel import Channel

Message = dict[str, Any]
QUIET = 0.5  # seconds without output after the end of the process until we stop waiting for more


class Program:
    """`options`: what the program is told first. `on_event`, `on_output` and `on_end` are called from threads of this
    class; `on_end` gets the exit status, or None where nobody can tell."""

    def __init__(
        self,
        options: Message,
        on_event: Callable[[Program, Message], None],
        on_output: Callable[[Program, str, str], None],
        on_end: Callable[[Program, int | None], None],
    ) -> None:
        self._options = options
        self._on_event, self._on_output, self._on_end = on_event, on_output, on_end
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._token = os.urandom(32).hex()
        self._token_file: str | None = None
        self._channel: Channel | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._questions: dict[int, tuple[Callable[[Any], None], Callable[[str], None]]] = {}
        self._count = 0
        self._heard = 0  # counts what came in, to see whether more does
        self._delivering: set[threading.Thread] = set()
        self._status: int | None = None
        self._threads: list[threading.Thread] = []

    # ------------------------------------------------------------ life

    def environment(self, *, in_terminal: bool) -> dict[str, str]:
        """What the program needs in its environment to call back. Terminals are given an environment by way of a
        command line, which others can read, and so get only the name of a file."""
        variables = {"NORMIL_DEBUG_PORT": str(self._listener.getsockname()[1])}
        if not in_terminal:
            return variables | {"NORMIL_DEBUG_TOKEN": self._token}
        handle, self._token_file = tempfile.mkstemp(prefix="normil-")
        with os.fdopen(handle, "w") as file:
            file.write(self._token)
        return variables | {"NORMIL_DEBUG_TOKEN_FILE": self._token_file}

    def start(self, command: list[str], cwd: str, environment: dict[str, str]) -> None:
        """Starts the process, without a terminal. Raises OSError."""
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.listen()
        for category, pipe in (("stdout", self._process.stdout), ("stderr", self._process.stderr)):
            assert pipe is not None
            self._thread(self._forward, category, pipe)
        threading.Thread(target=self._wait, args=(self._process,), daemon=True, name="waiter").start()

    def listen(self) -> None:
        """Waits for the process, also for one that somebody else starts."""
        self._thread(self._converse)

    def kill(self) -> None:
        """Ends the process and what it has started. Without its link it also ends by itself."""
        self._over.set()
        process = self._process
        if process is not None and process.poll() is None:
            # While another thread waits for it, a process that has just ended looks alive.
            with contextlib.suppress(ProcessLookupError, PermissionError):  # the second is macOS's word for it
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
        if self._channel is not None:
            self._channel.close()

    def _thread(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True, name=target.__name__)
        self._threads.append(thread)
        thread.start()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        code = process.wait()
        self._over.set()
        for thread in self._threads:
            heard = -1
            # not for ever: a process that it left behind may hold the pipes
            while thread.is_alive() and (heard != self._heard or thread in self._delivering):
                heard = self._heard
                thread.join(QUIET)
        self._end(code if code >= 0 else 128 - code)  # a signal, as shells tell it

    def _end(self, status: int | None) -> None:
        with self._lock:
            questions, self._questions = list(self._questions.values()), {}
        for _, refuse in questions:
            refuse("the program has ended")
        self._on_end(self, status)

    # ------------------------------------------------------------ what it says

    def _deliver(self, to: Callable[..., None], *arguments: Any) -> None:
        thread = threading.current_thread()
        self._delivering.add(thread)
        to(self, *arguments)
        self._heard += 1
        self._delivering.discard(thread)

    def _forward(self, category: str, pipe: IO[bytes]) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while data := os.read(pipe.fileno(), 65536):
            self._deliver(self._on_output, category, decoder.decode(data))

    def _converse(self) -> None:
        channel = self._accept()
        if channel is None:
            return
        self._channel = channel
        while (message := channel.receive()) is not None:
            if "id" in message:
                self._deliver(Program._answered, message)
            elif message["event"] == "exited":
                self._status = message["status"]
            else:
                self._deliver(self._on_event, message)
        channel.close()
        if self._process is None:
            self._end(self._status)

    def _accept(self) -> Channel | None:
        self._listener.settimeout(0.2)
        found: Channel | None = None
        while found is None and not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            connection.settimeout(2)
            channel = Channel(connection)
            hello = channel.receive(limit=1000) or {}
            if hmac.compare_digest(str(hello.get("token")).encode(), self._token.encode()):
                connection.settimeout(None)
                channel.send(self._options)
                found = channel
            else:
                channel.close()
        self._listener.close()
        if self._token_file is not None:
            os.unlink(self._token_file)
        return found

    # ------------------------------------------------------------ what it is asked

    def ask(self, command: str, arguments: Message, then: Callable[[Any], None], refuse: Callable[[str], None]) -> None:
        """Exactly one of `then` and `refuse` is called, from another thread or, where the program is gone, here."""
        with self._lock:
            self._count += 1
            number = self._count
            self._questions[number] = then, refuse
        if not self.tell(command, arguments, number):
            with self._lock:
                waiting = self._questions.pop(number, None)
            if waiting is not None:
                refuse("the program has ended")

    def tell(self, command: str, arguments: Message, number: int | None = None) -> bool:
        message = {"command": command, "arguments": arguments} | ({} if number is None else {"id": number})
        return self._channel is not None and self._channel.send(message)

    def _answered(self, message: Message) -> None:
        with self._lock:
            then, refuse = self._questions.pop(message["id"])
        if "error" in message:
            refuse(message["error"])
        else:
            then(message["result"])


def command(python: str | None, program: str, arguments: list[str]) -> list[str]:
    return [python or sys.executable, "-P", "-m", "normil.debug.host", program, *arguments]
