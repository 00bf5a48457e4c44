"""The process of a program that a debug adapter has started: `python -m normil.debug.host PROGRAM [ARG...]`.

Takes in commands over the link that its environment names, and gives out the program's output, its stops and answers
over the same. It calls the adapter back and shows the token. When the link closes, it ends, whatever the program does.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from queue import SimpleQueue
from typing import Any

from normil.cli.source import SourceError, read_source
from normil.compiler.code import CompiledModule
from normil.debug.breakpoints import Breakpoint
from normil.debug.channel import Channel, Message
from normil.debug.conditions import Expression, HitCondition
from normil.debug.debugger import Debugger, Stop
from normil.debug.effects import Effects
from normil.debug.evaluation import describe
from normil.debug.inspection import Stopped
from normil.debug.interruption import Interruption
from normil.debug.outbox import Outbox, Stream
from normil.debug.stepping import How
from normil.engine.frames import Frame
from normil.engine.modules import BlockedError, compile_text
from normil.engine.program import INTERRUPTED, REFUSED, run_compiled
from normil.engine.report import report_blocked
from normil.syntax.lines import LineIndex

DRAIN = 60  # seconds for what was said last to be taken


class Host:
    """The debugger's client: turns commands into calls, and what the debugger tells into messages."""

    def __init__(self, channel: Channel, options: Message) -> None:
        self._channel = channel
        self._outbox = Outbox(channel)
        self._debugger = Debugger(self, stop_on_entry=options["stopOnEntry"])
        self._debug: bool = options["debug"]
        self._seed: int | None = options["seed"]
        self._test: str | None = options["test"]
        self._interruption = Interruption()
        self._begin: SimpleQueue[None] = SimpleQueue()
        self._detached = False
        self._stopped: Stopped
        if options["capture"]:
            sys.stdout = Stream(self._outbox, "stdout", 1)
            sys.stderr = Stream(self._outbox, "stderr", 2)
        threading.Thread(target=self._listen, daemon=True, name="link").start()

    def run(self, path: str, arguments: list[str]) -> int:
        try:
            compiled = compile_text(read_source(path), path, debug=self._debug)
        except SourceError as error:
            return self._refuse(str(error))
        except BlockedError as blocked:
            report_blocked(blocked)
            return self._refuse(_first(blocked))
        if self._test is not None and not _declares(compiled, self._test):
            return self._refuse(f"argument 'test': {path} has no function '{self._test}' at its top level")
        try:
            self._outbox.put({"event": "ready", "name": path, "pid": os.getpid()})
            self._begin.get()
            debugger = self._debugger if self._debug else None
            status = run_compiled(compiled, args=arguments, seed=self._seed, debugger=debugger, test=self._test)
        except KeyboardInterrupt:
            status = INTERRUPTED
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        self._outbox.put({"event": "exited", "status": status})
        self._outbox.drain(DRAIN)
        return status

    def _refuse(self, message: str) -> int:
        self._outbox.put({"event": "refused", "message": message})
        self._outbox.drain(DRAIN)
        return REFUSED

    # ------------------------------------------------------------ what the debugger tells

    def stopped(self, stop: Stop) -> None:
        sys.stdout.flush()
        self._stopped = Stopped(stop.here, stop.stack)
        self._outbox.put(
            {
                "event": "stopped",
                "reason": stop.reason,
                "description": stop.description,
                "breakpoints": stop.breakpoints,
            }
        )

    def logged(self, text: str, here: Frame) -> None:
        line, column = here.position
        path = here.module.compiled.path
        self._outbox.put({"event": "log", "text": text, "path": path, "line": line, "column": column})

    def refuted(self, breakpoint_: Breakpoint, why: str) -> None:
        self._outbox.put({"event": "breakpoint", "number": breakpoint_.number, "message": why})

    # ------------------------------------------------------------ what the adapter says

    def _listen(self) -> None:
        while (message := self._channel.receive()) is not None:
            command, arguments = message["command"], message["arguments"]
            if "id" in message:
                self._question(message["id"], command, arguments)
            else:
                self._order(command, arguments)
        if not self._detached:
            os._exit(1)

    def _order(self, command: str, arguments: Message) -> None:
        debugger = self._debugger
        match command:
            case "start":
                self._begin.put(None)
            case "breakpoints":
                debugger.set_breakpoints(arguments["path"], [_breakpoint(b) for b in arguments["breakpoints"]])
            case "resume":
                debugger.resume(How(arguments["how"]))
            case "pause":
                debugger.pause()
            case "interrupt":
                self._interruption.request()
                debugger.perform(lambda: None)  # where an interruption does not end the wait for work
            case "detach":
                self._detached = True
                debugger.leave_alone()

    def _question(self, number: int, command: str, arguments: Message) -> None:
        """Has it answered by the program's thread, while the program is stopped."""

        def answer() -> None:
            try:
                with self._debugger.undisturbed():
                    result = _QUESTIONS[command](self._stopped, **arguments)
            except Exception as error:
                self._outbox.put({"id": number, "error": describe(error)})
            except BaseException:  # the program is being ended, by the user or by the text itself
                self._outbox.put({"id": number, "error": "interrupted"})
                raise
            else:
                self._outbox.put({"id": number, "result": result})

        if not self._debugger.perform(answer):
            self._outbox.put({"id": number, "error": "the program is running"})


