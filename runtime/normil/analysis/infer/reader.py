"""From the types that a program writes to `types` (LANGUAGE 6.2, 6.4, 6.6).

Takes in type nodes and what their names mean; gives out types, and reports arguments that make no sense
(NOR005). What is not known is any. Unknown names are reported elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from normil.analysis.diagnostics import Findings, Place
from normil.analysis.names import ItemNames
from normil.analysis.types import (
    ANY,
    BOOL,
    FLOAT,
    INT,
    NONE,
    STR,
    Dim,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Parameter,
    Record,
    Type,
    Union,
    Vec,
    optional,
)
from normil.syntax import nodes as n
from normil.values.suggest import did_you_mean

_SIMPLE: dict[str, Type] = {
    "any": ANY,
    "Any": ANY,
    "none": NONE,
    "void": NONE,
    "bool": BOOL,
    "Bool": BOOL,
    "int": INT,
    "Int": INT,
    "float": FLOAT,
    "Float": FLOAT,
    "timestamp": FLOAT,
    "str": STR,
    "string": STR,
    "String": STR,
    "uuid": STR,
    "Vec": Vec(),
    "fn": Function(None),
}

_DEEPEST = 50  # aliases that are read one inside the other


class Home(Protocol):
    """A top-level statement, as far as the types written in it need it."""

    @property
    def statement(self) -> n.Statement: ...
    @property
    def names(self) -> ItemNames: ...


class TypeReader:
    """`named` gives the meaning of a name that the statement does not declare itself."""

    def __init__(self, home: Home, named: Callable[[str], Type | None], found: Findings | None = None) -> None:
        self.home = home
        self.named = named
        self.found = found
        self._reading: set[n.Node] = set()

    def read(self, node: n.Type | None) -> Type:
        match node:
            case n.NamedType(path=[name]):
                return self._named(node, name)
            case n.StructType(fields=fields):
                text = ", ".join(f"{field.name.text}: {self.read(field.type)}" for field in fields)
                return Record(f"{{{text}}}", node, self.home)
            case n.FunctionType(parameters=parameters, result=result):
                read = tuple(Parameter("", self.read(parameter)) for parameter in parameters)
                return Function(read, self.read(result))
            case n.UnionType(alternatives=alternatives):
                return Union(tuple(self.read(alternative) for alternative in alternatives))
        return ANY

    def declared(self, declaration: n.TypeDeclaration) -> Type:
        """The type that a declaration gives its name to."""
        passed: set[n.Node] = set()
        while (aliased := self._local(declaration.type)) is not None and declaration not in passed:
            passed.add(declaration)
            declaration = aliased
        if isinstance(declaration.type, n.StructType):
            return Record(declaration.name.text, declaration.type, self.home)
        if declaration in self._reading | passed or len(self._reading) == _DEEPEST:
            return ANY
        self._reading.add(declaration)
        read = self.read(declaration.type)
        self._reading.discard(declaration)
        return read

    def _local(self, node: n.Type) -> n.TypeDeclaration | None:
        """The declaration, in the same statement, of a type that is nothing but a name."""
        if not isinstance(node, n.NamedType) or len(node.path) != 1 or node.arguments:
            return None
        binding = self.home.names.uses.get(node.path[0])
        declared = binding.declaration if binding is not None else None
        return declared if isinstance(declared, n.TypeDeclaration) else None

    def _named(self, node: n.NamedType, name: n.Name) -> Type:
        binding = self.home.names.uses.get(name)
        if binding is not None:
            declared = binding.declaration
            return self.declared(declared) if isinstance(declared, n.TypeDeclaration) else ANY
        if name.text not in ("none", "fn"):
            meaning = self.named(name.text)
            if meaning is not None:
                return meaning
        return self._written(node, name.text)

    @staticmethod
    def builtin(name: str) -> Type | None:
        """The type that a word of the language stands for without arguments."""
        return {"list": List(), "map": Map(), "Matrix": Matrix(), **_SIMPLE}.get(name)

    def _written(self, node: n.NamedType, name: str) -> Type:
        arguments = node.arguments
        match name:
            case "list" | "List":
                self._count(node, "list", 1)
                return List(self._part(arguments, 0))
            case "map" | "Map":
                self._count(node, "map", 2)
                return Map(self._part(arguments, 0), self._part(arguments, 1))
            case "optional" | "Optional":
                self._count(node, "optional", 1)
                inner = self._part(arguments, 0)
                return Optional(ANY) if inner == ANY else optional(inner)  # a field of this type may be left out
            case "Vector":
                return self._vector(node)
            case "Matrix":
                self._count(node, "Matrix", 2)
                sizes = [self._dimension(argument) for argument in arguments]
                return Matrix(*sizes) if len(sizes) == 2 else Matrix()
        if name in _SIMPLE:
            self._count(node, name, 0)
            return _SIMPLE[name]
        return ANY

    def _count(self, node: n.NamedType, name: str, count: int) -> None:
        """All arguments are given, or none."""
        given = len(node.arguments)
        if given not in (0, count):
            takes = {0: "no type arguments", 1: "1 type argument", 2: "2 type arguments"}[count]
            self._report(node.arguments[-1], f"'{name}' takes {takes}, got {given}")

    def _part(self, arguments: list[n.TypeArgument], index: int) -> Type:
        if index >= len(arguments):
            return ANY
        value = arguments[index].value
        return self.read(value) if isinstance(value, n.NamedType | n.StructType | n.FunctionType) else ANY

    def _vector(self, node: n.NamedType) -> Type:
        dim: Dim | None = None
        q: int | None = None
        for index, argument in enumerate(node.arguments):
            label = argument.name.text if argument.name else ""
            if label == "dim":
                dim = self._dimension(argument)
            elif label == "q":
                if isinstance(argument.value, int) and 1 <= argument.value <= 16:
                    q = argument.value
                else:
                    self._report(argument, "q is a number of bits, an integer from 1 to 16")
            elif label:
                meant = did_you_mean(label, ("dim", "q"))
                self._report(argument, f"'Vector' has no argument '{label}'", meant or "it takes dim and q")
            elif index > 0 or self._part([argument], 0) != FLOAT:
                self._report(argument, "the elements of a Vector are float", "it is read as float")
        return Vec(dim, q)

    def _dimension(self, argument: n.TypeArgument) -> Dim | None:
        place = Place(self.home.statement, argument.start, argument.end)
        match argument.value:
            case int(value):
                return Dim(value, place)
            case n.Name(text=name) | n.NamedType(path=[n.Name(text=name)], arguments=[]):
                return Dim(name, place)
        self._report(argument, "a dimension is an integer or a name")
        return None

    def _report(self, node: n.Node, message: str, advice: str | None = None) -> None:
        if self.found is not None:
            self.found.report("NOR005", node, message, help=advice)
