"""Integers that a program fixes, as far as dimensions need them: `zeros(2 * N)`, `zeros(v.dim)`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from normil.analysis.types import Dim, Matrix, Type, Vec
from normil.syntax import nodes as n


class Known(Protocol):
    """What is known of names and members."""

    @property
    def types(self) -> Mapping[n.Node, Type]: ...
    def number_of(self, node: n.Identifier) -> int | None: ...


def integer(node: n.Expression | None, known: Known) -> int | None:
    """The value of an expression that was inferred before, if it is an integer that never changes."""
    match node:
        case n.Constant(value=int() as value) if not isinstance(value, bool):
            return value
        case n.Identifier():
            return known.number_of(node)
        case n.Unary(op="-", operand=operand):
            positive = integer(operand, known)
            return None if positive is None else -positive
        case n.Binary(op="+" | "-" | "*" as op, left=left, right=right):
            a, b = integer(left, known), integer(right, known)
            if a is None or b is None:
                return None
            return a + b if op == "+" else a - b if op == "-" else a * b
        case n.Member(object=n.Identifier() as owner, name=n.Name(text=name)):
            return _size(known.types.get(owner), name)
    return None


def _size(owner: Type | None, name: str) -> int | None:
    dim: Dim | None = None
    match owner, name:
        case Vec(), "dim":
            dim = owner.dim
        case Matrix(), "rows":
            dim = owner.rows
        case Matrix(), "cols":
            dim = owner.cols
    return dim.value if dim is not None and isinstance(dim.value, int) else None