def _first(blocked: BlockedError) -> str:
    diagnostic = blocked.diagnostics[0]
    line, column = LineIndex(blocked.text).position(diagnostic.start)
    return f"{blocked.path}:{line + 1}:{column + 1}: {diagnostic.code}: {diagnostic.message}"


def _breakpoint(message: Message) -> Breakpoint:
    hits, parts = message["hits"], message["message"]
    return Breakpoint(
        message["id"],
        message["line"],
        message["column"],
        message["condition"],
        None if hits is None else HitCondition(*hits),
        None if parts is None else [Expression(text) if is_code else text for is_code, text in parts],
    )


def _frames(stopped: Stopped, start: int, count: int) -> Any:
    return {"frames": [asdict(frame) for frame in stopped.frames(start, count)], "total": stopped.depth}


def _scopes(stopped: Stopped, frame: int) -> Any:
    return [asdict(scope) for scope in stopped.scopes(frame)]


def _variables(stopped: Stopped, reference: int, only: str | None, start: int, count: int) -> Any:
    return [asdict(value) for value in stopped.variables(reference, only, start, count)]


_EFFECTS = {"repl": Effects.ALL, "hover": Effects.NO_CALLS}


def _evaluate(stopped: Stopped, text: str, frame: int | None, context: str) -> Any:
    effects = _EFFECTS.get(context, Effects.NONE)
    return asdict(stopped.evaluate(text, frame, effects, whole=context == "clipboard"))


_QUESTIONS: dict[str, Callable[..., Any]] = {
    "frames": _frames,
    "scopes": _scopes,
    "variables": _variables,
    "evaluate": _evaluate,
}


def _declares(compiled: CompiledModule, name: str) -> bool:
    return any(function.name == name and function.parent == 0 for function in compiled.functions[1:])


def _token() -> str:
    """The adapter's token, from the environment or a file that the environment names; it stays in neither."""
    token = os.environ.pop("NORMIL_DEBUG_TOKEN", None)
    if token is not None:
        return token
    path = os.environ.pop("NORMIL_DEBUG_TOKEN_FILE")
    with open(path, encoding="ascii") as file:
        return file.read()


def main() -> int:
    channel = Channel(socket.create_connection(("127.0.0.1", int(os.environ.pop("NORMIL_DEBUG_PORT")))))
    channel.send({"token": _token()})
    options = channel.receive()
    if options is None:
        return 1
    return Host(channel, options).run(sys.argv[1], sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
