"""LANGUAGE 9.5."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest

from normil.values.iteration import iterate
from normil.values.records import make
from normil.values.sparse import SparseVec
from normil.values.vectors import quantize
from tests.values.raising import raises
from tests.values.samples import samples


@pytest.mark.parametrize(
    ("value", "elements"),
    [
        ([1, "a"], [1, "a"]),
        ((1, 2), [1, 2]),
        ("añ", ["a", "ñ"]),
        ({"a": 1, 2: 3}, ["a", 2]),
        (np.array([1.0, 2.0]), [1.0, 2.0]),
        (np.zeros(0), []),
        (np.zeros((2, 3))[:, 1], [0.0, 0.0]),
        (quantize(np.array([0.0, 1.0]), 4), [0.0, 1.0]),
        (make(SparseVec, [1, 3], [0.5, 2.0], 8), [[1, 0.5], [3, 2.0]]),
        (range(3), [0, 1, 2]),
        ((x * x for x in (1, 2)), [1, 4]),
        (collections.Counter("aab"), ["a", "b"]),
        ([np.int64(1)].__iter__(), [1]),
    ],
    ids=lambda part: type(part).__name__,
)
def test_elements(value: object, elements: list[object]) -> None:
    visited = list(iterate(value))
    assert visited == elements
    assert list(map(type, visited)) == list(map(type, elements))


@pytest.mark.parametrize("kind", ["none", "bool", "int", "float", "record", "fn", "module", "type", "error", "object"])
def test_what_cannot_be_iterated(kind: str) -> None:
    with raises("TypeError", "cannot be iterated"):
        iterate(samples()[kind])


def test_a_list_is_visited_live() -> None:
    items = [1, 2]
    visited = []
    for item in iterate(items):
        visited.append(item)
        if item < 4:
            items.append(item + 2)
    assert visited == [1, 2, 3, 4, 5]


def test_a_vec_is_visited_live() -> None:
    v = np.zeros(3)
    visited = []
    for x in iterate(v):
        visited.append(x)
        v[2] = 7.0
    assert visited == [0.0, 0.0, 7.0]


def test_rows_are_views() -> None:
    m = np.zeros((2, 2))
    for row in iterate(m):
        row[0] = 1.0
    assert m.tolist() == [[1.0, 0.0], [1.0, 0.0]]


def change(m: dict[Any, Any], how: str) -> None:
    if how == "added":
        m["new"] = 0
    elif how == "removed":
        del m["b"]
    elif how == "replaced":
        del m["a"]
        m["new"] = 0
    elif how == "replaced a later one":
        del m["c"]
        m["new"] = 0


@pytest.mark.parametrize("when", ["a", "b", "c"])
@pytest.mark.parametrize("how", ["added", "removed", "replaced", "replaced a later one"])
def test_a_change_of_the_keys_of_a_map_raises(how: str, when: str) -> None:
    m = {"a": 1, "b": 2, "c": 3}
    with raises("ValueError", "keys"):
        for key in iterate(m):
            if key == when:
                change(m, how)


def test_a_change_of_the_values_of_a_map_is_allowed() -> None:
    m = {"a": 1, "b": 2}
    for key in iterate(m):
        m[key] += 1
        m[key] = m.pop(key)  # the keys are the same
    assert m == {"a": 2, "b": 3}


def test_an_invalid_sparse_vec() -> None:
    sparse = make(SparseVec, [1], [0.5], 8)
    sparse.values = []
    with raises("ValueError"):
        iterate(sparse)
