"""What operators give for operands of known types (LANGUAGE 8.1 to 8.5).

Takes in an operator and types, gives out the type of the result, or what would be raised. Where an operand is
not known well enough the result is what all of its values would give, else any.
"""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis.types import (
    ANY,
    AUTO,
    BOOL,
    EXACT_FLOAT,
    FLOAT,
    FLOATS,
    INT,
    NEVER,
    NUMBER,
    STR,
    Dim,
    List,
    Matrix,
    Optional,
    Type,
    Union,
    Vec,
    differ,
    join,
)

_NUMERIC = frozenset({BOOL, INT, FLOAT, EXACT_FLOAT, NUMBER})


@dataclass(frozen=True, slots=True)
class WrongType:
    """`help`: what to do instead, where that is clear."""

    help: str | None = None


@dataclass(frozen=True, slots=True)
class WrongDimension:
    """Two dimensions that should be equal."""

    left: Dim
    right: Dim


Result = Type | WrongType | WrongDimension


def unsure(type_: Type) -> bool:
    return type_ in (ANY, NEVER, AUTO) or isinstance(type_, Optional | Union)


def unary(op: str, operand: Type) -> Result:
    if op == "!":
        return BOOL
    if operand in _NUMERIC:
        return INT if operand == BOOL else operand
    if isinstance(operand, Vec):
        return Vec(operand.dim)
    if isinstance(operand, Matrix):
        return operand
    return ANY if unsure(operand) else WrongType()


def binary(op: str, left: Type, right: Type) -> Result:
    match op:
        case "&&" | "||" | "==" | "!=":
            return BOOL
        case "<" | "<=" | ">" | ">=":
            return _order(left, right)
        case "@":
            return _dot(left, right)
        case ".+" | ".-" | ".*" | "./":
            if left in _NUMERIC and right in _NUMERIC:
                return WrongType(f"use `{op[1]}` for numbers")
            return _elementwise(left, right)
    return _arithmetic(op, left, right)


def _order(left: Type, right: Type) -> Result:
    if unsure(left) or unsure(right) or left == right == STR:
        return BOOL
    numbers = left in _NUMERIC and right in _NUMERIC
    return BOOL if numbers or (isinstance(left, List) and isinstance(right, List)) else WrongType()


def _arithmetic(op: str, left: Type, right: Type) -> Result:
    if left in _NUMERIC and right in _NUMERIC:
        return _number(op, left, right)
    if op == "+":
        if STR in (left, right):
            return STR
        if isinstance(left, List) and isinstance(right, List):
            return List(join(left.element, right.element), left.fresh or right.fresh)
    if op == "*":
        for repeated, count in ((left, right), (right, left)):
            if repeated == STR or isinstance(repeated, List):
                return repeated if count in (INT, FLOAT) or unsure(count) else WrongType("repeat it by an int")
    if unsure(left) or unsure(right):
        return ANY
    return WrongType("only `+` joins text") if STR in (left, right) else _elementwise(left, right)


def _number(op: str, left: Type, right: Type) -> Type:
    if op == "/" or EXACT_FLOAT in (left, right):
        return EXACT_FLOAT
    if left in FLOATS or right in FLOATS:
        return FLOAT
    return NUMBER if NUMBER in (left, right) else INT


def _elementwise(left: Type, right: Type) -> Result:
    match left, right:
        case Vec(), Vec():
            return _equal(left.dim, right.dim) or Vec(_known(left.dim, right.dim))
        case Matrix(), Matrix():
            wrong = _equal(left.rows, right.rows) or _equal(left.cols, right.cols)
            return wrong or Matrix(_known(left.rows, right.rows), _known(left.cols, right.cols))
        case (Vec(), Matrix()) | (Matrix(), Vec()):
            return WrongType("use `@` or `matvec` for a product of a Matrix and a Vec")
        case (Vec(dim=dim), number) | (number, Vec(dim=dim)) if number in _NUMERIC:
            return Vec(dim)
        case (Matrix() as matrix, number) | (number, Matrix() as matrix) if number in _NUMERIC:
            return matrix
    return ANY if unsure(left) or unsure(right) else WrongType()


def _known(a: Dim | None, b: Dim | None) -> Dim | None:
    """The dimension of two that are equal; a number says more than a variable."""
    if a is None or (b is not None and isinstance(a.value, str)):
        return b
    return a


def _dot(left: Type, right: Type) -> Result:
    match left, right:
        case Vec(), Vec():
            return _equal(left.dim, right.dim) or EXACT_FLOAT
        case Matrix(), Vec():
            return _equal(left.cols, right.dim) or Vec(left.rows)
        case Vec(), Matrix():
            return _equal(left.dim, right.rows) or Vec(right.cols)
        case Matrix(), Matrix():
            return _equal(left.cols, right.rows) or Matrix(left.rows, right.cols)
    return ANY if unsure(left) or unsure(right) else WrongType("`@` takes Vec and Matrix")


def _equal(a: Dim | None, b: Dim | None) -> WrongDimension | None:
    return WrongDimension(a, b) if a is not None and b is not None and differ(a, b) else None
