"""What the compiler says of an operation's type holds for the values that the operation gives."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from normil.compiler import lattice
from normil.compiler.lattice import Ty, arithmetic, dot, join, negative
from normil.values import operators, vectors  # noqa: F401  # gives arrays their meaning
from normil.values.kinds import kind

VALUES: list[object] = [None, True, 2, 0.5, "a", [1], {}, np.ones(1), np.ones(3), np.ones((1, 1)), np.ones((3, 3)), len]
MASKS = {
    "none": lattice.NONE,
    "bool": lattice.BOOL,
    "int": lattice.INT,
    "float": lattice.FLOAT,
    "str": lattice.STR,
    "list": lattice.LIST,
    "map": lattice.MAP,
    "Vec": lattice.VEC,
    "Matrix": lattice.MATRIX,
    "fn": lattice.FUNCTION,
}
OPERATIONS: dict[str, Callable[[object, object], object]] = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": operators.div,
    "%": operators.mod,
    ".+": operators.dot_add,
    ".-": operators.dot_sub,
    ".*": operators.dot_mul,
    "./": operators.dot_div,
}
# one value or the other: what is known of a variable after an `if`
EITHER = list(combinations_with_replacement(VALUES, 2))


def type_of(value: object) -> Ty:
    return Ty(MASKS[kind(value)], len(value) if kind(value) == "Vec" else None)  # type: ignore[arg-type]


def of_either(values: tuple[object, ...]) -> Ty:
    return join(type_of(values[0]), type_of(values[1]))


def holds(value: object, ty: Ty) -> bool:
    own = type_of(value)
    return bool(own.mask & ty.mask) and (own.dim is None or ty.dim is None or own.dim == ty.dim)


def results(operation: Callable[..., object], *operands: tuple[object, ...]) -> list[object]:
    found = []
    for values in product(*operands):
        try:
            found.append(operation(*values))
        except Exception:  # where it raises there is no value
            continue
    return found


@pytest.mark.parametrize("symbol", [*OPERATIONS, "@"])
def test_operations(symbol: str) -> None:
    for a, b in product(EITHER, repeat=2):
        if symbol == "@":
            ty, found = dot(of_either(a), of_either(b)), results(operators.matmul, a, b)
        else:
            ty, found = arithmetic(symbol, of_either(a), of_either(b)), results(OPERATIONS[symbol], a, b)
        assert all(holds(value, ty) for value in found), (symbol, a, b, ty)


def test_negative() -> None:
    for a in EITHER:
        assert all(holds(value, negative(of_either(a))) for value in results(operators.neg, a)), a


def test_join() -> None:
    types = [of_either(a) for a in EITHER]
    for a, b in product(types, repeat=2):
        both = join(a, b)
        assert both == join(b, a)
        assert join(both, a) == both  # else the inference would not end
    for a, b, c in product(types[::3], repeat=3):
        assert join(join(a, b), c) == join(a, join(b, c))


def test_a_type_without_vec_has_no_dimension() -> None:
    for symbol, a, b in product(OPERATIONS, EITHER, EITHER):
        for ty in (arithmetic(symbol, of_either(a), of_either(b)), negative(of_either(a))):
            assert ty.mask & lattice.VEC or ty.dim is None


def test_dimension_variables_end_with_their_call() -> None:
    function = object()
    assert lattice.beyond(Ty(lattice.VEC, (function, "n"))) == Ty(lattice.VEC)
    assert lattice.beyond(Ty(lattice.VEC, 3)) == Ty(lattice.VEC, 3)
