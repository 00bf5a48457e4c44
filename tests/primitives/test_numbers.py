"""PRIMITIVES 4: numbers and reductions."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.primitives.builtin import P, same
from tests.values.raising import raises

INF, NAN = math.inf, math.nan
V, M = np.array([4.0, 9.0]), np.array([[4.0, 9.0]])

CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("abs", (-3,), 3),
    ("abs", (-2.5,), 2.5),
    ("abs", (True,), 1),
    ("abs", (np.float64(-1),), 1.0),
    ("abs", (-V,), V),
    ("abs", (-M,), M),
    ("min", ([3, 9, 2],), 2),
    ("min", (3, 9), 3),
    ("min", (3, 2.5, 9), 2.5),
    ("min", (V,), 4.0),
    ("min", ("b", "a"), "a"),
    ("min", ((2, 1),), 1),
    ("min", ([2],), 2),
    ("min", ([None],), None),
    ("max", ([3, 9, 2],), 9),
    ("max", (3, 9), 9),
    ("max", (3, 9, 2), 9),
    ("max", (M,), 9.0),
    ("max", ([[1, 2], [1, 3]],), [1, 3]),
    ("max", (1, True), 1),
    ("min", (True, 1), True),
    ("sum", ([1, 2, 3],), 6),
    ("sum", ([1, 2.5],), 3.5),
    ("sum", ([],), 0),
    ("sum", ([], 5), 5),
    ("sum", ([1], 0.5), 1.5),
    ("sum", ([True, True],), 2),
    ("sum", ([0.1] * 10,), 0.9999999999999999),
    ("sum", ([np.float64(1), 2],), 3.0),
    ("sum", (V,), 13.0),
    ("sum", (M, 1), 14.0),
    ("sum", ([V, V],), 2 * V),
    ("sum", ([V], 1), V + 1),
    ("mean", ([1, 2],), 1.5),
    ("mean", ([2],), 2.0),
    ("mean", (V,), 6.5),
    ("mean", (M,), 6.5),
    ("mean", ([V, 3 * V],), 2 * V),
    ("var", ([1.0, 3.0],), 1.0),
    ("var", (V,), 6.25),
    ("std", ([1.0, 5.0],), 2.0),
    ("std", (M,), 2.5),
    ("std", ([7],), 0.0),
    ("median", ([3, 1, 2],), 2.0),
    ("median", ([3, 1],), 2.0),
    ("median", (V,), 6.5),
    ("median", (np.array([NAN, 2.0, 1.0]),), 2.0),
    ("mean", ([True, False],), 0.5),
    ("var", (M.T,), 6.25),
    ("sqrt", (2.0,), 1.4142135623730951),
    ("sqrt", (4,), 2.0),
    ("sqrt", (True,), 1.0),
    ("sqrt", (V,), np.array([2.0, 3.0])),
    ("sqrt", (-V,), np.array([NAN, NAN])),
    ("exp", (0,), 1.0),
    ("exp", (1000,), INF),
    ("exp", (-1000,), 0.0),
    ("exp", (10**400,), INF),
    ("exp", (-(10**400),), 0.0),
    ("exp", (np.array([1000.0]),), np.array([INF])),
    ("log", (math.e,), 1.0),
    ("log", (8, 2), 3.0),
    ("log", (10**400,), math.log(10**400)),
    ("log", (np.zeros(1),), np.array([-INF])),
    ("log", (np.array([4.0]), 2), np.array([2.0])),
    ("log2", (1024,), 10.0),
    ("log2", (np.array([[8.0]]),), np.array([[3.0]])),
    ("log10", (1000,), 3.0),
    ("log10", (np.array([100.0]),), np.array([2.0])),
    ("sin", (0,), 0.0),
    ("cos", (0,), 1.0),
    ("tan", (0,), 0.0),
    ("sin", (np.zeros(1),), np.zeros(1)),
    ("pow", (2, 10), 1024),
    ("pow", (2, -1), 0.5),
    ("pow", (2.0, 2), 4.0),
    ("pow", (0, 0), 1),
    ("pow", (True, 2), 1),
    ("pow", (-8.0, 3), -512.0),
    ("pow", (10, -400), 0.0),
    ("pow", (np.array([0.0, -8.0]), -0.5), np.array([INF, NAN])),
    ("pow", (V, 0.5), np.array([2.0, 3.0])),
    ("pow", (M, 2), M * M),
    ("floor", (-1.5,), -2),
    ("floor", (3,), 3),
    ("floor", (1e300,), int(1e300)),
    ("floor", (np.array([1.5]),), np.array([1.0])),
    ("ceil", (-1.5,), -1),
    ("ceil", (True,), 1),
    ("ceil", (np.array([1.5]),), np.array([2.0])),
    ("round", (2.5,), 2),
    ("round", (3.5,), 4),
    ("round", (7,), 7),
    ("round", (2.675, 2), 2.67),
    ("round", (7, 0), 7.0),
    ("round", (1234.5, -2), 1200.0),
    ("round", (INF, 1), INF),
    ("round", (np.array([0.5, 1.5]),), np.array([0.0, 2.0])),
    ("round", (np.array([0.25]), 1), np.array([0.2])),
    ("round", (np.array([1234.5]), -2), np.array([1200.0])),
    ("round", (np.array([1234.5]), -(10**30)), np.array([0.0])),
    ("round", (np.array([1e10, 0.123, NAN, INF]), 300), np.array([1e10, 0.123, NAN, INF])),
    ("round", (1.5, 10**30), 1.5),
    ("is_nan", (NAN,), True),
    ("is_nan", (1,), False),
    ("is_nan", (np.float64(1),), False),
    ("is_finite", (np.float64(1),), True),
    ("is_finite", (INF,), False),
    ("is_finite", (NAN,), False),
    ("is_finite", (10**400,), True),
]


@pytest.mark.parametrize(("name", "arguments", "result"), CASES)
def test_result(name: str, arguments: tuple[Any, ...], result: object) -> None:
    assert same(P[name](*arguments), result), P[name](*arguments)


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("min", ([],), "ValueError", "min"),
    ("max", (np.zeros(0),), "ValueError", "max"),
    ("min", (), "TypeError", "missing"),
    ("min", (3,), "TypeError", "min(): the only argument must be a list, Vec or Matrix, not an int"),
    ("max", ([1, "a"],), "TypeError", "ordered"),
    ("max", (1, None), "TypeError", "ordered"),
    ("max", ([np.zeros(1), np.zeros(1)],), "TypeError", "ordered"),
    ("sum", (["a"],), "TypeError", "numbers"),
    ("sum", ([1, np.zeros(1)],), "TypeError", "all Vec"),
    ("sum", ([np.zeros(1), np.zeros(2)],), "DimensionError", "Vec(1) and Vec(2)"),
    ("sum", (5,), "TypeError", "a list"),
    ("sum", ([1], "0"), "TypeError", "start"),
    ("sum", ([Decimal(1)],), "TypeError", "a Decimal"),
    ("mean", ([],), "ValueError", "mean"),
    ("mean", (np.zeros(0),), "ValueError", "mean"),
    ("mean", (["a"],), "TypeError", "numbers"),
    ("mean", ([np.zeros(1), np.zeros(2)],), "DimensionError", "Vec(1) and Vec(2)"),
    ("var", ([],), "ValueError", "var"),
    ("std", (np.zeros((0, 1)),), "ValueError", "std"),
    ("var", ([np.zeros(1)],), "TypeError", "numbers"),
    ("median", ([],), "ValueError", "median"),
    ("median", (["a"],), "TypeError", "numbers"),
    ("median", (M,), "TypeError", "a list or Vec"),
    ("sqrt", (-1,), "ValueError", "sqrt(-1)"),
    ("sqrt", ("4",), "TypeError", "sqrt(): x must be a number, Vec or Matrix, not a str"),
    ("sqrt", (np.ones(1, dtype=bool),), "TypeError", "ndarray"),
    ("sqrt", (10**400,), "ValueError", "large"),
    ("exp", ("4",), "TypeError", "exp()"),
    ("log", (0,), "ValueError", "log(0)"),
    ("log", (-1.0, 2), "ValueError", "log(-1.0)"),
    ("log", (False,), "ValueError", "log"),
    ("log", (2, 1), "ValueError", "base"),
    ("log", (2, 0), "ValueError", "base"),
    ("log", (V, -2), "ValueError", "base"),
    ("log", (2, "e"), "TypeError", "base"),
    ("log2", (0,), "ValueError", "log2(0)"),
    ("log10", (-1,), "ValueError", "log10(-1)"),
    *((name, (INF,), "ValueError", f"{name}(inf)") for name in ("sin", "cos", "tan")),
    ("sigmoid", ([1],), "TypeError", "sigmoid(): x must be"),
    ("pow", (-8, 0.5), "ValueError", "fractional"),
    ("pow", (0, -1), "ZeroDivisionError", "negative power"),
    ("pow", (0.0, -0.5), "ZeroDivisionError", "negative power"),
    ("pow", (10.0, 400), "ValueError", "too large"),
    ("pow", (2, V), "TypeError", "y"),
    ("pow", ("a", 2), "TypeError", "x"),
    ("pow", (V, V), "TypeError", "y"),
    ("floor", (INF,), "ValueError", "floor(inf)"),
    ("ceil", (NAN,), "ValueError", "ceil(nan)"),
    ("floor", ("1",), "TypeError", "x"),
    ("round", (NAN,), "ValueError", "round(nan)"),
    ("round", (1.5, 1.0), "TypeError", "digits"),
    ("round", ("1",), "TypeError", "x"),
    ("abs", ("1",), "TypeError", "abs(): x must be a number, Vec or Matrix, not a str"),
    ("abs", ([1],), "TypeError", "a list"),
    ("is_nan", ("a",), "TypeError", "a number"),
    ("is_finite", (V,), "TypeError", "a number"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)


def test_of_equals_the_first() -> None:
    a, b = [1], [1]
    assert P["min"](a, b) is a
    assert P["max"]([a, b]) is a
    assert same([P["min"](1, 1.0), P["max"](1, 1.0)], [1, 1])


def test_constants() -> None:
    assert (P["pi"], P["inf"]) == (math.pi, INF)
    assert P["nan"] != P["nan"]


def test_maps_and_other_python_values_are_no_lists() -> None:
    with raises("TypeError"):
        P["sum"](Counter("a"))


@given(st.lists(st.floats(-1e100, 1e100)))
def test_a_sum_is_taken_from_left_to_right(numbers: list[float]) -> None:
    total = 0.0
    for number in numbers:
        total = total + number
    assert P["sum"](numbers) == total


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_lists_and_vecs_agree(numbers: list[float]) -> None:
    vec = np.array(numbers)
    for name in ("min", "max", "median"):
        assert P[name](numbers) == P[name](vec)
    for name in ("mean", "var", "std", "sum"):
        assert math.isclose(P[name](numbers), P[name](vec), rel_tol=1e-6, abs_tol=1e-6)
    assert P["min"](numbers) <= P["median"](numbers) <= P["max"](numbers)
