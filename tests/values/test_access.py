"""Members, indexes, slices and stores: LANGUAGE 8.6, 8.7, 9.2, 22."""

from __future__ import annotations

import collections
import datetime
import math
from typing import Any

import numpy as np
import pytest

from normil.values import access
from normil.values.errors import Error
from normil.values.records import construct, make, struct_type
from normil.values.sparse import SparseVec
from normil.values.types import TYPES
from normil.values.vectors import quantize
from tests.values.raising import raises
from tests.values.samples import Point, samples

# ---------------------------------------------------------------- members


@pytest.mark.parametrize(
    ("value", "name", "result"),
    [
        ("abc", "length", 3),
        ([1, 2], "length", 2),
        ((1, 2), "length", 2),
        ({"a": 1}, "length", 1),
        ({"length": "key"}, "length", "key"),
        ({"keys": 5}, "keys", 5),
        (np.zeros(3), "dim", 3),
        (np.zeros(3), "q", None),
        (quantize(np.arange(3.0), 8), "q", 8),
        (np.ones(2), "data", [1.0, 1.0]),
        (np.zeros((2, 3)), "rows", 2),
        (np.zeros((2, 3)), "cols", 3),
        (np.zeros((2, 3)), "shape", [2, 3]),
        (make(Point, 1, 2), "y", 2),
        (Error("ValueError", "bad", value=3), "kind", "ValueError"),
        (Error("ValueError", "bad", value=3), "message", "bad"),
        (Error("ValueError", "bad", value=3), "value", 3),
        (Error("ValueError", "bad"), "cause", None),
        (Error("ValueError", "bad"), "rolled_back", []),
        (math, "pi", math.pi),
        (5, "real", 5),
        (len, "name", "len"),
        (datetime.date(2020, 1, 2), "year", 2020),
        (np, "pi", np.pi),
    ],
)
def test_members_that_are_values(value: object, name: str, result: object) -> None:
    found = access.member(value, name)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("value", "name", "arguments", "result"),
    [
        ("aB", "upper", (), "AB"),
        ("a,b", "split", (",",), ["a", "b"]),
        ("-", "join", (["a", "b"],), "a-b"),
        ("{} {x!r} {:>3}", "format", (1, "a"), None),
        ([3, 1], "pop", (), 1),
        ([3, 1], "pop", (0,), 3),
        ([1, 1.0, True, "1"], "count", (1,), 3),
        ([1, math.nan], "count", (math.nan,), 0),
        ([np.ones(2), np.ones(1), 1.0], "index", (1.0,), 2),
        ([np.ones(2), np.ones(1)], "index", (np.ones(1),), 1),
        ([1, 2, 1], "index", (1, 1), 2),
        ((1, 2), "index", (2,), 1),
        ((1, 2), "count", (2,), 1),
        ([1], "copy", (), [1]),
        ({"a": 1}, "keys", (), ["a"]),
        ({"a": 1}, "values", (), [1]),
        ({"a": 1}, "items", (), [["a", 1]]),
        ({"a": 1}, "get", ("b",), None),
        ({"a": 1}, "get", ("b", 2), 2),
        ({"a": 1}, "pop", ("a",), 1),
        ({"a": 1}, "pop", ("b", 2), 2),
        ({"a": 1}, "setdefault", ("b", 2), 2),
        ({"a": 1}, "copy", (), {"a": 1}),
        (np.ones(2), "to_list", (), [1.0, 1.0]),
        (np.eye(2), "to_list", (), [[1.0, 0.0], [0.0, 1.0]]),
        (collections.Counter("aab"), "most_common", (1,), [("a", 2)]),
        (datetime.date(2020, 1, 2), "isoformat", (), "2020-01-02"),
        (math, "floor", (1.5,), 1),
        ({"f": lambda x: x + 1}, "f", (1,), 2),
    ],
)
def test_methods(value: Any, name: str, arguments: tuple[Any, ...], result: object) -> None:
    if name == "format":
        assert access.call_method(value, name, *arguments, x="b") == "1 'b'   a"
        return
    bound = access.member(value, name)
    if name not in ("pop", "setdefault"):
        assert bound(*arguments) == result
    assert access.call_method(value, name, *arguments) == result


