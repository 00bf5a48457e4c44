"""LANGUAGE 12: struct types, records, SparseVec, copies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from normil.values import access, operators
from normil.values.copying import deep_copy
from normil.values.kinds import type_of
from normil.values.records import as_record, construct, make, store, struct_type
from normil.values.sparse import SparseVec
from normil.values.types import TYPES
from normil.values.vectors import bits, quantize
from tests.values.raising import raises
from tests.values.samples import Point

Reading = struct_type("Reading", (("sensor", False, None), ("value", False, None), ("note", True, None)))
Weighted = struct_type("Weighted", (("w", False, ("Vec", 3, 8)), ("m", False, ("Matrix", 2, None))))


def test_construction() -> None:
    reading = construct(Reading, {"value": 1.5, "sensor": "t1"})
    assert (reading.sensor, reading.value, reading.note) == ("t1", 1.5, None)
    assert type_of(reading) == "Reading"
    assert operators.eq(reading, make(Reading, "t1", 1.5, None))


def test_errors_of_construction() -> None:
    with raises("TypeError", "Reading is missing the field 'value'"):
        construct(Reading, {"sensor": "t1"})
    with raises("TypeError", "Reading has no field 'valeu'") as caught:
        construct(Reading, {"sensor": "t1", "value": 1, "valeu": 2})
    assert caught[0].help == "did you mean 'value'?"
    with raises("TypeError", "<type int> is not a struct type"):
        construct(TYPES["int"], {})
    with raises("TypeError", "Reading is not callable"):
        Reading("t1", 1.5)


def test_vector_types_of_fields() -> None:
    record = construct(Weighted, {"w": np.arange(3.0), "m": np.zeros((2, 1))})
    assert bits(record.w) == 8
    access.set_member(record, "w", np.ones(3))
    assert bits(record.w) == 8
    with raises("DimensionError", "Vec(3)", "Vec(4)"):
        access.set_member(record, "w", np.ones(4))
    with raises("TypeError", "a Vec(3)", "a list"):
        access.set_index(record, "w", [1, 2, 3])
    with raises("DimensionError", "Matrix(2, ?)", "Matrix(3, 2)"):
        store(record, "m", np.ones((3, 2)))


def test_records_are_no_keys() -> None:
    with raises("TypeError", "a Point cannot be the key of a map"):
        access.set_index({}, make(Point, 1, 2), 1)


def test_maps_in_place_of_records() -> None:
    record = as_record(SparseVec, {"indices": [1], "values": [2.0], "dim": 3, "more": 1})
    assert type_of(record) == "SparseVec"
    assert as_record(SparseVec, record) is record
    with raises("KeyError", "'values'"):
        as_record(SparseVec, {"indices": [1], "dim": 3})
    with raises("TypeError", "a SparseVec", "an int"):
        as_record(SparseVec, 5)


@pytest.mark.parametrize(
    ("indices", "values", "dim"),
    [([1], [], 3), ([3], [1.0], 3), ([-1], [1.0], 3), ([1, 1], [1.0, 2.0], 3), ([], [], -1)],
)
def test_invalid_sparse_vecs(indices: list[int], values: list[float], dim: int) -> None:
    with raises("ValueError", "SparseVec"):
        construct(SparseVec, {"indices": indices, "values": values, "dim": dim})
    with raises("ValueError"):
        access.call_method(SparseVec, "from_lists", indices, values, dim)
    sparse = make(SparseVec, [], [], 0)
    sparse.indices, sparse.values, sparse.dim = indices, values, dim  # a store checks nothing
    with raises("ValueError"):
        access.call_method(sparse, "to_dense")


def test_sparse_vecs_of_wrong_types() -> None:
    for fields in ((5, [], 3), ([1.0], [1.0], 3), ([1], ["a"], 3), ([1], [1.0], 3.0)):
        with raises("TypeError"):
            make(SparseVec, *fields)


def test_copies_are_deep_and_keep_shared_structure() -> None:
    shared = [1]
    original: dict[str, Any] = {
        "a": shared,
        "b": [shared],
        "q": quantize(np.arange(3.0), 4),
        "p": make(Point, shared, 2),
    }
    original["self"] = original
    copied = deep_copy(original)
    assert copied["self"] is copied
    assert copied["a"] is copied["b"][0] is copied["p"].x
    assert copied["a"] is not shared
    assert bits(copied["q"]) == 4
    copied["q"][0] = 9.0
    copied["a"].append(2)
    assert shared == [1]
    assert original["q"][0] == 0.0
    matrix = np.ones((2, 2))
    assert not np.shares_memory(deep_copy(matrix), matrix)


def test_copies_of_other_values_are_themselves() -> None:
    for value in (1, "a", None, len, (1, [2]), Point):
        assert deep_copy(value) is value


def test_copies_of_deep_values() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert operators.eq(deep_copy(deep), deep)
