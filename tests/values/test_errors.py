"""LANGUAGE 9.8, 11.2, 19.4: what is thrown, and what Python raises, as errors of the language."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from normil.values.errors import Error, throw, translate
from normil.values.records import make
from tests.values.samples import Point


def compiled(source: str) -> dict[str, Any]:
    """Functions whose code claims to come from a NORMiL file, as compiled programs do."""
    names: dict[str, Any] = {}
    exec(compile(source, "demo.nor", "exec"), names)
    return names


def failing(call: Callable[[], object]) -> Error:
    with pytest.raises(Exception) as info:  # noqa: PT011
        call()
    return translate(info.value)


def test_thrown_values() -> None:
    for value, kind, message in (
        ("oh", "UserError", "oh"),
        ({"message": "oh", "kind": "LimitError"}, "LimitError", "oh"),
        ({"message": 5, "kind": 6}, "UserError", "5"),
        ({"kind": "LimitError"}, "UserError", "{'kind': 'LimitError'}"),
        (3, "UserError", "3"),
        (None, "UserError", "None"),
        (make(Point, 1, None), "UserError", "Point {x: 1, y: None}"),
    ):
        error = throw(value)
        assert (error.kind, error.message) == (kind, message)
        assert error.value is value
        assert str(error) == f"{kind}: {message}"


def test_a_thrown_error_is_the_same() -> None:
    error = Error("ValueError", "bad", value=3)
    assert throw(error) is error
    assert translate(error) is error


@pytest.mark.parametrize(
    ("exception", "kind"),
    [
        (ZeroDivisionError("x"), "ZeroDivisionError"),
        (KeyError("x"), "KeyError"),
        (IndexError("x"), "IndexError"),
        (ModuleNotFoundError("x"), "ImportError"),
        (ImportError("x"), "ImportError"),
        (FileNotFoundError("x"), "IOError"),
        (ConnectionError("x"), "IOError"),
        (RecursionError("x"), "RecursionError"),
        (AttributeError("x"), "NameError"),
        (UnboundLocalError("x"), "NameError"),
        (TypeError("x"), "TypeError"),
        (ValueError("x"), "ValueError"),
        (OverflowError("x"), "ValueError"),
        (ArithmeticError("x"), "ValueError"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), "ValueError"),
        (AssertionError("x"), "UserError"),
    ],
    ids=repr,
)
def test_python_exceptions(exception: Exception, kind: str) -> None:
    error = translate(exception)
    assert error.kind == kind
    assert error.value is exception


def test_any_other_exception_says_its_class() -> None:
    class OddError(Exception):
        pass

    error = translate(OddError("text"))
    assert (error.kind, error.message) == ("UserError", "OddError: text")
    assert translate(StopIteration(1)).message == "StopIteration: 1"


def test_the_traceback_is_kept() -> None:
    error = failing(lambda: 1 / 0)
    assert error.__traceback__ is error.value.__traceback__  # type: ignore[attr-defined]
    assert error.__traceback__ is not None


PROGRAM = """
def f(a, b): return a
def g(a, b=2): return a
def rated(rate): return rate
def zero(): return 0
def outer():
    def inner(x): return x
    return inner
def unbound():
    if zero(): x = 1
    return x
def captured():
    def inner(): return y
    if zero(): y = 1
    return inner()
