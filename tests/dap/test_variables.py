"""What is seen at a stop: frames, scopes, variables, and positions as the editor counts."""

from __future__ import annotations

import pytest
from conftest import Programs
from dap_client import Client, FailedError


def texts(variables: dict[str, dict[str, object]]) -> dict[str, object]:
    return {name: variable["value"] for name, variable in variables.items()}


def test_scopes_of_a_function(dap: Client, programs: Programs) -> None:
    text = """\
let limit = 3
type Point = {x: float, y: float}
fn make(start) {
    let unused = 1
    let n = start
    return fn(step) {
        let before = n
        if step > 0 {
            let inner = step * 2
            n += inner
            breakpoint()
        }
        let later = 0
        return before
    }
}
make(10)(1)
"""
    dap.launch(programs.write(text))
    dap.stopped()
    scopes = dap.scopes(dap.top)
    assert list(scopes) == ["Locals", "Closure", "Module"]
    assert texts(scopes["Locals"]) == {"step": "1", "before": "10", "inner": "2"}
    assert texts(scopes["Closure"]) == {"n": "12"}
    assert texts(scopes["Module"]) == {"limit": "3", "Point": "<type Point>", "make": "<fn make>"}
    assert scopes["Module"]["limit"]["type"] == "int"
    outer = dap.scopes(dap.stack()[1])
    assert list(outer) == ["Locals", "Module"]
    assert texts(outer["Locals"]) == texts(outer["Module"])


def test_each_iteration_has_its_own_bindings(dap: Client, programs: Programs) -> None:
    text = """\
let fs = []
for i in range(3) {
    let k = i * 10
    fs.append(fn() {
        k += 1
        breakpoint()
        return k + i
    })
}
fs[2]()
fs[0]()
"""
    dap.launch(programs.write(text))
    for k, i in (("21", "2"), ("1", "0")):
        dap.stopped()
        assert texts(dap.scopes(dap.top)["Closure"]) == {"i": i, "k": k}
        dap.request("continue", threadId=1)


def test_an_inner_name_hides_an_outer_one(dap: Client, programs: Programs) -> None:
    text = """\
fn f(x) {
    let a = "outer"
    if x {
        let a = "inner"
        breakpoint()
    }
    breakpoint()
    let z = 1
}
f(true)
"""
    dap.launch(programs.write(text))
    dap.stopped()
    assert dap.scopes(dap.top)["Locals"]["a"]["value"] == "'inner'"
    assert dap.value("a") == "'inner'"
    dap.go("continue")
    assert texts(dap.scopes(dap.top)["Locals"]) == {"x": "True", "a": "'outer'"}


def test_vectors_and_matrices(dap: Client, programs: Programs) -> None:
    text = """\
let v = vec([3.0, -4.0, 0.0])
let m = matrix(2, 3, [1, 2, 3, 4, 5, 6])
let odd = vec([1.0, nan, 2.0])
let none_left = zeros(0)
let big = fill(1000, 0.5)
breakpoint()
"""
    dap.launch(programs.write(text))
    dap.stopped()
    found = dap.scopes(dap.top)["Module"]
    assert texts(found) == {
        "v": "Vec(3) norm=5 min=-4 max=3",
        "m": "Matrix(2, 3) norm=9.53939 min=1 max=6",
        "odd": "Vec(3) norm=nan min=1 max=2 nan=1",
        "none_left": "Vec(0)",
        "big": "Vec(1000) norm=15.8114 min=0.5 max=0.5",
    }
    assert [found[name]["type"] for name in ("v", "m")] == ["Vec", "Matrix"]
    assert found["none_left"]["variablesReference"] == 0
    assert texts(dap.children(found["v"]["variablesReference"])) == {"[0]": "3.0", "[1]": "-4.0", "[2]": "0.0"}
    rows = dap.children(found["m"]["variablesReference"])
    assert rows["[1]"]["type"] == "Vec"
    assert rows["[1]"]["evaluateName"] == "m[1]"
    assert texts(dap.children(rows["[1]"]["variablesReference"])) == {"[0]": "4.0", "[1]": "5.0", "[2]": "6.0"}


