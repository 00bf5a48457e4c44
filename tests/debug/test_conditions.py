"""The texts of a breakpoint: hit conditions, log messages, conditions."""

from __future__ import annotations

import pytest

from normil.debug.conditions import Expression, condition, hit_condition, log_message


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("3", [3]),
        ("==3", [3]),
        ("> 3", [4, 5, 6]),
        (">=3", [3, 4, 5, 6]),
        ("<3", [1, 2]),
        (" <= 3 ", [1, 2, 3]),
        ("%2", [2, 4, 6]),
        ("0", []),
    ],
)
def test_hit_conditions(text: str, hits: list[int]) -> None:
    assert [count for count in range(1, 7) if hit_condition(text).holds(count)] == hits


@pytest.mark.parametrize("text", ["x", "%0", "> ", "=3", "3.5", "-1", "", "²", "3 4"])
def test_a_bad_hit_condition_says_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError, match="expected N, ==N"):
        hit_condition(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", ["plain"]),
        ("x = {x}", ["x = ", Expression("x"), ""]),
        ("{a}{b}", ["", Expression("a"), "", Expression("b"), ""]),
        ('{m["}"]} end', ["", Expression('m["}"]'), " end"]),
        ("{ {k: 1}.k }!", ["", Expression(" {k: 1}.k "), "!"]),
        ("{f(fn(x) { return x })}", ["", Expression("f(fn(x) { return x })"), ""]),
        ("a } b", ["a } b"]),
    ],
)
def test_log_messages(text: str, parts: list[object]) -> None:
    assert log_message(text) == parts


@pytest.mark.parametrize("text", ["{", "{}", "{a", "a {b +} c", "{let x = 1}", "{a; b}"])
def test_a_bad_log_message_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="log message"):
        log_message(text)


@pytest.mark.parametrize("text", ["", "x = 1", "a b", "(", "let x = 1", "#"])
def test_a_condition_is_one_expression(text: str) -> None:
    with pytest.raises(ValueError, match="condition"):
        condition(text)
