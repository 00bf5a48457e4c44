"""The members of values of known types (LANGUAGE 8.6, 12.4, 22).

Takes in a type and a name; gives out the member's type, any where it cannot be known, None where there is none.
"""

from __future__ import annotations

from normil.analysis.infer.lookup import Lookup
from normil.analysis.types import (
    ANY,
    BOOL,
    ERROR,
    EXACT_FLOAT,
    FLOAT,
    INT,
    NONE,
    STR,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Overloads,
    Record,
    Type,
    TypeValue,
    Vec,
)

_OWNERS: dict[Type, str] = {STR: "str", ERROR: "error"}
_PYTHON: dict[Type, tuple[type, ...]] = {
    BOOL: (bool,),
    INT: (int,),
    EXACT_FLOAT: (float,),
    FLOAT: (float, int),  # what is declared float may be an int
}


def find(owner: Type, name: str, lookup: Lookup) -> Type | None:
    if isinstance(owner, Optional):
        return find(owner.inner, name, lookup)
    if isinstance(owner, TypeValue):
        return _of_type(owner, name, lookup)
    if isinstance(owner, Record):
        field = lookup.fields(owner).get(name)
        if field is not None:
            return field.type
        return lookup.builtins.member(owner.name, name) if _is_builtin(owner, lookup) else None
    if owner in _PYTHON:
        known = any(name in dir(kind) for kind in _PYTHON[owner]) and not name.startswith("_")
        return ANY if known else None
    if owner == NONE:
        return None
    declared = owner_name(owner)
    return ANY if declared is None else lookup.builtins.member(declared, name)


def names(owner: Type, lookup: Lookup) -> list[str]:
    """The members that a value of the type has for certain."""
    if isinstance(owner, Optional):
        return names(owner.inner, lookup)
    builtins = lookup.builtins
    if isinstance(owner, TypeValue):
        members = builtins.members(owner.name)
        return [name for name in members if _of_type(owner, name, lookup) is not None]
    if isinstance(owner, Record):
        own = list(lookup.fields(owner))
        return own + (_methods(owner, lookup) if _is_builtin(owner, lookup) else [])
    declared = "map" if isinstance(owner, Map) else owner_name(owner)
    return builtins.members(declared) if declared is not None else []


def owner_name(owner: Type) -> str | None:
    """The name under which the prelude declares the members. None for a map too: any name may be a key of it."""
    match owner:
        case Vec():
            return "Vec"
        case Matrix():
            return "Matrix"
        case List():
            return "list"
        case Function() | Overloads():
            return "fn"
    return _OWNERS.get(owner)


def owner_of(type_: Type | None) -> str | None:
    """The name under which the prelude declares the members of a type."""
    match type_:
        case None:
            return None
        case Optional(inner=inner):
            return owner_of(inner)
        case Record(name=name) | TypeValue(name=name):
            return name
        case Map():
            return "map"
    return owner_name(type_)


def describe(owner: Type) -> str:
    if isinstance(owner, TypeValue):
        return f"the type {owner.name}"
    return owner_name(owner) or str(owner)


def _is_builtin(record: Record, lookup: Lookup) -> bool:
    return record == lookup.builtins.declared_type(record.name)


def _methods(record: Record, lookup: Lookup) -> list[str]:
    return [name for name in lookup.builtins.members(record.name) if not _makes(record, name, lookup)]


def _of_type(owner: TypeValue, name: str, lookup: Lookup) -> Type | None:
    record = owner.type
    if isinstance(record, Record) and _is_builtin(record, lookup) and _makes(record, name, lookup):
        return lookup.builtins.member(record.name, name)
    return None


def _makes(record: Record, name: str, lookup: Lookup) -> bool:
    """Whether the member is a function of the type, which makes a record of it, rather than one of its values."""
    member = lookup.builtins.member(record.name, name)
    return isinstance(member, Function) and member.result == record
