"""Formatting in an editor: what the edits make of a text, and that they go past what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from normil.format import Edit, formatted
from normil.syntax import parse
from normil_ls.documents import Document
from normil_ls.features.formatting import formatting, line_length, on_type, range_formatting
from tests.server.ls_client import Client

URI = "file:///demo.nor"
UGLY = "// a\nlet  x=1;let 𐌰 = f( x,\n 2 )\nif x { g( ) }\n"
NICE = "// a\nlet x = 1\nlet 𐌰 = f(x, 2)\nif x {\n    g()\n}\n"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.nor"))


def document(text: str) -> Document:
    return Document(URI, 1, text, "utf-16")


def applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_formatting_edits_only_what_changes() -> None:
    edits = formatting(document(UGLY), 100)
    assert applied(UGLY, edits) == NICE
    assert all(not (set(UGLY[edit.start : edit.end]) - set(" \n;,")) for edit in edits)
    assert formatting(document(NICE), 100) == []


def test_a_text_with_errors_is_left_alone() -> None:
    assert formatting(document("let  x = (1\n"), 100) == []
    assert range_formatting(document("let  x = (1\n"), 0, 3, 100) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let  a=1\nlet  «b»=2\nlet  c=3\n", "let  a=1\nlet b = 2\nlet  c=3\n"),
        ("let  a=1\nlet  b«=2\nlet » c=3\n", "let  a=1\nlet b = 2\nlet c = 3\n"),
        ("fn  f( ) {\n  let  a=1\n  let  «b»=2\n}\n", "fn  f( ) {\n  let  a=1\n    let b = 2\n}\n"),
        ("match  x {\n case  1 -> a( )\n case  2«» -> b( )\n}", "match  x {\n case  1 -> a( )\n    case 2 -> b()\n}"),
        ("f( fn( ) { let  a=1; let  «»b=2; return  a } )", "f( fn( ) { let  a=1\n    let b = 2; return  a } )"),
        ("«let  a=1\n»let  b=2\n", "let a = 1\nlet b = 2\n"),
        ("«// a»  \n\n\nlet  b=2\n", "// a  \n\n\nlet  b=2\n"),
    ],
)
def test_range_formatting_is_about_the_statements_touched(text: str, expected: str) -> None:
    start, end = text.index("«"), text.index("»") - 1
    text = text.replace("«", "").replace("»", "")
    assert applied(text, range_formatting(document(text), start, end, 100)) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_any_range_leaves_the_program_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("    ", "  ").replace(", ", " ,")
    whole = formatted(parse(text))
    opened = document(text)
    for start in range(0, len(text), 150):
        part = applied(text, range_formatting(opened, start, start + 1, 100))
        assert formatted(parse(part)) == whole


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("fn f() {\n|", 4),
        ("fn f() {\n|\n}\n", 4),
        ("fn f() {\n    if x {\n|\n    }\n}\n", 8),
        ("fn f() {\n    if x {\n            |}\n}\n", 4),
        ("fn f() {\n    if x {\n            |}", 4),
        ("fn f() {\n    a()\n|", 4),
        ("fn f() {\n    a()\n}\n  |", 0),
        ("let x = [\n|", 4),
        ("let x = [\n    1,\n    2\n  |]", 0),
        ("f(fn(x) {\n|\n})\n", 4),
        ("let a = b +\n|", 4),
        ("let a =\n|", 4),
        ("let a = b\n|.c()", 4),
        ("match x {\n    case 1 -> {\n|", 8),
        ("match x {\n|case 1 -> a()\n}\n", 4),
        ("let broken = = {\n|", 4),
        ("let x = 1\n  |let y = 2\n", 0),
        ("if x { // (\n|", 4),
        ('print("{", 1)\n|', 0),
        ("\tif x {\n|", 8),
        ("fn f(items) {\n    ret{rn map(items)\n}\nprint(1)\n|", 4),  # one brace is still open
    ],
)
def test_a_new_line_is_indented(text: str, columns: int) -> None:
    offset = text.index("|")
    text = text.replace("|", "", 1)
    result = applied(text, on_type(document(text), offset, "\n"))
    line = result.split("\n")[text.count("\n", 0, offset)]
    assert len(line) - len(line.lstrip()) == columns


def test_a_brace_is_indented_where_it_begins_the_line() -> None:
    text = "if a {\n    b()\n    }"
    assert applied(text, on_type(document(text), len(text), "}")) == "if a {\n    b()\n}"
    text = "if a {\n  b() }"
    assert on_type(document(text), len(text), "}") == []
    text = "/* if a {\n    }"
    assert on_type(document(text), len(text), "}") == []


def test_the_length_of_a_line_is_that_of_the_project_else_of_the_editor(tmp_path: Path) -> None:
    assert line_length(None, 90) == 90
    assert line_length(tmp_path / "a.nor", 90) == 90
    (tmp_path / "normil.toml").write_text("[format]\nline-length = 70\n")
    assert line_length(tmp_path / "a.nor", 90) == 70
    (tmp_path / "normil.toml").write_text("[format\n")
    assert line_length(tmp_path / "a.nor", 90) == 90


def made(text: str, edits: list[dict[str, Any]]) -> str:
    """What a client makes of edits, with positions in UTF-16."""
    lines = text.split("\n")

    def offset(position: dict[str, int]) -> int:
        before = lines[position["line"]].encode("utf-16-le")[: position["character"] * 2]
        return sum(len(line) + 1 for line in lines[: position["line"]]) + len(before.decode("utf-16-le"))

    spans = [(offset(edit["range"]["start"]), offset(edit["range"]["end"]), edit["newText"]) for edit in edits]
    return applied(text, [Edit(*span) for span in spans])


def test_session() -> None:
    """With a real server: the capabilities, the three requests, the setting."""
    with Client() as client:
        capabilities = client.initialize()["capabilities"]
        assert capabilities["documentFormattingProvider"]
        assert capabilities["documentRangeFormattingProvider"]
        assert capabilities["documentOnTypeFormattingProvider"] == {
            "firstTriggerCharacter": "}",
            "moreTriggerCharacter": ["\n"],
        }
        client.open(URI, UGLY)
        about: dict[str, Any] = {"textDocument": {"uri": URI}, "options": {"tabSize": 2, "insertSpaces": False}}
        assert made(UGLY, client.request("textDocument/formatting", about)) == NICE
        place = {"line": 3, "character": 4}
        part = client.request("textDocument/rangeFormatting", about | {"range": {"start": place, "end": place}})
        assert made(UGLY, part) == UGLY.replace("if x { g( ) }", "if x {\n    g()\n}")
        typed = client.request("textDocument/onTypeFormatting", about | {"position": place, "ch": "\n"})
        assert typed == []

        client.notify("workspace/didChangeConfiguration", {"settings": {"normil": {"format": {"lineLength": 14}}}})
        assert "f(\n    x,\n    2,\n)" in made(UGLY, client.request("textDocument/formatting", about))
        client.request("shutdown")
