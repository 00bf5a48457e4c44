"""Random edits and random prefixes: whatever an editor sends, parsing never fails, and an edited program is
the one that a fresh parse gives."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normil.syntax import SyntaxTree, parse
from tests.grammar.corpus import cases
from tests.syntax.dump import all_problems, dump_program

SOURCES = [case.source for case in cases()]

# What people and machines insert: words, brackets, line ends, halves of tokens, what is no token at all.
PIECES = [
    *"(){}[]<>.,:;|\"'#@=+-*/%!&\n\r\t \\_\0",
    *("let ", "fn ", "if ", "else ", "match ", "case ", "return ", "try ", "catch ", "type ", "rollback ", "none"),
    *("->", "...", "//", "/*", "*/", "==", "&&", ".+", "\r\n", "x", "é", "名", "1", "2.5", "\U0001f600", "\ud800"),
    *("f(x)", "{a: 1}", "[1, 2]", "Point {x: 1}", '"text"', "\nlet y = 1\n", "\n@a fn g() { h }\n"),
]

programs = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4).map("\n".join)
edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.lists(st.sampled_from(PIECES), max_size=3).map("".join)),
    min_size=1,
    max_size=6,
)


def check_edits(source: str, changes: list[tuple[float, int, str]]) -> None:
    tree: SyntaxTree = parse(source)
    for place, length, inserted in changes:
        start = int(place * len(tree.text))
        before = {id(item.statement): item.problems for item in tree.program.items}
        edited = tree.edit(start, start + length, inserted)
        # Who keeps what it found out about a statement may keep its problems with it.
        for item in edited.program.items:
            assert item.problems == before.get(id(item.statement), item.problems)
        tree = edited
        assert dump_program(tree.program) == dump_program(parse(tree.text).program), repr(tree.text)


def check_prefix(source: str, place: float) -> None:
    prefix = source[: int(place * len(source))]
    tree = parse(prefix)
    for item in tree.program.items:
        assert 0 <= item.start <= item.end <= len(prefix)
    problems = all_problems(tree.program)
    assert all(0 <= problem.start <= problem.end <= len(prefix) for problem in problems)
    if tree.tree.root_node.has_error:
        assert "NOR001" in {problem.code for problem in problems}


@given(programs, edits)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_edits(source: str, changes: list[tuple[float, int, str]]) -> None:
    check_edits(source, changes)


@given(programs, st.floats(0, 1))
@settings(max_examples=60, deadline=None, print_blob=True)
def test_prefixes(source: str, place: float) -> None:
    check_prefix(source, place)


@pytest.mark.fuzz
@given(programs, edits)
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_many_edits(source: str, changes: list[tuple[float, int, str]]) -> None:
    check_edits(source, changes)


@pytest.mark.fuzz
@pytest.mark.parametrize("source", SOURCES)
def test_every_prefix(source: str) -> None:
    for end in range(len(source)):
        check_prefix(source[:end], 1)


@pytest.mark.fuzz
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=20_000, deadline=None, print_blob=True)
def test_any_text(text: str) -> None:
    check_prefix(text, 1)
