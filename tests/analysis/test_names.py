"""Which declaration a name means (LANGUAGE 7).

In these programs every declaration of `x` has a line of its own; a use is told by the line it stands on.
"""

from __future__ import annotations

import pytest

from normil.analysis import Analysis, analyse
from normil.analysis.names import Binding, BindingKind
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil.syntax import parse

PROGRAMS = {
    "inner blocks hide outer names, to their end": (
        """\
let x = 1
if x {
    let x = 2
    print(x)
}
print(x)
""",
        {2: 1, 4: 3, 6: 1},
    ),
    "the right side is evaluated before the name exists": (
        """\
let x = 1
fn f() {
    let x = x
    return x
}
""",
        {3: 1, 4: 3},
    ),
    "at the top level too, where only builtins are further out": (
        """\
let norm = 1; fn x() { return 1 }
let y = fn() { return x }
""",
        {2: 1},
    ),
    "functions see the names of where they are written": (
        """\
let x = 1
fn shows() { return x }
fn hides() {
    let x = 2
    return shows() + x
}
""",
        {2: 1, 5: 4},
    ),
    "functions see names that are declared later": (
        """\
fn outer() {
    let g = fn() { return x }
    let x = 1
    return g
}
""",
        {2: 3},
    ),
    "functions and types are visible in their whole block": (
        """\
fn outer() {
    x()
    fn x() { return 1 }
}
""",
        {2: 3},
    ),
    "parameters may be used by later defaults, not by earlier ones": (
        """\
let x = 1
fn f(a = x,
     x = 2,
     b = x) { return a + b }
""",
        {2: 1, 4: 3},
    ),
    "loop variables belong to the body": (
        """\
let x = [1]
for
x in
x { print(
x) }
print(x)
""",
        {4: 1, 5: 3, 6: 1},
    ),
    "catch names belong to the handler": (
        """\
let x = 1
try { print(x) } catch
x { print(
x) }
""",
        {2: 1, 4: 3},
    ),
    "pattern names belong to their case, the guard included": (
        """\
let x = 1
match x {
    case [
x, ...] where x > 1 -> print(x)
    case _ -> print(x)
}
""",
        {2: 1, 4: 4, 5: 1},
    ),
    "alternatives bind the same name": (
        """\
match 1 {
    case [x, 1]
 | {x}
 | [1, ...x] -> print(x)
}
""",
        {3: 2, 4: 2},
    ),
    "a rollback sees the outermost block of the body": (
        """\
transaction t() {
    let x = 1
    if x { let y = x; print(y) }
} rollback { print(x) }
""",
        {3: 2, 4: 2},
    ),
    "an import binds its last name, or its alias": (
        """\
import a.x
import b as y
print(x, y)
""",
        {3: 1},
    ),
    "an assignment at the top level declares, elsewhere it means what is there": (
        """\
x = 1
x = 2
fn f() { x = 3 }
""",
        {1: 1, 2: 1, 3: 1},
    ),
    "a variable does not hide a type where a type is written": (
        """\
type x = int
fn f(x: int) {
    let y: x = 1
    return y
}
""",
        {3: 1},
    ),
}


def uses(source: str, name: str) -> tuple[dict[int, int], Analysis]:
    program = parse(source).program
    analysis = analyse(program)
    found = {}
    for index, item in enumerate(program.items):
        for node in walk(item.statement):
            text = node.name if isinstance(node, n.Identifier) else node.text if isinstance(node, n.Name) else None
            binding = analysis.names.binding(index, node)
            if text == name and binding is not None:
                place = analysis.declared_at(index, binding)
                assert place is not None
                found[line(source, item.start + node.start)] = line(source, place[0])
    return found, analysis


def line(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1


@pytest.mark.parametrize("case", PROGRAMS, ids=str)
def test_meaning(case: str) -> None:
    source, expected = PROGRAMS[case]
    assert uses(source, "x")[0] == expected


def binding(source: str, name: str) -> Binding:
    names = analyse(parse(source).program).names
    everywhere = [*names.bindings.values(), *(b for item in names.items for b in item.bindings)]
    return next(found for found in everywhere if found.name == name)


def test_what_is_known_of_a_variable() -> None:
    counter = binding("fn f() {\n let n = 1\n n += 1\n return fn() { return n }\n}", "n")
    assert counter.captured
    assert [(use.read, use.write) for use in counter.uses] == [(True, True), (True, False)]
    alone = binding("fn f() {\n let n = 1\n return n\n}", "n")
    assert not alone.captured
    assert list(alone.writes) == []


def test_scopes_in_loops_may_run_several_times() -> None:
    assert not binding("fn f() { let n = 1 }", "n").scope.repeated  # type: ignore[union-attr]
    assert binding("for i in [1] { let n = i }", "n").scope.repeated  # type: ignore[union-attr]
    assert binding("fn f() { while f { let n = 1 } }", "n").scope.repeated  # type: ignore[union-attr]
    assert not binding("for i in [1] { fn f() { let n = i } }", "n").scope.repeated  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["step", "rate", "auto_lr"])
def test_names_of_plastic_functions(name: str) -> None:
    source = f"@plastic fn f(w: Vec) {{ let g = fn() {{ return {name} }}; return g }}\nfn h() {{ return {name} }}"
    program = parse(source).program
    names = analyse(program).names
    assert [b.kind for b in names.items[0].uses.values() if b.name == name] == [BindingKind.PLASTIC]
    assert [use.name for _, use in names.unresolved] == [name]