def test_methods_that_change_a_list() -> None:
    items: list[Any] = [3, 1]
    assert access.call_method(items, "append", 2) is None
    assert access.call_method(items, "push", 5) is None
    assert access.call_method(items, "insert", 0, 9) is None
    assert items == [9, 3, 1, 2, 5]
    assert access.call_method(items, "sort", reverse=True) is None
    assert items == [9, 5, 3, 2, 1]
    access.call_method(items, "sort", key=lambda x: -x)
    access.call_method(items, "reverse")
    access.call_method(items, "remove", 3.0)
    assert items == [1, 2, 5, 9]
    access.call_method(items, "extend", np.ones(2))
    assert items[-1] == 1.0
    assert type(items[-1]) is float
    access.call_method(items, "extend", {"k": 1})
    assert items[-1] == "k"
    access.call_method(items, "clear")
    assert items == []


def test_methods_that_change_a_map() -> None:
    m: dict[Any, Any] = {"a": 1}
    access.call_method(m, "update", {"b": 2})
    access.call_method(m, "update", [["c", 3]])
    assert m == {"a": 1, "b": 2, "c": 3}
    access.call_method(m, "clear")
    assert m == {}


def test_copies_keep_the_bits_of_a_quantised_vec() -> None:
    q = quantize(np.arange(3.0), 4)
    copied = access.call_method(q, "copy")
    assert access.member(copied, "q") == 4
    copied[0] = 5.0
    assert access.member(copied, "q") is None
    assert access.member(q, "q") == 4


def test_errors_of_methods() -> None:
    with raises("IndexError", "empty"):
        access.call_method([], "pop")
    with raises("IndexError", "index 3", "length 1"):
        access.call_method([1], "pop", 3)
    with raises("ValueError", "'x' is not in the list"):
        access.call_method(["y"], "remove", "x")
    with raises("ValueError"):
        access.call_method((1,), "index", 2)
    with raises("KeyError", "no key 'b'"):
        access.call_method({"a": 1}, "pop", "b")
    with raises("ValueError", "plain fields"):
        access.call_method("{0.real}", "format", 1)
    with raises("ValueError", "plain fields"):
        access.call_method("{:{0[a]}}", "format", 1)
    with raises("TypeError"):
        access.call_method([1, "a"], "sort")
    with raises("TypeError", "append() takes 1 argument, got 2"):
        access.call_method([], "append", 1, 2)
    with raises("TypeError", "an int is not callable"):
        access.call_method({"a": 1}, "a")


