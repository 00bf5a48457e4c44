"""PRIMITIVES 5, 6: strings, conversions, inspection, files, JSON."""

from __future__ import annotations

import io
import json
import math
import re
import time
from collections import deque
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.engine import run
from normil.values.records import make
from normil.values.sparse import SparseVec
from normil.values.types import AUTO, TYPES
from tests.primitives.builtin import P, same
from tests.values.raising import raises
from tests.values.samples import Point, samples

V, M = np.array([1.0, 2.0]), np.array([[1.0, 2.0]])

CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("string_length", ("añb",), 3),
    ("string_upper", ("ab",), "AB"),
    ("string_lower", ("AB",), "ab"),
    ("string_substring", ("hello", 1, 3), "el"),
    ("string_substring", ("hello", -2, 99), "lo"),
    ("string_split", ("a  b",), ["a", "", "b"]),
    ("string_split", ("a,b,", ","), ["a", "b", ""]),
    ("string_join", (["a", "b"], "-"), "a-b"),
    ("string_join", (("a", "b"),), "ab"),
    ("string_replace", ("aaa", "aa", "b"), "ba"),
    ("string_contains", ("abc", "b"), True),
    ("string_startswith", ("abc", "ab"), True),
    ("string_endswith", ("abc", "ab"), False),
    ("string_trim", (" \ta\n",), "a"),
    ("string_repeat", ("ab", 2), "abab"),
    ("string_repeat", ("ab", -1), ""),
    ("string_char_at", ("abc", 1), "b"),
    ("string_index_of", ("abc", "c"), 2),
    ("string_index_of", ("abc", "x"), -1),
    ("to_string", (1.0,), "1.0"),
    ("str", ([1, "a"],), "[1, 'a']"),
    ("int", ("42",), 42),
    ("int", (" -7\n",), -7),
    ("int", ("+7",), 7),
    ("int", (-1.9,), -1),
    ("int", (True,), 1),
    ("int", (10**30,), 10**30),
    ("int", (1e30,), int(1e30)),
    ("to_int", ("5",), 5),
    ("float", (3,), 3.0),
    ("float", (" 1e3 ",), 1000.0),
    ("float", ("inf",), math.inf),
    ("float", (True,), 1.0),
    ("to_float", ("0.5",), 0.5),
    ("bool", ([],), False),
    ("bool", (V,), True),
    ("list", (), []),
    ("list", ("ab",), ["a", "b"]),
    ("list", (V,), [1.0, 2.0]),
    ("list", ({"a": 1},), ["a"]),
    ("list", (M,), [np.array([1.0, 2.0])]),
    ("map", (), {}),
    ("map", ({"a": 1},), {"a": 1}),
    ("map", ([["a", 1], ("b", 2)],), {"a": 1, "b": 2}),
    ("map", ([1, 2], lambda x: x * x), [1, 4]),
    ("map", (V, lambda x: x), [1.0, 2.0]),
    ("map", ([4], np.sqrt), [2.0]),
    ("timestamp", (0,), 0.0),
    ("uuid", ("00000000-0000-4000-8000-00000000ABCD",), "00000000-0000-4000-8000-00000000abcd"),
    ("is_none", (None,), True),
    ("is_none", (0,), False),
    ("len", ("añb",), 3),
    ("len", ([1],), 1),
    ("len", ((1, 2),), 2),
    ("len", ({"a": 1},), 1),
    ("len", (V,), 2),
    ("len", (M,), 1),
    ("len", (range(7),), 7),
    ("len", (deque([1, 2]),), 2),
    ("len", (make(SparseVec, [1], [2.0], 9),), 9),
    ("range", (3,), [0, 1, 2]),
    ("range", (1, 3), [1, 2]),
    ("range", (5, 0, -2), [5, 3, 1]),
    ("range", (0,), []),
    ("range", (False, True), [0]),
    ("fields", (make(Point, 1, 2),), ["x", "y"]),
    ("fields", ({"a": 1, 2: 3},), ["a"]),
    ("assert", (1,), None),
    ("json_encode", ({"a": [1]},), '{"a": [1]}'),
    (
        "json_encode",
        ([None, True, 1.5, "é\n", (1,), V, M],),
        '[null, true, 1.5, "é\\n", [1], [1.0, 2.0], [[1.0, 2.0]]]',
    ),
    ("json_encode", (make(Point, 1, {"k": 2}),), '{"x": 1, "y": {"k": 2}}'),
    ("json_encode", ({1: "a", None: "b", 1.5: "c"},), '{"1": "a", "None": "b", "1.5": "c"}'),
    ("json_encode", ({"a": [1]}, 2), '{\n  "a": [\n    1\n  ]\n}'),
    ("json_decode", ('{"a": [1, 2.5, null, true, "\\u00e9"]}',), {"a": [1, 2.5, None, True, "é"]}),
    ("json_decode", ("[1, 1.0]",), [1, 1.0]),
]


