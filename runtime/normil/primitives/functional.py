"""Functions over whatever `for` can visit (PRIMITIVES 7). `map` is a type as well: `values.conversions`.

They call the program's functions from Python code, not by way of C code such as `all`, so that calls can nest deep.
"""

# The functions have the names of the language; Python's own are reached by `builtins`.
# ruff: noqa: A001

from __future__ import annotations

import builtins

from normil.primitives.arguments import MISSING, as_function, as_int
from normil.values.errors import Error
from normil.values.interop import from_python
from normil.values.iteration import iterate
from normil.values.operators import truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def filter(items: Any, f: Any) -> list[Any]:
    as_function("filter", "f", f)
    return [item for item in iterate(items) if truth(f(item))]


def reduce(items: Any, f: Any, initial: Any = MISSING) -> Any:
    as_function("reduce", "f", f)
    elements = iterate(items)
    if initial is MISSING:
        initial = next(elements, MISSING)
        if initial is MISSING:
            raise Error("ValueError", "reduce() of nothing, without an initial value")
    for element in elements:
        initial = from_python(f(initial, element))
    return initial


def any_of(items: Any, f: Any = None) -> bool:
    if f is not None:
        as_function("any_of", "f", f)
    for item in iterate(items):  # noqa: SIM110
        if truth(item if f is None else f(item)):
            return True
    return False


def all_of(items: Any, f: Any = None) -> bool:
    if f is not None:
        as_function("all_of", "f", f)
    for item in iterate(items):  # noqa: SIM110
        if not truth(item if f is None else f(item)):
            return False
    return True


def zip(a: Any, b: Any) -> list[list[Any]]:
    return [[x, y] for x, y in builtins.zip(iterate(a), iterate(b), strict=False)]


def enumerate(items: Any, start: Any = 0) -> list[list[Any]]:
    start = as_int("enumerate", "start", start)
    return [[position, item] for position, item in builtins.enumerate(iterate(items), start)]
