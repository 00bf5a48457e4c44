"""Which loops of `@parallel` functions are proved to have independent iterations (LANGUAGE 13)."""

from __future__ import annotations

import pytest

from normil.analysis import analyse
from normil.analysis.independence import independent
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil.syntax import parse

PROVED = [
    "for x in xs { acc = acc + [x] }",
    "for x in xs { acc += [x, x * 2] }",
    "for x in xs { let y = sqrt(x); y += 1; acc = acc + [y] }",
    "for x in xs { if x > 1 { acc = acc + [x] } else { more = more + [x] } }",
    "for x in xs { match x { case 1 -> acc = acc + [x] case [a, b] -> { continue } } }",
    "for x in xs { let i = 0; while i < x { i += 1 } acc = acc + [i] }",
    "for x in xs { for y in xs { acc = acc + [x * y] } }",
    "for i in range(9) { fresh[i] = xs[i] * 2 }",
    "for i in range(9) { fresh[i] = fresh[i] + 1; fresh[i] *= 2 }",
    "for x in xs { }",
    "for x in acc { acc = acc + [x] }",
]
NOT_PROVED = [
    "for x in xs { total += x }",
    "for x in xs { total = x }",
    "for x in xs { acc = [x] + acc }",
    "for x in xs { acc = acc + xs }",
    "for x in xs { acc = acc + [len(acc)] }",
    "for x in xs { acc = acc + [x]; total = acc[0] }",
    "for x in xs { if len(acc) < 3 { acc = acc + [x] } }",
    "for x in xs { acc.append(x) }",
    "for x in xs { push(acc, x) }",
    "for x in xs { print(x) }",
    "for x in xs { acc = acc + [random(2)] }",
    "for x in xs { acc = acc + [helper(x)] }",
    "for x in xs { acc = acc + [map(x, helper)] }",
    "for x in xs { acc = acc + [fn() { return x }] }",
    "for x in xs { record.field = x }",
    "for x in xs { if x > 3 { return x } }",
    "for x in xs { if x > 3 { break } }",
    "for x in xs { if x > 3 { throw x } }",
    "for x in xs { try { acc = acc + [x] } catch e { } }",
    "for i in range(9) { fresh[i + 1] = i }",
    "for i in range(9) { fresh[i] = fresh[i - 1] }",
    "for i in range(9) { let j = i; fresh[j] = i }",
    "for i in range(9) { i += 1; fresh[i] = i }",
    "for i in range(9) { xs[i] = i }",  # a parameter: some other name may hold the list
    "for i in range(9) { shared[i] = i }",
    "for i in xs { fresh[i] = i }",
    "for i in range(9) { fresh[i] = len(fresh) }",
    "for x in xs { let alias = xs; alias[0] = x }",
    "for x in xs { globally += x }",
    "for x in xs { let len = helper; acc = acc + [len(x)] }",
]
AROUND = """\
let globally = 0
fn helper(x) {{ return x }}
@parallel
fn f(xs, record) {{
    let acc = []
    let more = []
    let total = 0
    let fresh = zeros(9)
    let shared = zeros(9)
    let other = shared
    {loop}
    return [acc, more, total, fresh, other]
}}
"""


def proved(loop: str) -> bool:
    program = parse(AROUND.format(loop=loop)).program
    analysis = analyse(program)
    assert not [diagnostic.message for diagnostic in analysis.diagnostics if diagnostic.blocking]
    item = len(program.items) - 1
    first = next(node for node in walk(program.items[item].statement) if isinstance(node, n.For))
    return independent(first, lambda node: analysis.names.binding(item, node))


@pytest.mark.parametrize("loop", PROVED)
def test_proved(loop: str) -> None:
    assert proved(loop)


@pytest.mark.parametrize("loop", NOT_PROVED)
def test_not_proved(loop: str) -> None:
    assert not proved(loop)
