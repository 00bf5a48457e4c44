"""evaluate: values, effects where they are allowed, and where they are not."""

from __future__ import annotations

import pytest
from conftest import Programs
from dap_client import Client, FailedError

PROGRAM = """\
let module_name = 1
fn twice(x) {
    print("called")
    return x * 2
}
fn work(p) {
    let xs = [1, 2]
    let captured = 5
    let add = fn(y) { captured += y; return captured }
    let before = p
    breakpoint()
    print(p, xs, captured, module_name, before)
    return p
}
work(3)
print(module_name)
"""


@pytest.fixture
def stopped(dap: Client, programs: Programs) -> Client:
    dap.launch(programs.write(PROGRAM))
    dap.stopped()
    return dap


@pytest.fixture(scope="module")
def looked_at(shared_dap: Client, tmp_path_factory: pytest.TempPathFactory) -> Client:
    shared_dap.launch(Programs(tmp_path_factory.mktemp("evaluation")).write(PROGRAM))
    shared_dap.stopped()
    return shared_dap


@pytest.mark.parametrize(
    ("expression", "result", "type_"),
    [
        ("p + 1", "4", "int"),
        ("xs", "[1, 2]", "list"),
        ('"a" + p', "'a3'", "str"),
        ("captured", "5", "int"),
        ("module_name", "1", "int"),
        ("norm(vec([3.0, 4.0]))", "5.0", "float"),
        ("none", "None", "none"),
        ("twice", "<fn twice>", "fn"),
        ("add", "<fn <anonymous>>", "fn"),
        ("map(xs, fn(x) { return x + p })", "[4, 5]", "list"),
        ("{a: 1}", "{'a': 1}", "map"),
        ("ones(2)", "Vec(2) norm=1.41421 min=1 max=1", "Vec"),
    ],
)
def test_a_watch(looked_at: Client, expression: str, result: str, type_: str) -> None:
    found = looked_at.evaluate(expression, context="watch")
    assert (found["result"], found["type"]) == (result, type_)


def test_the_children_of_a_result(looked_at: Client) -> None:
    found = looked_at.evaluate("xs + [[p]]")
    assert found["indexedVariables"] == 3
    children = looked_at.children(found["variablesReference"])
    assert children["[2]"]["evaluateName"] == "(xs + [[p]])[2]"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("p = 4", "an assignment has an effect"),
        ("print(1)", "'print' has an effect (io)"),
        ("xs.append(3)", "'append' has an effect"),
        ("map(xs, print)", "'print' has an effect"),
        ("fn() { captured = 1 }()", "an assignment has an effect"),
        ("breakpoint()", "'breakpoint' has an effect"),
        ("clock()", "'clock' has an effect (time)"),
        ("random(3)", "'random' has an effect"),
        ("let q = 1", "not an expression"),
        ("p; xs", "not an expression"),
        ("if p { 1 }", "not an expression"),
        ("nothing", "'nothing' is not defined"),
        ("p +", "missing"),
        ("", "nothing to evaluate"),
        ("}", "}"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("xs[7]", "IndexError"),
        ("p.name", "NameError"),
    ],
)
@pytest.mark.parametrize("context", ["watch", "hover"])
def test_what_a_watch_refuses(looked_at: Client, expression: str, words: str, context: str) -> None:
    before = looked_at.value("[p, xs, captured, module_name, before]")
    with pytest.raises(FailedError) as caught:
        looked_at.evaluate(expression, context=context)
    assert words in str(caught.value)
    assert looked_at.value("[p, xs, captured, module_name, before]") == before
    assert looked_at.output() == ""


@pytest.mark.parametrize("expression", ["twice(p)", "{f: twice}.f(1)", "fn() { return 1 }()"])
def test_a_hover_calls_nothing_of_the_program(looked_at: Client, expression: str) -> None:
    assert looked_at.value("abs(p) + len(xs)", context="hover") == "5"
    with pytest.raises(FailedError, match="calls a function"):
        looked_at.evaluate(expression, context="hover")


