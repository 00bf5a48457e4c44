"""next, stepIn, stepOut, pause, stopOnEntry."""

from __future__ import annotations

from conftest import Programs
from dap_client import Client

CALLS = """\
fn inner(x) {
    let y = x * 2  // <inner>
    return y  // <inner end>
}
fn outer(x) {
    let a = inner(x)  // <outer>
    let b = inner(a)  // <outer 2>
    return b  // <outer end>
}
let r = outer(1)  // <start>
print(r)  // <last>
"""


def walk(dap: Client, *commands: str) -> list[tuple[str, int]]:
    """Where the program stops after each command."""
    return [(frame["name"], frame["line"]) for frame in (dap.go(command) for command in commands)]


def test_next_stays_in_the_function(dap: Client, programs: Programs) -> None:
    path = programs.write(CALLS)
    dap.launch(path, [{"line": programs.lines["outer"]}])
    frame = dap.stopped("breakpoint")
    assert frame["name"] == "outer"
    assert walk(dap, "next", "next", "next") == [("outer", 7), ("outer", 8), ("<top level>", 11)]
    dap.request("next", threadId=1)
    assert dap.finish() == 0
    assert dap.output() == "4\n"


def test_step_in_and_out(dap: Client, programs: Programs) -> None:
    path = programs.write(CALLS)
    dap.launch(path, stopOnEntry=True)
    assert dap.stopped("entry")["line"] == 10
    assert walk(dap, "stepIn", "stepIn", "stepOut") == [("outer", 6), ("inner", 2), ("outer", 7)]
    assert walk(dap, "stepIn", "stepIn", "stepIn") == [("inner", 2), ("inner", 3), ("outer", 8)]
    frame = dap.go("stepOut")
    assert (frame["line"], frame["stop"]["reason"]) == (11, "step")


def test_a_breakpoint_in_what_is_stepped_over(dap: Client, programs: Programs) -> None:
    path = programs.write(CALLS)
    dap.launch(path, [{"line": 3, "condition": "y == 4"}], stopOnEntry=True)
    dap.stopped("entry")
    frame = dap.go("next")
    assert (frame["name"], frame["line"], frame["stop"]["reason"]) == ("inner", 3, "breakpoint")
    assert walk(dap, "stepOut") == [("outer", 8)]


RECURSION = """\
fn fact(n) {
    if n <= 1 {  // <test>
        return 1  // <base>
    }
    let rest = fact(n - 1)  // <call>
    return n * rest  // <end>
}
let f = fact(4)
print(f)
"""


def test_recursion(dap: Client, programs: Programs) -> None:
    path = programs.write(RECURSION)
    dap.launch(path, [{"line": 5, "condition": "n == 3"}])
    dap.stopped("breakpoint")
    assert [frame["name"] for frame in dap.stack()] == ["fact", "fact", "<top level>"]
    assert [frame["line"] for frame in dap.stack()] == [5, 5, 8]
    dap.go("next")
    assert (dap.top["line"], dap.value("n"), dap.value("rest"), len(dap.stack())) == (6, "3", "2", 3)
    dap.go("next")
    assert (dap.top["line"], dap.value("n"), dap.value("rest"), len(dap.stack())) == (6, "4", "6", 2)


def test_step_out_of_recursion(dap: Client, programs: Programs) -> None:
    path = programs.write(RECURSION)
    dap.launch(path, [{"line": 3}])
    dap.stopped("breakpoint")
    assert len(dap.stack()) == 5
    for depth, n in ((4, "2"), (3, "3"), (2, "4")):
        dap.go("stepOut")
        assert (dap.top["line"], dap.value("n"), len(dap.stack())) == (6, n, depth)
    assert dap.go("stepOut")["line"] == 9


def test_callbacks_of_builtins(dap: Client, programs: Programs) -> None:
    text = "let k = 2\nlet ys = map([1, 2], fn(x) {\n    let y = x * k\n    return y\n})\nprint(ys)\n"
    dap.launch(programs.write(text), stopOnEntry=True)
    dap.stopped("entry")
    assert walk(dap, "next", "stepIn", "next", "next") == [
        ("<top level>", 2),
        ("<anonymous>", 3),
        ("<anonymous>", 4),
        ("<top level>", 6),
    ]


