"""NOR005: aliases that only stand for each other, without a struct in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from normil.analysis.diagnostics import Findings
from normil.analysis.names import Binding
from normil.analysis.walk import parts
from normil.syntax import nodes as n


def check(
    aliases: Iterable[Binding],
    meaning: Callable[[Binding, n.Name], Binding | None],
    findings: Callable[[Binding], Findings],
) -> None:
    """`aliases` are type declarations in the order of the file; `meaning` says what a name in one of them means;
    a cycle is reported once, to the findings of its first alias."""
    done: set[Binding] = set()
    for alias in aliases:
        if alias in done:
            continue
        cycle = _cycle(alias, meaning, done)
        if cycle is not None and alias.name_node is not None:
            chain = " -> ".join([*(part.name for part in cycle), alias.name])
            findings(alias).report(
                "NOR005",
                alias.name_node,
                f"the type '{alias.name}' is declared by itself: {chain}",
                help="put a struct type in between, or name the type that is meant; it is read as any",
            )


def _cycle(
    start: Binding, meaning: Callable[[Binding, n.Name], Binding | None], done: set[Binding]
) -> list[Binding] | None:
    """A shortest way from an alias back to itself; what lies on it is done."""
    ways: list[list[Binding]] = [[start]]
    seen = {start}
    for way in ways:
        declaration = way[-1].declaration
        assert isinstance(declaration, n.TypeDeclaration)
        for name in _names(declaration.type):
            target = meaning(way[-1], name)
            if target is start:
                done.update(way)
                return way
            if target is not None and target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return None


def _names(type_: n.Node) -> Iterator[n.Name]:
    """The first names of the types that an alias stands for, those inside struct types left out."""
    if isinstance(type_, n.NamedType) and type_.path:
        yield type_.path[0]
    if not isinstance(type_, n.StructType):
        for part in parts(type_):
            yield from _names(part)
