"""The tables of LANGUAGE 8.1 to 8.5, cell by cell: whatever is not defined here must be a TypeError."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.values import operators
from normil.values.errors import Error
from normil.values.text import to_string
from normil.values.vectors import Quantised, quantize
from tests.values.raising import raises
from tests.values.samples import samples

FUNCTIONS = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": operators.div,
    "%": operators.mod,
    ".+": operators.dot_add,
    ".-": operators.dot_sub,
    ".*": operators.dot_mul,
    "./": operators.dot_div,
    "@": operators.matmul,
}
NUMBERS = {"bool": 1, "int": 7, "float": 2.5}
ARITHMETIC = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
}
V, M = np.array([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]])


def defined() -> dict[tuple[str, str, str], object]:
    """Every cell that gives a result, written out independently of the implementation."""
    cells: dict[tuple[str, str, str], object] = {}
    for op, apply in ARITHMETIC.items():
        for a, x in NUMBERS.items():
            for b, y in NUMBERS.items():
                cells[op, a, b] = apply(x, y)
            for array, value in (("Vec", V), ("Matrix", M)):
                cells[op, a, array] = apply(x, value)
                cells[op, array, a] = apply(value, x)
                if a != "bool" and op != "%":
                    cells["." + op, a, array] = apply(x, value)
                    cells["." + op, array, a] = apply(value, x)
        for array, value in (("Vec", V), ("Matrix", M)):
            cells[op, array, array] = apply(value, value)
            if op != "%":
                cells["." + op, array, array] = apply(value, value)
        for number, x in NUMBERS.items():
            cells[op, "object", number] = apply(Fraction(1, 2), x)
            cells[op, number, "object"] = apply(x, Fraction(1, 2))
        cells[op, "object", "object"] = apply(Fraction(1, 2), Fraction(1, 2))
    for name, value in samples().items():
        cells["+", "str", name] = "ab" + to_string(value)
        cells["+", name, "str"] = to_string(value) + "ab"
    cells["*", "str", "int"] = cells["*", "int", "str"] = "ab" * 7
    cells["+", "list", "list"] = [1, 2, 1, 2]
    cells["+", "list", "tuple"] = [1, 2, 3]
    cells["+", "tuple", "list"] = [3, 1, 2]
    cells["+", "tuple", "tuple"] = [3, 3]
    cells["*", "list", "int"] = cells["*", "int", "list"] = [1, 2] * 7
    cells["*", "tuple", "int"] = cells["*", "int", "tuple"] = [3] * 7
    cells["@", "Vec", "Vec"] = 5.0
    cells["@", "Matrix", "Vec"] = np.array([5.0, 11.0])
    cells["@", "Vec", "Matrix"] = np.array([7.0, 10.0])
    cells["@", "Matrix", "Matrix"] = np.array([[7.0, 10.0], [15.0, 22.0]])
    return cells


def same(a: object, b: object) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return type(a) is type(b) is np.ndarray and a.dtype == np.float64 and np.array_equal(a, b)
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("op", FUNCTIONS)
def test_every_cell(op: str) -> None:
    cells = defined()
    for left, a in samples().items():
        for right, b in samples().items():
            if "object" in (left, right) and "Vec" not in (left, right) and "Matrix" not in (left, right):
                if (op, left, right) not in cells and not op.startswith("."):
                    continue  # whatever Python says
            elif "object" in (left, right) and not op.startswith("."):
                continue
            if (op, left, right) in cells:
                result = FUNCTIONS[op](a, b)
                assert same(result, cells[op, left, right]), (left, op, right, result)
            else:
                with pytest.raises(Error) as info:
                    FUNCTIONS[op](a, b)
                assert info.value.kind == "TypeError", (left, op, right)


@pytest.mark.parametrize("op", ["+", "-", "*", "/", "%", ".+", ".-", ".*", "./"])
def test_unequal_dimensions_name_both(op: str) -> None:
    with raises("DimensionError", "dimension mismatch: Vec(3) and Vec(4)"):
        FUNCTIONS[op](np.ones(3), np.ones(4))
    with raises("DimensionError", "dimension mismatch: Vec(1) and Vec(3)"):
        FUNCTIONS[op](np.ones(1), np.ones(3))
    with raises("DimensionError", "dimension mismatch: Matrix(2, 3) and Matrix(3, 2)"):
        FUNCTIONS[op](np.ones((2, 3)), np.ones((3, 2)))
    with raises("TypeError") as caught:
        FUNCTIONS[op](np.ones((2, 2)), np.ones(2))
    assert "matvec" in str(caught[0].help)


def test_inner_dimensions_of_the_dot_product() -> None:
    with raises("DimensionError", "Vec(3) and Vec(4)"):
        operators.matmul(np.ones(3), np.ones(4))
    with raises("DimensionError", "Matrix(2, 3) and Vec(2)", "3 and 2"):
        operators.matmul(np.ones((2, 3)), np.ones(2))
    with raises("DimensionError", "2 and 3"):
        operators.matmul(np.ones(2), np.ones((3, 2)))
    with raises("DimensionError", "3 and 4"):
        operators.matmul(np.ones((2, 3)), np.ones((4, 2)))


@pytest.mark.parametrize("op", ["/", "%"])
@pytest.mark.parametrize("zero", [0, 0.0, False])
def test_numbers_divided_by_zero(op: str, zero: object) -> None:
    for number in (1, 1.5, True):
        with raises("ZeroDivisionError"):
            FUNCTIONS[op](number, zero)


@pytest.mark.filterwarnings("error")
def test_arrays_divided_by_zero_follow_ieee() -> None:
    result = operators.div(np.array([1.0, -1.0, 0.0]), 0)
    assert to_string(result) == "Vec(dim=3, data=[ inf -inf  nan]...)"
    assert np.isnan(operators.mod(np.ones(2), np.zeros(2))).all()
    assert np.isinf(operators.mul(np.array([1e308]), 10)).all()


def test_numbers_of_any_size() -> None:
    assert operators.mul(10**30, 10**30) == 10**60
    assert operators.mul(1e308, 10) == float("inf")
    assert same(operators.mul(np.array([1.0]), 10**30), np.array([1e30]))
    with raises("ValueError"):
        operators.div(10**400, 3)
    with raises("ValueError"):
        operators.add(10**400, 0.5)
    with raises("ValueError"):
        operators.add(10**400, np.ones(1))


def test_remainder_has_the_sign_of_the_right_side() -> None:
    assert operators.mod(-7, 3) == 2
    assert operators.mod(7.5, -2) == -0.5
    assert same(operators.mod(np.array([-7.0]), 3), np.array([2.0]))


def test_repetition() -> None:
    assert operators.mul("ab", -1) == ""
    assert operators.mul([1], 0) == []
    items = [[]]
    repeated = operators.mul(items, 2)
    assert repeated[0] is repeated[1] is items[0]
    for other in (True, 1.0):
        with raises("TypeError"):
            operators.mul("ab", other)
        with raises("TypeError"):
            operators.mul([1], other)


def test_operators_give_new_values() -> None:
    a, v = [1], np.ones(2)
    assert operators.add(a, []) is not a
    assert operators.add(v, 0) is not v


def test_quantised_operands_give_plain_vecs() -> None:
    q = quantize(np.array([0.0, 1.0]), 4)
    for op in ("+", "-", "*", "/", "%", ".+"):
        assert type(FUNCTIONS[op](q, 2)) is np.ndarray
        assert type(FUNCTIONS[op](np.ones(2), q)) is np.ndarray
    assert type(operators.neg(q)) is np.ndarray
    assert q.q == 4
    assert isinstance(q, Quantised)


def test_subclasses_of_numbers_behave_as_their_base() -> None:
    result = operators.mul(np.float64(2.0), 3)
    assert type(result) is float
    assert result == 6.0
    with raises("ZeroDivisionError"):
        operators.div(np.float64(2.0), 0)


@pytest.mark.parametrize(
    ("value", "result"), [(7, -7), (2.5, -2.5), (True, -1), (Fraction(1, 2), Fraction(-1, 2)), (np.float64(1), -1.0)]
)
def test_negation(value: object, result: object) -> None:
    assert same(operators.neg(value), result)


@pytest.mark.parametrize("kind", ["none", "str", "list", "map", "record", "fn", "type", "error", "module"])
def test_negation_of_other_kinds(kind: str) -> None:
    with raises("TypeError"):
        operators.neg(samples()[kind])


FALSE: list[Any] = [False, None, 0, 0.0, -0.0, "", [], {}, (), np.zeros(0), np.zeros((0, 3))]


@pytest.mark.parametrize("value", FALSE, ids=repr)
def test_false_values(value: object) -> None:
    assert operators.truth(value) is False
    assert operators.not_(value) is True


def test_everything_else_is_true() -> None:
    rest = [value for kind, value in samples().items() if kind != "none"]
    for value in (*rest, float("nan"), "0", [0], np.zeros(1), np.zeros((1, 1))):
        assert operators.truth(value) is True
        assert operators.not_(value) is False


def test_truth_of_a_python_object_that_has_none() -> None:
    with raises("TypeError", "ndarray"):
        operators.truth(np.zeros((2, 2, 2)))


@given(st.integers(), st.integers())
def test_ints_are_exact(a: int, b: int) -> None:
    assert operators.sub(operators.add(a, b), b) == a
    if b:
        quotient_and_rest = operators.sub(a, operators.mod(a, b))
        assert quotient_and_rest % b == 0


@given(st.text(), st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()))
def test_a_str_concatenates_with_anything(text: str, other: object) -> None:
    assert operators.add(text, other) == text + to_string(other)
    assert operators.add(other, text) == to_string(other) + text
