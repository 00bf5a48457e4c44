"""The text forms of LANGUAGE 21."""

from __future__ import annotations

import ast
import collections
import enum
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import normil.primitives
from normil.values.errors import Error
from normil.values.records import make, struct_type
from normil.values.sparse import SparseVec
from normil.values.text import inner, to_string
from normil.values.types import AUTO, TYPES
from normil.values.vectors import quantize
from tests.values.samples import Point


class Color(str, enum.Enum):  # noqa: UP042  # StrEnum has another text of its own
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


def declared() -> None:
    """Stands for a function of a program."""


def moved() -> None:
    """Stands for a transaction."""


declared.__module__ = moved.__module__ = "program"
moved.__transaction__ = True  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (-12, "-12"),
        (10**400, str(10**400)),
        (3.0, "3.0"),
        (0.1, "0.1"),
        (1e-7, "1e-07"),
        (1e20, "1e+20"),
        (math.inf, "inf"),
        (math.nan, "nan"),
        ("a'b", "a'b"),
        ([1, 2.5, True, "x", [1]], "[1, 2.5, True, 'x', [1]]"),
        (["a'b", 'a"b', "a'\"b", "\n"], "[\"a'b\", 'a\"b', 'a\\'\"b', '\\n']"),
        ((1, 2), "(1, 2)"),
        ((1,), "(1,)"),
        ((), "()"),
        ({"x": 3.0, 1: None, None: "y"}, "{'x': 3.0, 1: None, None: 'y'}"),
        ({}, "{}"),
        (np.arange(1.0, 6.0), "Vec(dim=5, data=[1. 2. 3.]...)"),
        (np.array([0.5]), "Vec(dim=1, data=[0.5]...)"),
        (np.zeros(0), "Vec(dim=0, data=[]...)"),
        (quantize(np.linspace(0, 1, 5), 8), "Vec(dim=5, q=8, data=[0.         0.25098039 0.50196078]...)"),
        (np.array([[1.0, 1.0], [0.0, 1.0]]), "[[1. 1.]\n [0. 1.]]"),
        ([np.eye(1), np.ones(1)], "[[[1.]], Vec(dim=1, data=[1.]...)]"),
        (make(Point, 1, "x"), "Point {x: 1, y: 'x'}"),
        (make(struct_type("Empty", ())), "Empty {}"),
        (make(SparseVec, [1, 3], [0.5, 2.0], 8), "SparseVec(dim=8, nnz=2, sparsity=75.0%)"),
        (make(SparseVec, [], [], 0), "SparseVec(dim=0, nnz=0, sparsity=0.0%)"),
        (declared, "<fn declared>"),
        (moved, "<transaction moved>"),
        (len, "<builtin len>"),
        ([].append, "<builtin append>"),
        (math, "<module math>"),
        (TYPES["int"], "<type int>"),
        (Point, "<type Point>"),
        (Error("ValueError", "bad"), "ValueError: bad"),
        (AUTO, "auto"),
        (Fraction(1, 2), "1/2"),
        ([Fraction(1, 2)], "[Fraction(1, 2)]"),
        (collections.Counter("aab"), "{'a': 2, 'b': 1}"),
        (collections.namedtuple("Pair", "a b")(1, 2), "(1, 2)"),
        (Color.RED, "red"),
        ([Color.RED, Level.HIGH, np.float64(0.5)], "['red', 3, 0.5]"),
    ],
)
def test_text(value: object, text: str) -> None:
    assert to_string(value) == text


@pytest.mark.parametrize("name", ["abs", "sqrt", "print", "push", "assert", "outer_product", "to_int"])
def test_text_of_builtins(name: str) -> None:
    assert to_string(normil.primitives.load([name])[name]) == f"<builtin {name}>"


def test_strings_are_quoted_inside_only() -> None:
    assert to_string("a") == "a"
    assert inner("a") == "'a'"
    assert inner(1.5) == to_string(1.5)


def test_containers_inside_themselves() -> None:
    items: list[object] = [1]
    items.append(items)
    assert to_string(items) == "[1, [...]]"
    entries: dict[str, object] = {}
    entries["m"] = [entries]
    assert to_string(entries) == "{'m': [{...}]}"
    point = make(Point, None, None)
    point.x = [point]
    assert to_string(point) == "Point {x: [Point {...}], y: None}"
    twice = [[[1]]] * 2
    assert to_string(twice) == "[[[1]], [[1]]]"


def test_records_whose_display_fields_have_other_types() -> None:
    sparse = make(SparseVec, [1], [2.0], 4)
    sparse.dim = "four"
    assert to_string(sparse) == "SparseVec {indices: [1], values: [2.0], dim: 'four'}"
    label = make(normil.primitives.load(["Label"])["Label"], "a", 10**400)  # which is no float
    assert to_string(label) == f"Label {{label: 'a', score: {10**400}}}"


def test_a_python_module_cannot_change_the_text_of_arrays() -> None:
    with np.printoptions(precision=2, floatmode="fixed"):
        assert to_string(np.array([1 / 3])) == "Vec(dim=1, data=[0.33333333]...)"
        assert to_string(np.array([[1 / 3]])) == "[[0.33333333]]"


plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda part: st.one_of(st.lists(part), st.dictionaries(st.one_of(st.text(), st.integers()), part)),
    max_leaves=12,
)


@given(plain)
def test_the_inner_text_of_plain_values_reads_back(value: object) -> None:
    assert ast.literal_eval(inner(value)) == value


@given(st.floats(allow_nan=False))
def test_the_text_of_a_float_reads_back(value: float) -> None:
    assert float(to_string(value)) == value
