"""Offsets in code points and positions in code units name the same places, also after edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from normil_ls.positions import LineTable

UTF8, UTF16, UTF32 = (
    lsp.PositionEncodingKind.Utf8,
    lsp.PositionEncodingKind.Utf16,
    lsp.PositionEncodingKind.Utf32,
)
texts = st.text(st.sampled_from("ab\n\r\t\f\u0085\u2028é\u0301😀\U0001d4b3"), max_size=40)
encodings = st.sampled_from([UTF8, UTF16, UTF32])


@pytest.mark.parametrize(("encoding", "column"), [(UTF8, len("e\u0301😀".encode())), (UTF16, 4), (UTF32, 3)])
def test_columns_count_the_units_that_were_agreed_on(encoding: str, column: int) -> None:
    table = LineTable("first\ne\u0301😀x", encoding)
    assert table.position(9) == lsp.Position(1, column)
    assert table.offset(lsp.Position(1, column)) == 9


def test_lines_end_at_lf_crlf_and_cr_only() -> None:
    text = "a\nb\r\nc\rd\u2028e\u0085f\fg\vh"
    table = LineTable(text)
    assert [table.offset(lsp.Position(line, 0)) for line in range(5)] == [0, 2, 5, 7, len(text)]


def test_positions_outside_the_text_are_moved_to_the_nearest_place() -> None:
    table = LineTable("ab\r\n😀c")
    assert table.offset(lsp.Position(0, 99)) == 2, "before the line end"
    assert table.offset(lsp.Position(1, 1)) == 4, "inside the emoji: its start"
    assert table.offset(lsp.Position(7, 0)) == 6
    assert table.offset(lsp.Position(2**31 - 1, 2**31 - 1)) == 6


@given(texts, encodings)
def test_every_offset_survives_the_round_trip(text: str, encoding: str) -> None:
    table = LineTable(text, encoding)
    for offset in range(len(text) + 1):
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        assert table.offset(table.position(offset)) == (offset - 1 if inside_line_end else offset)


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), texts), max_size=6), encodings)
def test_an_edited_table_equals_a_fresh_one(text: str, edits: list[tuple[int, int, str]], encoding: str) -> None:
    table = LineTable(text, encoding)
    for at, length, new in edits:
        start = min(at, len(table.text))
        end = min(start + length, len(table.text))
        table.replace(start, end, new)
        fresh = LineTable(table.text, encoding)
        places = range(len(table.text) + 1)
        assert [table.position(place) for place in places] == [fresh.position(place) for place in places]
