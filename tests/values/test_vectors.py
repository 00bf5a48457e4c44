"""Arrays: what comes from Python, quantised Vecs, declared types (LANGUAGE 5, 6.4, 6.6, 17.4)."""

from __future__ import annotations

import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from normil.values import from_python, operators
from normil.values.kinds import type_of
from normil.values.vectors import Quantised, bits, check_matrix, check_vector, copy, from_numbers, quantize
from tests.primitives.builtin import P
from tests.values.raising import raises

finite_vecs = arrays.arrays(np.float64, st.integers(0, 8), elements=st.floats(-1e6, 1e6))


@pytest.mark.parametrize(
    ("value", "result"),
    [(np.int32(3), 3), (np.uint8(3), 3), (np.float32(0.5), 0.5), (np.float64(0.5), 0.5), (np.bool_(True), True)],
    ids=repr,
)
def test_numpy_scalars(value: object, result: object) -> None:
    converted = from_python(value)
    assert converted == result
    assert type(converted) is type(result)


@pytest.mark.parametrize("dtype", [np.int8, np.uint64, np.float32, ">f8"])
def test_arrays_of_numbers(dtype: str) -> None:
    for shape, name in (((3,), "Vec"), ((2, 3), "Matrix")):
        converted = from_python(np.ones(shape, dtype=dtype))
        assert type_of(converted) == name
        assert converted.dtype == np.float64


def test_float_arrays_are_not_copied() -> None:
    for array in (np.zeros(3), np.zeros((2, 2)), np.zeros((2, 2)).T):
        assert from_python(array) is array


def test_floats_of_another_dtype_object_are_floats() -> None:
    dtype = np.dtype(np.float64, copy=True)  # as arrays have that were unpickled
    v, m = np.arange(2.0).astype(dtype), np.eye(2).astype(dtype)
    assert v.dtype is m.dtype is dtype
    assert [type_of(v), type_of(m)] == ["Vec", "Matrix"]
    for name, arguments, result in (
        ("dot", (v, v), 1.0),
        ("norm", (m,), 2**0.5),
        ("max", (v,), 1.0),
        ("argmax", (v,), 1),
        ("reverse", (v,), [1.0, 0.0]),
        ("abs", (m,), np.eye(2)),
        ("matvec", (m, v), v),
        ("scale", (v, 2), 2 * v),
        ("row", (m, 1), [0.0, 1.0]),
    ):
        assert np.all(P[name](*arguments) == result)
    assert operators.matmul(m, v).tolist() == [0.0, 1.0]
    assert check_vector(v, 2) is v


@pytest.mark.parametrize(
    "array",
    [np.zeros(2, dtype=bool), np.zeros((1, 1, 1)), np.array(5.0), np.array(["a"]), np.zeros(1, dtype=complex)],
    ids=repr,
)
def test_other_arrays_are_python_objects(array: object) -> None:
    assert from_python(array) is array
    assert type_of(array) == "ndarray"


def test_other_values_are_themselves() -> None:
    for value in ([np.float64(1)], (1, 2), {"a": 1}, "a", None, object()):
        assert from_python(value) is value


@given(finite_vecs, st.integers(1, 16))
def test_quantisation(vec: np.ndarray, q: int) -> None:
    result = quantize(vec, q)
    assert bits(result) == q
    assert len(np.unique(result)) <= 2**q
    if len(vec):
        step = (vec.max() - vec.min()) / (2**q - 1)
        assert np.abs(result - vec).max() <= step / 2 * (1 + 1e-6) + 1e-9
    assert np.allclose(quantize(result, q), result)


def test_quantisation_rounds_half_to_even() -> None:
    assert quantize(np.array([0.0, 0.5, 1.5, 2.5, 3.0]), 2).tolist() == [0.0, 0.0, 2.0, 2.0, 3.0]


def test_quantisation_of_constant_and_empty_vecs() -> None:
    for vec in (np.zeros(0), np.full(3, 7.5)):
        result = quantize(vec, 8)
        assert result.tolist() == vec.tolist()
        assert bits(result) == 8
        assert not np.shares_memory(result, vec)


def test_errors_of_quantisation() -> None:
    for q in (0, 17):
        with raises("ValueError", str(q)):
            quantize(np.ones(2), q)
    for bad in (np.nan, np.inf):
        with raises("ValueError"):
            quantize(np.array([1.0, bad]), 8)


def test_bits_are_kept_by_copies_only() -> None:
    q = quantize(np.arange(4.0), 8)
    assert bits(copy(q)) == 8
    for other in (
        q[:2],
        q.view(),
        np.concatenate([q, q]),
        np.sort(q),
        q + 1,
        np.sqrt(q),
        q.reshape(2, 2),
        q.astype(float),
    ):
        assert bits(other) is None
    assert bits(q) == 8


def test_python_code_that_changes_a_quantised_vec_in_place() -> None:
    q = quantize(np.arange(4.0), 8)
    alias = q
    alias += 1
    assert alias is q
    assert bits(q) is None
    assert q.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_numbers() -> None:
    assert from_numbers([1, 2.5, True]).tolist() == [1.0, 2.5, 1.0]
    assert from_numbers([np.float64(1), np.float32(1)]).tolist() == [1.0, 1.0]  # scalars of numpy in a list are numbers
    for bad in (["1"], [None], [[1]], [np.ones(1)]):
        assert from_numbers(bad) is None
    with raises("ValueError"):
        from_numbers([10**400])


def test_declared_vector_types() -> None:
    v = np.arange(3.0)
    assert check_vector(v) is v
    assert check_vector(v, 3) is v
    q = check_vector(v, 3, 8)
    assert isinstance(q, Quantised)
    assert check_vector(q, 3, 8) is q
    assert bits(check_vector(q, 3, 4)) == 4
    assert check_vector(q, 3) is q
    with raises("DimensionError", "Vec(4)", "Vec(3)"):
        check_vector(v, 4)
    for bad in ([1.0], 1, None, np.ones((1, 3)), np.zeros(3, dtype=bool)):
        with raises("TypeError", "a Vec(3)"):
            check_vector(bad, 3)


def test_declared_matrix_types() -> None:
    m = np.ones((2, 3))
    assert check_matrix(m, 2, 3) is m
    assert check_matrix(m, None, 3) is m
    with raises("DimensionError", "Matrix(3, 2)", "Matrix(2, 3)"):
        check_matrix(m, 3, 2)
    with raises("TypeError", "a Matrix(2, 3)", "a Vec"):
        check_matrix(np.ones(2), 2, 3)


THREAD = """
import threading
from normil.values import operators, vectors
from normil.primitives import load
zeros = load(["zeros"])["zeros"]
thread = threading.Thread(target=lambda: operators.div(zeros(2), 0))
thread.start()
thread.join()
"""


def test_numpy_does_not_warn_in_other_threads() -> None:
    result = subprocess.run([sys.executable, "-c", THREAD], capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_numpy_does_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.log(np.zeros(2)) - np.log(np.zeros(2))
        np.ones(1) / np.zeros(1)
        np.array([1e308]) * np.array([10.0])
