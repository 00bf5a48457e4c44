"""PRIMITIVES 1 to 3: making vectors and matrices, operations on them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from normil.engine import run
from normil.values.sparse import SparseVec
from normil.values.vectors import bits, quantize
from tests.primitives.builtin import P, same
from tests.values.raising import raises


def V(*numbers: float) -> Any:  # noqa: N802
    return np.array(numbers, dtype=float)


def M(*rows: list[float]) -> Any:  # noqa: N802
    return np.array(rows, dtype=float)


CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("vec", (2, [0.25, -8]), V(0.25, -8)),
    ("vec", ([1, 2, True],), V(1, 2, 1)),
    ("vec", ((1, 2),), V(1, 2)),
    ("vec", (0, []), V()),
    ("vec", (2, V(1, 2)), V(1, 2)),
    ("zeros", (4,), V(0, 0, 0, 0)),
    ("zeros", (0,), V()),
    ("zeros", (True,), V(0)),
    ("ones", (2,), V(1, 1)),
    ("fill", (3, 0.5), V(0.5, 0.5, 0.5)),
    ("fill", (1, 2), V(2)),
    ("concat", (V(1, 2), V(3)), V(1, 2, 3)),
    ("concat", ([V(1), V(2), V(3)],), V(1, 2, 3)),
    ("concat", ([1], (2,)), [1, 2]),
    ("concat", ([[1], [2], []],), [1, 2]),
    ("concat", ([],), []),
    ("one_hot", (2, 5), V(0, 0, 1, 0, 0)),
    ("one_hot", (-1, 2), V(0, 1)),
    ("dot", (V(1, 2), V(3, 4)), 11.0),
    ("dot", (V(), V()), 0.0),
    ("norm", (V(3, 4),), 5.0),
    ("norm", (M([3, 0], [0, 4]),), 5.0),
    ("norm", (V(),), 0.0),
    ("normalize", (V(3, 4),), V(0.6, 0.8)),
    ("normalize", (V(0, 0),), V(0, 0)),
    ("vec_add", (V(1, 2), V(3, 4)), V(4, 6)),
    ("vec_sub", (V(1, 2), V(3, 4)), V(-2, -2)),
    ("vec_mul", (V(1, 2), V(3, 4)), V(3, 8)),
    ("vec_div", (V(1, 0), V(0, 0)), V(math.inf, math.nan)),
    ("scale", (V(1, 2), 2.5), V(2.5, 5)),
    ("scale", (M([1, 2]), 2), M([2, 4])),
    ("cosine_similarity", (V(1, 1), V(1, 0)), 0.7071067811865475),
    ("cosine_similarity", (V(0, 0), V(1, 0)), 0.0),
    ("cosine_similarity", (V(1e-200), V(1e-200)), 0.0),
    ("distance", (V(0, 0), V(3, 4)), 5.0),
    ("distance", (V(0, 0), V(3, -4), "manhattan"), 7.0),
    ("distance", (V(1, 0), V(0, 1), "cosine"), 1.0),
    ("argmax", ([3, 9, 2, 9],), 1),
    ("argmax", (V(1, 3, 3),), 1),
    ("argmax", (["a", "b"],), 1),
    ("argmin", ([3, 1, 2, 1],), 1),
    ("argmin", (V(1, 0, 0),), 1),
    ("clip", (1.7, 0.0, 1.0), 1.0),
    ("clip", (7, 0, 5), 5),
    ("clip", (7, 0, 5.0), 5.0),
    ("clip", (3, 0.0, 5), 3.0),
    ("clip", (V(-2, 2), 0, 1), V(0, 1)),
    ("clip", (M([-2, 2]), 0, 1), M([0, 1])),
    ("softmax", (V(0, 0),), V(0.5, 0.5)),
    ("softmax", (V(1000, 1000),), V(0.5, 0.5)),
    ("softmax", (V(),), V()),
    ("sigmoid", (0,), 0.5),
    ("sigmoid", (-1000,), 0.0),
    ("sigmoid", (V(0, 1000, -1000),), V(0.5, 1, 0)),
    ("tanh", (0,), 0.0),
    ("tanh", (M([0]),), M([0])),
    ("relu", (-1,), 0.0),
    ("relu", (2,), 2.0),
    ("relu", (V(-1, 2),), V(0, 2)),
    ("to_dense", (SparseVec.__constructors__["from_lists"]([1], [2.5], 3),), V(0, 2.5, 0)),
    ("to_dense", ({"indices": [0], "values": [1.0], "dim": 2},), V(1, 0)),
    ("matrix", (2, 2, [1, 0, 0, 1]), M([1, 0], [0, 1])),
    ("matrix", (1, 2), M([0, 0])),
    ("matrix", (1, 2, 3), M([3, 3])),
    ("matrix", (2, 1, [[1], [2]]), M([1], [2])),
    ("matrix", (2, 1, [V(1), V(2)]), M([1], [2])),
    ("matrix", ([[1, 2, 3]],), M([1, 2, 3])),
    ("matrix", ([V(1, 2), [3, 4]],), M([1, 2], [3, 4])),
    ("matrix", ([],), np.zeros((0, 0))),
    ("matrix", (0, 3, []), np.zeros((0, 3))),
    ("matrix", (2, 0, [[], []]), np.zeros((2, 0))),
    ("identity", (2,), M([1, 0], [0, 1])),
    ("identity", (0,), np.zeros((0, 0))),
    ("outer", (V(1, 2), V(3, 4)), M([3, 4], [6, 8])),
    ("outer_product", (V(1), V(3, 4)), M([3, 4])),
    ("matvec", (M([1, 2], [3, 4]), V(1, 1)), V(3, 7)),
    ("matvec", ([[1, 2], V(3, 4)], V(1, 1)), V(3, 7)),
    ("matmul", (M([1, 2], [3, 4]), M([1], [1])), M([3], [7])),
    ("transpose", (M([1, 2, 3]),), M([1], [2], [3])),
    ("transpose", ([[1, 2]],), M([1], [2])),
    ("row", (M([1, 2], [3, 4]), 1), V(3, 4)),
    ("row", (M([1, 2], [3, 4]), -2), V(1, 2)),
    ("col", (M([1, 2], [3, 4]), 0), V(1, 3)),
    ("reshape", (V(1, 2, 3, 4), 2, 2), M([1, 2], [3, 4])),
    ("reshape", (M([1, 2], [3, 4]), 1, 4), M([1, 2, 3, 4])),
    ("flatten", (M([1, 2], [3, 4]),), V(1, 2, 3, 4)),
    ("flatten", ([[1], [2, [3]], ()],), [1, 2, [3]]),
    # nothing, infinity, nan
    ("norm", (V(1e200),), math.inf),
    ("normalize", (V(math.inf, 1),), V(math.nan, 0)),
    ("scale", (V(), 2), V()),
    ("distance", (V(), V()), 0.0),
    ("softmax", (V(-math.inf, 0),), V(0, 1)),
    ("softmax", (V(math.nan, 0),), V(math.nan, math.nan)),
    ("clip", (math.nan, 0, 1), math.nan),
    ("clip", (V(math.nan, math.inf), 0, 1), V(math.nan, 1)),
    ("clip", (True, 0, 5), 1),
    ("outer", (V(), V(1)), np.zeros((0, 1))),
    ("matvec", (np.zeros((0, 2)), V(1, 2)), V()),
    ("matvec", (np.zeros((2, 0)), V()), V(0, 0)),
    ("matmul", (np.zeros((1, 0)), np.zeros((0, 2))), M([0, 0])),
    ("flatten", (np.zeros((0, 3)),), V()),
    ("flatten", ([],), []),
    ("reshape", (V(), 0, 5), np.zeros((0, 5))),
    # arrays from Python, column after column
    ("flatten", (M([1, 2], [3, 4]).T,), V(1, 3, 2, 4)),
    ("reshape", (np.asfortranarray(M([1, 2], [3, 4])), 1, 4), M([1, 2, 3, 4])),
    ("norm", (M([3, 0], [4, 0]).T,), 5.0),
    ("matvec", (M([1, 2], [3, 4]).T, V(1, 1)), V(4, 6)),
    ("dot", (V(1, 9, 2)[::2], V(3, 4)), 11.0),
]


@pytest.mark.parametrize(("name", "arguments", "result"), CASES)
def test_result(name: str, arguments: tuple[Any, ...], result: object) -> None:
    assert same(P[name](*arguments), result), P[name](*arguments)


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("vec", (3, [1, 2]), "DimensionError", "3"),
    ("vec", (2, ["a", "b"]), "TypeError", "numbers"),
    ("vec", (2, "ab"), "TypeError", "vec(): values must be a list of numbers, not a str"),
    ("vec", (-1, []), "ValueError", "-1"),
    ("vec", (2.0, [1, 2]), "TypeError", "dim must be an int, not a float"),
    ("vec", (2,), "TypeError", "vec() is missing the argument 'values'"),
    ("vec", (), "TypeError", "vec() is missing the argument 'values'"),
    ("vec", (3, V(1, 2)), "DimensionError", "Vec(3) and 2 values"),
    ("vec", ([10**400],), "ValueError", "too large"),
    ("zeros", (-1,), "ValueError", "-1"),
    ("zeros", (10**30,), "ValueError", "too large"),
    ("ones", (-1,), "ValueError", "ones(): dim must not be negative, it is -1"),
    ("zeros", (1.0,), "TypeError", "zeros(): dim must be an int, not a float"),
    ("ones", ("2",), "TypeError", "a str"),
    ("fill", (-1, 0), "ValueError", "-1"),
    ("fill", (1, "0"), "TypeError", "fill(): value must be a number, not a str"),
    ("concat", (V(1), [1]), "TypeError", "Vec and list"),
    ("concat", ([V(1), [1]],), "TypeError", "Vec and list"),
    ("concat", ("a", "b"), "TypeError", "str"),
    ("concat", (V(1),), "TypeError", "parts must be a list"),
    ("one_hot", (5, 5), "IndexError", "5"),
    ("one_hot", (0, -1), "ValueError", "-1"),
    ("one_hot", (-3, 2), "IndexError", "index -3 is out of range for Vec(2)"),
    ("one_hot", (0, 0), "IndexError", "Vec(0)"),
    ("to_sparse", ([1],), "TypeError", "a Vec"),
    ("to_dense", (V(1),), "TypeError", "a SparseVec"),
    ("dot", (V(1, 2, 3), V(1, 2, 3, 4)), "DimensionError", "Vec(3) and Vec(4)"),
    ("dot", ([1], V(1)), "TypeError", "dot(): v1 must be a Vec, not a list"),
    ("dot", (V(1), M([1])), "TypeError", "dot(): v2 must be a Vec, not a Matrix"),
    ("dot", (np.ones(1, dtype=bool), V(1)), "TypeError", "ndarray"),
    ("norm", ([1],), "TypeError", "norm(): v must be a Vec or Matrix, not a list"),
    ("norm", (np.ones(1, dtype=bool),), "TypeError", "ndarray"),
    ("normalize", (M([1]),), "TypeError", "a Vec"),
    ("scale", (V(1), "2"), "TypeError", "scalar"),
    ("scale", ([1], 2), "TypeError", "a Vec or Matrix"),
    ("cosine_similarity", (V(1), V(1, 2)), "DimensionError", "Vec(1) and Vec(2)"),
    ("distance", (V(1), V(1, 2)), "DimensionError", "Vec(1) and Vec(2)"),
    ("distance", (V(1), V(1), "cos"), "ValueError", "'cos'"),
    ("argmax", ([],), "ValueError", "argmax"),
    ("argmin", (V(),), "ValueError", "argmin"),
    ("argmax", ([1, "a"],), "TypeError", "ordered"),
    ("argmax", (3,), "TypeError", "a Vec or a list"),
    ("clip", (1, 2, 1), "ValueError", "less"),
    ("clip", ("1", 0, 1), "TypeError", "x must be"),
    ("softmax", ([1],), "TypeError", "a Vec"),
    ("sigmoid", ("a",), "TypeError", "sigmoid(): x must be a number, Vec or Matrix, not a str"),
    ("relu", ([1],), "TypeError", "a list"),
    ("matrix", (2, 2, [1, 2, 3]), "DimensionError", "Matrix(2, 2) and 3 values"),
    ("matrix", (2, 2, [[1, 2]]), "DimensionError", "Matrix(2, 2) and Matrix(1, 2)"),
    ("matrix", ([[1], [1, 2]],), "DimensionError", "1 and 2"),
    ("matrix", (2, 2, "a"), "TypeError", "a number or a list"),
    ("matrix", ([1, [2]],), "TypeError", "rows"),
    ("matrix", (2, -1), "ValueError", "-1"),
    ("matrix", (2,), "TypeError", "missing the argument 'cols'"),
    ("matrix", (-1, 2), "ValueError", "matrix(): rows must not be negative"),
    ("matrix", (10**6, 10**6, [[1]]), "DimensionError", "Matrix(1000000, 1000000) and Matrix(1, 1)"),
    ("matrix", (2, 2, [[1, 2], [3]]), "DimensionError", "2 and 1"),
    ("identity", (-1,), "ValueError", "-1"),
    ("identity", (10**10,), "ValueError", "too large"),
    ("transpose", ([1],), "TypeError", "transpose(): the rows of M must be Vecs or lists of numbers"),
    ("transpose", ([[1], [1, 2]],), "DimensionError", "1 and 2"),
    ("transpose", (V(1),), "TypeError", "a Matrix or a list of rows"),
    ("outer", ([1], V(1)), "TypeError", "outer(): u must be a Vec"),
    ("outer_product", (V(1), 2), "TypeError", "outer_product(): v must be a Vec"),
    ("matvec", (M([1, 2]), V(1)), "DimensionError", "2 and 1"),
    ("matvec", (V(1), V(1)), "TypeError", "a Matrix or a list of rows"),
    ("matmul", (M([1, 2]), M([1, 2])), "DimensionError", "2 and 1"),
    ("matmul", ([[1]], M([1])), "TypeError", "a Matrix"),
    ("row", (M([1, 2]), 1), "IndexError", "1"),
    ("col", (M([1, 2]), 2), "IndexError", "2"),
    ("row", (M([1, 2]), -2), "IndexError", "row(): i -2 is out of range for Matrix(1, 2)"),
    ("row", (M([1, 2]), 10**30), "IndexError", "out of range"),
    ("col", (M([1, 2]), -3), "IndexError", "col(): j -3 is out of range for Matrix(1, 2)"),
    ("row", (M([1, 2]), 0.0), "TypeError", "an int"),
    ("reshape", (V(1, 2), 3, 1), "DimensionError", "Matrix(3, 1) and Vec(2)"),
    ("reshape", (V(1, 2), -1, -2), "ValueError", "-1"),
    ("reshape", ([1], 1, 1), "TypeError", "a Vec or Matrix"),
    ("flatten", (V(1),), "TypeError", "a Matrix or a list"),
    ("flatten", ([1],), "TypeError", "a list"),
    *((name, (V(1), V(1, 2)), "DimensionError", "Vec(1) and Vec(2)") for name in ("vec_add", "vec_sub", "vec_div")),
    *((name, (V(1), 1), "TypeError", f"{name}(): v2 must be a Vec") for name in ("vec_add", "vec_mul")),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)


def test_named_arguments_of_every_form() -> None:
    assert P["vec"](values=[1]).tolist() == P["vec"](dim=1, values=[1]).tolist() == [1.0]
    assert P["matrix"](values=[[1]]).tolist() == P["matrix"](rows=1, cols=1, values=1).tolist()
    assert P["concat"](parts=[[1], [2]]) == P["concat"](a=[1], b=[2]) == [1, 2]
    with raises("TypeError", "either a and b or parts"):
        P["concat"]([1], parts=[[2]])


def test_to_sparse() -> None:
    sparse = P["to_sparse"](V(0, 2, -0.5, 1e-7))
    assert (sparse.indices, sparse.values, sparse.dim) == ([1, 2], [2.0, -0.5], 4)
    assert P["to_sparse"](V(0, 2, -0.5), threshold=0.5).indices == [1]
    assert P["to_sparse"](V(math.nan, -math.inf, 0)).indices == [1]  # nan is not greater than the threshold


@pytest.mark.parametrize(
    "make",
    [
        lambda q: P["vec"](q),
        lambda q: P["normalize"](q),
        lambda q: P["normalize"](0 * q),
        lambda q: P["concat"](q, q),
        lambda q: P["reverse"](q),
        lambda q: P["sort"](q),
        lambda q: P["slice"](q, 1),
        lambda q: P["scale"](q, 2),
        lambda q: P["softmax"](q),
        lambda q: P["clip"](q, 0, 1),
        lambda q: P["abs"](q),
        lambda q: P["sqrt"](q),
        lambda q: P["round"](q),
        lambda q: P["reshape"](q, 2, 2),
        lambda q: P["matvec"](np.eye(4), q),
        lambda q: P["outer"](q, q),
        lambda q: P["dequantize"](q),
        lambda q: P["sum"]([q, q]),
        lambda q: P["mean"]([q, q]),
        lambda q: P["onlinecluster_update"](q, q),
        lambda q: P["normalize_plasticity"](q),
    ],
)
def test_results_are_plain_and_new(make: Callable[[Any], Any]) -> None:
    q = quantize(V(0, 1, 2, 4), 4)
    result = make(q)
    assert type(result) is np.ndarray
    assert not np.shares_memory(result, q)
    assert bits(q) == 4


@given(
    arrays.arrays(np.float64, 5, elements=st.floats(-1e3, 1e3)),
    arrays.arrays(np.float64, 5, elements=st.floats(-1e3, 1e3)),
)
def test_relations(a: np.ndarray, b: np.ndarray) -> None:
    assert math.isclose(P["dot"](a, b), P["matvec"](a.reshape(1, 5), b)[0], abs_tol=1e-6)
    assert abs(P["cosine_similarity"](a, b)) <= 1 + 1e-12
    assert P["distance"](a, b) == P["norm"](P["vec_sub"](a, b))
    assert same(P["transpose"](P["outer"](a, b)), P["outer"](b, a))
    assert same(P["to_dense"](P["to_sparse"](a, 0.0)), np.where(a == 0, 0.0, a))


# ---------------------------------------------------------------- randomness


def test_draws_are_those_of_the_generator_of_the_run() -> None:
    run.start(seed=7)
    drawn = [P["random"](3, 1.0, -2.0), P["uniform"](2, -1, 1), P["random_int"](1, 6), P["random_matrix"](2, 2)]
    generator = np.random.Generator(np.random.PCG64(7))
    expected = [generator.normal(1.0, 2.0, 3), generator.uniform(-1, 1, 2), int(generator.integers(1, 7)), None]
    expected[3] = generator.normal(0.0, 1.0, (2, 2))
    assert same(drawn, expected)


def test_seed_restarts_the_generator() -> None:
    run.start(seed=1)
    P["seed"](42)
    first = [P["random"](2), P["choice"]([1, 2, 3]), P["shuffle"](list(range(10)))]
    P["seed"](42)
    assert same([P["random"](2), P["choice"]([1, 2, 3]), P["shuffle"](list(range(10)))], first)
    assert run.current.seed == 1
    run.start(seed=42)
    assert same(P["random"](2), first[0])


def test_draws_from_lists() -> None:
    items = ["a", [1], None]
    chosen = P["choice"](items)
    assert any(chosen is item for item in items)
    shuffled = P["shuffle"](items)
    assert shuffled is not items
    assert sorted(map(repr, shuffled)) == sorted(map(repr, items))
    assert {P["random_int"](1, 3) for _ in range(100)} == {1, 2, 3}
    assert same(P["uniform"](2, 1.5, 1.5), V(1.5, 1.5))
    assert type(P["random_int"](1, 3)) is int


@given(st.integers(-(2**80), 2**80), st.integers(0, 2**80), st.integers(0, 2**32))
def test_random_ints_of_any_size(low: int, width: int, seed: int) -> None:
    run.start(seed)
    drawn = [P["random_int"](low, low + width) for _ in range(3)]
    assert all(low <= number <= low + width for number in drawn)
    run.start(seed)
    assert [P["random_int"](low, low + width) for _ in range(3)] == drawn


def test_huge_random_ints_reach_both_ends() -> None:
    run.start(0)
    drawn = [P["random_int"](-(2**63), 2**63) / 2**63 for _ in range(200)]
    assert min(drawn) < -0.9
    assert max(drawn) > 0.9


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("uniform", (2, -math.inf, math.inf), "ValueError"),
        ("uniform", (2, math.nan, 1), "ValueError"),
        ("random", (-1,), "ValueError"),
        ("random", (2, "0"), "TypeError"),
        ("uniform", (2, 1, 0), "ValueError"),
        ("random_int", (2, 1), "ValueError"),
        ("random_int", (1.0, 2), "TypeError"),
        ("choice", ([],), "ValueError"),
        ("choice", ("ab",), "TypeError"),
        ("shuffle", ("ab",), "TypeError"),
        ("random_matrix", (1, -1), "ValueError"),
        ("seed", (-1,), "ValueError"),
        ("seed", (1.5,), "TypeError"),
    ],
)
def test_errors_of_draws(name: str, arguments: tuple[Any, ...], kind: str) -> None:
    with raises(kind, re.sub(r"_.*", "", name)):
        P[name](*arguments)
