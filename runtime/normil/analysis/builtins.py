"""The builtins, as `prelude.nor` declares them: types, documentation, effects, members.

Takes in the prelude, which is parsed once in a process when it is first needed; gives out what analysis and the
features of an editor know of a builtin. Signatures are read when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from normil.analysis.infer.assign import Field, Fields
from normil.analysis.infer.reader import TypeReader
from normil.analysis.names import TYPE_WORDS, Binding, BindingKind, ItemNames, Scope, ScopeKind
from normil.analysis.types import (
    AUTO,
    Function,
    Optional,
    Overloads,
    Parameter,
    Record,
    Type,
    TypeValue,
)
from normil.syntax import nodes as n
from normil.syntax import parse


@dataclass(frozen=True, slots=True, eq=False)
class Builtin:
    """One declaration of the prelude. `start` and `end` are offsets in its text."""

    name: str
    owner: str | None
    statement: n.PrimitiveDeclaration | n.TypeDeclaration
    start: int
    end: int
    signature: str
    type: Type

    @property
    def doc(self) -> str | None:
        return self.statement.doc

    @property
    def effect(self) -> str | None:
        """Its class in the words of PRIMITIVES: `pure`, `random`, `effect: io, time`."""
        if isinstance(self.statement, n.TypeDeclaration):
            return None
        for annotation in self.statement.annotations:
            kinds = [part.value.value for part in annotation.arguments if isinstance(part.value, n.Constant)]
            if annotation.name.text == "effect":
                return "effect: " + ", ".join(map(str, kinds))
            return annotation.name.text
        return None


@dataclass(frozen=True, slots=True)
class _Home:
    """A declaration of the prelude as a place that types are written in: no name means anything local there."""

    statement: n.Statement
    names: ItemNames


class Builtins:
    def __init__(self, text: str) -> None:
        self.text = text
        self.program = parse(text).program
        self._items: dict[tuple[str | None, str], list[n.Item]] = {}
        self._values: dict[str, Type | None] = {}
        self._known: dict[tuple[str | None, str], list[Builtin]] = {}
        self._nothing = ItemNames(Scope(ScopeKind.MODULE, None, None, None, repeated=False))
        for item in self.program.items:
            statement = item.statement
            if isinstance(statement, n.PrimitiveDeclaration):
                owner = statement.owner.text if statement.owner else None
                self._items.setdefault((owner, statement.name.text), []).append(item)
            elif isinstance(statement, n.TypeDeclaration):
                self._items.setdefault((None, statement.name.text), []).append(item)

    @cached_property
    def bindings(self) -> Mapping[str, Binding]:
        """The names that mean builtins where a value is read."""
        return {name: Binding(name, BindingKind.BUILTIN) for owner, name in self._items if owner is None}

    @cached_property
    def type_names(self) -> frozenset[str]:
        """The names that mean something where a type is written."""
        records = {
            name for (_, name), items in self._items.items() if isinstance(items[0].statement, n.TypeDeclaration)
        }
        return TYPE_WORDS | records | {"none", "fn"}

    def find(self, name: str, owner: str | None = None) -> list[Builtin]:
        """The declarations of a builtin, more than one if it has several forms; none if there is none."""
        key = (owner, name)
        if key not in self._known:
            self._known[key] = [self._read(item) for item in self._items.get(key, ())]
        return self._known[key]

    def members(self, owner: str) -> list[str]:
        return [name for of, name in self._items if of == owner]

    # ------------------------------------------------------------ types

    def value(self, name: str) -> Type | None:
        """The type of a builtin where it is read, None if there is none of the name."""
        if name not in self._values:
            self._values[name] = self._value(name)
        return self._values[name]

    def _value(self, name: str) -> Type | None:
        found = self.find(name)
        if not found:
            return None
        if name == "auto":
            return AUTO
        type_ = _together([builtin.type for builtin in found])
        named = self.declared_type(name) or TypeReader.builtin(name)
        if named is not None and not isinstance(type_, TypeValue):
            return TypeValue(name, named, type_ if isinstance(type_, Function | Overloads) else None)
        return type_

    def member(self, owner: str, name: str) -> Type | None:
        found = self.find(name, owner)
        return _together([builtin.type for builtin in found]) if found else None

    def declared_type(self, name: str) -> Type | None:
        """The record type of the name, None if the prelude declares none."""
        for item in self._items.get((None, "SparseVec" if name == "SparseVector" else name), ()):
            if isinstance(item.statement, n.TypeDeclaration):
                return self._reader(item.statement).declared(item.statement)
        return None

    def fields(self, record: Record) -> Fields:
        home = record.unit
        assert isinstance(home, _Home)
        reader = self._reader(home.statement)
        fields: dict[str, Field] = {}
        for declared in record.declaration.fields:
            type_ = reader.read(declared.type)
            fields[declared.name.text] = Field(type_, not isinstance(type_, Optional))
        return fields

    def _reader(self, statement: n.Statement) -> TypeReader:
        return TypeReader(_Home(statement, self._nothing), self.declared_type)

    def _read(self, item: n.Item) -> Builtin:
        statement = item.statement
        assert isinstance(statement, n.PrimitiveDeclaration | n.TypeDeclaration)
        owner = statement.owner if isinstance(statement, n.PrimitiveDeclaration) else None
        first = owner or statement.name
        return Builtin(
            statement.name.text,
            owner.text if owner else None,
            statement,
            item.start + statement.name.start,
            item.start + statement.name.end,
            self.text[item.start + first.start : item.end],
            self._type(statement),
        )

    def _type(self, statement: n.PrimitiveDeclaration | n.TypeDeclaration) -> Type:
        reader = self._reader(statement)
        name = statement.name.text
        if isinstance(statement, n.TypeDeclaration):
            return TypeValue(name, reader.declared(statement))
        result = reader.read(statement.result)
        if statement.parameters is None:
            return result
        parameters = tuple(
            Parameter(
                parameter.name.text,
                reader.read(parameter.type),
                parameter.default is None,
                parameter.variadic,
            )
            for parameter in statement.parameters
        )
        return Function(parameters, result, name, "builtin")


def _together(types: list[Type]) -> Type:
    functions = tuple(type_ for type_ in types if isinstance(type_, Function))
    return Overloads(functions) if len(functions) > 1 else types[0]


@cache
def builtins() -> Builtins:
    return Builtins(prelude_path().read_text(encoding="utf-8"))


def prelude_path() -> Path:
    """The file that declares the builtins."""
    return Path(__file__).parent.parent / "prelude.nor"
