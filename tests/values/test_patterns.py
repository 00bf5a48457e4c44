"""The tests of LANGUAGE 10."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from normil.values import patterns
from normil.values.records import make
from normil.values.types import TYPES, alias_type
from tests.values.raising import raises
from tests.values.samples import Point, samples

MATCHES = {
    "none": {"none"},
    "bool": {"bool"},
    "int": {"int"},
    "float": {"float"},
    "timestamp": {"float"},
    "str": {"str"},
    "uuid": {"str"},
    "list": {"list", "tuple"},
    "map": {"map"},
    "Vec": {"Vec"},
    "Matrix": {"Matrix"},
    "any": set(samples()),
}


@pytest.mark.parametrize("name", MATCHES)
def test_builtin_types(name: str) -> None:
    for kind, value in samples().items():
        assert patterns.matches_type(value, name) is (kind in MATCHES[name]), kind
        if name in TYPES:
            assert patterns.matches(value, TYPES[name]) is (kind in MATCHES[name]), kind


def test_record_types_and_python_classes() -> None:
    assert patterns.matches(make(Point, 1, 2), Point)
    assert not patterns.matches({"x": 1, "y": 2}, Point)
    assert patterns.matches(datetime.date(2020, 1, 2), datetime.date)
    assert patterns.matches(3, alias_type("Id", TYPES["int"]))
    with raises("TypeError", "an int is not a type"):
        patterns.matches(1, 5)
    with raises("TypeError"):
        patterns.matches(1, alias_type("Callback", None))


def test_tests_of_kinds() -> None:
    assert [kind for kind, value in samples().items() if patterns.is_int(value)] == ["int"]
    assert [kind for kind, value in samples().items() if patterns.is_number(value)] == ["int", "float"]
    assert [kind for kind, value in samples().items() if patterns.is_function(value)] == ["fn"]
    assert [kind for kind, value in samples().items() if patterns.is_vec(value)] == ["Vec"]
    assert [kind for kind, value in samples().items() if patterns.is_matrix(value)] == ["Matrix"]
    assert [kind for kind, value in samples().items() if patterns.has_fields(value)] == ["map", "record"]
    assert not patterns.is_vec(np.zeros(2, dtype=bool))


def test_fields() -> None:
    assert patterns.get_field(make(Point, 1, None), "y") is None
    assert patterns.get_field(make(Point, 1, None), "z") is patterns.MISSING
    assert patterns.get_field({"a": None}, "a") is None
    assert patterns.get_field({"a": None}, "keys") is patterns.MISSING
    for kind, value in samples().items():
        if kind not in ("map", "record"):
            assert patterns.get_field(value, "length") is patterns.MISSING
