"""Which statement a line of the editor means, and that the compiler agrees on where statements are."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.debug.places import Places
from normil.engine.modules import BlockedError, compile_text

ROOT = Path(__file__).parents[2]

# before each line: the line where a breakpoint on it ends up, or -
RESOLVED = """
 2 | // a comment
 2 | let a = 1
31 |
 7 | fn f(x) {
 7 |     // inside
 7 |
 7 |     let y = x +
 7 |         2
 9 |     if y > 3 {
10 |         return y
11 |     } else if y == 0 {
12 |         y = 1
14 |     } else {
14 |         y = 2
 - |     }
16 |     match y {
17 |         case 1 -> return 2
20 |         // between the cases
20 |         case [p, ...] -> {
20 |             print(p)
 - |         }
 - |     }
23 |     let g = map([1, 2], fn(k) {
24 |         return k + 1
 - |     })
 - | }
31 |
29 | @plastic(rate: 0.1)
29 | fn h(w) { return w }
31 | // two on a line
31 | f(3); f(4)
 - | type P = {
 - |     a: int
 - | }
"""


def test_each_line_means_a_statement() -> None:
    rows = [line.partition("|") for line in RESOLVED.strip("\n").split("\n")]
    places = Places("\n".join(source.removeprefix(" ") for _, _, source in rows))
    found = []
    for number, (_, _, source) in enumerate(rows, 1):
        place = places.resolve(number)
        found.append(f"{'-' if place is None else place.line:>2} |{source}")
    assert "\n".join(found) == RESOLVED.strip("\n")


@pytest.mark.parametrize(
    ("column", "expected"),
    [(None, 1), (1, 1), (3, 1), (8, 8), (10, 8), (99, 15)],
)
def test_a_column_chooses_among_the_statements_of_a_line(column: int | None, expected: int) -> None:
    place = Places("a = 1; b = 2; c = 3").resolve(1, column)
    assert place is not None
    assert place.column == expected


@pytest.mark.parametrize("line", [0, -3, 5, 10**30])
def test_lines_outside_the_file_have_no_statement(line: int) -> None:
    assert Places("let a = 1\n").resolve(line) is None


def test_columns_count_code_points() -> None:
    place = Places('let s = "😀é"; print(s)').resolve(1, 20)
    assert place is not None
    assert (place.column, place.end_column) == (15, 23)


@pytest.mark.parametrize("text", ["", "\n", "fn (", "let", "}}}", "if {", "\0\ud800", "let a = 1\rlet b = 2"])
def test_any_text_has_places(text: str) -> None:
    for line in range(1, 4):
        Places(text).resolve(line)


def test_the_compiler_puts_its_sites_at_the_places() -> None:
    compared = 0
    for path in [*(ROOT / "examples").glob("*.nor"), *(ROOT / "tests" / "conformance").rglob("*.nor")]:
        text = path.read_text(encoding="utf-8")
        try:
            compiled = compile_text(text, str(path), debug=True)
        except BlockedError:
            continue  # one of those that show what is not allowed
        sites = sorted((site.start, site.line, site.column) for site in compiled.sites)
        assert [(place.start, place.line, place.column) for place in Places(text).all] == sites, path
        compared += 1
    assert compared > 10
