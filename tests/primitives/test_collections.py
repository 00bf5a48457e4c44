"""PRIMITIVES 7: lists, maps, functions over them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.values import operators
from normil.values.records import make
from tests.primitives.builtin import P, same
from tests.values.raising import raises
from tests.values.samples import Point

V = np.array([3.0, 1.0, 2.0])
NAN = math.nan


def even(x: Any) -> Any:
    return x % 2 == 0


CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("sort", ([3, 1, 2],), [1, 2, 3]),
    ("sort", ([3, 1, 2], None, True), [3, 2, 1]),
    ("sort", (["b", "a"],), ["a", "b"]),
    ("sort", ([1, 0.5, True],), [0.5, 1, True]),
    ("sort", ([[2], [1, 5], [1]],), [[1], [1, 5], [2]]),
    ("sort", ([-1, 2, -3], abs), [-1, 2, -3]),
    ("sort", (["bb", "a", "cc"], len), ["a", "bb", "cc"]),
    ("sort", (["bb", "a", "cc"], len, True), ["bb", "cc", "a"]),
    ("sort", ((2, 1),), [1, 2]),
    ("sort", ([None],), [None]),
    ("sort", (V,), np.array([1.0, 2.0, 3.0])),
    ("sort", (V, None, True), np.array([3.0, 2.0, 1.0])),
    ("reverse", ([1, 2],), [2, 1]),
    ("reverse", ((1, 2),), [2, 1]),
    ("reverse", ("añb",), "bña"),
    ("reverse", (V,), np.array([2.0, 1.0, 3.0])),
    ("slice", ([1, 2, 3], 1), [2, 3]),
    ("slice", ([1, 2, 3], -2, -1), [2]),
    ("slice", ("abc", 1, 9), "bc"),
    ("slice", (V, 0, 2), np.array([3.0, 1.0])),
    ("slice", (np.eye(2), 1), np.array([[0.0, 1.0]])),
    ("slice", ([1, 2, 3], True), [2, 3]),
    ("slice", (V, False, True), np.array([3.0])),
    ("slice", (range(9), 7, None), range(7, 9)),
    ("contains", ([1, 2], 2.0), True),
    ("contains", ([1, 2], "2"), False),
    ("contains", ((1,), 1), True),
    ("contains", ([[1]], [1]), True),
    ("contains", ([V], V.copy()), True),
    ("contains", ([np.ones(1)], 1.0), False),
    ("contains", ([V, 5], 5), True),
    ("contains", ([NAN], NAN), False),
    ("contains", ([make(Point, 1, 2)], make(Point, 1, 2)), True),
    ("contains", ({"a": 1}, "a"), True),
    ("contains", ({1: 1}, True), True),
    ("contains", ("abc", "bc"), True),
    ("contains", (V, 2), True),
    ("contains", (V, 7), False),
    ("contains", (V, 10**400), False),
    ("contains", (V, True), True),
    ("contains", (np.array([NAN]), NAN), False),
    ("index_of", (["a"], "a"), 0),
    ("index_of", ([1, 2], 3), -1),
    ("index_of", ([None, [1], V], V), 2),
    ("unique", ([1, 1.0, True, "1", [1], [1], None, None],), [1, "1", [1], None]),
    ("unique", ([NAN, NAN],), [NAN, NAN]),
    ("unique", ([Fraction(1, 2), 0.5, np.float64(0.5), True, Fraction(1)],), [Fraction(1, 2), True]),
    ("keys", ({"b": 1, "a": 2},), ["b", "a"]),
    ("values", ({"b": 1, "a": 2},), [1, 2]),
    ("items", ({"b": 1},), [["b", 1]]),
    ("get", ({"a": 1}, "a", 0), 1),
    ("get", ({"a": 1}, "b", 0), 0),
    ("get", ({"a": 1}, "b"), None),
    ("merge", ({"a": 1, "b": 1}, {"c": 2, "a": 3}), {"a": 3, "b": 1, "c": 2}),
    ("filter", (range(5), even), [0, 2, 4]),
    ("filter", ([0, 1, "", "a"], lambda x: x), [1, "a"]),
    ("filter", (V, lambda x: x > 1), [3.0, 2.0]),
    ("reduce", ([1, 2, 3], operators.add, 0), 6),
    ("reduce", ([1, 2, 3], operators.sub), -4),
    ("reduce", ([], operators.add, None), None),
    ("reduce", ([5], operators.add), 5),
    ("any_of", ([0, 1],), True),
    ("any_of", ([],), False),
    ("any_of", ([1, 3], even), False),
    ("all_of", ([1, 0],), False),
    ("all_of", ([],), True),
    ("all_of", ([2, 4], even), True),
    ("all_of", ([np.zeros(0)],), False),
    ("zip", ([1, 2], ["a"]), [[1, "a"]]),
    ("zip", (V, "ab"), [[3.0, "a"], [1.0, "b"]]),
    ("enumerate", (["a", "b"],), [[0, "a"], [1, "b"]]),
    ("enumerate", ("a", 5), [[5, "a"]]),
]


@pytest.mark.parametrize(("name", "arguments", "result"), CASES)
def test_result(name: str, arguments: tuple[Any, ...], result: object) -> None:
    assert same(P[name](*arguments), result), P[name](*arguments)


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("append", ((1,), 2), "TypeError", "append(): items must be a list, not a tuple"),
    ("push", ({}, 2), "TypeError", "push(): items must be a list, not a map"),
    ("pop", ([],), "IndexError", "empty"),
    ("pop", ([1], 1), "IndexError", "index 1"),
    ("pop", ([1], 0.0), "TypeError", "index"),
    ("pop", ({"a": 1}, "b"), "KeyError", "'b'"),
    ("pop", ({"a": 1},), "TypeError", "missing the argument 'key'"),
    ("pop", (), "TypeError", "missing the argument 'items'"),
    ("pop", ("ab",), "TypeError", "a list or map"),
    ("insert", ([1], "0", 9), "TypeError", "index"),
    ("insert", ((1,), 0, 9), "TypeError", "a list"),
    ("remove", ({"a": 1}, "b"), "KeyError", "'b'"),
    ("remove", ([1], 2), "ValueError", "2 is not in the list"),
    ("remove", ((1,), 1), "TypeError", "a map or list"),
    ("sort", ([1, "a"],), "TypeError", "ordered"),
    ("sort", ([None, None],), "TypeError", "ordered"),
    ("sort", ([V, V],), "TypeError", "ordered"),
    ("sort", ("ba",), "TypeError", "a list"),
    ("sort", (V, abs), "TypeError", "key"),
    ("sort", ([1], 5), "TypeError", "key must be a function"),
    ("sort", ([1], None, 1), "TypeError", "reverse must be a bool"),
    ("reverse", ({},), "TypeError", "a list, str or Vec"),
    ("slice", ({}, 1), "TypeError", "slice(): items must be a list, str, Vec or Matrix, not a map"),
    ("slice", ([1], 0.5), "TypeError", "start"),
    ("slice", ([1], 0, "1"), "TypeError", "end"),
    ("contains", (5, 1), "TypeError", "container"),
    ("contains", ("abc", 1), "TypeError", "item must be a str"),
    ("contains", (V, "1"), "TypeError", "item must be a number"),
    ("contains", ({}, []), "TypeError", "key of a map"),
    ("index_of", ("abc", "a"), "TypeError", "a list"),
    ("unique", ("abc",), "TypeError", "a list"),
    ("keys", ([],), "TypeError", "a map"),
    ("values", (5,), "TypeError", "a map"),
    ("items", (None,), "TypeError", "a map"),
    ("get", ([1], 0), "TypeError", "a map"),
    ("merge", ({}, [1]), "TypeError", "b must be a map"),
    ("filter", ([1], 5), "TypeError", "filter(): f must be a function"),
    ("filter", (5, even), "TypeError", "cannot be iterated"),
    ("reduce", ([], operators.add), "ValueError", "reduce"),
    ("reduce", ([], None), "TypeError", "f must be a function, not none"),
    ("any_of", ([1], 5), "TypeError", "f must be a function"),
    ("all_of", (5,), "TypeError", "cannot be iterated"),
    ("zip", (1, [2]), "TypeError", "cannot be iterated"),
    ("enumerate", ([1], 0.5), "TypeError", "start"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)


def test_changes_in_place() -> None:
    items: list[Any] = [1]
    assert P["append"](items, 2) is items
    assert P["push"](items, 3) is items
    assert P["insert"](items, 0, 0) is items
    assert P["insert"](items, 99, 4) is items
    assert items == [0, 1, 2, 3, 4]
    assert P["pop"](items) == 4
    assert P["pop"](items, 0) == 0
    assert P["remove"](items, 2.0) is None
    assert items == [1, 3]
    m = {"a": 1, "b": 2}
    assert P["pop"](m, "a") == 1
    assert P["remove"](m, "b") is None
    assert m == {}


def test_named_arguments_of_every_form() -> None:
    assert P["pop"](items=[1, 2], index=0) == 1
    assert P["pop"](m={"a": 1}, key="a") == 1
    with raises("TypeError", "either items and index or m and key"):
        P["pop"]([1], m={"a": 1}, key="a")
    with raises("TypeError", "pop() is missing the argument 'm'"):
        P["pop"](key="a")


def test_results_are_new() -> None:
    items = [1, 2]
    for name in ("sort", "reverse", "unique"):
        assert P[name](items) is not items
    assert P["slice"](items, 0) is not items
    m = {"a": 1}
    assert P["merge"](m, {}) is not m
    assert items == [1, 2]


def test_searches_stop_early() -> None:
    seen: list[int] = []
    P["any_of"]([1, 2, 3], lambda x: seen.append(x) or x == 2)
    P["all_of"]([7, 8, 9], lambda x: seen.append(x) or x == 7)
    assert seen == [1, 2, 7, 8]


def test_results_of_python_functions_are_converted() -> None:
    assert same(P["map"]([1.0, 4.0], np.sqrt), [1.0, 2.0])
    assert same(P["reduce"]([1, 2], np.add), 3)


@given(st.lists(st.one_of(st.integers(-3, 3), st.booleans(), st.floats(-3, 3))), st.booleans())
def test_sorting_is_stable_in_both_directions(numbers: list[Any], reverse: bool) -> None:
    pairs = [[number, position] for position, number in enumerate(numbers)]
    result = P["sort"](pairs, lambda pair: pair[0], reverse)
    assert result == sorted(pairs, key=lambda pair: pair[0], reverse=reverse)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 3),
    st.floats(),
    st.text("ab", max_size=1),
    st.integers(0, 3).map(Fraction),
    st.integers(0, 3).map(np.float64),
)


@given(st.lists(st.one_of(scalars, st.lists(scalars, max_size=2)), max_size=8))
def test_unique_keeps_one_of_all_that_are_equal(items: list[Any]) -> None:
    result = P["unique"](items)
    for position, item in enumerate(result):
        assert not any(operators.eq(item, other) for other in result[:position])
    for item in items:
        if item == item:
            assert P["contains"](result, item) or operators.ne(item, item)


@given(st.lists(st.one_of(scalars, st.just(V)), max_size=6), scalars)
def test_search_agrees_with_the_language(items: list[Any], item: object) -> None:
    expected = next((i for i, other in enumerate(items) if operators.eq(other, item)), -1)
    assert P["index_of"](items, item) == expected
    assert P["contains"](items, item) is (expected >= 0)
