"""An alias means the same however many aliases lie between it and its type, and a circle of aliases means any."""

from __future__ import annotations

import pytest

from tests.programs import run_program

LENGTH = 120
USES = {
    "pattern": ("int", "match 1 { case T0(n) -> print(n) }", "1\n", ""),
    "vector": ("Vector<float, dim=3>", "let v: T0 = ones(2)", "", "expected Vec(3), found Vec(2)"),
    "record": ("{a: int}", "print(T0 {a: 1})", f"T{LENGTH} {{a: 1}}\n", ""),
    "optional field": ("optional<int>", "type R = {a: T0}\nprint(R {})", "R {a: None}\n", ""),
    "function": ("fn(int) -> int", "match print { case T0(f) -> print(f) }", "<builtin print>\n", ""),
}


@pytest.mark.parametrize("surroundings", [("", ""), ("fn f() {\n", "\n}\nf()")], ids=["top level", "function"])
@pytest.mark.parametrize("use", USES)
def test_long_chain(use: str, surroundings: tuple[str, str]) -> None:
    target, statement, stdout, stderr = USES[use]
    before, after = surroundings
    aliases = [f"type T{i} = T{i + 1}" for i in range(LENGTH)]
    result = run_program(before + "\n".join([*aliases, f"type T{LENGTH} = {target}", statement]) + after)
    assert result.stdout == stdout
    assert stderr in result.stderr
    assert bool(stderr) == bool(result.stderr)


@pytest.mark.parametrize("circle", ["type A = B\ntype B = A", "type A = A", "type A = B\ntype B = optional<A>"])
def test_circle(circle: str) -> None:
    program = f"{circle}\nlet v: A = 1\nmatch v {{ case A(n) -> print(n) }}\nprint(A)"
    assert run_program(program).stdout == "1\n<type A>\n"
