"""How deep calls can nest when the limit is raised, and that no depth ends the process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

LIMIT = 100  # seconds
RAISED = 100_000

# what calls f(n - 1), where it does not do so itself
WAYS = {
    "@plastic(rate: 0.1)": "f(n - 1)",
    "@atomic": "f(n - 1)",
    "@memoize": "f(n - 1)",
    "@trace": "f(n - 1)",
    "@profile": "f(n - 1)",
    "@trace @profile @memoize @atomic @plastic": "f(n - 1)",
    "transaction": "f(n - 1)",
    "map": "map([n - 1], f)[0]",
    "filter": "len(filter([n - 1], fn(m) { return f(m) + 1 }))",
    "reduce": "reduce([n - 1], fn(_, m) { return f(m) }, 0)",
    "any_of": "int(any_of([n - 1], fn(m) { return f(m) + 1 }))",
    "all_of": "int(all_of([n - 1], fn(m) { return f(m) + 1 }))",
    "sort": "len(sort([n - 1], key: f))",
    "method": "m.f(n - 1)",
    "sort method": "by_method(n)",
    "default": "by_default(n)",
}
# the same, and nothing but functions
DIRECT = {
    "itself": "f(n - 1)",
    "value": "m[0](n - 1)",
    "named": "f(n: n - 1)",
    "literal": "fn(g) { return g }(f)(n - 1)",
    "loop": "by_loop(n)",
}


def program(way: str, call: str, end: str) -> str:
    annotations = way if way.startswith("@") else ""
    word = "transaction" if way == "transaction" else "fn"
    m = "[f]" if way == "value" else "{f: f}"
    return f"""
    {annotations} {word} f(n) {{
        if n == 0 {{ return 0 }}
        let below = {call}
        return below + 1
    }}
    fn by_method(n) {{ let items = [n - 1]; items.sort(key: f); return len(items) }}
    fn by_default(n, m = f(n - 1)) {{ return m }}
    fn by_loop(n) {{ for key in {{a: n - 1}} {{ return f(n - 1) }} }}
    let m = {m}
    {end}
    """


def run(text: str, depth: int = RAISED, *, before: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "normil", "run", "--max-depth", str(depth), "-"]
    if before:
        command = ["sh", "-c", f'{before}; exec "$@"', "sh", *command]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=LIMIT, check=False)


def prints(text: str, output: str, depth: int = RAISED, *, before: str = "") -> None:
    result = run(text, depth, before=before)
    errors = result.stderr
    if "@profile" in text:  # the report of the profile
        head, *rows = errors.splitlines()
        assert head.split()[0] == "calls"
        errors = "".join(row for row in rows if " f() at " not in row)
    assert (result.returncode, result.stdout.strip(), errors) == (0, output, "")


@pytest.mark.parametrize("way", DIRECT)
def test_functions_that_call_each_other(way: str) -> None:
    reached = RAISED // 2 - 20 if way == "loop" else RAISED - 20
    end = f"f({reached}); try {{ f({RAISED + 20}) }} catch e {{ print(e.kind) }}"
    prints(program(way, DIRECT[way], end), "RecursionError")


@pytest.mark.parametrize("way", WAYS)
def test_calls_through_annotations_and_builtins(way: str) -> None:
    # atomic calls look at all that there is, so that a few thousand of them take long enough
    is_atomic = "atomic" in way or way == "transaction"
    without_end = program(way, WAYS[way], "try { f(-1) } catch e { print(e.kind) }")
    if is_atomic:
        prints(program(way, WAYS[way], "f(5000); print(5000)"), "5000")
        prints(without_end, "RecursionError", 4000)
    else:
        prints(without_end.replace("try {", "f(5000); try {"), "RecursionError")


def test_a_loop_is_no_depth() -> None:
    prints("let n = 0\nfor i in range(1000001) { n += 1 }\nwhile n > 0 { n -= 1 }\nprint(n)", "0", 1000)


def test_a_small_stack_of_the_system() -> None:
    text = program("map", WAYS["map"], "try { f(-1) } catch e { print(e.message) }")
    prints(text, "calls are nested deeper than 1000", 1000, before="ulimit -s 512" if os.name == "posix" else "")


def test_python_modules_between(tmp_path: Path) -> None:
    """The most that calls are known to take of the stack."""
    (tmp_path / "between.py").write_text("def through(f):\n    return sorted([1, 2], key=f)\n")
    (tmp_path / "p.nor").write_text(
        "import between\nfn f(n) { return between.through(f) }\ntry { f(1) } catch e { print(e.kind) }\n"
    )
    command = [sys.executable, "-m", "normil", "run", "--max-depth", str(RAISED), "p.nor"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "RecursionError\n", "")


@pytest.mark.parametrize("below", range(5, 60, 9))
def test_the_first_error_may_be_caught_where_calls_hardly_nest_deeper(below: int) -> None:
    """What finds the words of Python's errors is imported then, which takes calls."""
    text = f"""
        fn f(n) {{
            if n > 0 {{ return f(n - 1) }}
            try {{ return 1 / 0 }} catch e {{ return e.kind }}
        }}
        print(f({1000 - below}))
    """
    prints(text, "ZeroDivisionError", 1000)