@pytest.mark.parametrize(("name", "arguments", "result"), CASES)
def test_result(name: str, arguments: tuple[Any, ...], result: object) -> None:
    assert same(P[name](*arguments), result), P[name](*arguments)


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    *((name, (5,), "TypeError", f"{name}(): s must be a str, not an int") for name in ("string_length", "string_trim")),
    *(
        (name, ("a", 5), "TypeError", f"{name}(): ")
        for name in ("string_contains", "string_startswith", "string_endswith", "string_index_of", "string_split")
    ),
    ("string_replace", ("a", "b", None), "TypeError", "new must be a str, not none"),
    ("string_substring", ("a", 1.0, 2), "TypeError", "start"),
    ("string_split", ("a", ""), "ValueError", "empty"),
    ("string_join", (["a", 1],), "TypeError", "an int"),
    ("string_join", ("ab",), "TypeError", "parts must be a list"),
    ("string_repeat", ("a", 1.0), "TypeError", "count"),
    ("string_char_at", ("abc", 3), "IndexError", "3"),
    ("string_char_at", ("abc", -1), "IndexError", "-1"),
    ("int", ("1.5",), "ValueError", "'1.5'"),
    ("int", ("1_000",), "ValueError", "'1_000'"),
    ("int", ("",), "ValueError", "''"),
    ("int", ("\u0663",), "ValueError", "decimal"),
    ("int", (math.nan,), "ValueError", ""),
    ("int", (math.inf,), "ValueError", ""),
    ("int", (None,), "TypeError", "none"),
    ("int", ([1],), "TypeError", "a list"),
    ("float", ("x",), "ValueError", "'x'"),
    ("float", (None,), "TypeError", "none"),
    ("float", (10**400,), "ValueError", ""),
    ("to_int", ("x",), "ValueError", "'x'"),
    ("list", (5,), "TypeError", "an int cannot be iterated"),
    ("map", (5,), "TypeError", "an int"),
    ("map", ([1],), "ValueError", "pairs"),
    ("map", ([[1, 2, 3]],), "ValueError", "pairs"),
    ("map", ([[[], 2]],), "TypeError", "key of a map"),
    ("map", ([1], 5), "TypeError", "map(): f must be a function, not an int"),
    ("map", (5, abs), "TypeError", "cannot be iterated"),
    ("timestamp", ("0",), "TypeError", "a str"),
    ("uuid", ("abc",), "ValueError", "'abc'"),
    ("uuid", ("g0000000-0000-4000-8000-000000000000",), "ValueError", "8-4-4-4-12"),
    ("uuid", (5,), "TypeError", "an int"),
    ("len", (5,), "TypeError", "an int"),
    ("len", (make(Point, 1, 2),), "TypeError", "a Point"),
    ("len", (None,), "TypeError", "none"),
    ("range", (pytest, 5, 1), "TypeError", "range(): start must be an int, not a module"),
    ("range", (1, 5, 0), "ValueError", "step"),
    ("range", (1.0,), "TypeError", "end must be an int, not a float"),
    ("range", ("a", 2), "TypeError", "start"),
    ("range", (), "TypeError", "missing the argument 'end'"),
    ("fields", ([1],), "TypeError", "a record or map"),
    ("assert", (0,), "UserError", "assertion failed"),
    ("assert", ([], "empty"), "UserError", "empty"),
    ("assert", (1, 5), "TypeError", "message must be a str"),
    ("json_encode", ({"a": {1}},), "TypeError", "a set"),
    ("json_encode", (abs,), "TypeError", "a function"),
    ("json_encode", ([{"a": 0, "1": 1, 1: 2}],), "ValueError", "the keys '1' and 1 of a map would be one name in JSON"),
    ("json_encode", ([math.nan],), "ValueError", "nan"),
    ("json_encode", (np.array([math.inf]),), "ValueError", "inf"),
    ("json_encode", (1, "a"), "TypeError", "indent"),
    ("json_decode", ("{",), "ValueError", "line 1, column 2"),
    ("json_decode", ("",), "ValueError", ""),
    ("json_decode", ("NaN",), "ValueError", "NaN"),
    ("json_decode", (5,), "TypeError", "text must be a str"),
    ("sleep", (-1,), "ValueError", "-1"),
    ("sleep", (1.5,), "TypeError", "ms"),
    ("print", (1, 2), "TypeError", "sep must be a str"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments, **({"sep": 5} if name == "print" else {}))


def test_type_of() -> None:
    names = {"record": "Point", "object": "Fraction"}
    for kind, value in samples().items():
        assert P["type_of"](value) == names.get(kind, kind)
    assert P["type_of"](P["sqrt"]) == "fn"
    assert P["type_of"]([].append) == "fn"
    assert P["type_of"](Point) == "type"
    assert P["type_of"](Fraction) == "type"
    assert P["type_of"](AUTO) == "auto"
    assert P["type_of"](make(SparseVec, [], [], 0)) == "SparseVec"


def test_types_without_conversion() -> None:
    assert P["int"] is TYPES["int"]
    with raises("TypeError", "Vec is not callable"):
        P["Vec"](3)
    with raises("TypeError", "SparseVec is not callable"):
        P["SparseVec"]()
    with raises("TypeError", "int() takes 1 argument, got 2"):
        P["int"](1, 2)


