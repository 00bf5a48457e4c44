"""What analysis reads from the prelude."""

from __future__ import annotations

from normil.analysis import analyse, builtins, prelude_path
from normil.analysis.types import Function, Overloads, TypeValue
from normil.syntax import nodes as n
from normil.syntax import parse


def test_the_prelude_itself_is_free_of_diagnostics() -> None:
    text = prelude_path().read_text(encoding="utf-8")
    assert analyse(parse(text).program, path=prelude_path()).diagnostics == []


def test_a_copy_of_it_elsewhere_is_not_the_prelude() -> None:
    found = analyse(parse("primitive f() -> int\n").program).diagnostics
    assert [diagnostic.code for diagnostic in found] == ["NOR001"]


def test_every_declaration_can_be_read() -> None:
    known = builtins()
    for item in known.program.items:
        statement = item.statement
        if not isinstance(statement, n.PrimitiveDeclaration):
            continue
        owner = statement.owner.text if statement.owner else None
        forms = known.find(statement.name.text, owner)
        assert any(form.statement is statement for form in forms)
        for form in forms:
            assert form.doc
            assert known.text[form.start : form.end] == form.name
            if isinstance(form.type, Function):
                assert form.effect or form.owner
                assert form.type.name == form.name


def test_what_is_known_of_one() -> None:
    (form,) = builtins().find("dot")
    assert form.signature == "dot(v1: Vector<float, dim=n>, v2: Vector<float, dim=n>) -> float"
    assert form.effect == "pure"
    (form,) = builtins().find("sleep")
    assert form.effect == "effect: time"
    (form,) = builtins().find("dim", "Vec")
    assert (form.signature, str(form.type)) == ("Vec.dim: int", "int")
    assert isinstance(builtins().value("scale"), Overloads)
    conversion = builtins().value("int")
    assert isinstance(conversion, TypeValue)
    assert isinstance(conversion.call, Function)
    assert builtins().value("no_such_builtin") is None
