"""What the inference of one top-level statement asks about the rest of the file, and the answers it got.

The result of an inference holds as long as the same questions get the same answers (`still_true`), so that an edit
infers again only what depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from normil.analysis.infer.assign import Fields
from normil.analysis.names import BindingKind
from normil.analysis.types import ANY, Record, Type
from normil.syntax import nodes as n

if TYPE_CHECKING:
    from normil.analysis.builtins import Builtins


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name that the statement does not declare stands for where it is read. `declared` is the type that
    an annotation gives it, `number` its value if it is an integer that never changes."""

    kind: BindingKind | None
    type: Type = ANY
    declared: Type | None = None
    number: int | None = None


class Surroundings(Protocol):
    """The rest of the file, as it is in one version."""

    @property
    def builtins(self) -> Builtins: ...
    @property
    def declared(self) -> Mapping[str, object]:
        """The names that the file declares."""

    @property
    def types(self) -> object:
        """The same object as long as the types that the file declares are the same."""

    def meaning(self, name: str, reader: n.Statement, *, in_function: bool) -> Meaning: ...
    def named_type(self, name: str) -> Type | None: ...
    def fields(self, record: Record) -> Fields: ...


class Lookup:
    def __init__(self, surroundings: Surroundings, reader: n.Statement) -> None:
        self.builtins = surroundings.builtins
        self._surroundings = surroundings
        self._reader = reader
        # the answers; those about types hold as long as `_types` is what the surroundings have
        self._meanings: dict[tuple[str, bool], Meaning] = {}
        self._named: dict[str, Type | None] = {}
        self._fields: dict[Record, Fields] = {}
        self._types = surroundings.types
        # names that the file does not declare: what they mean is the same in all files
        self._foreign: set[str] = set()

    def meaning(self, name: str, *, in_function: bool) -> Meaning:
        if name not in self._surroundings.declared:
            self._foreign.add(name)
            return self._surroundings.meaning(name, self._reader, in_function=in_function)
        known = self._meanings.get((name, in_function))
        if known is None:
            known = self._surroundings.meaning(name, self._reader, in_function=in_function)
            self._meanings[name, in_function] = known
        return known

    def named_type(self, name: str) -> Type | None:
        if name not in self._named:
            self._named[name] = self._surroundings.named_type(name)
        return self._named[name]

    def fields(self, record: Record) -> Fields:
        if record not in self._fields:
            self._fields[record] = self._surroundings.fields(record)
        return self._fields[record]

    def still_true(self, surroundings: Surroundings) -> bool:
        self._surroundings = surroundings
        if not surroundings.declared.keys().isdisjoint(self._foreign):
            return False
        for (name, in_function), before in self._meanings.items():
            now = surroundings.meaning(name, self._reader, in_function=in_function)
            if now is not before and now != before:
                return False
        if surroundings.types is not self._types:
            if any(surroundings.named_type(name) != type_ for name, type_ in self._named.items()):
                return False
            if any(surroundings.fields(record) != fields for record, fields in self._fields.items()):
                return False
            self._types = surroundings.types
        return True
