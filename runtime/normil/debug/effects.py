"""What an evaluated text may do to the program.

Takes in a compiled fragment; gives out nothing, or what the text does that it may not. The classes of the builtins are
those of the prelude. Must never know who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normil.compiler.fragment import Fragment
    from normil.syntax.nodes import Node


class Effects(Enum):
    ALL = auto()  # whatever the language has
    NONE = auto()  # calls too, but not of what is known to have effects
    NO_CALLS = auto()  # nothing but operators and pure builtins


# in their class, but they only look
_READERS = frozenset(
    (
        "plastic_state",
        "list_plasticity_modes",
        "episodic_query",
        "episodic_get",
        "episodic_count",
        "episodic_all",
        "semantic_query",
        "semantic_get",
        "semantic_count",
        "audit_verify",
        "audit_entries",
    )
)


def problem(fragment: Fragment, allowed: Effects) -> str | None:
    """What a text does that it may not."""
    from normil.syntax import nodes as n

    if allowed is Effects.ALL:
        return None
    nodes = list(_walk(fragment.node))
    if any(isinstance(node, n.Assign) for node in nodes):
        return "an assignment has an effect"
    if [type(statement) for statement in fragment.node.statements] != [n.Return]:
        return "this is not an expression"
    effects, members = _effects()
    for builtin in sorted(fragment.builtins):
        if builtin in effects:
            return f"'{builtin}' has an effect ({effects[builtin]})"
    for callee in (node.callee for node in nodes if isinstance(node, n.Call)):
        if isinstance(callee, n.Member) and callee.name.text in members:
            return f"'{callee.name.text}' has an effect (arg)"
        if allowed is Effects.NO_CALLS and not (isinstance(callee, n.Identifier) and callee.name in fragment.builtins):
            return "this calls a function of the program"
    return None


def _walk(node: Node) -> Iterator[Node]:
    from normil.syntax.nodes import children

    waiting = [node]
    while waiting:
        yield (current := waiting.pop())
        waiting.extend(children(current))


@cache
def _effects() -> tuple[dict[str, str], frozenset[str]]:
    """The builtins that are not pure, with their class, and the names of such members of values."""
    from normil.syntax import nodes as n
    from normil.syntax import parse

    text = resources.files("normil").joinpath("prelude.nor").read_text(encoding="utf-8")
    effects: dict[str, str] = {}
    members: set[str] = set()
    for item in parse(text).program.items:
        match item.statement:
            case n.PrimitiveDeclaration(owner=owner, name=name, annotations=annotations):
                for annotation in annotations:
                    if annotation.name.text == "pure" or name.text in _READERS:
                        continue
                    kinds = [argument.value for argument in annotation.arguments]
                    words = [str(kind.value) for kind in kinds if isinstance(kind, n.Constant)]
                    if owner is None:
                        effects[name.text] = ", ".join(words) or annotation.name.text
                    else:
                        members.add(name.text)
    return effects, frozenset(members)
