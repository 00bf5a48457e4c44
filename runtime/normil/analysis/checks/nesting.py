"""NOR001 for loops and `try` blocks that are nested, in one function, deeper than Python can translate."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n

_MOST = 20  # the blocks that CPython keeps track of in one function
_LOOP, _TRY, _CATCH, _ROLLBACK = 1, 1, 2, 3  # how many of them what is in these is in


def check_function(function: n.FunctionDeclaration | n.FunctionLiteral, found: Findings) -> None:
    transaction = isinstance(function, n.FunctionDeclaration) and function.transaction
    _check(function.body, _TRY if transaction else 0, found)
    if isinstance(function, n.FunctionDeclaration) and function.rollback is not None:
        _check(function.rollback, _ROLLBACK, found)


def check_top_level(statement: n.Statement, found: Findings) -> None:
    _check(n.Block(statement.start, statement.end, [statement]), 0, found)


def _check(block: n.Block, level: int, found: Findings) -> None:
    for statement in block.statements:
        for inside, deeper in _blocks(statement):
            if level + deeper <= _MOST:
                _check(inside, level + deeper, found)
                continue
            word = type(statement).__name__.lower()
            found.report(
                "NOR001",
                (statement.start, statement.start + len(word)),
                "loops and `try` blocks are nested too deeply",
                help="put the inner ones into a function of their own",
            )
            break


def _blocks(statement: n.Statement) -> list[tuple[n.Block, int]]:
    """The blocks of a statement that are in the same function, and by how much they are deeper."""
    match statement:
        case n.For(body=body) | n.While(body=body):
            return [(body, _LOOP)]
        case n.Try(body=body, handler=handler):
            return [(body, _TRY), (handler, _CATCH)]
        case n.If(body=body, orelse=n.If() as chained):
            return [(body, 0), *_blocks(chained)]
        case n.If(body=body, orelse=n.Block() as other):
            return [(body, 0), (other, 0)]
        case n.If(body=body):
            return [(body, 0)]
        case n.Match(cases=cases):
            return [(case.body, 0) for case in cases]
    return []
