"""What cannot be done is refused with a reason, and the session goes on."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from conftest import Programs
from dap_client import LIMIT, Client, FailedError

GOOD = "let a = 1\nbreakpoint()\nlet b = 2\n"


def refused(dap: Client, command: str, arguments: Any = None, words: str = "") -> None:
    number = dap.send_raw({"type": "request", "command": command, "arguments": {} if arguments is None else arguments})
    with pytest.raises(FailedError) as caught:
        dap.response(number)
    assert words in str(caught.value)
    assert caught.value.response["body"]["error"]["format"]


@pytest.mark.parametrize("command", ["launch", "threads", "setBreakpoints", "disconnect", "nonsense"])
def test_nothing_before_initialize(dap: Client, command: str) -> None:
    refused(dap, command, words=f"'{command}' before 'initialize'")
    assert dap.initialize()


def test_each_thing_at_its_time(dap: Client, programs: Programs) -> None:
    path = programs.write(GOOD)
    dap.initialize()
    refused(dap, "initialize", {"adapterID": "x"}, "only once")
    for command in ("continue", "next", "stackTrace", "pause"):
        refused(dap, command, {"threadId": 1}, "no program has been launched")
    dap.launch(path)
    dap.stopped()
    refused(dap, "launch", {"program": str(path)}, "only once")
    refused(dap, "configurationDone", words="only once")
    dap.request("continue", threadId=1)
    dap.finish()
    for command in ("continue", "stackTrace", "stepIn"):
        refused(dap, command, {"threadId": 1}, "has ended")
    refused(dap, "launch", {"program": str(path)}, "only once")


def test_a_running_program_is_not_looked_at(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('print("on")\nwhile true { let a = 1 }\n'))
    dap.event("output")
    for command, arguments in (
        ("stackTrace", {"threadId": 1}),
        ("scopes", {"frameId": 1}),
        ("variables", {"variablesReference": 1}),
        ("evaluate", {"expression": "1"}),
        ("continue", {"threadId": 1}),
        ("stepOut", {"threadId": 1}),
    ):
        with pytest.raises(FailedError, match="running") as caught:
            dap.request(command, **arguments)
        assert caught.value.response["message"] == "notStopped"


@pytest.fixture(scope="module")
def stopped(shared_dap: Client, tmp_path_factory: pytest.TempPathFactory) -> Client:
    shared_dap.launch(Programs(tmp_path_factory.mktemp("refusals")).write(GOOD))
    shared_dap.stopped()
    return shared_dap


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("stackTrace", {"threadId": "1"}, "'threadId' must be an integer"),
        ("stackTrace", {}, "'threadId' is missing"),
        ("stackTrace", {"threadId": 2}, "no thread 2"),
        ("stackTrace", {"threadId": 1, "levels": -1}, "'levels'"),
        ("scopes", {"frameId": None}, "'frameId'"),
        ("scopes", {"frameId": 123456}, "no frame 123456"),
        ("variables", {"variablesReference": 1.5}, "'variablesReference'"),
        ("variables", {"variablesReference": 99999}, "99999"),
        ("variables", {"variablesReference": 1, "filter": "all"}, "'filter' must be one of indexed, named"),
        ("evaluate", {"expression": 3}, "'expression' must be a string"),
        ("evaluate", {"expression": "1", "frameId": "1"}, "'frameId'"),
        ("evaluate", {"expression": "1", "frameId": 99999}, "no frame 99999"),
        ("continue", {"threadId": True}, "'threadId'"),
        ("continue", {"threadId": 7}, "no thread 7"),
        ("continue", [], "the arguments must be an object"),
        ("setBreakpoints", {"source": "x"}, "'source' must be an object"),
        ("setBreakpoints", {"source": {}}, "'source.path' is missing"),
        ("setBreakpoints", {"source": {"path": 3}}, "'source.path'"),
        ("setBreakpoints", {"source": {"path": "x"}, "breakpoints": [{"line": "1"}]}, "'breakpoints[0].line'"),
        ("setBreakpoints", {"source": {"path": "x"}, "breakpoints": [{}]}, "'breakpoints[0].line' is missing"),
        ("setExceptionBreakpoints", {}, "'filters' is missing"),
        ("disconnect", {"terminateDebuggee": "no"}, "'terminateDebuggee'"),
        ("stepBack", {"threadId": 1}, "unknown request 'stepBack'"),
        ("attach", {}, "unknown request 'attach'"),
    ],
)
def test_wrong_arguments_are_named(stopped: Client, command: str, arguments: Any, words: str) -> None:
    refused(stopped, command, arguments, words)
    assert stopped.value("a") == "1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"program": 3}, "'program' must be a string"),
        ({"program": None}, "'program'"),
        ({"args": "x"}, "'args' must be a list"),
        ({"args": [1]}, "'args[0]'"),
        ({"cwd": 1}, "'cwd'"),
        ({"cwd": "/no/such/folder"}, "'cwd': there is no folder"),
        ({"env": {"A": 1}}, "'env.A'"),
        ({"stopOnEntry": "yes"}, "'stopOnEntry'"),
        ({"noDebug": 1}, "'noDebug'"),
        ({"seed": -1}, "'seed' must be a non-negative integer"),
        ({"test": 1}, "'test' must be a string"),
        ({"test": "missing"}, "has no function 'missing' at its top level"),
        ({"console": "window"}, "'console' must be one of"),
        ({"console": "integratedTerminal"}, "the editor has no integratedTerminal"),
        ({"normilPython": 1}, "'normilPython'"),
        ({"normilPython": "/no/such/python"}, "cannot start /no/such/python"),
        ({"normilPython": "/bin/false"}, "could not be started"),
        ({"recording": "x.nrec"}, "exclude each other"),
    ],
)
def test_wrong_launches_are_refused_and_a_right_one_can_follow(
    dap: Client, programs: Programs, change: dict[str, Any], words: str
) -> None:
    path = programs.write(GOOD)
    dap.initialize()
    refused(dap, "launch", {"program": str(path)} | change, words)
    dap.launch(path)
    dap.stopped()


def test_programs_that_cannot_be_read(dap: Client, programs: Programs) -> None:
    dap.initialize()
    garbage = programs.folder / "garbage.nor"
    garbage.write_bytes(b"\xff\xfe\x00\x81")
    for path, words in (
        (programs.folder / "missing.nor", "no such file"),
        (programs.folder, "folder"),
        (garbage, "UTF-8"),
    ):
        refused(dap, "launch", {"program": str(path)}, words)
    assert dap.events("terminated") == []


def test_blocking_diagnostics_keep_a_program_from_starting(dap: Client, programs: Programs) -> None:
    path = programs.write("let a = 1\nlet b = nothing\nprint(also_nothing)\n")
    dap.initialize()
    refused(dap, "launch", {"program": str(path)}, f"{path}:2:9: NOR002: ")
    dap.event("output", lambda body: "also_nothing" in body["output"])
    assert "nothing" in dap.output("stderr")
    programs.write(GOOD)
    dap.launch(path)
    dap.stopped()


@pytest.mark.parametrize("text", ["", "\n", "// nothing\n", "type P = {a: int}\n"])
def test_an_empty_program_ends_well(dap: Client, programs: Programs, text: str) -> None:
    dap.launch(programs.write(text), [{"line": 1}], stopOnEntry=True)
    assert dap.finish() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"",
        b"[]",
        b"3",
        b'"x"',
        b"\xff",
        b"{}",
        b'{"type":"request"}',
        b'{"type":"request","seq":"1"}',
        b"[" * 9999,
    ],
)
def test_malformed_messages_are_survived(dap: Client, content: bytes) -> None:
    dap.send_bytes(content)
    assert "ignored a message" in dap.event("output")["output"]
    assert dap.initialize()


@pytest.mark.parametrize("raw", [b"hello\r\n\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: -5\r\n\r\n{}"])
def test_broken_framing_ends_the_adapter_with_one_line(dap: Client, raw: bytes) -> None:
    dap.initialize()
    assert dap.process.stdin is not None
    dap.process.stdin.write(raw)
    dap.process.stdin.flush()
    assert dap.process.wait(LIMIT) == 2
    (line,) = dap.stderr().splitlines()
    assert line.startswith("normil-dap: broken framing: ")


def test_an_unknown_filter_is_not_verified(dap: Client) -> None:
    dap.initialize()
    assert dap.request("setExceptionBreakpoints", filters=[]) == {"breakpoints": []}
    (found,) = dap.request("setExceptionBreakpoints", filters=["raised"])["breakpoints"]
    assert not found["verified"]


def test_only_what_is_real_is_announced(dap: Client) -> None:
    announced = {name for name, value in dap.initialize().items() if value is True}
    assert announced == {
        "supportsConfigurationDoneRequest",
        "supportsConditionalBreakpoints",
        "supportsHitConditionalBreakpoints",
        "supportsLogPoints",
        "supportsBreakpointLocationsRequest",
        "supportsEvaluateForHovers",
        "supportsClipboardContext",
        "supportsDelayedStackTraceLoading",
        "supportsTerminateRequest",
        "supportTerminateDebuggee",
    }


def test_in_a_terminal(dap: Client, programs: Programs) -> None:
    output = programs.folder / "terminal"
    started: list[subprocess.Popen[bytes]] = []

    def run_in_terminal(arguments: dict[str, Any]) -> dict[str, Any]:
        import os

        assert arguments["kind"] == "integrated"
        environment = {**os.environ, **arguments["env"]}
        with output.open("wb") as file:
            started.append(subprocess.Popen(arguments["args"], cwd=arguments["cwd"], env=environment, stdout=file))
        assert not any(len(value) == 64 for value in arguments["env"].values())
        return {"processId": started[0].pid}

    dap.reverse["runInTerminal"] = run_in_terminal
    dap.initialize(supportsRunInTerminalRequest=True)
    dap.launch(programs.write('print("in the terminal")\nbreakpoint()\nlet a = 1\n'), console="integratedTerminal")
    assert dap.stopped()["line"] == 2
    dap.request("continue", threadId=1)
    assert dap.finish() == 0
    assert started[0].wait(LIMIT) == 0
    assert output.read_text() == "in the terminal\n"
    assert dap.output() == ""
