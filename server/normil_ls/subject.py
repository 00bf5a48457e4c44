"""What the name at a place means: what hover, definition and others like them talk about.

Takes in the analysis of a file and an offset; gives out one of the kinds of subject, or nothing. Must never
know what is done with it, nor the protocol.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from normil.analysis import Analysis, Builtin, Builtins
from normil.analysis.infer.members import owner_of as owner_of
from normil.analysis.names import Binding, BindingKind
from normil.analysis.types import STR, List, Optional, Record, Type
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the program declares. `item` is the top-level statement that the declaration stands in, `type`
    the type it has here."""

    start: int
    end: int
    binding: Binding
    item: int
    type: Type | None


@dataclass(frozen=True, slots=True)
class Predeclared:
    """A builtin, or the member of one: all its forms. `in_type`: it stands in a type."""

    start: int
    end: int
    forms: list[Builtin]
    in_type: bool = False


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of a struct type. `home` is the top-level statement that the type is declared in, of the file or of
    the prelude; `owner` is the type's name."""

    start: int
    end: int
    home: n.Statement
    owner: str
    field: n.FieldDeclaration


Subject: TypeAlias = Named | Predeclared | FieldOf


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the text of the file, or of the prelude."""

    start: int
    end: int
    in_prelude: bool = False


def place_of(analysis: Analysis, home: n.Statement, node: n.Node) -> Place:
    """Where a node of `home` stands, which is a top-level statement of the file or of the prelude."""
    for program in (analysis.program, analysis.builtins.program):
        for item in program.items:
            if item.statement is home:
                in_prelude = program is not analysis.program
                return Place(item.start + node.start, item.start + node.end, in_prelude)
    raise LookupError(home)


def source_of(analysis: Analysis, home: n.Statement, node: n.Node) -> str:
    place = place_of(analysis, home, node)
    text = analysis.builtins.text if place.in_prelude else analysis.program.text
    return text[place.start : place.end]


def subject_at(analysis: Analysis, offset: int) -> Subject | None:
    item = analysis.item_at(offset)
    path = analysis.nodes_at(offset)
    if item is None or len(path) < 2 or not isinstance(path[-1], n.Name | n.Identifier):
        return None
    return _Finder(analysis, item, path).find()


class _Finder:
    def __init__(self, analysis: Analysis, item: int, path: list[n.Node]) -> None:
        self.analysis = analysis
        self.item = item
        self.path = path
        base = analysis.program.items[item].start
        self.start, self.end = base + path[-1].start, base + path[-1].end

    def find(self) -> Subject | None:
        name, parent = self.path[-1], self.path[-2]
        match parent:
            case n.Member() if name is parent.name:
                return self._member(parent)
            case n.FieldInit() if isinstance(literal := self.path[-3], n.StructLiteral):
                return self._field_of_type(literal.path, parent.name.text)
            case n.FieldPattern(pattern=n.Node()) if isinstance(record := self.path[-3], n.RecordPattern):
                return self._field_of_type(record.path, parent.name.text)
            case n.FieldDeclaration():
                return self._declared_field(parent)
            case n.Argument() if isinstance(call := self.path[-3], n.Call) and name is parent.name:
                return self._label(call, parent.name)
        return self._name(name)

    def _name(self, node: n.Node) -> Subject | None:
        binding = self.analysis.binding(self.item, node)
        if binding is None:
            return None
        if binding.kind is BindingKind.BUILTIN:
            return self._builtin(binding.name)
        item = self.item if binding.item is None else binding.item
        return Named(self.start, self.end, binding, item, self.analysis.type_of(self.item, node))

    def _builtin(self, name: str, owner: str | None = None) -> Predeclared | None:
        forms = self.analysis.builtins.find(name, owner)
        in_type = isinstance(self.path[-2], n.NamedType)
        return Predeclared(self.start, self.end, forms, in_type) if forms else None

    def _member(self, member: n.Member) -> Subject | None:
        owner = type_of(self.analysis, self.item, member.object)
        if isinstance(owner, Optional):
            owner = owner.inner
        if isinstance(owner, Record):
            home = owner.unit.statement
            field = self._field(home, owner.name, owner.declaration, member.name.text)
            if field is not None:
                return field
        name = owner_of(owner)
        return self._builtin(member.name.text, name) if name else None

    def _field(self, home: n.Statement, owner: str, struct: n.StructType, name: str) -> FieldOf | None:
        for field in struct.fields:
            if field.name.text == name:
                return FieldOf(self.start, self.end, home, owner, field)
        return None

    def _declared_field(self, field: n.FieldDeclaration) -> FieldOf | None:
        for node in reversed(self.path):
            if isinstance(node, n.TypeDeclaration):
                home = self.analysis.program.items[self.item].statement
                return FieldOf(self.start, self.end, home, node.name.text, field)
        return None

    def _field_of_type(self, path: list[n.Name], name: str) -> FieldOf | None:
        found = struct_named(self.analysis.visible_at(self.start), self.analysis.builtins, path)
        if found is None:
            return None
        binding, struct = found
        if binding.kind is BindingKind.BUILTIN:
            home: n.Statement = self.analysis.builtins.find(binding.name)[0].statement
        else:
            item = self.item if binding.item is None else binding.item
            home = self.analysis.program.items[item].statement
        return self._field(home, binding.name, struct, name)

    def _label(self, call: n.Call, label: n.Name) -> Subject | None:
        """The parameter that a named argument goes to; of a builtin, the builtin."""
        if not isinstance(call.callee, n.Identifier):
            return None
        binding = self.analysis.binding(self.item, call.callee)
        if binding is None:
            return None
        if binding.kind is BindingKind.BUILTIN:
            return self._builtin(binding.name)
        if isinstance(binding.declaration, n.FunctionDeclaration):
            item = self.item if binding.item is None else binding.item
            for parameter in binding.declaration.parameters:
                if parameter.name.text == label.text:
                    declared = self.analysis.binding(item, parameter.name)
                    type_ = self.analysis.type_of(item, parameter.name)
                    return Named(self.start, self.end, declared, item, type_) if declared else None
        return None


def type_of(analysis: Analysis, item: int, expression: n.Expression) -> Type | None:
    """The type of an expression, as far as it is kept."""
    match expression:
        case n.Member(name=name):
            return analysis.type_of(item, name)
        case n.Constant(value=str()):
            return STR
        case n.ListLiteral():
            return List()
    return analysis.type_of(item, expression)


def struct_named(
    names: Mapping[str, Binding], builtins: Builtins, path: list[n.Name]
) -> tuple[Binding, n.StructType] | None:
    """The struct type that a path means, through aliases, and what declares it."""
    for _ in range(100):  # aliases may go round in a circle
        binding = names.get(path[0].text) if len(path) == 1 else None
        if binding is None:
            return None
        declaration = binding.declaration
        if binding.kind is BindingKind.BUILTIN:
            declaration = next((form.statement for form in builtins.find(binding.name)), None)
        match declaration:
            case n.TypeDeclaration(type=n.StructType() as struct):
                return binding, struct
            case n.TypeDeclaration(type=n.NamedType(path=aliased)):
                path = aliased
            case _:
                return None
    return None
