"""Examples of mistakes, and what to say where the parser is in the same state before the same token.

The table is keyed by (state, lookahead) of the examples as this grammar's parser meets them, worked out when it is
first needed; a test holds every example to its text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from normil.syntax.lower.states import BEFORE, Refusal, refusals

EXAMPLES: dict[str, tuple[str, ...]] = {
    "a function has parentheses behind its name, also without parameters": (
        "fn f { return 1 }",
        "fn f x { return x }",
        "fn f = 1",
        "fn f: int { return 1 }",
        "transaction t { }",
    ),
    "parentheses with the parameters stand behind `fn`": ("let f = fn { return 1 }", "let f = fn x { return x }"),
    "write the body of the function between `{` and `}`": (
        "fn f() = 1",
        "fn f() return 1",
        "fn f(x) return 1",
        "fn f() -> int return 1",
        "fn f() -> int = 1",
        "let f = fn(x) return x",
        "let f = fn(x) -> x + 1",
        "let f = fn(x) -> x * 2",
    ),
    "a declaration needs a value, as in `let x = none`": (
        "let x: int\nx = 1",
        "let x\nx = 1",
        "const x\nx = 1",
    ),
    "a declaration has one name, behind `let`": ("let (a) = 1", "let [a] = xs", "let {a} = m"),
    "write `=` and the type behind the name": ("type P: int", "type P(x: int)", "type P int"),
    "a body stands between `{` and `}`, also a short one": (
        "if x print(x)",
        "if x return 1",
        "if (x) return 1",
        "if (x) print(1)",
        "if f(x) return 1",
        "if x == 1 return 1",
        "while true return 1",
        "if xs[0] return 1",
        "if a.b return 1",
        "if x { } else print(x)",
    ),
    "a loop has the form `for x in xs { ... }`": ("for x: xs { }", "for x { }", "for x, y in xs { }", "for { }"),
    "every case begins with `case`, the last one may be `case _ -> ...`": (
        "match x { 1 -> y }",
        "match x { y }",
        "match x { none -> y }",
        'match x { "a" -> y }',
        "match x { [a] -> y }",
    ),
    "`catch` names the error: `catch e { ... }`": ("try { } catch { }", "try { } catch () { }"),
    "an entry of a map has the form `key: value`": (
        'let m = {"x", 1}',
        "let m = {1, 2}",
        "let m = {x, y}",
        "let m = {x}",
        "let m = {1}",
        "let m = {x y}",
    ),
    "a field has the form `name: value`": ("let p = Point {1, 2}", "let p = Point {x, y}", "let p = Point {x 1}"),
    "a field has the form `name: type`": ("type P = {x, y}", "type P = {x int}", "type P = {1: int}"),
    "annotations stand before `fn` or `transaction`": (
        "@plastic\nlet x = 1",
        "@plastic\ntype T = int",
        "@plastic(rate: 0.1)\nlet x = 1",
        "@plastic\nprint(x)",
    ),
    "a type stands behind `:`": ("let x: = 1", "fn f(x:) { }", "let x: 3 = 1"),
    "the type of the result stands behind `->`": ("fn f() -> 3 { }", "fn f() -> = 1"),
    "write the next statement on a line of its own": (
        "let x = 1 let y = 2",
        "f() let z = 1",
        "let x = 1 return 2",
        "let x = f() return x",
        "let x = [1] let y = 2",
        "let x = [1, 2] let y = 2",
    ),
    "a name begins with a letter or `_`": (
        "let 3 = x",
        "const 3 = x",
        "fn 3() { }",
        "import 3",
        "for 3 in xs { }",
        "type 3 = int",
    ),
    "an assignment has no value; write each on a line of its own": ("let x = y = 1", "x = y = 1", "let x = a[0] = 1"),
    "one value stands here; a list holds several: `[a, b]`": ("return a, b", "return 1, 2", "return f(x), 2"),
}


def advice(refused: Iterable[Refusal]) -> str | None:
    """What to say where the parser has refused these tokens; the last that is known counts."""
    said = None
    for refusal in refused:
        said = _keys().get((refusal.state, refusal.lookahead), said)
    return said


@cache
def _keys() -> dict[tuple[int, str], str]:
    return {
        (found.state, found.lookahead): said
        for said, programs in EXAMPLES.items()
        for program in programs
        for found in refusals(f"{BEFORE}{program}\n")[:1]
    }
