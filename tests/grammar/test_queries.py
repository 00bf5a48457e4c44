"""The queries fit the grammar and capture what they should.

The snapshots show a program with the captures of each line below it. To renew them after a change that is
meant: `NORMIL_UPDATE_SNAPSHOTS=1 pytest tests/grammar/test_queries.py`, and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tree_sitter

import tree_sitter_normil
from tests.grammar.corpus import LANGUAGE, tree

SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = ("highlights", "locals", "tags", "folds", "indents", "injections", "textobjects")

PROGRAM = """\
/// How fast it learns.
const RATE = 0.5
import maths.linear as la

type Point = {x: float, kind: optional<str>}

@plastic(rate: RATE, mode = "hebbian")
fn learn(weights: Vector<float, dim=n>, steps: int = 3) -> Vec {
    let total = -1  // so far
    for step in range(steps) {
        if total >= 2 && !done { break }
        weights.scale(total)
        total += la.dot(weights, x @ y)
    }
    return total
}

transaction move(a) { a.b[0] = "x\\n" } rollback { throw error }

match p {
    case Point {x: int(n), kind} -> print(n)
    case [first, ...rest] | _ where true -> { none }
}
let f = fn(x) { return {key: x, "k": auto} }
let q = Point {x: 1}
try { f(
    1,
) } catch e { while x { continue } }
"""


def _captures(name: str) -> list[tuple[tree_sitter.Node, str]]:
    query = tree_sitter.Query(LANGUAGE, tree_sitter_normil.query(name))
    matches = tree_sitter.QueryCursor(query).matches(tree(PROGRAM).root_node)
    found = [
        (pattern, node, capture)
        for pattern, captured in matches
        for capture, nodes in captured.items()
        for node in nodes
    ]
    found.sort(key=lambda part: (part[1].start_byte, -part[1].end_byte, part[0]))
    return [(node, capture) for _, node, capture in found]


def _picture(name: str) -> str:
    """Each line of the program with what begins in it; of a token only the last capture, which holds."""
    captures = _captures(name)
    if name == "highlights":
        captures = list({(node.start_byte, node.end_byte): (node, capture) for node, capture in captures}.values())
    lines: list[str] = []
    for row, line in enumerate(PROGRAM.splitlines()):
        lines.append("| " + line)
        for node, capture in captures:
            if node.start_point.row == row:
                last = node.end_point.column if node.end_point.row == row else len(line)
                mark = "^" * (last - node.start_point.column) + ("" if node.end_point.row == row else "...")
                lines.append("  " + " " * node.start_point.column + f"{mark} @{capture}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_captures(name: str) -> None:
    picture, path = _picture(name), SNAPSHOTS / f"{name}.txt"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        path.write_text(picture, encoding="utf-8", newline="\n")
    assert picture == path.read_text(encoding="utf-8")


def test_every_query_is_tested() -> None:
    folder = Path(__file__).parents[2] / "grammar" / "queries"
    assert sorted(path.stem for path in folder.glob("*.scm")) == sorted(NAMES)


def test_every_word_is_highlighted() -> None:
    words = {
        kind
        for number in range(LANGUAGE.node_kind_count)
        if (kind := LANGUAGE.node_kind_for_id(number)) and kind.isalpha()
        if not LANGUAGE.node_kind_is_named(number) and LANGUAGE.node_kind_is_visible(number)
    }
    text = tree_sitter_normil.query("highlights")
    missing = {word for word in words if f'"{word}"' not in text and f"({word}" not in text}
    assert missing == set()
