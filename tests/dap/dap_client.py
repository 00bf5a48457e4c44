"""A small debug client. Every message is validated, both ways; every wait has a limit."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dap_schema

ROOT = Path(__file__).parents[2]
LIMIT = 30.0
Body = dict[str, Any]


def environment() -> dict[str, str]:
    folders = ("runtime", "server", "dap", "grammar/bindings/python")
    return os.environ | {"PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in folders)}


class FailedError(Exception):
    """An error response."""

    def __init__(self, response: Body) -> None:
        super().__init__(response["body"]["error"]["format"])
        self.response = response


class Client:
    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "normil_dap"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        self.program_pid: int | None = None
        self.top: Body = {}  # the frame on top at the last stop
        self.capabilities: Body = {}
        self.reverse: dict[str, Callable[[Body], Body]] = {}
        self.log: list[Body] = []  # all that came, in order
        self._waiting: list[Body] = []  # of that, what nobody has asked for
        self._wrong: BaseException | None = None
        self._changed = threading.Condition()
        self._ended = False
        self._deaf = False
        self._errors = ""
        self._count = 0
        self._reading = threading.Event()
        self._reading.set()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    # ------------------------------------------------------------ messages

    def send(self, command: str, arguments: Body | None = None) -> int:
        """Sends a request as it is; gives its number."""
        return self.send_raw({"type": "request", "command": command, "arguments": arguments or {}})

    def send_raw(self, message: Body) -> int:
        with self._changed:
            self._count += 1
            number = self._count
        self.send_bytes(json.dumps({"seq": number} | message).encode())
        return number

    def send_bytes(self, content: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def request(self, command: str, /, **arguments: Any) -> Body:
        """Sends a valid request and gives the body of its response. Raises FailedError."""
        message = {"type": "request", "command": command, "arguments": arguments}
        dap_schema.check({"seq": 1} | message)
        return self.response(self.send_raw(message))

    def response(self, number: int) -> Body:
        found = self.wait(lambda m: m["type"] == "response" and m["request_seq"] == number, f"response {number}")
        if not found["success"]:
            raise FailedError(found)
        return found.get("body", {})

    def event(self, name: str, test: Callable[[Body], bool] = lambda body: True) -> Body:
        found = self.wait(
            lambda m: m["type"] == "event" and m["event"] == name and test(m.get("body", {})), f"event {name}"
        )
        return found.get("body", {})

    def wait(self, test: Callable[[Body], bool], what: str) -> Body:
        """The first message that nobody has asked for yet and that passes the test."""
        end = time.monotonic() + LIMIT
        with self._changed:
            while True:
                if self._wrong is not None:
                    raise self._wrong
                for message in self._waiting:
                    if test(message):
                        self._waiting.remove(message)
                        return message
                assert not self._ended, f"the adapter ended before {what}; {self.stderr()}"
                assert self._changed.wait(end - time.monotonic()), f"no {what} within {LIMIT} s: {self.log[-5:]}"

    def events(self, name: str) -> list[Body]:
        """All events of a name that have come, without waiting."""
        return [m.get("body", {}) for m in list(self.log) if m["type"] == "event" and m["event"] == name]

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while not self._deaf and (line := stream.readline()):
                length = int(line.partition(b":")[2])
                assert stream.readline() == b"\r\n"
                message = json.loads(stream.read(length))
                self._reading.wait()
                dap_schema.check(message)
                self._take(message)
        except BaseException as error:
            self._wrong = error
        stream.close()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _take(self, message: Body) -> None:
        if message["type"] == "request":
            body = self.reverse[message["command"]](message["arguments"])
            response = {
                "type": "response",
                "request_seq": message["seq"],
                "success": True,
                "command": message["command"],
                "body": body,
            }
            dap_schema.check({"seq": 1} | response)
            self.send_raw(response)
            return
        if message["type"] == "event" and message["event"] == "process":
            self.program_pid = message["body"]["systemProcessId"]
        with self._changed:
            self.log.append(message)
            self._waiting.append(message)
            self._changed.notify_all()

    def hold(self) -> None:
        """Stops taking messages, as a busy editor does; until `release`."""
        self._reading.clear()

    def stop_listening(self) -> None:
        """Closes the adapter's standard output, as an editor does that crashes in part."""
        self._deaf = True

    def release(self) -> None:
        self._reading.set()

    # ------------------------------------------------------------ sessions

    def initialize(self, **abilities: Any) -> Body:
        self.capabilities = self.request("initialize", adapterID="normil", **abilities)
        self.event("initialized")
        return self.capabilities

    def launch(self, program: Path | str, breakpoints: list[Body] | None = None, **arguments: Any) -> list[Body]:
        """Initializes, if need be, and runs a program; gives the breakpoints as they were set."""
        if not self.capabilities:
            self.initialize()
        launching = self.send("launch", {"program": str(program), **arguments})
        found = self.set_breakpoints(program, breakpoints or [])
        self.request("configurationDone")
        self.response(launching)
        return found

    def set_breakpoints(self, program: Path | str, breakpoints: list[Body]) -> list[Body]:
        source = {"path": str(program)}
        return self.request("setBreakpoints", source=source, breakpoints=breakpoints)["breakpoints"]

    def stopped(self, reason: str | None = None) -> Body:
        """Waits for a stop; gives the top frame, with the event's body under `stop`."""
        ends = ("stopped", "terminated")
        message = self.wait(lambda m: m["type"] == "event" and m["event"] in ends, "stop")
        assert message["event"] == "stopped", f"the program ended: {self.output('stderr')}"
        body = message["body"]
        assert reason in (None, body["reason"]), body
        self.top = self.stack()[0]
        return self.top | {"stop": body}

    def stack(self, **arguments: Any) -> list[Body]:
        return self.request("stackTrace", threadId=1, **arguments)["stackFrames"]

    def go(self, command: str) -> Body:
        """Resumes, and waits for the next stop."""
        self.request(command, threadId=1)
        return self.stopped()

    def scopes(self, frame: Body) -> dict[str, dict[str, Body]]:
        """The variables of a frame, by scope and name."""
        scopes = self.request("scopes", frameId=frame["id"])["scopes"]
        return {scope["name"]: self.children(scope["variablesReference"]) for scope in scopes}

    def children(self, reference: int, **arguments: Any) -> dict[str, Body]:
        found = self.request("variables", variablesReference=reference, **arguments)["variables"]
        return {variable["name"]: variable for variable in found}

    def evaluate(self, expression: str, frame: Body | None = None, context: str = "watch") -> Body:
        """In a frame, or the one on top."""
        number = (frame or self.top)["id"]
        return self.request("evaluate", expression=expression, context=context, frameId=number)

    def value(self, expression: str, frame: Body | None = None, context: str = "watch") -> str:
        return self.evaluate(expression, frame, context)["result"]

    def output(self, category: str = "stdout") -> str:
        """All output so far."""
        return "".join(body["output"] for body in self.events("output") if body["category"] == category)

    def finish(self) -> int:
        """Waits until the program has ended; gives its exit status."""
        status = self.event("exited")["exitCode"]
        self.event("terminated")
        return status

    # ------------------------------------------------------------ ends

    def close(self) -> int:
        """Leaves as an editor does; gives the exit status of the adapter."""
        assert self.process.stdin is not None
        self.release()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        status = self.process.wait(LIMIT)
        self._reader.join(LIMIT)  # it closes what it reads
        self.stderr()
        return status

    def stderr(self) -> str:
        """What the adapter has said there, once it has ended."""
        stream = self.process.stderr
        assert stream is not None
        if self.process.poll() is not None and not stream.closed:
            with stream:
                self._errors = stream.read().decode()
        return self._errors


def wait_gone(pid: int) -> None:
    """Waits until a process does not exist any more."""
    end = time.monotonic() + LIMIT
    while alive(pid):
        assert time.monotonic() < end, f"process {pid} stayed behind"
        os.sched_yield()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
