"""Going through the nodes of a statement.

Takes in a node, gives out the nodes below it. Knows nothing of what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from normil.syntax import nodes as n

_NAMES: dict[type[n.Node], tuple[str, ...]] = {}


def walk(node: n.Node) -> Iterator[n.Node]:
    """The node and all nodes below it, each before those below it."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def walk_outside_functions(node: n.Node) -> Iterator[n.Node]:
    """The node and those below it that run when it does, not when a function in it is called."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        if not isinstance(found, n.FunctionDeclaration | n.FunctionLiteral):
            waiting.extend(reversed(parts(found)))


def parts(node: n.Node) -> list[n.Node]:
    """The nodes directly below, in the order of the fields."""
    found: list[n.Node] = []
    kind = type(node)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = _part_names(kind)
    for name in names:
        part = getattr(node, name)
        if isinstance(part, n.Node):
            found.append(part)
        elif isinstance(part, list):
            found.extend(part)
    return found


def _part_names(kind: type[n.Node]) -> tuple[str, ...]:
    plain = {"int", "str", "bool", "str | None", "int | float | str | bool | None"}
    return tuple(part.name for part in fields(kind) if part.type not in plain)


def path_to(node: n.Node, offset: int) -> list[n.Node]:
    """The nodes that hold `offset`, from `node` inwards; an end counts as inside, but what begins there wins."""
    path: list[n.Node] = []
    inner: n.Node | None = node
    while inner is not None:
        path.append(inner)
        holding = [part for part in parts(inner) if part.start <= offset <= part.end]
        inner = max(holding, key=lambda part: (part.start, -part.end), default=None)
    return path
