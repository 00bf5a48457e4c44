"""Values on one line, and their children."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.debug.description import children, full, line, literal
from normil.syntax import nodes as n
from normil.syntax import parse
from normil.values.vectors import FLOAT64


def vec(*numbers: float) -> Any:
    return np.array(numbers, FLOAT64)


class Broken:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (10**100, "1" + "0" * 100),
        ("a'b", '"a\'b"'),
        ("two\nlines", "'two\\nlines'"),
        ([1, "x", [2.5]], "[1, 'x', [2.5]]"),
        ((1,), "(1,)"),
        ({"a": {1: None}}, "{'a': {1: None}}"),
        ([vec(3.0, 4.0)], "[Vec(2) norm=5 min=3 max=4]"),
        (np.array([[1.0, np.nan]], FLOAT64), "Matrix(1, 2) norm=nan min=1 max=1 nan=1"),
        (vec(np.nan), "Vec(1) norm=nan min=nan max=nan nan=1"),
        (vec(np.inf, -1.0), "Vec(2) norm=inf min=-1 max=inf"),
        (np.zeros((0, 3), FLOAT64), "Matrix(0, 3)"),
        (Broken(), "<Broken: no text>"),
        ([Broken(), 1], "[<Broken: no text>, 1]"),
    ],
)
def test_one_line(value: Any, text: str) -> None:
    assert line(value) == text


def test_a_deep_value_is_shown_to_some_depth() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert line(deep) == "[" * 31 + "..." + "]" * 31
    assert len(full(deep)) == 200_002


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
)


@given(values)
def test_any_value_has_a_short_line(value: Any) -> None:
    text = line(value)
    assert len(text) < 400
    assert len(text.splitlines()) == 1


@given(values)
def test_pages_are_the_whole(value: Any) -> None:
    found = children(value, "v")
    if found is not None:
        size = found.named + found.indexed
        pages = [part for start in range(0, size, 3) for part in found.page(start, start + 3)]
        assert [(part.name, part.path) for part in pages] == [(part.name, part.path) for part in found.page(0, None)]
        assert len(pages) == size


@given(st.text() | st.integers(min_value=0) | st.booleans() | st.none())
def test_keys_are_written_as_literals_that_mean_them(key: Any) -> None:
    written = literal(key)
    assert written is not None
    (item,) = parse(f"m[{written}]").program.items
    assert item.problems == []
    assert isinstance(item.statement, n.ExpressionStatement)
    assert isinstance(item.statement.value, n.Index)
    constant = item.statement.value.index
    assert isinstance(constant, n.Constant)
    assert constant.value == key
    assert type(constant.value) is type(key)


def test_a_huge_int_is_not_written_out() -> None:
    assert line([-(1 << 100000)]) == "[<int of 100001 bits>]"


def test_everything_of_a_value() -> None:
    assert full(list(range(1000))).endswith("998, 999]")
    assert full(vec(1.0, 2.0)) == "[1.0, 2.0]"
