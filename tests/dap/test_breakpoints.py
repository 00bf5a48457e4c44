"""Breakpoints: where they are, when they stop, what they log."""

from __future__ import annotations

import pytest
from conftest import Programs
from dap_client import Client

LOOP = """\
let total = 0
for i in range(10) {
    // the next line is the one
    total += i  // <add>
}
print(total)  // <end>

"""


def test_a_line_without_a_statement_moves_on(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    moved, too_late = dap.launch(path, [{"line": 3}, {"line": 8}])
    assert (moved["verified"], moved["line"], moved["column"]) == (True, 4, 5)
    assert (moved["endLine"], moved["endColumn"]) == (4, 15)
    assert not too_late["verified"]
    assert "no statement" in too_late["message"]
    assert dap.stopped("breakpoint")["line"] == 4


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("i == 4", "4"), ("total > 20", "7"), ("i", "1"), ("[] != [i] && i >= 8", "8")],
)
def test_a_condition(dap: Client, programs: Programs, condition: str, expected: str) -> None:
    dap.launch(programs.write(LOOP), [{"line": 4, "condition": condition}])
    dap.stopped("breakpoint")
    assert dap.value("i") == expected


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ("3", [2]),
        ("==3", [2]),
        (">8", [8, 9]),
        (">=9", [8, 9]),
        ("<3", [0, 1]),
        ("<= 2", [0, 1]),
        ("%4", [3, 7]),
    ],
)
def test_a_hit_condition(dap: Client, programs: Programs, hits: str, expected: list[int]) -> None:
    dap.launch(programs.write(LOOP), [{"line": 4, "hitCondition": hits}, {"line": 6}])
    found = []
    while dap.stopped("breakpoint")["line"] == 4:
        found.append(int(dap.value("i")))
        dap.request("continue", threadId=1)
    assert found == expected


def test_hits_count_where_the_condition_holds(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(LOOP), [{"line": 4, "condition": "i % 2 == 1", "hitCondition": "3"}])
    dap.stopped("breakpoint")
    assert dap.value("i") == "5"


def test_a_log_point_logs_and_goes_on(dap: Client, programs: Programs) -> None:
    path = programs.write('for i in range(3) {\n    print("before", i)\n    let s = "<" + i + ">"\n}\nprint("end")\n')
    dap.launch(path, [{"line": 3, "logMessage": "i = {i}, twice {i * 2}, {[i, {k: i}]}"}])
    assert dap.finish() == 0
    outputs = [body for body in dap.events("output") if body["category"] in ("stdout", "console")]
    merged = "".join(body["output"] for body in outputs)
    assert merged == "".join(f"before {i}\ni = {i}, twice {2 * i}, [{i}, {{'k': {i}}}]\n" for i in range(3)) + "end\n"
    first = next(body for body in outputs if body["category"] == "console")
    assert (first["line"], first["column"], first["source"]["path"]) == (3, 5, str(path))


def test_a_log_point_with_conditions(dap: Client, programs: Programs) -> None:
    log = {"line": 4, "condition": "i > 3", "hitCondition": "%2", "logMessage": "{i} {1 / (i - 5)}"}
    dap.launch(programs.write(LOOP), [log])
    dap.finish()
    assert dap.output("console").splitlines() == ["5 <ZeroDivisionError: division by zero>", "7 0.5", "9 0.25"]


def test_two_breakpoints_on_a_line(dap: Client, programs: Programs) -> None:
    path = programs.write("let a = 1; let b = a + 1; print(a + b)\n")
    found = dap.launch(
        path,
        [
            {"line": 1, "column": 12},
            {"line": 1, "column": 28, "condition": "b == 2"},
            {"line": 1, "column": 27, "logMessage": "b is {b}"},
        ],
    )
    assert [(b["line"], b["column"]) for b in found] == [(1, 12), (1, 27), (1, 27)]
    assert len({b["id"] for b in found}) == 3
    assert dap.stopped("breakpoint")["column"] == 12
    frame = dap.go("continue")
    assert (frame["column"], frame["stop"]["hitBreakpointIds"]) == (27, [found[1]["id"]])
    assert dap.output("console") == "b is 2\n"


def test_two_breakpoints_at_one_statement_both_tell(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    found = dap.launch(path, [{"line": 4}, {"line": 3, "condition": "i == 1"}])
    assert dap.stopped("breakpoint")["stop"]["hitBreakpointIds"] == [found[0]["id"]]
    assert dap.go("continue")["stop"]["hitBreakpointIds"] == [found[0]["id"], found[1]["id"]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"condition": "total ="}, "condition"),
        ({"condition": "total = 3"}, "condition"),
        ({"hitCondition": "often"}, "hit condition 'often'"),
        ({"hitCondition": "%0"}, "hit condition"),
        ({"logMessage": "a {b"}, "log message"),
        ({"logMessage": "{}"}, "log message"),
    ],
)
def test_what_cannot_be_read_is_not_verified(
    dap: Client, programs: Programs, wrong: dict[str, str], words: str
) -> None:
    (found,) = dap.launch(programs.write(LOOP), [{"line": 4, **wrong}])
    assert not found["verified"]
    assert words in found["message"]
    assert dap.finish() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"condition": "totel > 3"}, "'totel' is not defined"),
        ({"condition": "print(i)"}, "'print' has an effect"),
        ({"logMessage": "{append([], i)}"}, "'append' has an effect"),
        ({"condition": "[1].append(2)"}, "'append' has an effect"),
    ],
)
def test_what_means_nothing_there_is_told_by_an_event(
    dap: Client, programs: Programs, wrong: dict[str, str], words: str
) -> None:
    (found,) = dap.launch(programs.write(LOOP), [{"line": 4, **wrong}])
    changed = dap.event("breakpoint")
    assert changed["reason"] == "changed"
    assert (changed["breakpoint"]["id"], changed["breakpoint"]["verified"]) == (found["id"], False)
    assert words in changed["breakpoint"]["message"]
    assert dap.finish() == 0


