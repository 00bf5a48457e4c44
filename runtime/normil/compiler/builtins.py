"""What the compiler may rely on about builtins: the types of their results, as the prelude declares them.

Takes in the proved types of a call's arguments, gives out the type of its result. A test holds the implementations to
the prelude, so that its results are facts, unlike the annotations of programs.
"""

from __future__ import annotations

from functools import cache

from normil.analysis.builtins import builtins
from normil.compiler.lattice import (
    ANY,
    ARRAY,
    BOOL,
    EVERY,
    FLOAT,
    FUNCTION,
    INT,
    LIST,
    MAP,
    MATRIX,
    NEVER,
    NONE,
    NUMBER,
    OTHER,
    PLAIN,
    STR,
    VEC,
    Ty,
    join,
)
from normil.syntax import nodes as n

# what a parameter of a type lets in (INT and float parameters accept bool, PRIMITIVES) and what a result can be
_ACCEPTED = {
    "none": NONE,
    "bool": EVERY,
    "int": INT | BOOL,
    "float": NUMBER,
    "str": STR | OTHER,
    "uuid": STR | OTHER,
    "timestamp": NUMBER,
    "list": LIST | OTHER,
    "map": MAP | OTHER,
    "Vec": VEC,
    "Vector": VEC,
    "Matrix": MATRIX,
    "fn": FUNCTION | OTHER,
}
_KEEPING = frozenset(("arg", "store", True))  # arguments of `@effect`, and of `@pure(calls: true)`
_RESULT = {
    "none": NONE,
    "bool": BOOL,
    "int": INT,
    "float": FLOAT | INT,
    "str": STR,
    "uuid": STR,
    "timestamp": FLOAT,
    "list": LIST,
    "map": MAP,
    "Vec": VEC,
    "Vector": VEC,
    "Matrix": MATRIX,
}


def value(name: str) -> Ty:
    """The type of a builtin that is read, not called."""
    for declaration in _declarations(name):
        if declaration.parameters is None and declaration.result is not None:
            return Ty(_mask(declaration.result, _RESULT, EVERY))
    return ANY


def result(name: str, arguments: list[Ty], constants: list[int | None]) -> Ty:
    """The type of a call with positional arguments; `constants` are the ints that arguments are sure to be."""
    if not all(ty.mask for ty in arguments):
        return NEVER
    found = NEVER
    for declaration in _declarations(name):
        fit = _fit(declaration, arguments)
        if fit is None:
            continue
        found = join(found, _result(declaration, arguments, constants))
        if fit:
            break
    return found if found.mask else ANY


@cache
def reads_only(name: str) -> bool:
    """Whether calls neither change nor keep what they are given, nor call it. (Pure functions may give it back.)"""
    annotations = [annotation for declaration in _declarations(name) for annotation in declaration.annotations]
    return all(
        _KEEPING.isdisjoint(part.value.value for part in annotation.arguments if isinstance(part.value, n.Constant))
        for annotation in annotations
    )


@cache
def plain_elements(name: str) -> Ty | None:
    """What the elements are of the list that a builtin makes, if they hold nothing themselves."""
    for declaration in _declarations(name):
        result_type = declaration.result
        if isinstance(result_type, n.NamedType) and len(result_type.arguments) == 1:
            element = result_type.arguments[0].value
            mask = _mask(element, _RESULT, EVERY) if isinstance(element, n.NamedType) else EVERY
            if result_type.path[0].text == "list" and not mask & ~PLAIN and len(_declarations(name)) == 1:
                return Ty(mask)
    return None


@cache
def _declarations(name: str) -> list[n.PrimitiveDeclaration]:
    found = (builtin.statement for builtin in builtins().find(name))
    return [statement for statement in found if isinstance(statement, n.PrimitiveDeclaration)]


def _fit(declaration: n.PrimitiveDeclaration, arguments: list[Ty]) -> bool | None:
    """Whether the arguments are sure to be those of this declaration; None if they cannot be."""
    parameters = declaration.parameters or []
    if parameters and parameters[0].variadic:
        return True
    required = sum(parameter.default is None for parameter in parameters)
    if not required <= len(arguments) <= len(parameters):
        return None
    sure = True
    for parameter, ty in zip(parameters, arguments, strict=False):
        accepted = _mask(parameter.type, _ACCEPTED, EVERY)
        if not ty.mask & accepted:
            return None
        sure = sure and ty.within(accepted)
    return sure


def _mask(type_: n.Type | None, table: dict[str, int], unknown: int) -> int:
    match type_:
        case n.UnionType(alternatives=alternatives):
            mask = 0
            for alternative in alternatives:
                mask |= _mask(alternative, table, unknown)
            return mask
        case n.NamedType(path=[n.Name(text="optional")], arguments=[n.TypeArgument(value=inner)]):
            named = inner if isinstance(inner, n.NamedType) else None
            return NONE | _mask(named, table, unknown)
        case n.NamedType(path=[n.Name(text=name)]):
            return table.get(name, unknown)
    return unknown


def _result(declaration: n.PrimitiveDeclaration, arguments: list[Ty], constants: list[int | None]) -> Ty:
    mask = _mask(declaration.result, _RESULT, EVERY)
    if not mask & VEC or mask & ~ARRAY:
        return Ty(mask)
    wanted = _dimension(declaration.result)
    if not isinstance(wanted, str):
        return Ty(mask, wanted)
    # the variable stands for an argument of that name, or for the dimension of the first Vec declared with it
    for parameter, ty, constant in zip(declaration.parameters or [], arguments, constants, strict=False):
        if parameter.name.text == wanted:
            return Ty(mask, constant)
        if _dimension(parameter.type) == wanted:
            return Ty(mask, ty.dim)
    return Ty(mask)


def _dimension(type_: n.Type | None) -> object:
    """`dim` of a Vector type: a number, the name of a variable, or None."""
    if isinstance(type_, n.NamedType) and type_.path[-1].text == "Vector":
        for argument in type_.arguments:
            if argument.name is not None and argument.name.text == "dim":
                return argument.value.text if isinstance(argument.value, n.Name) else argument.value
    return None
