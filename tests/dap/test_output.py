"""The program's output: complete, in order, and never in the way."""

from __future__ import annotations

import os
import re
import signal

from conftest import Programs
from dap_client import Client

LINES = 100_000
FLOOD = f"""\
let line = "x" * 92
for i in range({LINES}) {{
    print(i + 1000000, line)
}}
"""


def check_flood(text: str) -> None:
    lines = text.splitlines()
    assert len(lines) == LINES
    assert lines == [f"{1000000 + i} {'x' * 92}" for i in range(LINES)]


def test_ten_megabytes_come_whole_and_in_order(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(FLOOD))
    assert dap.finish() == 0
    check_flood(dap.output())


def test_requests_are_answered_in_the_flood(dap: Client, programs: Programs) -> None:
    path = programs.write(FLOOD)
    dap.launch(path)
    dap.event("output")
    for _ in range(20):
        assert dap.request("threads")["threads"]
        assert dap.set_breakpoints(path, []) == []
    dap.request("pause", threadId=1)
    dap.stopped("pause")
    seen = dap.output()
    number = int(dap.value("i"))
    printed = [int(found) for found in re.findall(r"^(\d+) x", seen, re.MULTILINE)]
    assert printed[-1] - 1000000 in (number - 1, number)
    dap.request("continue", threadId=1)
    assert dap.finish() == 0
    check_flood(dap.output())


def test_an_editor_that_does_not_read_holds_the_program_not_the_adapter(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(FLOOD))
    dap.event("output")
    dap.hold()
    number = dap.send("threads")
    assert dap.program_pid is not None
    dap.release()
    assert dap.response(number)["threads"]
    assert dap.finish() == 0
    check_flood(dap.output())


def test_a_flooding_program_can_be_left(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('while true { print("flood") }\n'))
    dap.event("output")
    dap.hold()
    assert dap.close() == 0


def test_output_comes_before_the_stop_that_follows_it(dap: Client, programs: Programs) -> None:
    text = 'for i in range(50) {\n    print("line", i)\n    let k = i\n}\n'
    dap.launch(programs.write(text), [{"line": 3}])
    for i in range(50):
        dap.stopped()
        assert dap.output().splitlines()[-1] == f"line {i}"
        dap.request("continue", threadId=1)
    dap.finish()


def test_both_streams_keep_their_order(dap: Client, programs: Programs) -> None:
    text = "".join(f'print("out {i}")\nbreakpoint()\n' for i in range(5))
    dap.launch(programs.write(text), noDebug=True)
    dap.finish()
    merged = "".join(body["output"] for body in dap.events("output"))
    kinds = [line.split()[0] for line in merged.splitlines()]
    assert kinds == ["out", "warning:"] * 5
    assert dap.output("stderr").count("warning") == 5


def test_an_uncaught_error_is_the_last_thing_said(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('print("first")\nlet a = [1][2]\n'))
    assert dap.finish() == 1
    last = dap.events("output")[-1]
    assert last["category"] == "stderr"
    assert "error[IndexError]" in dap.output("stderr")
    assert dap.output() == "first\n"


def test_what_other_programs_write_is_output_too(dap: Client, programs: Programs) -> None:
    python = programs.python("echo from a child; echo an error >&2")
    dap.launch(programs.write("print(1)\n"), normilPython=str(python))
    dap.finish()
    assert sorted(dap.output().splitlines()) == ["1", "from a child"]
    assert "an error" in dap.output("stderr")


def test_a_child_that_stays_does_not_hold_up_the_end(dap: Client, programs: Programs) -> None:
    python = programs.python("sleep 1000 & echo $!")
    dap.launch(programs.write("let a = 1\n"), normilPython=str(python))
    assert dap.finish() == 0
    os.kill(int(dap.output()), signal.SIGKILL)


def test_any_text_can_be_printed(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('print("ä😀\\u{0}\\u{7f}\\r\\t|")\nprint("no end", end: "")\n'))
    dap.finish()
    assert dap.output() == "ä😀\0\x7f\r\t|\nno end"


def test_standard_input_is_empty(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('try { input("name? ") } catch e { print(e.kind) }\n'))
    dap.finish()
    assert dap.output().endswith("IOError\n")
