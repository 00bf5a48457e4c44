"""Section 2.1, for texts that an editor or a repository would not keep as they are: line ends, white space, BOM."""

from __future__ import annotations

import pytest

from tests.programs import run_program


@pytest.mark.parametrize(
    ("text", "output"),
    [
        pytest.param("let a = 1\r\nprint(a)\r\n\r\nprint(2)", "1\n2\n", id="CRLF ends a line"),
        pytest.param("let a = 1 +\r\n  2\r\nprint(a,\r\n a)", "3 3\n", id="CRLF where a line end does not count"),
        pytest.param("print(1) // comment\r\nprint(2)", "1\n2\n", id="a comment ends before CRLF"),
        pytest.param("let a =\r1\r+ 2; print(a)", "3\n", id="a lone CR is white space"),
        pytest.param("let\ta\t=\f1;\fprint(a)", "1\n", id="tab and form feed are white space"),
        pytest.param("\ufeffprint(1)", "1\n", id="a BOM at the start"),
        pytest.param('\ufeff// comment\nprint(len("\ufeff"))', "1\n", id="no BOM in a string is skipped"),
        pytest.param('print(len("a\u2028\x85\u00a0b"))', "5\n", id="other line ends are text"),
        pytest.param("", "", id="an empty file"),
        pytest.param("\n \r\n\t// only a comment", "", id="only white space and comments"),
        pytest.param("print(1)", "1\n", id="no line end at the end"),
        pytest.param("let e\u0301 = 1\nprint(\u00e9)", "1\n", id="names are the same in NFC"),
    ],
)
def test_text(text: str, output: str) -> None:
    result = run_program(text)
    assert (result.stderr, result.stdout, result.status) == ("", output, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("print(1)\rprint(2)", id="a lone CR ends no statement"),
        pytest.param("let a\u00a0= 1", id="a no-break space is no white space"),
        pytest.param("let a = 1\u2028let b = 2", id="U+2028 is no line end"),
        pytest.param("let a = \ufeff1", id="a BOM elsewhere"),
        pytest.param("let a = 1 \x00", id="NUL"),
        pytest.param('let a = "x\ny"', id="a line end in a string"),
    ],
)
def test_no_program(text: str) -> None:
    result = run_program(text)
    assert result.stderr.startswith("error[NOR001]: ")
    assert (result.stdout, result.status) == ("", 2)


def test_columns_count_code_points() -> None:
    result = run_program('try { let é = "😀"; none.x } catch e { print(e.line, e.column) }')
    assert result.stdout == "1 20\n"
