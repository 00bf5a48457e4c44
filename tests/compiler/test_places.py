"""Where variables live: Python locals and globals, boxes only for what closures of one loop iteration share."""

from __future__ import annotations

import pytest

from normil.analysis import analyse
from normil.compiler import compile_module
from normil.compiler.code import CompiledModule
from normil.syntax import parse

CASES = {
    "names of the file": ("let a = 1\nfn f(b) { let c = a + b }", "a: global, f: global, b: local, c: local"),
    "captured outside of loops": ("fn f(a) { let b = 1; return fn() { b += a } }", "f: global, a: local, b: local"),
    "captured in a loop, never assigned": (
        "fn f(xs) { for x in xs { let y = x; xs.append(fn() { return x + y }) } }",
        "f: global, xs: local, x: local, y: local",
    ),
    "captured in a loop and assigned outside of the closure": (
        "fn f(xs) { for x in xs { let y = x; xs.append(fn() { return y }); y = 2 } }",
        "f: global, xs: local, x: local, y: box",
    ),
    "captured in a loop and assigned in the closure": (
        "fn f(xs) { while xs { let y = 1; let z = 1; xs.append(fn() { y += 1; return z }) } }",
        "f: global, xs: local, y: box, z: local",
    ),
    "assigned loop variable": (
        "fn f(xs) { for x in xs { xs.append(fn() { return x }); x = 2 } }",
        "f: global, xs: local, x: box",
    ),
    "captured before it is declared": (
        "fn f(xs) { for x in xs { fn g() { return y }\n let y = x; g() } }",
        "f: global, xs: local, x: local, g: local, y: box",
    ),
    "functions of a loop that call themselves": (
        "fn f(xs) { for x in xs { fn g(n) { return g(n - 1) } } }",
        "f: global, xs: local, x: local, g: box, n: local",
    ),
    "in a loop of the file": (
        "for x in [1] { let y = x; let z = x; let g = fn() { y += 1; return z }; let h = 1 }",
        "x: global, y: global box, z: global, g: global, h: global",
    ),
    "outside of the loop that captures": (
        "fn f(xs) { let n = 0; for x in xs { xs.append(fn() { n += 1 }) } }",
        "f: global, xs: local, n: local, x: local",
    ),
    "names of patterns and catch": (
        "fn f(xs) { for x in xs { match x { case [a, b] -> { xs.push(fn() { a = b }) } }\n"
        "try { f(1) } catch e { xs.push(fn() { return e }) } } }",
        "f: global, xs: local, x: local, a: box, b: local, e: local",
    ),
    "a function in a loop begins anew": (
        "for x in [1] { let g = fn(y) { let z = y; return fn() { z += 1 } } }",
        "x: global, g: global, y: local, z: local",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_storage(text: str, expected: str) -> None:
    variables = [variable for function in _compiled(text).functions for variable in function.variables]
    found = {variable.name: str(variable.storage) for variable in variables}
    assert found == dict(part.split(": ") for part in expected.split(", "))


def test_every_variable_of_a_function_has_a_python_name_of_its_own() -> None:
    text = "let x = 1\nfn f(x) { if x { let x = 2; for x in [x] { let x = x } } match x { case x -> x } let y = x }"
    for function in _compiled(text).functions[1:]:
        names = [variable.python for variable in function.variables]
        assert len(set(names)) == len(names) == 6


def test_parameters_keep_their_names() -> None:
    (x, *_) = _compiled("fn f(x) { if true { let x = 1 } }").functions[1].variables
    assert (x.kind, x.python) == ("parameter", "x")


def _compiled(text: str) -> CompiledModule:
    program = parse(text).program
    return compile_module(program, analyse(program).names, path="test.nor")
