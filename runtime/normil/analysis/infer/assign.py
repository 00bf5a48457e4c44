"""Whether a value of one type may go where another is expected (LANGUAGE 6.3, 6.6).

Takes in two types, gives out what is wrong, or nothing. Dimension variables of the expected type are bound by
what arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from normil.analysis.types import (
    ANY,
    AUTO,
    BOOL,
    FLOATS,
    INT,
    NEVER,
    NONE,
    Dim,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Overloads,
    Record,
    Type,
    TypeValue,
    Union,
    Vec,
    differ,
)


@dataclass(frozen=True, slots=True)
class Field:
    type: Type
    required: bool


Fields: TypeAlias = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class WrongType:
    """`strict`: tolerated unless the checks are strict."""

    strict: bool = False


@dataclass(frozen=True, slots=True)
class WrongDimension:
    expected: Dim
    found: Dim


Mismatch: TypeAlias = WrongType | WrongDimension
_WRONG = WrongType()


@dataclass(slots=True)
class Assignment:
    """One binding of values: `variables` are the dimensions found so far. `fields` says what a struct has."""

    fields: Callable[[Record], Fields]
    variables: dict[str, Dim] = field(default_factory=dict)

    def check(self, source: Type, target: Type) -> Mismatch | None:
        if source == target or source in (ANY, NEVER, AUTO) or target in (ANY, NEVER):
            if isinstance(source, Vec | Matrix):
                return self._arrays(source, target)
            return None
        if isinstance(source, Optional):
            if isinstance(target, Optional):
                return self.check(source.inner, target.inner)
            return self._best([source.inner, NONE], target)
        if isinstance(source, Union):
            return self._best(list(source.alternatives), target)
        if isinstance(target, Optional):
            return None if source == NONE else self.check(source, target.inner)
        if isinstance(target, Union):
            return self._any_of(source, target)
        return self._plain(source, target)

    def _best(self, sources: list[Type], target: Type) -> Mismatch | None:
        """The value has one of several types: there is a mismatch only if none of them fits."""
        found = [self.check(source, target) for source in sources]
        return None if None in found else found[0]

    def _any_of(self, source: Type, target: Union) -> Mismatch | None:
        found = [self.check(source, alternative) for alternative in target.alternatives]
        if None in found:
            return None
        dimensions = [mismatch for mismatch in found if isinstance(mismatch, WrongDimension)]
        return dimensions[0] if dimensions else found[0]

    def _plain(self, source: Type, target: Type) -> Mismatch | None:
        match source, target:
            case (Vec(), Vec()) | (Matrix(), Matrix()):
                return self._arrays(source, target)
            case List(), List():
                return self.check(source.element, target.element)
            case Map(), Map():
                return self.check(source.key, target.key) or self.check(source.value, target.value)
            case Map(), Record():
                return None
            case Record(), Record():
                return self._records(source, target)
            case Function(), Function():
                return self._functions(source, target)
            case ((Overloads() | TypeValue()), Function()):
                return None
        if (source in FLOATS and target in FLOATS) or (source == INT and target in FLOATS):
            return None
        if source == BOOL and (target == INT or target in FLOATS):
            return WrongType(strict=True)
        return _WRONG

    def _arrays(self, source: Type, target: Type) -> Mismatch | None:
        match source, target:
            case Vec(), Vec():
                return self._dimension(source.dim, target.dim)
            case Matrix(), Matrix():
                return self._dimension(source.rows, target.rows) or self._dimension(source.cols, target.cols)
        return None

    def _dimension(self, found: Dim | None, expected: Dim | None) -> Mismatch | None:
        if found is None or expected is None:
            return None
        if isinstance(expected.value, str):
            expected = self.variables.setdefault(expected.value, found)
        return WrongDimension(expected, found) if differ(expected, found) else None

    def _records(self, source: Record, target: Record) -> Mismatch | None:
        if source.declaration is target.declaration:
            return None
        has = self.fields(source)
        for name, wanted in self.fields(target).items():
            if name not in has:
                if wanted.required:
                    return _WRONG
            elif not isinstance(wanted.type, Record) and self.check(has[name].type, wanted.type) == _WRONG:
                return _WRONG
        return None

    def _functions(self, source: Function, target: Function) -> Mismatch | None:
        if source.parameters is None or target.parameters is None:
            return None
        count = len(target.parameters)
        required = sum(parameter.required for parameter in source.parameters)
        if not required <= count <= len(source.parameters) and not any(p.variadic for p in source.parameters):
            return _WRONG
        for given, taken in zip(target.parameters, source.parameters, strict=False):
            if _WRONG == self.check(given.type, taken.type) == self.check(taken.type, given.type):
                return _WRONG
        return _WRONG if self.check(source.result, target.result) == _WRONG else None


def substitute(type_: Type, variables: Mapping[str, Dim]) -> Type:
    """The type with its dimension variables replaced; those that nothing is known of become unknown."""

    def known(dim: Dim | None) -> Dim | None:
        return variables.get(dim.value) if dim is not None and isinstance(dim.value, str) else dim

    match type_:
        case Vec():
            return Vec(known(type_.dim), type_.q)
        case Matrix():
            return Matrix(known(type_.rows), known(type_.cols))
        case List():
            return List(substitute(type_.element, variables), type_.fresh)
        case Map():
            return Map(type_.key, substitute(type_.value, variables), type_.fresh)
        case Optional():
            return Optional(substitute(type_.inner, variables))
        case Union():
            return Union(tuple(substitute(part, variables) for part in type_.alternatives))
    return type_