WRONG_ARGUMENTS: list[tuple[Any, str, tuple[Any, ...], dict[str, Any], str]] = [
    ([1], "append", (), {}, "append() takes 1 argument, got 0"),
    ([1], "append", (), {"values": 2}, "append() has no parameter 'values'"),
    ([1], "append", (1,), {"value": 2}, "append() got the argument 'value' twice"),
    ([1], "insert", (), {"value": 2}, "insert() is missing the argument 'index'"),
    ([1], "clear", (), {"value": 2}, "clear() takes no named arguments"),
    ([1], "insert", (0,), {}, "insert() takes 2 arguments, got 1"),
    ([1], "insert", (0.5, 1), {}, "expected an int, found a float"),
    ([1], "pop", (1, 2), {}, "pop() takes 0 to 1 argument, got 2"),
    ([1], "pop", (0.5,), {}, "expected an int, found a float"),
    ([1], "extend", (), {}, "extend() is missing the argument 'values'"),
    ([1], "remove", (1, 2), {}, "remove() takes 1 argument, got 2"),
    ([1], "clear", (1,), {}, "clear() takes 0 arguments, got 1"),
    ([1], "index", (1, "a"), {}, "expected an int"),
    ([1], "index", (), {"items": [2]}, "index() has no parameter 'items'"),
    ([1], "count", (1, 2), {}, "count() takes 1 argument, got 2"),
    ([1], "sort", (None, True, 3), {}, "sort() takes 0 to 2 arguments, got 3"),
    ([1], "sort", (), {"order": 1}, "sort() has no parameter 'order'"),
    ([1], "reverse", (1,), {}, "reverse() takes 0 arguments, got 1"),
    ([1], "copy", (1,), {}, "copy() takes 0 arguments, got 1"),
    ({}, "keys", (1,), {}, "keys() takes 0 arguments, got 1"),
    ({}, "values", (1,), {}, "values() takes 0 arguments, got 1"),
    ({}, "items", (1,), {}, "items() takes 0 arguments, got 1"),
    ({}, "get", (), {}, "get() is missing the argument 'k'"),
    ({}, "get", (1, 2, 3), {}, "get() takes 1 to 2 arguments, got 3"),
    ({}, "get", (), {"m": 1}, "get() has no parameter 'm'"),
    ({}, "pop", (), {}, "pop() is missing the argument 'k'"),
    ({}, "update", (5,), {}, "a map or a list of pairs, not an int"),
    ({}, "setdefault", ("a",), {}, "setdefault() is missing the argument 'v'"),
    ({}, "clear", (1,), {}, "clear() takes 0 arguments, got 1"),
    ({}, "copy", (1,), {}, "copy() takes 0 arguments, got 1"),
    ((1,), "index", (), {}, "index() is missing the argument 'value'"),
    ((1,), "count", (1, 2), {}, "count() takes 1 argument, got 2"),
    (np.ones(2), "to_list", (1,), {}, "to_list() takes 0 arguments, got 1"),
    (np.ones(2), "copy", (1,), {}, "copy() takes 0 arguments, got 1"),
    (np.eye(2), "to_list", (1,), {}, "to_list() takes 0 arguments, got 1"),
    (np.eye(2), "copy", (1,), {}, "copy() takes 0 arguments, got 1"),
    (make(SparseVec, [], [], 0), "to_dense", (1,), {}, "to_dense() takes 0 arguments, got 1"),
    (SparseVec, "from_dense", (1, 2, 3), {}, "from_dense() takes 1 to 2 arguments, got 3"),
    (SparseVec, "from_dense", ([1.0],), {}, "from_dense(): v must be a Vec, not a list"),
    (SparseVec, "from_dense", (np.ones(1), "x"), {}, "from_dense(): threshold must be a number, not a str"),
    (SparseVec, "from_lists", ([], []), {}, "from_lists() is missing the argument 'dim'"),
    ("a", "upper", (1,), {}, "upper() takes 0 arguments, got 1"),
    ("a", "split", (5,), {}, "expected a str, found an int"),
    ("a", "replace", ("a",), {}, "replace() takes at least 2 arguments, got 1"),
    ("a", "replace", ("a", 5), {}, "expected a str, found an int"),
    ("a", "find", (), {}, "find() takes at least 1 argument, got 0"),
    ("a", "startswith", (5,), {}, "expected a str, found an int"),
    ("a", "join", ([1],), {}, "element 0 must be a str, not an int"),
    ("a", "center", ("x",), {}, "expected an int, found a str"),
    ("a", "center", (5, "ab"), {}, "one character"),
    ("a", "zfill", (1.5,), {}, "expected an int, found a float"),
    ("a", "partition", (5,), {}, "expected a str, found an int"),
    ("a", "strip", (5,), {}, "expected a str"),
    ("a", "splitlines", (True, 6), {}, "splitlines() takes at most 1 argument, got 2"),
]


@pytest.mark.parametrize(("value", "name", "arguments", "named", "message"), WRONG_ARGUMENTS)
def test_wrong_arguments_of_methods(
    value: Any, name: str, arguments: tuple[Any, ...], named: dict[str, Any], message: str
) -> None:
    with raises("TypeError", message):
        access.call_method(value, name, *arguments, **named)


def test_named_arguments_of_methods() -> None:
    assert access.call_method({"a": 1}, "get", k="b", default=2) == 2
    assert access.call_method({"a": 1}, "pop", k="b", default=2) == 2
    assert access.call_method([5, 6, 5], "index", value=5, start=1) == 2
    assert access.call_method("a,b", "split", sep=",", maxsplit=1) == ["a", "b"]
    items = [2, 1, 3]
    access.call_method(items, "sort", lambda x: -x, True)
    assert items == [1, 2, 3]