def test_from_the_top_level_into_main(dap: Client, programs: Programs) -> None:
    text = "fn main() {\n    print(2)\n}\nprint(1)\n"
    dap.launch(programs.write(text), stopOnEntry=True)
    dap.stopped("entry")
    assert walk(dap, "next") == [("main", 2)]
    dap.request("next", threadId=1)
    assert dap.finish() == 0


def test_entry_in_main_where_nothing_else_runs(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("fn main() {\n    print(2)\n}\n"), stopOnEntry=True)
    assert dap.stopped("entry")["name"] == "main"


def test_errors_leave_the_function_that_is_stepped_through(dap: Client, programs: Programs) -> None:
    text = "fn bad() {\n    throw 1\n}\ntry {\n    bad()\n} catch e {\n    print(e.message)\n}\nprint(2)\n"
    dap.launch(programs.write(text), [{"line": 2}])
    dap.stopped("breakpoint")
    assert walk(dap, "next", "next") == [("<top level>", 7), ("<top level>", 9)]


def test_an_uncaught_error_while_stepping_ends_the_program(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("let a = 1\nlet b = a / 0\n"), [{"line": 2}])
    dap.stopped("breakpoint")
    dap.request("next", threadId=1)
    assert dap.finish() == 1
    assert "error[ZeroDivisionError]" in dap.output("stderr")


def test_a_loop_is_stepped_statement_by_statement(dap: Client, programs: Programs) -> None:
    text = "let s = 0\nfor i in range(2) {\n    s += i\n    s += 1\n}\nprint(s)\n"
    dap.launch(programs.write(text), stopOnEntry=True)
    dap.stopped("entry")
    lines = [line for _, line in walk(dap, *["next"] * 6)]
    assert lines == [2, 3, 4, 3, 4, 6]


def test_stepping_over_a_call_of_breakpoint_stops_once(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("let a = 1\nbreakpoint()\nlet b = 2\nprint(a)\n"), stopOnEntry=True)
    dap.stopped("entry")
    assert walk(dap, "next", "next", "next") == [("<top level>", 2), ("<top level>", 3), ("<top level>", 4)]


def test_pause(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('let n = 0\nwhile true {\n    n += 1\n    if n == 9 { print("on") }\n}\n'))
    dap.event("output")
    for _ in range(3):
        dap.request("pause", threadId=1)
        assert dap.stopped("pause")["line"] in (3, 4)
        before = int(dap.value("n"))
        assert walk(dap, "next", "next", "next")[0][1] in (3, 4)
        assert int(dap.value("n")) in (before + 1, before + 2)
        dap.request("continue", threadId=1)


def test_pause_in_a_loop_without_statements(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write('print("on")\nwhile true { }\n'))
    dap.event("output")
    dap.request("pause", threadId=1)
    assert dap.stopped("pause")["line"] == 2
    assert dap.go("next")["line"] == 2


def test_pause_of_a_stopped_program_changes_nothing(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(CALLS), stopOnEntry=True)
    dap.stopped("entry")
    dap.request("pause", threadId=1)
    dap.request("continue", threadId=1)
    assert dap.finish() == 0


def test_where_the_stack_is_deepest_the_debugger_still_works(dap: Client, programs: Programs) -> None:
    text = "fn down(n) {\n    if n == 985 {\n        breakpoint()\n    }\n    return down(n + 1)\n}\ndown(1)\n"
    dap.launch(programs.write(text))
    dap.stopped("breakpoint")
    body = dap.request("stackTrace", threadId=1, startFrame=980, levels=10)
    assert body["totalFrames"] == 986
    assert [frame["name"] for frame in body["stackFrames"]] == ["down"] * 5 + ["<top level>"]
    assert dap.value("range(n)[n - 1] + len([n])") == "985"
    dap.go("next")
    dap.request("continue", threadId=1)
    assert dap.finish() == 1
    assert "RecursionError" in dap.output("stderr")