def test_the_repl_changes_the_program(stopped: Client) -> None:
    assert stopped.value("p = 30", context="repl") == ""
    assert stopped.value("xs.append(p); xs", context="repl") == "[1, 2, 30]"
    assert stopped.value("captured += 1\ncaptured", context="repl") == "6"
    assert stopped.value("module_name = before + 4", context="repl") == ""
    assert stopped.value("add(10)", context="repl") == "16"
    assert stopped.value("print(twice(2))", context="repl") == ""
    values = {name: variable["value"] for name, variable in stopped.scopes(stopped.top)["Locals"].items()}
    assert (values["p"], values["captured"]) == ("30", "16")
    stopped.request("continue", threadId=1)
    stopped.finish()
    assert stopped.output() == "called\n4\n30 [1, 2, 30] 16 7 3\n7\n"


def test_a_caller_can_be_changed(dap: Client, programs: Programs) -> None:
    text = "fn inner() {\n    breakpoint()\n}\nfn outer() {\n    let a = 1\n    inner()\n    print(a)\n}\nouter()\n"
    dap.launch(programs.write(text))
    dap.stopped()
    dap.evaluate("a = 2", dap.stack()[1], "repl")
    dap.request("continue", threadId=1)
    dap.finish()
    assert dap.output() == "2\n"


def test_bindings_of_one_iteration_can_be_changed(dap: Client, programs: Programs) -> None:
    text = """\
let fs = []
for i in range(2) {
    let k = i
    fs.append(fn() { k += 1; return k })
    breakpoint(i == 1)
}
print(fs[0](), fs[1]())
"""
    dap.launch(programs.write(text))
    dap.stopped()
    assert dap.value("k = 100; fs[1]()", context="repl") == "101"
    dap.request("continue", threadId=1)
    dap.finish()
    assert dap.output() == "1 102\n"


def test_a_watch_may_call_a_function_of_the_program(stopped: Client) -> None:
    assert stopped.value("twice(p)") == "6"


def test_what_was_assigned_before_an_error_stays(stopped: Client) -> None:
    with pytest.raises(FailedError, match="ZeroDivisionError"):
        stopped.evaluate("p = 8; 1 / 0", context="repl")
    assert stopped.value("p") == "8"


def test_a_name_that_a_closure_did_not_keep(dap: Client, programs: Programs) -> None:
    text = 'let x = "outer"\nfn f() {\n    let x = 1\n    return fn() { breakpoint() }\n}\nf()()\n'
    dap.launch(programs.write(text))
    dap.stopped()
    with pytest.raises(FailedError, match="'x' has no value here"):
        dap.evaluate("x")


def test_without_a_frame_the_names_of_the_file_are_visible(looked_at: Client) -> None:
    assert looked_at.request("evaluate", expression="module_name + 1")["result"] == "2"
    with pytest.raises(FailedError, match="'p' is not defined"):
        looked_at.request("evaluate", expression="p")


def test_nothing_stops_inside_an_evaluation(dap: Client, programs: Programs) -> None:
    path = programs.write("fn f(x) {\n    breakpoint()\n    return x\n}\nlet a = 1\nprint(a)\n")
    dap.launch(path, [{"line": 6}, {"line": 3}])
    dap.stopped()
    assert dap.value("f(7)", context="repl") == "7"
    dap.request("continue", threadId=1)
    assert dap.finish() == 0


def test_an_editor_is_told_that_variables_may_have_changed(dap: Client, programs: Programs) -> None:
    dap.initialize(supportsInvalidatedEvent=True)
    dap.launch(programs.write("let a = 1\nbreakpoint()\n"))
    dap.stopped()
    dap.evaluate("a = 2", context="repl")
    assert dap.event("invalidated") == {"areas": ["variables"]}


def test_an_evaluation_without_end_is_no_obstacle_to_leaving(dap: Client, programs: Programs) -> None:
    dap.launch(programs.write("fn spin() { while true { let a = 1 } }\nbreakpoint()\n"))
    dap.stopped()
    number = dap.send("evaluate", {"expression": "spin()", "context": "repl", "frameId": dap.top["id"]})
    assert dap.request("threads")["threads"]
    dap.request("terminate")
    with pytest.raises(FailedError, match=r"interrupted|has ended"):
        dap.response(number)
    assert dap.finish() == 130
