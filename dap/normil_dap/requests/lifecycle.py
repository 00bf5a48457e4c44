"""How a session begins and ends: initialize, launch, configurationDone, terminate, disconnect."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from normil.cli.source import SourceError, read_source
from normil_dap.arguments import BOOLEAN, NATURAL, STRING, STRING_OR_NULL, ListOf, MapOf, one_of
from normil_dap.client import Body, RefusedError, Request
from normil_dap.program import Program, command
from normil_dap.registry import ALIVE, INITIALIZED, State, request

if TYPE_CHECKING:
    from normil_dap.session import Session

CAPABILITIES = {
    "supportsConfigurationDoneRequest": True,
    "supportsConditionalBreakpoints": True,
    "supportsHitConditionalBreakpoints": True,
    "supportsLogPoints": True,
    "supportsBreakpointLocationsRequest": True,
    "supportsEvaluateForHovers": True,
    "supportsClipboardContext": True,
    "supportsDelayedStackTraceLoading": True,
    "supportsTerminateRequest": True,
    "supportTerminateDebuggee": True,
    "exceptionBreakpointFilters": [],
}


@request(
    "initialize",
    {
        "linesStartAt1?": BOOLEAN,
        "columnsStartAt1?": BOOLEAN,
        "pathFormat?": one_of("path", "uri"),
        "supportsRunInTerminalRequest?": BOOLEAN,
        "supportsInvalidatedEvent?": BOOLEAN,
    },
    frozenset({State.NEW}),
)
def initialize(session: Session, request: Request) -> None:
    client = session.abilities = request.arguments
    session.sources.first_line = 1 if client.get("linesStartAt1", True) else 0
    session.sources.first_column = 1 if client.get("columnsStartAt1", True) else 0
    session.sources.uris = client.get("pathFormat") == "uri"
    session.state = State.INITIALIZED
    request.respond(CAPABILITIES)
    session.client.event("initialized")


@request(
    "launch",
    {
        "program": STRING,
        "args?": ListOf(STRING),
        "cwd?": STRING,
        "env?": MapOf(STRING_OR_NULL),
        "stopOnEntry?": BOOLEAN,
        "noDebug?": BOOLEAN,
        "seed?": NATURAL,
        "test?": STRING,
        "console?": one_of("internalConsole", "integratedTerminal", "externalTerminal"),
        "normilPython?": STRING,
    },
    frozenset({State.INITIALIZED}),
)
def launch(session: Session, request: Request) -> None:
    arguments = request.arguments
    if "recording" in arguments:
        raise RefusedError("launch: 'program' and 'recording' exclude each other")
    path = os.path.abspath(arguments["program"])
    folder = os.path.abspath(arguments.get("cwd", os.path.dirname(path)))
    try:
        read_source(path)
    except (SourceError, ValueError) as error:
        raise RefusedError(str(error)) from None
    if not os.path.isdir(folder):
        raise RefusedError(f"argument 'cwd': there is no folder {folder}")
    terminal = arguments.get("console", "internalConsole")
    if terminal != "internalConsole" and not session.abilities.get("supportsRunInTerminalRequest", False):
        raise RefusedError(f"argument 'console': the editor has no {terminal}")

    program = Program(
        {
            "debug": not arguments.get("noDebug", False),
            "stopOnEntry": arguments.get("stopOnEntry", False),
            "seed": arguments.get("seed"),
            "test": arguments.get("test"),
            "capture": terminal == "internalConsole",
        },
        session.on_event,
        session.on_output,
        session.on_end,
    )
    line = command(arguments.get("normilPython"), path, arguments.get("args", []))
    session.sources.path({"path": path})
    session.launch(request, program)
    if terminal != "internalConsole":
        _in_terminal(session, program, terminal, line, folder, arguments.get("env", {}))
        return
    try:
        program.start(line, folder, _environment(arguments.get("env", {}), program))
    except (OSError, ValueError) as error:
        session.not_launched(program, f"cannot start {line[0]}: {error}")


def _environment(changes: dict[str, str | None], program: Program) -> dict[str, str]:
    environment = dict(os.environ)
    for name, value in changes.items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    return environment | program.environment(in_terminal=False)


def _in_terminal(
    session: Session, program: Program, terminal: str, line: list[str], folder: str, changes: Body
) -> None:
    program.listen()

    def started(response: Body) -> None:
        if not response.get("success"):
            session.not_launched(program, f"the editor opened no terminal: {response.get('message', '')}")

    session.client.request(
        "runInTerminal",
        {
            "kind": "integrated" if terminal == "integratedTerminal" else "external",
            "title": os.path.basename(line[-1]),
            "cwd": folder,
            "args": line,
            "env": changes | program.environment(in_terminal=True),
        },
        started,
    )


@request("configurationDone", {}, INITIALIZED)
def configuration_done(session: Session, request: Request) -> None:
    if session.configured:
        raise RefusedError("'configurationDone' may be sent only once")
    session.configured = True
    request.respond()
    session.begin()


@request("terminate", {"restart?": BOOLEAN}, ALIVE)
def terminate(session: Session, request: Request) -> None:
    """Asks the program to end, as an interruption from the keyboard does."""
    assert session.program is not None
    request.respond()
    if not session.ready or not session.program.tell("interrupt", {}):
        session.program.kill()


@request("disconnect", {"restart?": BOOLEAN, "terminateDebuggee?": BOOLEAN, "suspendDebuggee?": BOOLEAN})
def disconnect(session: Session, request: Request) -> None:
    program = session.program
    if program is not None:
        if not request.arguments.get("terminateDebuggee", True):
            program.tell("detach", {})
            session.program = None
        else:
            program.kill()
    request.respond()
    session.finished = True