def test_format_shows_values_as_the_language_does() -> None:
    q = quantize(np.array([0.0, 1.0]), 1)
    shown = access.call_method("{} {!s} {!r} {x}", "format", q, np.eye(1), ["a", np.ones(1)], x=len)
    assert shown == "Vec(dim=2, q=1, data=[0. 1.]...) [[1.]] ['a', Vec(dim=1, data=[1.]...)] <builtin len>"
    assert access.call_method("{:>6.2f}|{!r:>4}|{:%Y}", "format", 1.5, "a", datetime.date(2020, 1, 2)) == (
        "  1.50| 'a'|2020"
    )
    for value, described in (([1], "a list"), (np.ones(1), "a Vec or Matrix"), (None, "none")):
        with raises("TypeError", f"{described} can be formatted by '{{}}' only"):
            access.call_method("{:5}", "format", value)


def test_a_sort_uses_the_order_of_the_language() -> None:
    items: list[Any] = [[2, np.ones(1)], (1, "x")]
    access.call_method(items, "sort")
    assert items[0] == (1, "x")


@pytest.mark.parametrize("name", ["dimm", "shape", "T", "__class__", "tolist"])
def test_a_vec_has_no_other_members(name: str) -> None:
    with raises("NameError"):
        access.member(np.zeros(2), name)


def test_suggestions() -> None:
    for value, name, meant in (
        (np.zeros(2), "dims", "dim"),
        ("a", "uper", "upper"),
        (make(Point, 1, 2), "z", "x"),
        (math, "sqr", "sqrt"),
        (datetime.date(2020, 1, 2), "yaer", "year"),
        (SparseVec, "from_dence", "from_dense"),
    ):
        with raises("NameError", name) as caught:
            access.member(value, name)
        assert caught[0].help == f"did you mean '{meant}'?"
    with raises("KeyError", "no key 'rat'") as caught:
        access.member({"rate": 1}, "rat")
    assert caught[0].help == "did you mean 'rate'?"


def test_missing_members() -> None:
    with raises("TypeError", "none has no member 'x'"):
        access.member(None, "x")
    with raises("NameError", "module 'math' has no member 'foo'"):
        access.member(math, "foo")
    for value in samples().values():
        with raises("TypeError" if value is None else "NameError"):
            access.member(value, "__class__")
    for value in (5, 1.5, True, len, TYPES["int"], Point):
        with raises("NameError"):
            access.member(value, "_x")
    with raises("KeyError"):
        access.member({}, "x")
    with raises("NameError"):
        access.member(TYPES["int"], "from_bytes")


def test_functions_and_methods_of_record_types() -> None:
    sparse = access.call_method(SparseVec, "from_lists", [1], [2.0], 3)
    assert access.call_method(sparse, "to_dense").tolist() == [0.0, 2.0, 0.0]
    assert access.member(SparseVec, "from_dense")(np.array([0.0, 2.0])).indices == [1]
    assert access.call_method(SparseVec, "from_dense", v=np.array([0.5, 2.0]), threshold=1).indices == [1]


def test_members_from_python_are_converted() -> None:
    class Holder:
        array = np.arange(3)
        scalar = np.int64(3)

        def total(self) -> Any:
            return self.array.sum()

    assert access.member(Holder(), "array").dtype == np.float64
    assert type(access.member(Holder(), "scalar")) is int
    assert type(access.call_method(Holder(), "total")) is int


# ---------------------------------------------------------------- stores to members


def test_stores_to_members() -> None:
    m: dict[str, Any] = {}
    access.set_member(m, "a", 1)
    assert m == {"a": 1}
    point = make(Point, 1, 2)
    access.set_member(point, "x", 5)
    assert point.x == 5
    with raises("NameError", "Point has no field 'z'"):
        access.set_member(point, "z", 5)

    class Holder:
        pass

    holder = Holder()
    access.set_member(holder, "x", 1)
    assert holder.x == 1  # type: ignore[attr-defined]
    with raises("NameError"):
        access.set_member(object(), "x", 1)
    with raises("NameError"):
        access.set_member(holder, "__class__", 1)


@pytest.mark.parametrize(
    "kind", ["none", "int", "str", "list", "tuple", "Vec", "Matrix", "module", "fn", "type", "error"]
)
def test_what_has_no_fields(kind: str) -> None:
    with raises("TypeError"):
        access.set_member(samples()[kind], "x", 1)