def test_a_limit_of_python_is_said_to_be_one() -> None:
    """A type that is called as a value is an object to Python, which calls it by way of C code."""
    text = "let m = map\nfn f(n) { return m([n], f) }\ntry { f(1) } catch e { print(e.message) }\nm = none"
    own, of_python = "calls are nested deeper than 100000", "calls by way of Python objects are nested too deep"
    prints(text, own if sys.version_info < (3, 12) else of_python)


def test_an_uncaught_error_of_many_calls_is_short() -> None:
    result = run("fn even(n) { return odd(n + 1) }\nfn odd(n) { return even(n + 1) }\neven(0)\n")
    lines = re.sub(r"\b\d{5}\b", "N", result.stderr).splitlines()
    assert result.returncode == 1
    assert lines[0] == "error[RecursionError]: calls are nested deeper than 100000"
    assert any("these 2 calls N times" in line for line in lines)
    assert lines[-1].startswith("  = help: normil run --max-depth N")
    assert len(lines) < 12


def test_errors_that_arise_at_every_level() -> None:
    text = """
    fn f(n) {
        if n == 0 { throw "deep" }
        try { return f(n - 1) } catch e { throw {message: "at " + n, before: e} }
    }
    try { f(20000) } catch e { print(e.message) }
    """
    prints(text, "at 20000")


def test_destruction_of_what_is_deep() -> None:
    text = """
    let items = []
    let function = fn() { return 0 }
    let error = none
    for i in range(100000) {
        items = [items]
        let inner = function
        function = fn() { return inner }
        if i % 4 == 0 { try { throw {message: "no", cause: error} } catch e { error = e } }
    }
    items = none
    function = none
    error = none
    print("gone")
    """
    prints(text, "gone", 1000)


def test_the_limit_has_limits() -> None:
    for depth in ("0", "1000001", "many"):
        command = [sys.executable, "-m", "normil", "run", "--max-depth", depth, "-c", "print(1)"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
        assert (result.returncode, result.stdout) == (2, "")
        assert f"'{depth}' is not an integer from 1 to 1000000" in result.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are those of Linux")
def test_no_room() -> None:
    result = run("print(1)", 1_000_000, before="ulimit -v 2000000")
    if sys.version_info < (3, 12):
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("error: calls cannot nest 1000000 deep here: there is no stack of 39")
    else:
        assert (result.returncode, result.stdout) == (0, "1\n")


@pytest.mark.skipif(os.name != "posix", reason="how Windows interrupts is another matter")
@pytest.mark.parametrize("depth", [1000, RAISED])
@pytest.mark.parametrize(
    "text",
    [
        "fn f(n) { if n == 0 { breakpoint(); while true { } } return f(n - 1) }\nf(DEPTH - 100)",
        "fn f(n) { return f(n + 1) }\nbreakpoint()\nwhile true { try { f(0) } catch e { } }",
        "breakpoint()\ninput()",
        "breakpoint()\nsleep(1000000)",
    ],
    ids=["deep", "errors", "input", "sleep"],
)
def test_an_interruption(text: str, depth: int) -> None:
    text = text.replace("DEPTH", str(depth))
    command = [sys.executable, "-m", "normil", "run", "--max-depth", str(depth), "-c", text]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr is not None
        assert "no debugger attached" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT) == 130
        assert process.stderr.read() == ""
