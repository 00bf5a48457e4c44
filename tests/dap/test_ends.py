"""Ends that nobody planned: no process stays behind, and the other side is told."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from conftest import Programs
from dap_client import LIMIT, Client, FailedError, wait_gone

FOREVER = 'let n = 0\nprint("on")\nwhile true {\n    n += 1\n}\n'
ASLEEP = 'print("on")\nsleep(1000000)\n'


def run_to_output(dap: Client, path: Path, **arguments: object) -> int:
    dap.launch(path, **arguments)
    dap.event("output")
    assert dap.program_pid is not None
    return dap.program_pid


@pytest.mark.parametrize("text", [FOREVER, ASLEEP])
def test_the_program_is_killed(dap: Client, programs: Programs, text: str) -> None:
    os.kill(run_to_output(dap, programs.write(text)), signal.SIGKILL)
    assert dap.finish() == 128 + 9
    assert dap.request("threads") == {"threads": []}
    with pytest.raises(FailedError, match="has ended"):
        dap.request("pause", threadId=1)


def test_the_program_is_killed_while_it_is_asked(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("fn spin() { while true { let a = 1 } }\nbreakpoint()\n"))
    dap.stopped()
    number = dap.send("evaluate", {"expression": "spin()", "context": "repl", "frameId": dap.top["id"]})
    assert dap.program_pid is not None
    os.kill(dap.program_pid, signal.SIGKILL)
    with pytest.raises(FailedError, match="has ended"):
        dap.response(number)
    assert dap.finish() == 137


@pytest.mark.parametrize("text", [FOREVER, ASLEEP, FOREVER + "// stopped"])
def test_the_editor_is_closed(dap: Client, programs: Programs, text: str) -> None:
    pid = run_to_output(dap, programs.write(text))
    if "stopped" in text:
        dap.request("pause", threadId=1)
        dap.stopped()
    assert dap.close() == 0
    wait_gone(pid)


@pytest.mark.parametrize("text", [FOREVER, ASLEEP, 'while true { print("flood") }\n'])
def test_the_adapter_is_killed(dap: Client, programs: Programs, text: str) -> None:
    pid = run_to_output(dap, programs.write(text))
    dap.process.kill()
    dap.process.wait(LIMIT)
    wait_gone(pid)


def test_the_adapter_is_killed_while_the_program_is_stopped(dap: Client, programs: Programs) -> None:
    pid = run_to_output(dap, programs.write('print("on")\nbreakpoint()\n'))
    dap.stopped()
    dap.process.kill()
    wait_gone(pid)


def test_the_adapter_is_terminated(dap: Client, programs: Programs) -> None:
    pid = run_to_output(dap, programs.write(FOREVER))
    dap.process.terminate()
    wait_gone(pid)


def test_the_editor_does_not_listen_any_more(dap: Client, programs: Programs) -> None:
    pid = run_to_output(dap, programs.write('while true { print("flood") }\n'))
    dap.stop_listening()
    assert dap.process.wait(LIMIT) == 1
    wait_gone(pid)


@pytest.mark.parametrize("text", [FOREVER, ASLEEP])
def test_terminate_interrupts(dap: Client, programs: Programs, text: str) -> None:
    run_to_output(dap, programs.write(text))
    dap.request("terminate")
    assert dap.finish() == 130


def test_terminate_at_a_stop(dap: Client, programs: Programs) -> None:
    text = 'try {\n    breakpoint()\n    print("not reached")\n} catch e {\n    print("not caught")\n}\n'
    dap.launch(programs.write(text))
    dap.stopped()
    dap.request("terminate")
    assert dap.finish() == 130
    assert dap.output() == ""


def test_terminate_before_the_start(dap: Client, programs: Programs) -> None:
    dap.initialize()
    dap.request("launch", program=str(programs.write(FOREVER)))
    dap.request("terminate")
    dap.event("terminated")


def test_disconnect_ends_both(dap: Client, programs: Programs) -> None:
    pid = run_to_output(dap, programs.write(FOREVER))
    dap.request("disconnect")
    assert dap.process.wait(LIMIT) == 0
    wait_gone(pid)


def test_disconnect_can_leave_the_program_alone(dap: Client, programs: Programs) -> None:
    done = programs.folder / "done"
    text = f'print("on")\nbreakpoint()\nfor i in range(5) {{ print(i) }}\nwrite_file("{done}", "yes")\n'
    path = programs.write(text)
    pid = run_to_output(dap, path)
    dap.stopped()
    dap.set_breakpoints(path, [{"line": 4}])
    dap.request("disconnect", terminateDebuggee=False)
    assert dap.process.wait(LIMIT) == 0
    wait_gone(pid)
    assert done.read_text() == "yes"


def test_an_exit_status(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("fn main() { return 7 }\n"))
    assert dap.finish() == 7


def test_without_debugging(dap: Client, programs: Programs) -> None:
    path = programs.write('print("a")\nbreakpoint()\nprint("b", args)\n')
    (found,) = dap.launch(path, [{"line": 1}], noDebug=True, stopOnEntry=True, args=["x", "y z"])
    assert found["verified"]
    assert dap.finish() == 0
    assert dap.output() == "a\nb ['x', 'y z']\n"
    assert "ignored, no debugger attached" in dap.output("stderr")


def test_a_seed(programs: Programs) -> None:
    path = programs.write("print(random_int(0, 1000000000))\n")
    printed = []
    for seed in (7, 7, 8):
        dap = Client()
        dap.launch(path, seed=seed)
        dap.finish()
        printed.append(dap.output())
        dap.close()
    assert printed[0] == printed[1] != printed[2]


def test_a_test_is_called_instead_of_main(dap: Client, programs: Programs) -> None:
    text = 'print("top")\nfn main() { print("main") }\nfn test_it() {\n    print("it")  // <here>\n    return 3\n}\n'
    path = programs.write(text)
    dap.launch(path, [{"line": programs.lines["here"]}], test="test_it")
    assert dap.stopped("breakpoint")["name"] == "test_it"
    dap.request("continue", threadId=1)
    assert dap.finish() == 0
    assert dap.output() == "top\nit\n"


def test_the_environment_and_folder_of_the_program(dap: Client, programs: Programs) -> None:
    other = programs.folder / "other"
    other.mkdir()
    os.environ["NORMIL_TEST_GONE"] = "1"
    python = programs.python('pwd; echo "$ADDED" "$NORMIL_TEST_GONE|"')
    arguments = {"cwd": str(other), "env": {"ADDED": "ä", "NORMIL_TEST_GONE": None}, "normilPython": str(python)}
    dap.launch(programs.write('write_file("here", "")\n'), **arguments)
    dap.finish()
    assert dap.output() == f"{other}\nä |\n"
    assert (other / "here").exists()


def test_the_folder_of_the_program_is_where_it_runs(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('write_file("here", "")\n'))
    dap.finish()
    assert (programs.folder / "here").exists()


def test_the_token_is_on_no_command_line(dap: Client, programs: Programs) -> None:
    pid = run_to_output(dap, programs.write(FOREVER))
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    (token,) = [entry.partition(b"=")[2] for entry in environment if entry.startswith(b"NORMIL_DEBUG_TOKEN=")]
    assert not any(token in word for word in words)
