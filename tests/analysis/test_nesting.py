"""What is nested as deep as analysis lets through can be run, and one level more is refused with a place."""

from __future__ import annotations

import pytest

from tests.programs import Result, run_program

BLOCKS = {
    "for": ("for i in [0] {", "}", 20),
    "while": ("while true {", "break }", 20),
    "try": ("try {", "} catch e { }", 19),  # its `catch` takes one more
    "catch": ("try { throw 1 } catch e {", "}", 10),
    "loop in if": ("if true { while true {", "break } }", 20),
    "loop in match": ("match 1 { case int(n) -> { while true {", "break } } }", 20),
    "loop in else": ("if false { } else if true { for i in [0] {", "} }", 20),
}
SURROUNDINGS = {
    "top level": ("", "", 0),
    "function": ("fn f() {\n", "\n}\nf()", 0),
    "function literal": ("let f = fn() {\n", "\n}\nf()", 0),
    "transaction": ("transaction f() {\n", "\n}\nf()", 1),
    "rollback": ("transaction f() { throw 1 } rollback {\n", "\n}\ntry { f() } catch e { }", 3),
}


def run_nested(block: str, surroundings: str, depth: int) -> Result:
    before, after, _ = SURROUNDINGS[surroundings]
    opening, closing, _ = BLOCKS[block]
    lines = [opening] * depth + ["print(1)"] + [closing] * depth
    return run_program(before + "\n".join(lines) + after)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("block", BLOCKS)
def test_deepest_nesting(block: str, surroundings: str) -> None:
    takes = 2 if block == "catch" else 1
    most = BLOCKS[block][2] - (SURROUNDINGS[surroundings][2] + takes - 1) // takes
    assert run_nested(block, surroundings, most) == Result(0, "1\n", "")
    refused = run_nested(block, surroundings, most + 1)
    assert (refused.status, refused.stdout) == (2, "")
    message, place, *_ = refused.stderr.splitlines()
    assert message == "error[NOR001]: loops and `try` blocks are nested too deeply"
    assert place.strip().startswith("--> test.nor:")
