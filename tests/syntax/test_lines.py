"""Lines and positions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from normil.syntax.lines import LineIndex

texts = st.text(alphabet=["a", "é", "\U0001f600", "\n", "\r", "\u2028", "\x0b", "\x85"], max_size=40)


def test_three_line_ends_and_no_other() -> None:
    lines = LineIndex("a\nb\r\nc\rd\u2028e\x0bf")
    assert [lines.line_text(number) for number in range(lines.count)] == ["a", "b", "c", "d\u2028e\x0bf"]


def test_positions() -> None:
    lines = LineIndex("ab\r\nc")
    assert [lines.position(offset) for offset in range(-1, 7)] == [
        *[(0, 0), (0, 0), (0, 1), (0, 2), (0, 3)],
        *[(1, 0), (1, 1), (1, 1)],
    ]


def test_offsets_are_brought_inside() -> None:
    lines = LineIndex("ab\r\nc")
    assert lines.offset(0, 9) == 2
    assert lines.offset(0, -1) == 0
    assert lines.offset(-1, 1) == 0
    assert lines.offset(9, 0) == 5
    assert lines.offset(1, 1) == 5


def test_a_text_that_ends_with_a_line_end_has_an_empty_last_line() -> None:
    assert LineIndex("a\n").count == 2
    assert LineIndex("").count == 1


@given(texts)
def test_lines_are_those_of_the_definition(text: str) -> None:
    lines = LineIndex(text)
    expected = re.split(r"\r\n|\r|\n", text)
    assert [lines.line_text(number) for number in range(lines.count)] == expected


@given(texts, st.integers(0, 40))
def test_position_and_offset_are_inverse_outside_line_ends(text: str, offset: int) -> None:
    lines = LineIndex(text)
    line, column = lines.position(offset)
    if column <= len(lines.line_text(line)):
        assert lines.offset(line, column) == min(offset, len(text))
