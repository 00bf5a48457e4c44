"""Editing: what is parsed again, what is kept, and texts that are no programs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from normil.syntax import SyntaxTree, nodes, parse
from tests.syntax.dump import all_problems, dump_program


def statements(tree: SyntaxTree) -> list[nodes.Statement]:
    return [item.statement for item in tree.program.items]


def test_statements_that_did_not_change_keep_their_nodes() -> None:
    before = parse("let a = 1\n/// about f\nfn f() { a }\nlet b = 2\n")
    after = before.edit(4, 5, "long_name")
    assert statements(after)[0] is not statements(before)[0]
    assert statements(after)[1:] == statements(before)[1:]
    assert [item.start for item in after.program.items] == [0, 30, 43]


def test_documentation_is_part_of_what_changes() -> None:
    before = parse("/// one\nfn f() {}")
    after = before.edit(4, 7, "two")
    (function,) = statements(after)
    assert isinstance(function, nodes.FunctionDeclaration)
    assert function.doc == "two"


def test_equal_statements_are_different_nodes() -> None:
    tree = parse("f()\nf()\nf()\n")
    for _ in range(3):
        tree = tree.edit(len(tree.text), len(tree.text), "f()\n")
        assert len(set(map(id, statements(tree)))) == len(statements(tree))


def test_two_edits_of_one_tree_do_not_disturb_it() -> None:
    before = parse("let a = 1\nlet b = 2\n")
    shown = dump_program(before.program)
    first, second = before.edit(4, 5, "c"), before.edit(14, 15, "d")
    assert first.text == "let c = 1\nlet b = 2\n"
    assert second.text == "let a = 1\nlet d = 2\n"
    assert dump_program(before.program) == shown


def test_what_is_kept_is_bounded_by_the_text() -> None:
    tree = parse("let a = 1\n" * 50)
    for number in range(20):
        tree = tree.edit(0, 9, f"let b = {number}")
    assert len(tree._known) == 50
    assert len(tree.edit(0, len(tree.text), "")._known) == 0


def test_offsets_outside_the_text_are_brought_inside() -> None:
    assert parse("abc").edit(-5, 1, "x").text == "xbc"
    assert parse("abc").edit(2, 99, "x").text == "abx"
    assert parse("abc").edit(3, 1, "x").text == "abcx"


def test_an_edit_counts_code_points() -> None:
    tree = parse('let s = "\U0001f600"\nlet é = 1\n').edit(8, 11, '"\U0001d4d0"')
    assert tree.text == 'let s = "\U0001d4d0"\nlet é = 1\n'
    assert dump_program(tree.program) == dump_program(parse(tree.text).program)


def test_spans_of_tree_nodes_are_code_points() -> None:
    tree = parse('"\U0001f600" + é')
    binary = tree.tree.root_node.named_children[0].named_children[0]
    right = binary.child_by_field_name("right")
    assert right is not None
    assert tree.span(right) == (6, 7)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends(newline: str) -> None:
    program = parse(f"a // b{newline}(c){newline}// d{newline}").program
    assert len(program.items) == 2
    assert [comment.text for comment in program.comments] == ["// b", "// d"]


def test_a_byte_order_mark_is_skipped() -> None:
    program = parse("\ufefflet a = 1").program
    assert [item.start for item in program.items] == [1]
    assert all_problems(program) == []


HOSTILE = {
    "open parentheses": "(" * 100_000,
    "closed parentheses": "(" * 100_000 + ")" * 100_000,
    "open brackets": "[" * 100_000,
    "open braces": "{" * 100_000,
    "open calls": "f(" * 50_000,
    "open blocks": "if x {" * 5_000,
    "open functions": "fn f() {" * 5_000,
    "open types": "let x: " + "list<" * 50_000,
    "open patterns": "match x { case " + "[" * 50_000,
    "closing braces": "}" * 20_000,
    "quotes": '"' * 100_001,
    "minus": "-" * 100_000,
    "operators": "+" * 20_000,
    "a long sum": "1+" * 100_000 + "1",
    "a long chain": "a" + ".b" * 100_000,
    "words": "let " * 20_000,
    "annotations": "@a " * 20_000,
    "comments before a member": "x\n" + "// c\n" * 2_000 + ".y",
    "open comments": "/*" * 50_000,
    "digits": "9" * 100_000,
    "nothing": "",
    "nul": "\0" * 10_000,
    "surrogates": "\ud800\udc00 \udfff" * 1_000,
    "replacement characters": "\ufffd\n" * 2_000,
    "all brackets": ")(][}{" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_is_too_much(text: str) -> None:
    tree = parse(text)
    assert tree.program.text == text
    edited = tree.edit(len(text) // 2, len(text) // 2 + 1, " x ")
    assert edited.program.text == edited.text


def test_importing_syntax_imports_neither_numpy_nor_a_protocol() -> None:
    code = (
        "import sys, normil.syntax; normil.syntax.parse; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    path = {"PYTHONPATH": ":".join(sys.path) if sys.platform != "win32" else ";".join(sys.path)}
    found = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True)
    assert not {"numpy", "pygls", "lsprotocol", "debugpy"} & set(found.stdout.split())