# ---------------------------------------------------------------- index


@pytest.mark.parametrize(
    ("value", "index", "result"),
    [
        ([1, 2, 3], -1, 3),
        ("añb", 1, "ñ"),
        ((1, 2), 0, 1),
        (np.array([1.0, 2.0]), -1, 2.0),
        ({"a": 1}, "a", 1),
        ({1: "x"}, True, "x"),
        (make(Point, 1, 2), "y", 2),
        (collections.defaultdict(int), "new", 0),
        (range(5), 2, 2),
    ],
)
def test_index(value: object, index: object, result: object) -> None:
    found = access.index(value, index)
    assert found == result
    assert type(found) is type(result)


def test_a_row_of_a_matrix_is_a_view() -> None:
    m = np.zeros((2, 2))
    row = access.index(m, -1)
    access.set_index(row, 0, 5)
    assert m.tolist() == [[0.0, 0.0], [5.0, 0.0]]


def test_errors_of_indexes() -> None:
    for value in ([1, 2, 3], "abc", (1, 2, 3)):
        with raises("IndexError", "index 3", "length 3"):
            access.index(value, 3)
        with raises("IndexError"):
            access.index(value, -4)
        for index in (1.0, True, "a", None):
            with raises("TypeError"):
                access.index(value, index)
    for array in (np.zeros(3), np.zeros((3, 2))):
        with raises("IndexError", "index 3 is out of range for"):
            access.index(array, 3)
        for index in (1.0, True, "a", None):
            with raises("TypeError"):
                access.index(array, index)
    with raises("KeyError", "no key 'b'"):
        access.index({"a": 1}, "b")
    with raises("TypeError", "a list cannot be the key of a map"):
        access.index({}, [])
    with raises("TypeError", "a Point cannot be the key of a map"):
        access.index({}, make(Point, 1, 2))
    with raises("NameError", "Point has no field 'z'"):
        access.index(make(Point, 1, 2), "z")
    with raises("TypeError"):
        access.index(make(Point, 1, 2), 0)
    for kind in ("none", "bool", "int", "float", "fn", "module", "type", "error", "auto"):
        with raises("TypeError", "cannot be indexed"):
            access.index(samples()[kind], 0)
    with raises("TypeError", "cannot be indexed"):
        access.index(datetime.date(2020, 1, 2), 0)


def test_stores_to_indexes() -> None:
    items = [1, 2]
    access.set_index(items, -1, "x")
    assert items == [1, "x"]
    m: dict[Any, Any] = {}
    access.set_index(m, None, 1)
    assert m == {None: 1}
    v = np.zeros(2)
    access.set_index(v, 1, 3)
    assert v.tolist() == [0.0, 3.0]
    matrix = np.zeros((2, 2))
    access.set_index(matrix, 0, [1, 2.5])
    access.set_index(matrix, 1, np.ones(2))
    assert matrix.tolist() == [[1.0, 2.5], [1.0, 1.0]]
    point = make(Point, 1, 2)
    access.set_index(point, "x", 7)
    assert point.x == 7
    q = quantize(np.arange(3.0), 4)
    access.set_index(q, 0, 9.0)
    assert q.q is None


def test_errors_of_stores_to_indexes() -> None:
    with raises("IndexError"):
        access.set_index([1], 1, 2)
    with raises("TypeError"):
        access.set_index([1], 0.0, 2)
    with raises("TypeError"):
        access.set_index({}, [], 2)
    with raises("IndexError"):
        access.set_index(np.zeros(2), 2, 1)
    for wrong in ("1", None, True, [1], np.ones(1)):
        with raises("TypeError"):
            access.set_index(np.zeros(2), 0, wrong)
    with raises("DimensionError", "3", "Matrix(2, 2)"):
        access.set_index(np.zeros((2, 2)), 0, [1, 2, 3])
    for wrong in (1, [1, "a"], "ab", [[1], [2]]):
        with raises("TypeError"):
            access.set_index(np.zeros((2, 2)), 0, wrong)
    with raises("IndexError"):
        access.set_index(np.zeros((2, 2)), 2, [1, 2])
    with raises("NameError"):
        access.set_index(make(Point, 1, 2), "z", 1)
    for kind in ("none", "int", "str", "tuple", "fn", "module", "type", "error"):
        with raises("TypeError"):
            access.set_index(samples()[kind], 0, 1)


