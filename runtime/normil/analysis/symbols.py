"""The declarations of a file as an outline shows them.

Takes in a program, or a statement and where it stands; gives out symbols with offsets in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from normil.analysis.walk import parts
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class Symbol:
    """`kind` is a word: function, transaction, type, field, variable, constant, import, builtin. `start` and
    `end` hold the whole declaration, `name_start` and `name_end` its name."""

    name: str
    kind: str
    start: int
    end: int
    name_start: int
    name_end: int
    children: list[Symbol] = field(default_factory=list)


def outline(program: n.Program) -> list[Symbol]:
    """The declarations of a file, nested as they stand."""
    return [symbol for item in program.items for symbol in symbols(item.statement, item.start)]


def symbols(node: n.Node, base: int) -> Iterator[Symbol]:
    """The symbols that a statement at `base` declares, those of inner functions inside them."""
    match node:
        case n.FunctionDeclaration(name=name, body=body, transaction=transaction):
            kind = "transaction" if transaction else "function"
            yield _symbol(node, name, kind, base, list(symbols(body, base)))
        case n.TypeDeclaration(name=name, type=type_):
            yield _symbol(node, name, "type", base, list(symbols(type_, base)))
        case n.FieldDeclaration(name=name):
            yield _symbol(node, name, "field", base, [])
        case n.Let(name=name, constant=constant, value=value):
            yield _symbol(node, name, "constant" if constant else "variable", base, list(symbols(value, base)))
        case n.Import(path=path, alias=alias) if path:
            yield _symbol(node, alias or path[-1], "import", base, [])
        case n.PrimitiveDeclaration(owner=owner, name=name):
            symbol = _symbol(node, name, "builtin", base, [])
            yield symbol if owner is None else _owned(symbol, owner)
        case _:
            for part in parts(node):
                yield from symbols(part, base)


def _symbol(node: n.Node, name: n.Name, kind: str, base: int, children: list[Symbol]) -> Symbol:
    return Symbol(name.text, kind, base + node.start, base + node.end, base + name.start, base + name.end, children)


def _owned(symbol: Symbol, owner: n.Name) -> Symbol:
    return Symbol(
        f"{owner.text}.{symbol.name}",
        symbol.kind,
        symbol.start,
        symbol.end,
        symbol.name_start,
        symbol.name_end,
    )
