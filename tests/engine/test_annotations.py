"""What `@trace` and `@profile` record of a run (LANGUAGE 13)."""

from __future__ import annotations

from typing import Any

import pytest

from normil.engine import run
from tests.programs import run_program


def traced(text: str) -> list[dict[str, Any]]:
    """The trace log, without the durations, which every call has."""
    run_program(text)
    entries = [dict(entry) for entry in run.current.trace]
    assert all(entry.pop("duration_ms") >= 0 for entry in entries)
    return entries


def test_every_call_with_arguments_and_what_became_of_it() -> None:
    text = """\
@trace fn outer(xs, n = 2) { xs.append(n); return inner(n) }
@trace(result: false) fn inner(n) { if n == 0 { throw "zero" } return n }
outer([1])
outer(n: 3, xs: [])
try { outer([], 0) } catch e { }
try { [outer][0]() } catch e { }
"""
    assert traced(text) == [
        {"function": "outer", "args": {"xs": "[1]"}, "result": "2"},
        {"function": "inner", "args": {"n": "2"}},
        {"function": "outer", "args": {"n": "3", "xs": "[]"}, "result": "3"},
        {"function": "inner", "args": {"n": "3"}},
        {"function": "outer", "args": {"xs": "[]", "n": "0"}, "error": "UserError: zero"},
        {"function": "inner", "args": {"n": "0"}, "error": "UserError: zero"},
        {"function": "outer", "args": {}, "error": "TypeError: outer() is missing the argument 'xs'"},
    ]


@pytest.mark.parametrize(
    ("arguments", "entry"),
    [
        ("(args: false)", {"function": "f", "result": "1"}),
        ("(args = 0, result = none)", {"function": "f"}),
        ("(result: [])", {"function": "f", "args": {"x": "1"}}),
    ],
)
def test_what_is_left_out(arguments: str, entry: dict[str, Any]) -> None:
    assert traced(f"@trace{arguments} fn f(x) {{ return x }}\nf(1)\n") == [entry]


def test_a_remembered_result_is_a_call_too() -> None:
    text = "@memoize @trace fn f(x) { return x }\nf(1)\nf(1)\n"
    assert len(traced(text)) == 2


def test_profiles_count_calls_and_times() -> None:
    text = """\
@profile fn leaf() { let x = 0; for i in range(1000) { x += i } }
@profile fn down(n) { if n > 0 { down(n - 1) } leaf() }
@profile fn fails() { leaf(); throw "no" }
down(2)
try { fails() } catch e { }
for i in range(2) {
    @profile fn nested() { leaf() }
    nested()
}
@profile fn unused() { }
"""
    run_program(text)
    found = {profile.name: profile for profile in run.current.profiles.values()}
    assert {name: profile.calls for name, profile in found.items()} == {"leaf": 6, "down": 3, "fails": 1, "nested": 2}
    leaf, down = found["leaf"], found["down"]
    assert leaf.own == leaf.total  # nothing is called in it
    assert down.own < down.total  # the time of the calls in it is its own once, that of leaf never
    assert down.total < leaf.total + sum(profile.own for profile in found.values())
    assert [profile.active for profile in found.values()] == [0, 0, 0, 0]
