"""Dimensions that a signature cannot say: sums, lengths of literals, constant bounds (LANGUAGE 6.4).

Takes in a call of a builtin with the types of its arguments; gives out the type of the result where more is
known than the prelude says, and reports literals of the wrong length (NOR006).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normil.analysis.diagnostics import Place
from normil.analysis.infer.numbers import integer
from normil.analysis.types import Dim, Matrix, Type, Vec
from normil.syntax import nodes as n

if TYPE_CHECKING:
    from normil.analysis.infer.state import State


@dataclass(frozen=True, slots=True)
class Use:
    """A call of a builtin: `result` is what its signature says, `values` and `types` are by parameter."""

    result: Type
    values: Mapping[str, n.Expression]
    types: Mapping[str, Type]
    place: Place
    state: State

    def number(self, name: str) -> int | None:
        return integer(self.values.get(name), self.state)

    def vec(self, length: int | None) -> Type:
        return Vec(Dim(length, self.place)) if length is not None and length >= 0 else Vec()


def refined(name: str, use: Use) -> Type:
    rule = _RULES.get(name)
    return rule(use) if rule is not None else use.result


def _concat(use: Use) -> Type:
    match use.types.get("a"), use.types.get("b"):
        case Vec(dim=Dim(value=int(a))), Vec(dim=Dim(value=int(b))):
            return use.vec(a + b)
    return use.result


def _vec(use: Use) -> Type:
    values, type_ = use.values.get("values"), use.types.get("values")
    length = len(values.items) if isinstance(values, n.ListLiteral) else None
    if isinstance(type_, Vec) and type_.dim is not None and isinstance(type_.dim.value, int):
        length = type_.dim.value
    if "dim" not in use.values:
        return use.vec(length) if length is not None else use.result
    expected = use.number("dim")
    if expected is not None and length is not None and expected != length:
        assert values is not None
        use.state.found.report("NOR006", values, f"dimension mismatch: Vec({expected}) of {_count(length)}")
    return use.result


def _count(length: int) -> str:
    return "1 number" if length == 1 else f"{length} numbers"


def _matrix(use: Use) -> Type:
    values = use.values.get("values")
    if not isinstance(values, n.ListLiteral):
        return use.result
    rows = [row for row in values.items if isinstance(row, n.ListLiteral)]
    if "rows" not in use.values:
        if not values.items or len(rows) != len(values.items):
            return use.result
        for row in rows[1:]:
            if len(row.items) != len(rows[0].items):
                message = f"dimension mismatch: a row of {_count(len(row.items))} after one of {len(rows[0].items)}"
                use.state.found.report("NOR006", row, message)
        return Matrix(Dim(len(rows), use.place), Dim(len(rows[0].items), use.place))
    height, width = use.number("rows"), use.number("cols")
    if height is None or width is None:
        return use.result
    found = None
    if not rows and len(values.items) != height * width and not _maybe_rows(values, height, use):
        found = f"{_count(len(values.items))}"
    elif len(rows) == len(values.items) and (len(rows) != height or any(len(row.items) != width for row in rows)):
        found = f"{len(rows)} rows of {', '.join(sorted({str(len(row.items)) for row in rows}))}"
    if found is not None:
        message = f"dimension mismatch: Matrix({height}, {width}) of {found}"
        use.state.found.report("NOR006", values, message)
    return use.result


def _maybe_rows(values: n.ListLiteral, height: int, use: Use) -> bool:
    """Whether the elements may be rows that are not written out."""
    return len(values.items) == height and not all(isinstance(v, n.Constant | n.Unary) for v in values.items)


def _slice(use: Use) -> Type:
    vector = use.types.get("items")
    if not isinstance(vector, Vec) or vector.dim is None or not isinstance(vector.dim.value, int):
        return use.result
    start, end = use.number("start"), use.number("end")
    if start is None or (end is None and "end" in use.values):
        return use.result
    return use.vec(len(range(vector.dim.value)[start:end]))


def _flatten(use: Use) -> Type:
    match use.types.get("x"):
        case Matrix(rows=Dim(value=int(rows)), cols=Dim(value=int(cols))):
            return use.vec(rows * cols)
    return use.result


def _quantize(use: Use) -> Type:
    bits = use.number("bits")
    if isinstance(use.result, Vec) and bits is not None and 1 <= bits <= 16:
        return Vec(use.result.dim, bits)
    return use.result


def _copy(use: Use) -> Type:
    return use.types.get("value", use.result)


_RULES: dict[str, Callable[[Use], Type]] = {
    "concat": _concat,
    "copy": _copy,
    "flatten": _flatten,
    "matrix": _matrix,
    "quantize": _quantize,
    "slice": _slice,
    "vec": _vec,
}
