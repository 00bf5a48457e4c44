"""The prelude and the implementation say the same: names, parameters, defaults, members; and the examples are true."""

from __future__ import annotations

import inspect
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import normil
from normil import primitives
from normil.syntax import nodes as n
from normil.syntax import parse
from normil.values import access
from normil.values.records import RecordType
from normil.values.types import Type
from tests.primitives.builtin import P
from tests.programs import run_program

PROGRAM = parse((Path(normil.__file__).parent / "prelude.nor").read_text(encoding="utf-8")).program
DECLARATIONS = [item.statement for item in PROGRAM.items]
PRIMITIVES = [statement for statement in DECLARATIONS if isinstance(statement, n.PrimitiveDeclaration)]
TYPES = [statement for statement in DECLARATIONS if isinstance(statement, n.TypeDeclaration)]
FUNCTIONS: dict[str, list[n.PrimitiveDeclaration]] = defaultdict(list)
MEMBERS: dict[tuple[str, str], list[n.PrimitiveDeclaration]] = defaultdict(list)
for statement in PRIMITIVES:
    if statement.owner is not None:
        MEMBERS[statement.owner.text, statement.name.text].append(statement)
    elif statement.parameters is not None:
        FUNCTIONS[statement.name.text].append(statement)
RECORD_TYPES: dict[str, RecordType] = {statement.name.text: P[statement.name.text] for statement in TYPES}

# where an implementation has no default of its own for what the prelude shows
SHOWN_DEFAULTS = {("list", "x"): (), ("map", "x"): {}}


def implementation(name: str) -> Any:
    return P[name].convert if isinstance(P[name], Type) else P[name]


def default(expression: n.Expression | None) -> Any:
    match expression:
        case None:
            return inspect.Parameter.empty
        case n.Constant(value=value):
            return value
        case n.Unary(op="-", operand=n.Constant(value=int(value) | float(value))):
            return -value
        case n.Identifier(name="inf"):
            return math.inf
        case n.ListLiteral(items=[]):
            return ()
        case n.MapLiteral(entries=[]):
            return {}
    raise AssertionError(f"a default that this test cannot read: {expression}")


def test_the_prelude_has_no_problems() -> None:
    assert PROGRAM.problems == []
    assert [problem for item in PROGRAM.items for problem in item.problems] == []


def test_the_same_names() -> None:
    declared = {statement.name.text for statement in PRIMITIVES if statement.owner is None}
    declared |= {statement.name.text for statement in TYPES}
    assert declared - {"args"} == set(primitives.FAMILY)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_same_parameters(name: str) -> None:
    overloads = FUNCTIONS[name]
    implemented = inspect.signature(implementation(name)).parameters
    shown = {parameter.name.text for overload in overloads for parameter in overload.parameters or ()}
    assert shown == set(implemented)
    orders = {tuple(parameter.name.text for parameter in overload.parameters or ()) for overload in overloads}
    for overload in overloads:
        for parameter in overload.parameters or ():
            here = implemented[parameter.name.text]
            assert parameter.variadic is (here.kind is inspect.Parameter.VAR_POSITIONAL)
            if (name, here.name) in SHOWN_DEFAULTS:
                assert default(parameter.default) == SHOWN_DEFAULTS[name, here.name]
            elif len(orders) == 1:
                assert default(parameter.default) == here.default
    if len(orders) == 1:
        assert orders == {tuple(implemented)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_name_that_messages_show(name: str) -> None:
    assert implementation(name).__name__ == implementation(name).__qualname__.rpartition(".")[2] == name


@pytest.mark.parametrize("declaration", TYPES, ids=lambda declaration: declaration.name.text)
def test_the_same_fields(declaration: n.TypeDeclaration) -> None:
    assert isinstance(declaration.type, n.StructType)
    type_ = RECORD_TYPES[declaration.name.text]
    assert type_.__name__ == declaration.name.text
    assert [field.name.text for field in declaration.type.fields] == list(type_.__fields__)
    optional = {
        field.name.text
        for field in declaration.type.fields
        if isinstance(field.type, n.NamedType) and field.type.path[0].text == "optional"
    }
    assert optional == type_.__optional__


def test_the_same_members() -> None:
    implemented: dict[tuple[str, str], bool] = {}
    for table, is_method in ((access.ATTRIBUTES, False), (access.METHODS, True)):
        for kind, members in table.items():
            implemented.update({(kind, name): is_method for name in members})
    for owner, type_ in RECORD_TYPES.items():
        for functions in (type_.__constructors__, type_.__methods__):
            implemented.update({(owner, name): True for name in functions if not name.startswith("__")})
    declared = {key: any(d.parameters is not None for d in found) for key, found in MEMBERS.items()}
    assert declared == implemented


@pytest.mark.parametrize(("owner", "name"), [key for key, found in MEMBERS.items() if found[0].parameters is not None])
def test_the_same_parameters_of_methods(owner: str, name: str) -> None:
    type_ = RECORD_TYPES.get(owner)
    bound = type_ is not None and name in type_.__constructors__
    methods = access.METHODS[owner] if type_ is None else {**type_.__constructors__, **type_.__methods__}
    function = access.BY_NAME.get(owner, methods).get(name, methods[name])
    try:
        implemented = list(inspect.signature(function).parameters.values())
    except ValueError:
        return  # some of Python's own methods do not say
    implemented = implemented if bound else implemented[1:]
    shown = max((d.parameters or [] for d in MEMBERS[owner, name]), key=len)
    if inspect.isfunction(function) and name != "format":
        assert [parameter.name.text for parameter in shown] == [parameter.name for parameter in implemented]
        if type_ is not None or owner in access.BY_NAME:
            assert [default(parameter.default) for parameter in shown] == [here.default for here in implemented]
    elif name != "format":
        assert len(shown) == len(implemented)
        takes_names = all(here.kind is here.POSITIONAL_OR_KEYWORD for here in implemented)
        assert takes_names, "Python's own takes no named arguments: it needs another in BY_NAME"


def test_every_function_has_one_class() -> None:
    for statement in PRIMITIVES:
        classes = [annotation.name.text for annotation in statement.annotations]
        if statement.parameters is None:
            assert classes == []
        else:
            assert len(classes) == 1, statement.name.text
            assert classes[0] in ("pure", "random", "effect")


def examples() -> list[tuple[str, str]]:
    found = []
    for statement in (*PRIMITIVES, *TYPES):
        lines = (statement.doc or "").splitlines()
        example = [line.strip() for line in lines if line.startswith("    ")]
        is_error = isinstance(statement, n.PrimitiveDeclaration) and statement.owner and statement.owner.text == "error"
        assert len(example) == (0 if is_error else 1), statement.name.text
        found += [tuple(line.split("   // ")) for line in example if "   // " in line]
    return found


@pytest.mark.parametrize(("expression", "text"), examples())
def test_examples(expression: str, text: str) -> None:
    result = run_program(f"print({expression})")
    assert result.stderr == ""
    assert result.stdout == text + "\n"
