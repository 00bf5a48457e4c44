"""Add the fields that a struct literal lacks, each with the plainest value of its type."""

from __future__ import annotations

from collections.abc import Iterator

from normil.analysis import Analysis
from normil.analysis.types import (
    BOOL,
    FLOATS,
    INT,
    STR,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Record,
    Simple,
    Type,
    TypeValue,
    Vec,
)
from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import REWRITE, Refactoring, Selection

DEPTH = 4  # of records in records


def offers(selection: Selection) -> Iterator[Refactoring]:
    literal = next((node for node in reversed(selection.path) if isinstance(node, n.StructLiteral)), None)
    if literal is None or len(literal.path) != 1 or selection.item is None:
        return
    named = selection.analysis.type_of(selection.item, literal.path[0])
    record = named.type if isinstance(named, TypeValue) else None
    if not isinstance(record, Record):
        return
    given = {field.name.text for field in literal.fields}
    missing = [name for name in required(selection.analysis, record) if name not in given]
    if not missing:
        return
    types = selection.analysis.members(record)
    values = [f"{name}: {plainest(selection.analysis, types.get(name))}" for name in missing]
    if literal.fields:
        last = literal.fields[-1]
        at = selection.base + last.end
        indent = selection.indent(selection.base + last.start)
        between = ", " if indent is None else f",{selection.newline}{indent}"
        text = "".join(between + value for value in values)
    else:
        at = selection.text.index("{", selection.base + literal.path[-1].end) + 1
        text = ", ".join(values)
    plural = "s" if len(missing) > 1 else ""
    names = ", ".join(f"'{name}'" for name in missing[:3]) + (" ..." if len(missing) > 3 else "")
    yield Refactoring(f"Add the missing field{plural} {names}", REWRITE, ((at, at, text),))


def required(analysis: Analysis, record: Record) -> list[str]:
    """The fields that every literal has to name: those that may be none are none without that."""
    types = analysis.members(record)
    names = (field.name.text for field in record.declaration.fields)
    return [name for name in names if not isinstance(types.get(name), Optional)]


def plainest(analysis: Analysis, type_: Type | None, depth: int = 0) -> str:
    match type_:
        case Vec(dim=dim):
            return f"zeros({dim.value})" if dim is not None and isinstance(dim.value, int) else "zeros(1)"
        case Matrix(rows=rows, cols=cols):
            sizes = [dim.value if dim is not None and isinstance(dim.value, int) else 1 for dim in (rows, cols)]
            return f"matrix({sizes[0]}, {sizes[1]})"
        case List():
            return "[]"
        case Map():
            return "{}"
        case Function(parameters=parameters):
            names = ", ".join(f"x{at}" for at in range(1, len(parameters or ()) + 1))
            return f"fn({names}) {{ }}"
        case Record(name=name) if depth < DEPTH:
            types = analysis.members(type_)
            fields = [f"{of}: {plainest(analysis, types.get(of), depth + 1)}" for of in required(analysis, type_)]
            return f"{name} {{{', '.join(fields)}}}"
        case Simple():
            return _PLAIN.get(type_, "0.0" if type_ in FLOATS else "none")
    return "none"


_PLAIN: dict[Type, str] = {INT: "0", STR: '""', BOOL: "false"}
