"""The corpus, without the generator's command-line tool."""

from __future__ import annotations

import pytest
import tree_sitter

from tests.grammar.corpus import LANGUAGE, Case, cases, layout, tree

CASES = cases()
FAULTS = ("(ERROR", "(MISSING", "(missing_", "(unclosed_comment", "(hash_comment")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_tree_is_the_one_in_the_corpus(case: Case) -> None:
    assert layout(tree(case.source).root_node).split() == case.expected.split()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_tree_is_the_same_after_an_edit_and_its_undoing(case: Case) -> None:
    source = case.source.encode("utf-8")
    parser = tree_sitter.Parser(LANGUAGE)
    before = parser.parse(source)
    for at in range(0, len(source), 7):
        changed = source[:at] + b" let " + source[at:]
        first = before.copy()
        first.edit(at, at, at + 5, _point(source, at), _point(source, at), _point(changed, at + 5))
        second = parser.parse(changed, first)
        second.edit(at, at + 5, at, _point(changed, at), _point(changed, at + 5), _point(source, at))
        assert layout(parser.parse(source, second).root_node).split() == case.expected.split()


def _point(source: bytes, at: int) -> tuple[int, int]:
    return source.count(b"\n", 0, at), at - source.rfind(b"\n", 0, at) - 1


def test_corpus_is_large_and_has_errors() -> None:
    assert len(CASES) >= 150
    assert sum(any(fault in case.expected for fault in FAULTS) for case in CASES) >= 30


def test_names_of_cases_are_unique() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)