def call(function, *arguments, **named): return function(*arguments, **named)
def missing_global(): return total
def at(items, i): return items[i]
def put(items, i, x): items[i] = x
def key(x): return {x: 1}
def divide(a, b): return a / b
def rest(a, b): return a % b
def dive(): return dive()
def named_wrong(): return rated(rat=1)
"""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("call(f, 1, 2, 3)", "f() takes 2 arguments, got 3"),
        ("call(zero, 1)", "zero() takes 0 arguments, got 1"),
        ("call(rated, 1, 2)", "rated() takes 1 argument, got 2"),
        ("call(g, 1, 2, 3)", "g() takes 1 to 2 arguments, got 3"),
        ("call(outer(), 1, 2)", "inner() takes 1 argument, got 2"),
        ("call(rated)", "rated() is missing the argument 'rate'"),
        ("call(f)", "f() is missing the arguments 'a' and 'b'"),
        ("call(f, 1, 2, c=3)", "f() has no parameter 'c'"),
        ("call(f, 1, a=2)", "f() got the argument 'a' twice"),
        ("call(5)", "an int is not callable"),
        ("call(None)", "none is not callable"),
        ("call({})", "a map is not callable"),
        ("call('a'.upper, 1)", "upper() takes 0 arguments, got 1"),
        ("call([].append)", "append() takes 1 argument, got 0"),
        ("call([].insert, 1)", "insert() takes 2 arguments, got 1"),
        ("call([].pop, 1, 2)", "pop() takes at most 1 argument, got 2"),
        ("unbound()", "x is used before it is initialised"),
        ("captured()", "y is used before it is initialised"),
        ("missing_global()", "total is used before it is initialised"),
        ("at([1], 5)", "index is out of range for the list"),
        ("put([1], 5, 0)", "index is out of range for the list"),
        ("at('a', 5)", "index is out of range for the str"),
        ("at({'a': 1}, 'b')", "no key 'b'"),
        ("key([])", "a list cannot be the key of a map"),
        ("divide(1, 0)", "division by zero"),
        ("divide(1.0, 0.0)", "division by zero"),
        ("rest(1, 0)", "remainder of a division by zero"),
        ("rest(1.0, 0)", "remainder of a division by zero"),
        ("dive()", "calls are nested deeper than 1000"),
        ("call('a'.find, 1)", "expected a str, found an int"),
        ("call('a'.find, None)", "expected a str, found none"),
        ("call('a'.startswith, {})", "expected a str, found a map"),
        ("call('a'.strip, 1)", "expected a str"),
        ("call('a'.find, 'a', 1.5)", "expected an int"),
        ("call('a'.zfill, 1.5)", "expected an int, found a float"),
        ("call('a'.count)", "count() takes at least 1 argument, got 0"),
        ("call('a'.join, 1)", "expected a list of str"),
        ("call('a'.join, ['a', 1])", "element 1 must be a str, not an int"),
        ("call('a'.center, 5, 'ab')", "what to fill with must be one character"),
        ("call('{:d}'.format, [])", "a list can be formatted by '{}' only"),
        ("call('a'.zfill, 10 ** 30)", "the number is too large"),
        ("at([1], 10 ** 30)", "index is out of range"),
        ("divide(10 ** 400, 3)", "the int is too large for a float"),
        ("call(float, 10 ** 400)", "the int is too large for a float"),
        ("call(int, float('nan'))", "nan is no int"),
        ("call(int, float('inf'))", "inf is no int"),
        ("call(open, chr(0))", "a path cannot hold the character U+0000"),
        ("call(open, '/nowhere/at all')", "no such file or directory: '/nowhere/at all'"),
        ("call('a'.__mul__, 2 ** 60)", "MemoryError: not enough memory"),
    ],
)
def test_what_python_says_about_a_program_is_rephrased(call: str, message: str) -> None:
    names = compiled(PROGRAM)
    error = failing(lambda: eval(compile(call, "demo.nor", "eval"), names))
    assert error.message == message


def test_names_of_compiled_functions_and_variables() -> None:
    names = compiled(PROGRAM)
    function: FunctionType = names["rated"]
    code = function.__code__.replace(co_name="rated", co_qualname="2:outer.<locals>.3:rated")
    function = FunctionType(code, names, "rated")
    function.__qualname__ = code.co_qualname
    assert failing(lambda: names["call"](function)).message == "rated() is missing the argument 'rate'"
    assert translate(NameError("name 'x.2' is not defined")).message == "x is used before it is initialised"


def test_a_suggestion_for_a_misspelt_argument() -> None:
    error = failing(compiled(PROGRAM)["named_wrong"])
    assert (error.message, error.help) == ("rated() has no parameter 'rat'", "did you mean 'rate'?")


def test_what_arises_inside_python_modules_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "foreign_module.py").write_text("def f(): return {}['k']\ndef g(x): return g()\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("foreign_module")
    names = compiled(PROGRAM)
    assert failing(lambda: names["call"](module.f)).message == "'k'"
    assert "missing 1 required positional argument" in failing(lambda: names["call"](module.g, 1)).message
    assert failing(lambda: names["call"](module.g)).message == "g() is missing the argument 'x'"