class Items(list[Any]):
    """What a Python module may have in place of a list."""


class Number(int):
    pass


def test_values_of_derived_classes() -> None:
    items, table = Items([1, 2, 3]), collections.OrderedDict(a=1)
    assert access.index(items, Number(1)) == 2
    access.set_index(items, Number(-1), 9)
    assert items == [1, 2, 9]
    assert access.slice_(items, Number(1), None) == [2, 9]
    for index in (3, -4):
        with raises("IndexError", f"index {index}", "length 3"):
            access.index(items, index)
        with raises("IndexError", f"index {index}", "length 3"):
            access.set_index(items, index, 0)
    assert access.member(table, "a") == access.index(table, "a") == 1
    access.set_member(table, "b", 2)
    access.set_index(table, "c", 3)
    assert list(table.items()) == [("a", 1), ("b", 2), ("c", 3)]
    for read in (access.index, access.member):
        with raises("KeyError", "no key 'bb'") as caught:
            read(table, "bb")
        assert caught[0].help == "did you mean 'b'?"


def test_arrays_that_are_no_vecs_are_as_python_has_them() -> None:
    flags = np.zeros((2, 3), dtype=bool)
    access.set_index(flags, (0, 1), True)
    assert access.index(flags, (0, 1)) is True
    assert access.index(flags, 0).tolist() == [False, True, False]
    assert access.slice_(flags, 1, None).tolist() == [[False] * 3]
    assert access.slice_(np.arange(3), 1, None).tolist() == [1.0, 2.0]
    assert [list(row) for row in access.iterate(flags)] == [[False, True, False], [False] * 3]
    assert access.member(flags, "size") == 6


# ---------------------------------------------------------------- slices


@pytest.mark.parametrize(("lower", "upper"), [(None, None), (1, None), (None, -1), (-9, 9), (2, 1), (5, 7)])
def test_slices_are_clamped_copies(lower: int | None, upper: int | None) -> None:
    items = [1, 2, 3]
    result = access.slice_(items, lower, upper)
    assert result == items[lower:upper]
    assert result is not items
    assert access.slice_("abc", lower, upper) == "abc"[lower:upper]
    assert access.slice_((1, 2, 3), lower, upper) == (1, 2, 3)[lower:upper]
    v = np.arange(3.0)
    part = access.slice_(v, lower, upper)
    assert part.tolist() == v[lower:upper].tolist()
    assert not np.shares_memory(part, v)
    m = np.arange(6.0).reshape(3, 2)
    assert access.slice_(m, lower, upper).tolist() == m[lower:upper].tolist()


def test_a_slice_of_a_quantised_vec_is_not_quantised() -> None:
    part = access.slice_(quantize(np.arange(3.0), 4), 0, 2)
    assert type(part) is np.ndarray


def test_errors_of_slices() -> None:
    for value in ([1, 2], "ab", np.zeros(2)):
        for bound in (1.0, True, "a"):
            with raises("TypeError", "bounds"):
                access.slice_(value, bound, None)
    for kind in ("none", "int", "map", "record", "fn", "type", "error"):
        with raises("TypeError", "cannot be sliced"):
            access.slice_(samples()[kind], 0, 1)


def test_fields_with_python_names() -> None:
    names = ("__class__", "__debug__", "__x", "None", "class", "mro", "self", "Odd")
    odd = struct_type("Odd", [(name, False, None) for name in names])
    record = construct(odd, {name: position for position, name in enumerate(names)})
    assert [access.index(record, name) for name in names] == list(range(len(names)))
    assert [access.member(record, name) for name in names[3:]] == [3, 4, 5, 6, 7]
    access.set_member(record, "None", "x")
    assert str(record).startswith("Odd {__class__: 0, __debug__: 1, __x: 2, None: 'x', class: 4,")
    with raises("TypeError", "missing the field '__debug__'"):
        construct(odd, {"__class__": 1})