def test_pages(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("let v = vec(range(1000))\nlet m = {a: 1, b: [2], c: 3}\nbreakpoint()\n"))
    dap.stopped()
    found = dap.scopes(dap.top)["Module"]
    assert (found["v"]["indexedVariables"], found["v"].get("namedVariables")) == (1000, None)
    reference = found["v"]["variablesReference"]
    assert texts(dap.children(reference, filter="indexed", start=998, count=100)) == {
        "[998]": "998.0",
        "[999]": "999.0",
    }
    assert len(dap.children(reference, start=10, count=5)) == 5
    assert dap.children(reference, filter="named") == {}
    assert dap.children(reference, start=5000, count=10) == {}
    assert (found["m"]["namedVariables"], found["m"].get("indexedVariables")) == (3, None)
    assert list(dap.children(found["m"]["variablesReference"], start=1, count=1)) == ["'b'"]


def test_every_part_can_be_evaluated_by_its_name(dap: Client, programs: Programs) -> None:
    text = """\
type Point = {x: float, type: str}
let value = {
    "a b": [1, {k: (-2.5)}],
    "q\\"\\\\\\n\\u{7}😀": "quoted",
    (3): Point {x: 1.5, type: "t"},
    (none): matrix(2, 2, 1.0),
    (true): [[]],
}
breakpoint()
"""
    dap.launch(programs.write(text))
    dap.stopped()
    waiting = [dap.scopes(dap.top)["Module"]["value"]]
    count = 0
    while waiting:
        variable = waiting.pop()
        found = dap.evaluate(variable["evaluateName"], context="variables")
        assert (found["result"], found["type"]) == (variable["value"], variable["type"])
        count += 1
        if variable["variablesReference"]:
            waiting += dap.children(variable["variablesReference"]).values()
    assert count == 18


def test_long_values_are_cut_and_cyclic_ones_end(dap: Client, programs: Programs) -> None:
    text = """\
let long = range(1000000)
let text = "x" * 100000
let lines = "a\\nb"
let loop = [1]
loop.append(loop)
let deep = [[[[[[["x" * 1000]]]]]]]
breakpoint()
"""
    dap.launch(programs.write(text))
    dap.stopped()
    found = dap.scopes(dap.top)["Module"]
    assert found["long"]["value"].startswith("[0, 1, 2, ")
    assert found["long"]["value"].endswith(", ...]")
    assert all(len(variable["value"]) < 400 for variable in found.values())
    assert all("\n" not in variable["value"] for variable in found.values())
    assert found["lines"]["value"] == "'a\\nb'"
    assert found["loop"]["value"] == "[1, [...]]"
    assert len(dap.value("text", context="clipboard")) == 100002


def test_records_errors_and_functions(dap: Client, programs: Programs) -> None:
    text = """\
type Reading = {sensor: str, value: float}
let r = Reading {sensor: "t1", value: 21.5}
try { [1][5] } catch e {
    breakpoint()
}
"""
    dap.launch(programs.write(text))
    dap.stopped()
    found = dap.scopes(dap.top)["Locals"]
    assert (found["r"]["value"], found["r"]["type"]) == ("Reading {sensor: 't1', value: 21.5}", "Reading")
    assert texts(dap.children(found["r"]["variablesReference"])) == {"sensor": "'t1'", "value": "21.5"}
    assert found["e"]["type"] == "error"
    error = dap.children(found["e"]["variablesReference"])
    assert error["kind"]["value"] == "'IndexError'"
    assert (error["line"]["value"], error["column"]["value"]) == ("3", "7")


