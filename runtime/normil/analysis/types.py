"""Types as analysis knows them (LANGUAGE 6): plain data, compared by content.

Takes in nothing, gives out classes and their text in the form of the language. Must never know nodes beyond
the identity of a declaration, nor how a type was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from normil.analysis.diagnostics import Place
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts. `exact` tells a float that is no int from one that is only declared so."""

    name: str
    exact: bool = False

    def __str__(self) -> str:
        return self.name


ANY = Simple("any")
NONE = Simple("none")
BOOL = Simple("bool")
INT = Simple("int")
FLOAT = Simple("float")
EXACT_FLOAT = Simple("float", exact=True)
STR = Simple("str")
ERROR = Simple("error")
AUTO = Simple("auto")
NEVER = Simple("never")  # of an expression that is not reached, and of an empty list's elements

FLOATS = frozenset({FLOAT, EXACT_FLOAT})


@dataclass(frozen=True, slots=True)
class Dim:
    """A known dimension: a number, or the variable of a signature; and the place that fixed it."""

    value: int | str
    origin: Place | None = None

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Vec:
    dim: Dim | None = None
    q: int | None = None

    def __str__(self) -> str:
        if self.dim is None:
            return "Vec"
        bits = f", q={self.q}" if self.q is not None else ""
        return f"Vector<float, dim={self.dim}{bits}>"


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: Dim | None = None
    cols: Dim | None = None

    def __str__(self) -> str:
        if self.rows is None and self.cols is None:
            return "Matrix"
        return f"Matrix<{self.rows or '?'}, {self.cols or '?'}>"


@dataclass(frozen=True, slots=True)
class List:
    """`fresh`: from a literal, so that its elements are known until a variable holds it and others may store
    something else in it."""

    element: Type = ANY
    fresh: bool = False

    def __str__(self) -> str:
        return "list" if self.element in (ANY, NEVER) else f"list<{self.element}>"


@dataclass(frozen=True, slots=True)
class Map:
    key: Type = ANY
    value: Type = ANY
    fresh: bool = False

    def __str__(self) -> str:
        if self.value in (ANY, NEVER) and self.key in (ANY, NEVER):
            return "map"
        return f"map<{self.key}, {self.value}>"


@dataclass(frozen=True, slots=True)
class Optional:
    inner: Type

    def __str__(self) -> str:
        return f"optional<{self.inner}>"


@dataclass(frozen=True, slots=True)
class Union:
    """`A | B`, in signatures of builtins."""

    alternatives: tuple[Type, ...]

    def __str__(self) -> str:
        return " | ".join(map(str, self.alternatives))


class Home(Protocol):
    """The top-level statement that types are written in."""

    @property
    def statement(self) -> n.Statement: ...


@dataclass(frozen=True, slots=True)
class Record:
    """A struct type, known by its declaration; `unit` is where the names of its fields' types are looked up."""

    name: str
    declaration: n.StructType
    unit: Home = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type = ANY
    required: bool = True
    variadic: bool = False

    def __str__(self) -> str:
        dots = "..." if self.variadic else ""
        return f"{dots}{self.name}" if self.type == ANY else f"{dots}{self.name}: {self.type}"


@dataclass(frozen=True, slots=True)
class Function:
    """`parameters` is None where nothing is known of them. `name` is empty for function types and literals."""

    parameters: tuple[Parameter, ...] | None
    result: Type = ANY
    name: str = ""
    kind: str = "fn"

    def __str__(self) -> str:
        if self.parameters is None:
            return "fn"
        result = "" if self.result == ANY else f" -> {self.result}"
        if self.name:
            return f"{self.kind} {self.name}({', '.join(map(str, self.parameters))}){result}"
        return f"fn({', '.join(str(parameter.type) for parameter in self.parameters)}){result}"


@dataclass(frozen=True, slots=True)
class Overloads:
    functions: tuple[Function, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.functions))


@dataclass(frozen=True, slots=True)
class TypeValue:
    """A type used as a value; `call` is its conversion, if it has one."""

    name: str
    type: Type
    call: Function | Overloads | None = None

    def __str__(self) -> str:
        return f"type {self.name}"


@dataclass(frozen=True, slots=True)
class Module:
    name: str

    def __str__(self) -> str:
        return f"module {self.name}"


Type: TypeAlias = (
    Simple | Vec | Matrix | List | Map | Optional | Union | Record | Function | Overloads | TypeValue | Module
)


NUMBER = Union((INT, FLOAT))
_NUMBERS = frozenset({INT, FLOAT, EXACT_FLOAT, NUMBER})


def same_dim(a: Dim | None, b: Dim | None) -> Dim | None:
    """The dimension that two values have in common, if it is known of both."""
    return a if a is not None and b is not None and a.value == b.value else None


def differ(a: Dim | None, b: Dim | None) -> bool:
    """Whether two dimensions are known numbers that disagree."""
    return (
        a is not None and b is not None and isinstance(a.value, int) and isinstance(b.value, int) and a.value != b.value
    )


def join(a: Type, b: Type) -> Type:
    """The type of a value that has the one type or the other."""
    if a == b or b == NEVER:
        return a
    if a == NEVER:
        return b
    match a, b:
        case Vec(), Vec():
            return Vec(same_dim(a.dim, b.dim), a.q if a.q == b.q else None)
        case Matrix(), Matrix():
            return Matrix(same_dim(a.rows, b.rows), same_dim(a.cols, b.cols))
        case List(), List():
            return List(join(a.element, b.element), a.fresh or b.fresh)
        case Map(), Map():
            return Map(join(a.key, b.key), join(a.value, b.value), a.fresh or b.fresh)
        case Optional(), Optional():
            return optional(join(a.inner, b.inner))
        case Optional(), _:
            return optional(join(a.inner, b)) if b != NONE else a
        case _, Optional():
            return optional(join(a, b.inner)) if a != NONE else b
        case _ if a in _NUMBERS and b in _NUMBERS:
            return FLOAT if a in FLOATS and b in FLOATS else NUMBER
    if a == NONE:
        return optional(b)
    if b == NONE:
        return optional(a)
    return ANY


def optional(inner: Type) -> Type:
    return inner if inner in (ANY, NONE) or isinstance(inner, Optional) else Optional(inner)


def join_all(types: Iterable[Type]) -> Type:
    joined: Type = NEVER
    for type_ in types:
        joined = join(joined, type_)
    return joined


def settled(type_: Type) -> Type:
    """The type of a value once a variable holds it: what literals were made of can change from then on."""
    match type_:
        case List(fresh=True):
            return List()
        case Map(fresh=True):
            return Map()
        case List(element=element):
            return List(settled(element))
        case Optional(inner=inner):
            return Optional(settled(inner))
        case Map(key=key, value=value):
            return Map(key, settled(value))
    return type_
