"""The types that hover and completion see: `types.nor` says them itself."""

from __future__ import annotations

import re
from pathlib import Path

from normil.analysis import Analysis, analyse
from normil.analysis.types import Map, Optional, Record, Type, Vec
from normil.syntax import parse
from normil.syntax.lines import LineIndex

SOURCE = (Path(__file__).parent / "types.nor").read_text(encoding="utf-8")
_MARK = re.compile(r"// *(?P<caret>\^) (?P<type>.+)")


def analysed(source: str) -> Analysis:
    return analyse(parse(source).program)


def type_at(analysis: Analysis, offset: int) -> Type | None:
    item = analysis.item_at(offset)
    assert item is not None
    return next((t for node in reversed(analysis.nodes_at(offset)) if (t := analysis.type_of(item, node))), None)


def test_the_types_of_names_are_those_that_the_marks_say() -> None:
    analysis = analysed(SOURCE)
    lines = LineIndex(SOURCE)
    found = []
    line = 0
    for number, text in enumerate(SOURCE.splitlines()):
        mark = _MARK.fullmatch(text)
        if mark is None:
            line = number
            found.append(text)
            continue
        column = mark.start("caret")
        type_ = type_at(analysis, lines.offset(line, column))
        found.append(f"{'//'.ljust(column)}^ {type_}")
    assert "\n".join(found) + "\n" == SOURCE


def test_a_dimension_knows_where_it_was_fixed() -> None:
    source = "const N = 4\nlet a = zeros(N)\nlet b = a * 2\nlet c = concat(b, b)\nprint(c)\n"
    analysis = analysed(source)
    seen = [
        [(o.dimension, source[o.start : o.end]) for o in analysis.origins(type_at(analysis, at) or Vec())]
        for at in (source.index("b ="), source.index("c)"))
    ]
    assert seen == [[("4", "N")], [("8", "concat(b, b)")]]


def test_members_that_a_type_has_for_certain() -> None:
    source = "type Point = {x: float, y: float}\nlet p = Point {x: 1, y: 2}\nprint(p, SparseVec)\n"
    analysis = analysed(source)
    point = type_at(analysis, source.index("p,"))
    assert isinstance(point, Record)
    assert list(analysis.members(point)) == ["x", "y"]
    assert list(analysis.members(Optional(point))) == ["x", "y"]
    assert {"dim", "q", "data", "to_list", "copy"} == set(analysis.members(Vec()))
    sparse = type_at(analysis, source.index("SparseVec)"))
    assert sparse is not None
    assert set(analysis.members(sparse)) == {"from_dense", "from_lists"}
    record = analysis.builtins.declared_type("SparseVec")
    assert isinstance(record, Record)
    assert set(analysis.members(record)) == {"indices", "values", "dim", "to_dense"}
    assert analysis.members(Map()).keys() <= {"length"} | set(analysis.builtins.members("map"))


def test_the_names_that_can_be_used_at_a_place() -> None:
    source = """\
let before = 1
fn f(parameter) {
    let early = 1
    for i in range(3) { print(i) }
    print(early)
    let late = 2
    fn nested() { return late }
}
let after = 2
"""
    visible = analysed(source).visible_at(source.index("print(early)"))
    own = {name for name, binding in visible.items() if binding.declaration is not None}
    assert own == {"before", "f", "parameter", "early", "nested", "after"}
    assert "norm" in visible
    inside = analysed(source).visible_at(source.index("print(i)"))
    assert "i" in inside
    assert "late" not in inside


def test_the_outline_of_a_file() -> None:
    source = """\
import os.path
type Point = {x: float}
const LIMIT = 1
fn outer() { fn inner() { return LIMIT } }
transaction move() {}
let f = fn() { let x = 1 }
"""

    def shown(symbols: list) -> list:
        return [(s.kind, source[s.name_start : s.name_end], shown(s.children)) for s in symbols]

    assert shown(analysed(source).symbols) == [
        ("import", "path", []),
        ("type", "Point", [("field", "x", [])]),
        ("constant", "LIMIT", []),
        ("function", "outer", [("function", "inner", [])]),
        ("transaction", "move", []),
        ("variable", "f", [("variable", "x", [])]),
    ]
