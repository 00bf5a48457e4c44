"""LANGUAGE 8.4."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.values import operators
from normil.values.records import make, struct_type
from normil.values.vectors import quantize
from tests.values.raising import raises
from tests.values.samples import Point, samples

NAN = float("nan")

plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=3)),
    max_leaves=10,
)


def holds_nan(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(holds_nan, value))
    return any(map(holds_nan, value.values())) if isinstance(value, dict) else value != value


@given(plain)
def test_equality_is_reflexive_but_for_nan(value: object) -> None:
    assert operators.eq(value, value) is not holds_nan(value)


@given(plain, plain)
def test_equality_is_symmetric_and_the_opposite_of_inequality(a: object, b: object) -> None:
    assert operators.eq(a, b) is operators.eq(b, a)
    assert operators.ne(a, b) is not operators.eq(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, 1.0),
        (False, 0.0),
        (2**53, float(2**53)),
        (1, Fraction(1)),
        ([1, [True]], [1.0, [1]]),
        ([1, 2], (1, 2)),
        ((1,), (1,)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({1: "x"}, {True: "x"}),
        (np.ones(2), np.ones(2)),
        (quantize(np.ones(2), 4), np.ones(2)),
        (np.ones((2, 2)), np.ones((2, 2))),
        ([np.ones(2)], [np.ones(2)]),
        (make(Point, 1, [2]), make(Point, 1.0, [2])),
        (len, len),
        (Point, Point),
        (np.float64(1.5), 1.5),
    ],
    ids=repr,
)
def test_equal(a: object, b: object) -> None:
    assert operators.eq(a, b) is True
    assert operators.ne(a, b) is False


OTHER_POINT = struct_type("Point", (("x", False, None), ("y", True, None)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (2**53 + 1, float(2**53)),
        (None, False),
        (None, 0),
        ("1", 1),
        ([1], [1, 2]),
        ([1], {0: 1}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
        (np.ones(1), 1.0),
        (np.ones(1), np.ones(3)),
        (np.ones(2), [1.0, 1.0]),
        (np.ones(2), np.ones((1, 2))),
        (np.array([NAN]), np.array([NAN])),
        ([NAN], [NAN]),
        (make(Point, 1, 2), make(Point, 1, 3)),
        (make(Point, 1, 2), make(OTHER_POINT, 1, 2)),
        (make(Point, 1, 2), {"x": 1, "y": 2}),
        (Point, OTHER_POINT),
        ([np.ones(2)], [np.ones(3)]),
        ([np.ones(1)], [1.0]),
    ],
    ids=repr,
)
def test_unequal(a: object, b: object) -> None:
    assert operators.eq(a, b) is False
    assert operators.ne(a, b) is True


def test_different_kinds_are_unequal() -> None:
    for left, a in samples().items():
        for right, b in samples().items():
            if left != right:
                assert operators.eq(a, b) is False, (left, right)


def test_what_python_cannot_compare_is_unequal() -> None:
    class Odd:
        def __eq__(self, other: object) -> bool:
            raise RuntimeError

        __hash__ = None  # type: ignore[assignment]

    assert operators.eq(Odd(), 1) is False
    assert operators.eq([Odd()], [Odd()]) is False


def test_equality_of_deep_and_cyclic_values() -> None:
    a: list[Any] = []
    b: list[Any] = []
    for _ in range(100_000):
        a, b = [a], [b]
    assert operators.eq(a, b)
    a, b = [1], [1]
    a.append(a)
    b.append(b)
    assert operators.eq(a, b)
    b[0] = 2
    assert not operators.eq(a, b)


COMPARE = {"<": operators.lt, "<=": operators.le, ">": operators.gt, ">=": operators.ge}


@pytest.mark.parametrize(
    ("a", "b", "less", "less_or_equal"),
    [
        (1, 2.5, True, True),
        (True, 1, False, True),
        (2, True, False, False),
        (NAN, 1, False, False),
        ("Z", "a", True, True),
        ("a", "a", False, True),
        ("\ud7ff", "\U00010000", True, True),
        ([1, 2], [1, 3], True, True),
        ([1], [1, 0], True, True),
        ([1, 0], [1], False, False),
        ([], [], False, True),
        ([[1], "a"], [[1], "b"], True, True),
        ([1, "x"], [2, 0], True, True),
        ((1,), [2], True, True),
        ([NAN], [NAN], False, False),
        (Fraction(1, 3), 0.5, True, True),
    ],
    ids=repr,
)
def test_order(a: object, b: object, less: bool, less_or_equal: bool) -> None:
    assert operators.lt(a, b) is less
    assert operators.gt(b, a) is less
    assert operators.le(a, b) is less_or_equal
    assert operators.ge(b, a) is less_or_equal


@pytest.mark.parametrize("symbol", COMPARE)
def test_what_has_no_order(symbol: str) -> None:
    numbers, ordered = {"bool", "int", "float"}, {"str"}
    for left, a in samples().items():
        for right, b in samples().items():
            if "object" in (left, right):
                continue
            if {left, right} <= numbers or {left, right} <= ordered or {left, right} <= {"list", "tuple"}:
                COMPARE[symbol](a, b)
            else:
                with raises("TypeError"):
                    COMPARE[symbol](a, b)
    with raises("TypeError", "an int", "a str"):
        COMPARE[symbol]([1, 1], [1, "a"])


@given(st.lists(st.integers(0, 2), max_size=4), st.lists(st.integers(0, 2), max_size=4))
def test_lists_are_ordered_as_by_their_elements(a: list[int], b: list[int]) -> None:
    assert operators.lt(a, b) is (a < b)
    assert operators.le(a, b) is (a <= b)