def test_conversions_copy() -> None:
    items, entries = [1], {"a": 1}
    assert P["list"](items) is not items
    assert P["map"](entries) is not entries


def test_named_arguments_of_every_form() -> None:
    assert P["range"](end=2) == P["range"](start=0, end=2) == [0, 1]
    assert P["map"](x=[["a", 1]]) == {"a": 1}
    assert P["map"](items=[1], f=abs) == [1]
    with raises("TypeError", "missing the argument 'end'"):
        P["range"](4, step=2)
    with raises("TypeError", "missing the argument 'start'"):
        P["range"](end=4, step=2)
    for arguments in ({"items": [1], "x": {}}, {"x": [1], "f": abs}):
        with raises("TypeError", "either x or items and f"):
            P["map"](**arguments)


def test_copy_is_deep() -> None:
    original = [[1], V]
    copied = P["copy"](original)
    copied[0].append(2)
    copied[1][0] = 9.0
    assert original[0] == [1]
    assert V[0] == 1.0


# ---------------------------------------------------------------- output, input, clock, files


def test_print(capsys: pytest.CaptureFixture[str]) -> None:
    P["print"]("n =", 3, [1, "a"], None)
    P["print"](1, 2, sep="-", end="!\n")
    P["print"]()
    assert capsys.readouterr().out == "n = 3 [1, 'a'] None\n1-2!\n\n"


def test_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\r\nlast"))
    assert [P["input"]("? "), P["input"](), P["input"]()] == ["one", "two", "last"]
    assert capsys.readouterr().out == "? "
    with raises("IOError", "end of input"):
        P["input"]()


def test_uuids_and_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {P["generate_uuid"]() for _ in range(50)}
    assert len(made) == 50
    for text in made:
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", text)
        assert P["uuid"](text) == text
    assert type(P["now"]()) is float
    assert P["clock"]() <= P["clock"]()
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    P["sleep"](1500)
    assert slept == [1.5]


def test_files(tmp_path: Path) -> None:
    path = str(tmp_path / "a.txt")
    P["write_file"](path, "é\r\n")
    P["write_file"](path, "b", append=True)
    assert P["read_file"](path) == "é\r\nb"
    P["write_file"](path, "new")
    assert P["read_file"](path) == "new"


def test_errors_of_files(tmp_path: Path) -> None:
    with raises("IOError", "cannot read"):
        P["read_file"](str(tmp_path / "none.txt"))
    with raises("IOError", "cannot write"):
        P["write_file"](str(tmp_path / "none" / "a.txt"), "")
    with raises("IOError"):
        P["read_file"](str(tmp_path))
    (tmp_path / "binary").write_bytes(b"a\xff")
    with raises("ValueError", "UTF-8", "byte 1"):
        P["read_file"](str(tmp_path / "binary"))
    with raises("TypeError", "append must be a bool"):
        P["write_file"](str(tmp_path / "a"), "", 1)
    with raises("TypeError", "content must be a str"):
        P["write_file"](str(tmp_path / "a"), 1)
    with raises("ValueError", "U+0000"):
        P["read_file"]("a\0b")


def test_a_file_is_as_it_was_if_the_content_cannot_be_written(tmp_path: Path) -> None:
    path = str(tmp_path / "a.txt")
    P["write_file"](path, "kept")
    with raises("ValueError", "write_file(): content has U+D800, which UTF-8 has no bytes for"):
        P["write_file"](path, "ab\ud800")
    assert P["read_file"](path) == "kept"


def test_the_length_of_a_sparse_vec_is_an_int() -> None:
    sparse = make(SparseVec, [], [], 3)
    sparse.dim = "three"
    with raises("TypeError", "the dim of a SparseVec must be an int, not a str"):
        P["len"](sparse)


def test_breakpoint_without_a_debugger(capsys: pytest.CaptureFixture[str]) -> None:
    run.start()
    code = compile("for i in range(3): stop(i > 0)\nstop()", "demo.nor", "exec")
    exec(code, {"stop": P["breakpoint"]})
    exec(code, {"stop": P["breakpoint"]})
    assert capsys.readouterr().err.splitlines() == [
        "warning: breakpoint at demo.nor:1 ignored, no debugger attached",
        "warning: breakpoint at demo.nor:2 ignored, no debugger attached",
    ]


def test_breakpoint_with_a_debugger() -> None:
    stops: list[object] = []
    run.start().on_breakpoint = stops.append  # type: ignore[method-assign]
    P["breakpoint"]()
    P["breakpoint"]([])
    assert stops == [True, []]


def test_json_of_a_list_inside_itself() -> None:
    items: list[Any] = []
    items.append(items)
    with raises("ValueError", "contains itself"):
        P["json_encode"](items)
    assert P["json_encode"]([[1]] * 2) == "[[1], [1]]"


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda part: st.one_of(st.lists(part, max_size=3), st.dictionaries(st.text(), part, max_size=3)),
    max_leaves=10,
)


@given(json_values)
def test_json_round_trip(value: object) -> None:
    text = P["json_encode"](value)
    assert text == json.dumps(value, ensure_ascii=False)
    assert P["json_decode"](text) == value