def test_a_condition_that_fails_is_false_and_says_so_once(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write(LOOP), [{"line": 4, "condition": "i.nothing == 1"}])
    assert dap.finish() == 0
    assert dap.output("console").startswith("condition 'i.nothing == 1': NameError: ")
    assert dap.output("console").count("\n") == 1


def test_a_condition_may_call_functions_in_which_nothing_stops(dap: Client, programs: Programs) -> None:
    text = "fn odd(n) {\n    return n % 2 == 1\n}\nfor i in range(9) {\n    let k = odd(i)\n}\n"
    dap.launch(programs.write(text), [{"line": 5, "condition": "odd(i) && i > 4"}, {"line": 2, "condition": "n == 7"}])
    frame = dap.stopped("breakpoint")
    assert (frame["line"], dap.value("i")) == (5, "5")
    assert dap.go("continue")["line"] == 5
    frame = dap.go("continue")
    assert (frame["line"], dap.value("n")) == (2, "7")


BUSY = """\
let n = 0
let go = true
while go {
    n += 1  // <in>
}
print("left")  // <out>
"""


def test_breakpoints_of_a_running_program(dap: Client, programs: Programs) -> None:
    path = programs.write(BUSY)
    dap.launch(path)
    (found,) = dap.set_breakpoints(path, [{"line": 4, "condition": "n > 1000"}])
    assert found["verified"]
    dap.stopped("breakpoint")
    assert int(dap.value("n")) > 1000
    dap.evaluate("go = false", context="repl")
    dap.set_breakpoints(path, [{"line": 6}])
    assert dap.go("continue")["line"] == 6


def test_a_breakpoint_that_stays_keeps_its_number_and_hits(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    counted = {"line": 4, "hitCondition": "5"}
    first = dap.launch(path, [counted, {"line": 4, "condition": "i == 2"}])
    dap.stopped("breakpoint")
    second = dap.set_breakpoints(path, [{"line": 6}, counted])
    assert second[1]["id"] == first[0]["id"]
    assert second[0]["id"] not in {found["id"] for found in first}
    dap.go("continue")
    assert dap.value("i") == "4"


def test_breakpoints_before_launch_and_in_other_files(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    other = programs.write("print(1)\n", "other.nor")
    dap.initialize()
    assert dap.set_breakpoints(other, [{"line": 1}])[0]["verified"]
    assert not dap.set_breakpoints(programs.folder / "missing.nor", [{"line": 1}])[0]["verified"]
    assert not dap.set_breakpoints(programs.folder, [{"line": 1}])[0]["verified"]
    dap.launch(path, [{"line": 6}])
    assert dap.stopped("breakpoint")["line"] == 6


def test_a_file_that_changes_under_the_program(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    dap.launch(path, [{"line": 6}])
    dap.stopped("breakpoint")
    programs.write("\n" + LOOP)
    (found,) = dap.set_breakpoints(path, [{"line": 5}])
    assert found["verified"]
    changed = dap.event("breakpoint")["breakpoint"]
    assert changed["id"] == found["id"]
    assert "changed" in changed["message"]


def test_a_link_to_a_file_is_the_file(dap: Client, programs: Programs) -> None:
    path = programs.write(LOOP)
    link = programs.folder / "link.nor"
    link.symlink_to(path)
    dap.initialize()
    launching = dap.send("launch", {"program": str(path)})
    dap.set_breakpoints(link, [{"line": 6}])
    dap.request("configurationDone")
    dap.response(launching)
    frame = dap.stopped("breakpoint")
    assert (frame["line"], frame["source"]["path"]) == (6, str(link))


def test_breakpoint_as_a_call(dap: Client, programs: Programs) -> None:
    text = "fn f(n) {\n    breakpoint(n > 2)\n    return n\n}\nfor i in range(5) { f(i) }\nbreakpoint()\n"
    dap.launch(programs.write(text))
    for expected in ("3", "4"):
        frame = dap.stopped("breakpoint")
        assert frame["stop"]["description"] == "breakpoint()"
        assert "hitBreakpointIds" not in frame["stop"]
        assert (frame["name"], frame["line"], dap.value("n")) == ("f", 2, expected)
        dap.request("continue", threadId=1)
    assert dap.stopped("breakpoint")["line"] == 6
    dap.request("continue", threadId=1)
    assert dap.finish() == 0
    assert dap.output("stderr") == ""


def test_the_places_for_breakpoints(dap: Client, programs: Programs) -> None:
    path = programs.write("let a = 1; let b = 2\n\nif a == b { print(a) }\n")
    dap.initialize()
    found = dap.request("breakpointLocations", source={"path": str(path)}, line=1, endLine=3)["breakpoints"]
    assert [(place["line"], place["column"]) for place in found] == [(1, 1), (1, 12), (3, 1), (3, 13)]
    assert dap.request("breakpointLocations", source={"path": str(path)}, line=2) == {"breakpoints": []}
