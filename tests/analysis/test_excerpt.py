"""The layout of messages with their source line (LANGUAGE 19.3)."""

from __future__ import annotations

import io
import re

import pytest

from normil.excerpt import WIDTH, excerpt, wants_colour
from normil.syntax.lines import LineIndex


def shown(text: str, marked: str, **options: object) -> str:
    """The excerpt of the first place that reads `marked`."""
    start = text.index(marked)
    return excerpt(
        "error",
        "DimensionError",
        "dimension mismatch: Vec(3) and Vec(4)",
        "demo.nor",
        LineIndex(text),
        start,
        start + len(marked),
        **options,  # type: ignore[arg-type]
    )


def test_layout() -> None:
    text = "\n" * 11 + "    let s = a + b\n"
    notes = ["in blend(), called from main() at demo.nor:20:5", "help: cut one of them"]
    assert shown(text, "a + b", notes=notes) == (
        """\
error[DimensionError]: dimension mismatch: Vec(3) and Vec(4)
  --> demo.nor:12:13
   |
12 |     let s = a + b
   |             ^^^^^
   = in blend(), called from main() at demo.nor:20:5
   = help: cut one of them"""
    )


def rows(text: str, marked: str) -> list[str]:
    """The source line and the line of carets, without what stands before them."""
    return [row.partition("| ")[2] for row in shown(text, marked).splitlines()[3:]]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("\tlet\tx = 1", "x", ["    let x = 1", "        ^"]),
        ("ab\tx", "\t", ["ab  x", "  ^^"]),
        ("日本 = x", "x", ["日本 = x", "       ^"]),
        ("x日本", "日本", ["x日本", " ^^^^"]),
        ("e\u0301 = x", "x", ["e\u0301 = x", "    ^"]),
        ("\u2764\ufe0f = x", "x", ["\u2764\ufe0f = x", "    ^"]),
        ("a\u2028 = x", "x", ["a\ufffd = x", "     ^"]),
        ("a\x1b[31m = x", "x", ["a\ufffd[31m = x", "         ^"]),
        ("\u202ea = x", "x", ["\ufffda = x", "     ^"]),
        ("first = [\n  1,\n]\n", "[\n  1,\n]", ["first = [", "        ^"]),
        ("let x = \n", "\n", ["let x =", "        ^"]),
        ("x", "", ["x", "^"]),
        ("", "", ["", "^"]),
    ],
)
def test_carets_stand_under_what_is_meant(text: str, marked: str, expected: list[str]) -> None:
    assert rows(text, marked) == expected


def test_the_end_of_a_text_without_line_end() -> None:
    lines = LineIndex("let x =\n")
    assert excerpt("error", "NOR001", "m", "a.nor", lines, 8, 8).splitlines() == [
        "error[NOR001]: m",
        " --> a.nor:2:1",
        "  |",
        "2 |",
        "  | ^",
    ]


def test_a_message_of_several_lines() -> None:
    lines = LineIndex("x")
    assert excerpt("error", "UserError", "one\n\ttwo\x1b[2J", "a.nor", lines, 0, 1).splitlines()[:3] == [
        "error[UserError]: one",
        "    two\ufffd[2J",
        " --> a.nor:1:1",
    ]


@pytest.mark.parametrize("before", [0, 30, 90, 5000])
@pytest.mark.parametrize("after", [0, 30, 5000])
@pytest.mark.parametrize("character", ["a", "日"])
def test_long_lines_are_cut_around_the_place(before: int, after: int, character: str) -> None:
    source, carets = rows(character * before + "HERE" + character * after, "HERE")
    assert len(source) <= WIDTH + 2 * len("...")
    at = source.index("HERE")
    width = 2 if character == "日" else 1
    assert carets.index("^") == sum(width if c == character else 1 for c in source[:at])
    assert carets.strip() == "^^^^"
    whole = (before + after) * width + len("HERE") <= WIDTH
    assert ("..." not in source) is whole


def test_colours_are_only_added() -> None:
    text = "    let s = a + b\n"
    coloured = shown(text, "a + b", notes=["a note"], colour=True)
    assert "\033[1;31m" in coloured
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == shown(text, "a + b", notes=["a note"])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_only_on_a_terminal_and_never_with_no_color() -> None:
    modern = {"TERM": "xterm-256color", "WT_SESSION": "1"}
    assert wants_colour(Terminal(), modern)
    assert not wants_colour(io.StringIO(), modern)
    assert not wants_colour(Terminal(), {**modern, "NO_COLOR": "1"})
    assert wants_colour(Terminal(), {**modern, "NO_COLOR": ""})
    assert not wants_colour(Terminal(), {**modern, "TERM": "dumb"})
