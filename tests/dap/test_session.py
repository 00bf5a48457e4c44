"""A session from its beginning to its end."""

from __future__ import annotations

from conftest import Programs
from dap_client import Client

HELLO = """\
let a = 1
fn main() {
    let b = a + 1  // <b>
    print("b is", b)
}
"""


def test_a_program_runs_and_ends(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(HELLO))
    assert dap.finish() == 0
    assert dap.output() == "b is 2\n"


def test_a_breakpoint_stops_before_its_line(dap: Client, programs: Programs) -> None:
    path = programs.write(HELLO)
    (breakpoint_,) = dap.launch(path, [{"line": programs.lines["b"]}])
    assert breakpoint_["verified"]
    frame = dap.stopped("breakpoint")
    assert frame["stop"]["hitBreakpointIds"] == [breakpoint_["id"]]
    assert (frame["name"], frame["line"], frame["column"]) == ("main", 3, 5)
    assert frame["source"]["path"] == str(path)
    assert dap.output() == ""
    dap.go("next")
    assert dap.value("b * 10") == "20"
    dap.request("continue", threadId=1)
    assert dap.finish() == 0
