"""Functions that get what is not known, from places that are not seen, say: what their parameters most likely are.

Takes in a function and what is known, gives out a guess for the parameters and the types that hold where it is right.
The compiler tests the guess when the function is called, and keeps the code for any types beside the fast one. Guesses
may be wrong at no risk, so annotations count here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normil.analysis.names import Binding, FunctionNode
from normil.compiler.lattice import FLOAT, INT, MATRIX, OTHER, PLAIN, STR, VEC, Ty
from normil.syntax import nodes as n

_ANNOTATED = {
    "float": FLOAT | INT,
    "Float": FLOAT | INT,
    "int": INT,
    "Int": INT,
    "str": STR,
    "string": STR,
    "String": STR,
    "Vec": VEC,
    "Matrix": MATRIX,
}
_NUMERIC = frozenset(("+", "-", "*", "/", "%", "<", "<=", ">", ">="))


@dataclass(slots=True, eq=False)
class Guard:
    """`parameters`: what each is tested for; `types`: the types of the expressions where the tests hold."""

    parameters: dict[Binding, int]
    types: dict[n.Node, Ty]

    def gains(self, types: dict[n.Node, Ty]) -> bool:
        """Whether more is known than without the tests, where operators are."""
        return any(
            ty.within(PLAIN) and not types[node].within(PLAIN)
            for node, ty in self.types.items()
            if isinstance(node, n.Binary | n.Unary | n.Index | n.Member) and node in types
        )


def guess(function: FunctionNode, parameters: dict[Binding, Ty]) -> dict[Binding, int]:
    """The types to test parameters for that are known to be what the dict says. Nothing for a function that makes
    functions: its code would be there twice."""
    if isinstance(function, n.FunctionDeclaration) and function.transaction:
        return {}
    body = list(_inside(function.body))
    if any(isinstance(node, n.FunctionDeclaration | n.FunctionLiteral) for node in body):
        return {}
    found = {}
    for binding, known in parameters.items():
        parameter = binding.declaration
        if not known.mask & OTHER or not isinstance(parameter, n.Parameter):
            continue
        if parameter.type is None:
            if _computed_with(binding.name, body):
                found[binding] = FLOAT | INT
        elif isinstance(parameter.type, n.NamedType) and not parameter.type.arguments:
            mask = _ANNOTATED.get(parameter.type.path[-1].text)
            if mask is not None:
                found[binding] = mask
    return found


def _computed_with(name: str, body: list[n.Node]) -> bool:
    """Whether the parameter is an operand where numbers usually are, and nothing that a number cannot be."""
    numeric = False
    for node in body:
        match node:
            case n.Binary(op=op, left=left, right=right) if op in _NUMERIC:
                numeric = numeric or any(isinstance(part, n.Identifier) and part.name == name for part in (left, right))
            case n.Index(object=n.Identifier(name=held)) | n.Slice(object=n.Identifier(name=held)):
                if held == name:
                    return False
            case n.Member(object=n.Identifier(name=held)) | n.Call(callee=n.Identifier(name=held)):
                if held == name:
                    return False
            case n.For(iterable=n.Identifier(name=held)):
                if held == name:
                    return False
            case n.Constant(value=str()):
                return False  # text is joined with `+`
    return numeric


def _inside(node: n.Node) -> Iterator[n.Node]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(n.children(node))