def test_the_state_of_a_plastic_function(dap: Client, programs: Programs) -> None:
    text = """\
@plastic(rate: 0.5)
fn learn(w: Vec) {
    breakpoint(step == 2)
    return w + 1.0
}
let w = ones(2)
for i in range(4) { w = learn(w) }
"""
    dap.launch(programs.write(text))
    dap.stopped()
    scopes = dap.scopes(dap.top)
    assert scopes["Locals"]["step"]["value"] == "2"
    assert scopes["Plastic state"]["step_count"]["value"] == "2"
    assert scopes["Plastic state"]["history"]["value"].startswith("[Vec(2) norm=")
    assert dap.value("plastic_state(learn).step_count") == "2"


def test_numbers_of_an_earlier_stop_are_refused(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("let xs = [1]\nbreakpoint()\nbreakpoint()\n"))
    first = dap.stopped()
    reference = dap.scopes(first)["Module"]["xs"]["variablesReference"]
    dap.go("continue")
    for command, arguments in (
        ("scopes", {"frameId": first["id"]}),
        ("variables", {"variablesReference": reference}),
        ("evaluate", {"expression": "1", "frameId": first["id"]}),
    ):
        with pytest.raises(FailedError, match="any more"):
            dap.request(command, **arguments)


UNICODE = """\
let größe = "😀"; let b = größe + "é"; breakpoint()
fn 名前(ü) {
    let s = "😀😀" + ü; return s
}
print(名前("x"))
"""


def test_columns_are_utf_16_units(dap: Client, programs: Programs) -> None:
    path = programs.write(UNICODE)
    found = dap.launch(path, [{"line": 1, "column": 19}, {"line": 3, "column": 25}])
    assert [(b["line"], b["column"]) for b in found] == [(1, 19), (3, 25)]
    assert dap.stopped()["column"] == 19
    assert dap.value("größe") == "'😀'"
    assert dap.go("continue")["column"] == 40
    frame = dap.go("continue")
    assert (frame["name"], frame["column"]) == ("名前", 25)
    assert not {"endLine", "endColumn"} & frame.keys()  # an editor would select the statement
    assert texts(dap.scopes(frame)["Locals"]) == {"ü": "'x'", "s": "'😀😀x'"}
    dap.request("continue", threadId=1)
    dap.finish()
    assert dap.output() == "😀😀x\n"


def test_lines_and_columns_from_zero_and_uris(dap: Client, programs: Programs) -> None:
    path = programs.write(UNICODE, "ä b.nor")
    dap.initialize(linesStartAt1=False, columnsStartAt1=False, pathFormat="uri")
    launching = dap.send("launch", {"program": str(path)})
    uri = path.as_uri()
    (found,) = dap.request("setBreakpoints", source={"path": uri}, breakpoints=[{"line": 2, "column": 24}])[
        "breakpoints"
    ]
    assert (found["line"], found["column"], found["source"]["path"]) == (2, 24, uri)
    dap.request("configurationDone")
    dap.response(launching)
    assert (dap.stopped()["line"], dap.top["column"]) == (0, 39)
    assert (dap.go("continue")["line"], dap.top["column"]) == (2, 24)
    assert dap.top["source"]["path"] == uri


def test_a_page_of_the_stack(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("fn f(n) {\n    if n == 0 { breakpoint() }\n    else { f(n - 1) }\n}\nf(20)\n"))
    dap.stopped()
    body = dap.request("stackTrace", threadId=1, startFrame=2, levels=3)
    assert (len(body["stackFrames"]), body["totalFrames"]) == (3, 22)
    assert len(dap.stack(startFrame=20)) == 2
    assert len(dap.stack(levels=0)) == 22
    assert dap.stack(startFrame=99) == []
    caller = dap.stack()[1]
    assert (caller["line"], caller["column"]) == (3, 12)
    assert dap.value("n", caller) == "1"


def test_the_source_of_a_file(dap: Client, programs: Programs) -> None:
    path = programs.write(UNICODE)
    dap.initialize()
    assert dap.request("source", source={"path": str(path)}, sourceReference=0)["content"] == UNICODE
    with pytest.raises(FailedError, match="cannot read"):
        dap.request("source", source={"path": str(path) + "x"}, sourceReference=0)
