"""One debug session: what both ends are at, and the way of each message to its handler.

Takes in messages of the editor and of the program; gives them to the handlers in `requests` and turns what the
program tells into events. Must never know what a single request does.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from normil_dap import wire
from normil_dap.arguments import problem
from normil_dap.client import Body, Client, RefusedError, Request
from normil_dap.program import Program
from normil_dap.registry import REQUESTS, State
from normil_dap.requests.breakpoints import Breakpoints
from normil_dap.sources import Sources

THREAD = 1  # the only one that executes NORMiL statements


class Session:
    def __init__(self, reader: BinaryIO, writer: BinaryIO) -> None:
        self._reader = reader
        self.client = Client(writer, self._gone)
        self.sources = Sources()
        self.lock = threading.RLock()
        self.state = State.NEW
        self.abilities: Body = {}  # what the client said it can do
        self.program: Program | None = None
        self.launching: Request | None = None  # the launch that is not answered yet
        self.trouble = ""  # what the program wrote on standard error before it was ready
        self.configured = False
        self.ready = False
        self.breakpoints = Breakpoints(self.sources)
        self.finished = False

    # ------------------------------------------------------------ the editor

    def run(self) -> int:
        """Serves until the editor leaves; gives the exit status."""
        try:
            while not self.finished and (content := wire.read(self._reader)) is not None:
                self._receive(content)
        except wire.FramingError as error:
            print(f"normil-dap: broken framing: {error}", file=sys.stderr)
            return 2
        finally:
            if self.program is not None:
                self.program.kill()
        self.client.close(2)
        return 0

    def _receive(self, content: bytes) -> None:
        try:
            message = json.loads(content)
        except (ValueError, RecursionError) as error:
            message = f"not JSON: {error}"
        match message:
            case {"type": "request", "seq": int(), "command": str(command)}:
                self._request(command, message)
            case {"type": "response"}:
                self.client.answered(message)
            case _:
                detail = message if isinstance(message, str) else json.dumps(message)
                text = f"ignored a message that is no request: {detail[:200]}\n"
                self.client.event("output", {"category": "console", "output": text})

    def _request(self, command: str, message: Body) -> None:
        request = Request(self.client, message)
        try:
            entry = REQUESTS.get(command)
            if self.state is State.NEW and command != "initialize":
                raise RefusedError(f"'{command}' before 'initialize'")
            if entry is None:
                raise RefusedError(f"unknown request '{command[:100]}'")
            wrong = problem(request.arguments, entry.arguments)
            if wrong is not None:
                raise RefusedError(f"{command}: {wrong}")
            refusal = entry.refusal(self.state)
            if refusal is not None:
                raise refusal
            entry.handler(self, request)
        except RefusedError as refusal:
            request.refuse(refusal)
        except Exception as error:  # a mistake of ours costs one answer, not the session
            traceback.print_exc()
            request.refuse(RefusedError(f"internal error: {error!r}"))

    def _gone(self) -> None:
        if self.program is not None:
            self.program.kill()
        os._exit(1)

    # ------------------------------------------------------------ the program

    def forward(self, request: Request, command: str, arguments: Body, answer: Callable[[Any], None]) -> None:
        """Asks the program; `answer` is to answer the request with what it says."""
        assert self.program is not None
        self.program.ask(command, arguments, answer, lambda text: request.refuse(RefusedError(text)))

    def resume(self, request: Request, how: str, body: Body | None = None) -> None:
        """Answers first, so that the stop that follows cannot overtake the answer."""
        assert self.program is not None
        self.state = State.RUNNING
        request.respond(body)
        self.program.tell("resume", {"how": how})

    def begin(self) -> None:
        """Lets the program run, once it is ready and the editor has told its breakpoints."""
        with self.lock:
            if self.ready and self.configured and self.state is State.LAUNCHING and self.program is not None:
                self.state = State.RUNNING
                self.program.tell("start", {})

    def on_output(self, program: Program, category: str, text: str) -> None:
        if category == "stderr" and self.launching is not None:
            self.trouble = (self.trouble + text)[-2000:]
        self.client.output(category, text)

    def on_event(self, program: Program, message: Body) -> None:
        match message["event"]:
            case "ready":
                self._launched(program, message)
            case "refused":
                self.not_launched(program, message["message"])
            case "output":
                self.client.output(message["category"], message["text"])
            case "log":
                line, column = self.sources.place(message["path"], message["line"], message["column"])
                place = {"source": self.sources.source(message["path"]), "line": line, "column": column}
                self.client.output("console", message["text"] + "\n", place)
            case "stopped":
                self.state = State.STOPPED
                body = {"reason": message["reason"], "threadId": THREAD, "allThreadsStopped": True}
                if message["description"] is not None:
                    body["description"] = message["description"]
                if message["breakpoints"]:
                    body["hitBreakpointIds"] = message["breakpoints"]
                self.client.event("stopped", body)
            case "breakpoint":
                changed = self.breakpoints.refuted(message["number"], message["message"])
                if changed is not None:
                    self.client.event("breakpoint", {"reason": "changed", "breakpoint": changed})

    def on_end(self, program: Program, status: int | None) -> None:
        if program is not self.program:
            return  # a launch that has been refused
        if self.launching is not None:
            lines = self.trouble.split("\n")
            reason = next((line.strip() for line in reversed(lines) if line.strip()), f"exit status {status}")
            self.not_launched(program, f"the program could not be started: {reason}")
        else:
            self.state = State.ENDED
            if status is not None:
                self.client.event("exited", {"exitCode": status})
            self.client.event("terminated")

    def launch(self, request: Request, program: Program) -> None:
        """The program is on its way; the request is answered when it is ready to run, or will never be."""
        self.program, self.launching, self.trouble = program, request, ""
        self.state = State.LAUNCHING

    def _launched(self, program: Program, message: Body) -> None:
        with self.lock:
            request, self.launching = self.launching, None
            if request is not None:
                request.respond()
                self.client.event(
                    "process",
                    {
                        "name": message["name"],
                        "systemProcessId": message["pid"],
                        "isLocalProcess": True,
                        "startMethod": "launch",
                    },
                )
                self.ready = True
                self.breakpoints.send(program)
        self.begin()

    def not_launched(self, program: Program, reason: str) -> None:
        request, self.launching = self.launching, None
        self.program, self.state = None, State.INITIALIZED
        program.kill()
        if request is not None:
            request.refuse(RefusedError(reason))
