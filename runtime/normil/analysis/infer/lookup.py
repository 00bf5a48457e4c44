"""What the inference of one top-level statement asks about the rest of the file, and the answers it got.

The result of an inference holds as long as the same questions, asked in the same order, get the same answers
(`still_true`), so that an edit infers again only what depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

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

    def meaning(self, name: str, reader: n.Statement, *, in_function: bool) -> Meaning: ...
    def named_type(self, name: str) -> Type | None: ...
    def fields(self, record: Record) -> Fields: ...


_Question: TypeAlias = (
    tuple[Literal["meaning"], str, bool] | tuple[Literal["type"], str] | tuple[Literal["fields"], Record]
)


class Lookup:
    def __init__(self, surroundings: Surroundings, reader: n.Statement) -> None:
        self.builtins = surroundings.builtins
        self._surroundings = surroundings
        self._reader = reader
        self._answers: dict[_Question, object] = {}
        # names that the file does not declare: what they mean is the same in all files
        self._foreign: set[str] = set()

    def meaning(self, name: str, *, in_function: bool) -> Meaning:
        if name not in self._surroundings.declared:
            self._foreign.add(name)
            return self._surroundings.meaning(name, self._reader, in_function=in_function)
        return cast(Meaning, self._ask(("meaning", name, in_function)))

    def named_type(self, name: str) -> Type | None:
        return cast("Type | None", self._ask(("type", name)))

    def fields(self, record: Record) -> Fields:
        return cast(Fields, self._ask(("fields", record)))

    def still_true(self, surroundings: Surroundings) -> bool:
        self._surroundings = surroundings
        if not surroundings.declared.keys().isdisjoint(self._foreign):
            return False
        return all(self._answer(question) == answer for question, answer in self._answers.items())

    def _ask(self, question: _Question) -> object:
        if question not in self._answers:
            self._answers[question] = self._answer(question)
        return self._answers[question]

    def _answer(self, question: _Question) -> object:
        match question:
            case ("meaning", name, in_function):
                return self._surroundings.meaning(name, self._reader, in_function=in_function)
            case ("type", name):
                return self._surroundings.named_type(name)
            case ("fields", record):
                return self._surroundings.fields(record)
