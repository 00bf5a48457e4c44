"""Functions that get what is not known, from places that are not seen, say: what their parameters most likely are.

Takes in a function and what is known, gives out a guess for the parameters and the types that hold where it is right.
The compiler tests the guess when the function is called, and keeps the code for any types beside the fast one. Guesses
may be wrong at no risk, so annotations count here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normil.analysis.names import Binding, FunctionNode
from normil.compiler.lattice import FLOAT, INT, MATRIX, PLAIN, STR, VEC, Ty
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


def guess(function: FunctionNode, parameters: list[Binding]) -> dict[Binding, int]:
    """The types to test parameters for. Nothing for a function that makes functions: its code would be there twice."""
    if isinstance(function, n.FunctionDeclaration) and function.transaction:
        return {}
    body = list(_inside(function.body))
    if any(isinstance(node, n.FunctionDeclaration | n.FunctionLiteral) for node in body):
        return {}
    found = {}
    for binding in parameters:
        parameter = binding.declaration
        assert isinstance(parameter, n.Parameter)
        if parameter.type is None:
            mask = _used_as(binding.name, body)
            if mask is not None:
                found[binding] = mask
        elif isinstance(parameter.type, n.NamedType) and not parameter.type.arguments:
            mask = _ANNOTATED.get(parameter.type.path[-1].text)
            if mask is not None:
                found[binding] = mask
    return found


def _used_as(name: str, body: list[n.Node]) -> int | None:
    """The type of a parameter by how it is used: a number where it is an operand as numbers are, and nothing that a
    number cannot be."""
    # what a variable of the function begins with is used as the variable is
    names = {name} | {node.name.text for node in body if isinstance(node, n.Let) and _is(node.value, {name})}
    mask = None
    for node in body:
        match node:
            case n.Binary(op=op, left=left, right=right) if op in _NUMERIC:
                if _is(left, names) or _is(right, names):
                    mask = mask or FLOAT | INT
            case n.Call(callee=n.Identifier(name="range"), arguments=arguments):
                if any(_is(argument.value, names) for argument in arguments):
                    mask = INT
            case n.Index(object=used) | n.Slice(object=used) | n.Member(object=used) | n.Call(callee=used):
                if _is(used, names):
                    return None
            case n.For(iterable=used) if _is(used, names):
                return None
            case n.Constant(value=str()):
                return None  # text is joined with `+`
    return mask


def _is(node: n.Node, names: set[str]) -> bool:
    return isinstance(node, n.Identifier) and node.name in names


def _inside(node: n.Node) -> Iterator[n.Node]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(n.children(node))
