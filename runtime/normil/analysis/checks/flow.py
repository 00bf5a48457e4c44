"""Where control goes: NOR012 unreachable code, NOR018 `break` and `continue` outside a loop, NOR019 `return`
outside a function. Whether a block can reach its end is asked by others too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normil.analysis.diagnostics import Findings, Fix, Place
from normil.analysis.walk import parts
from normil.syntax import nodes as n

_HOISTED = (n.FunctionDeclaration, n.TypeDeclaration, n.PrimitiveDeclaration)
_FUNCTIONS = (n.FunctionDeclaration, n.FunctionLiteral)


def check_block(block: n.Block, found: Findings) -> None:
    """NOR012, once a block: from the first statement that cannot be reached to the end of the block."""
    ends = first_unreachable(block.statements)
    if ends is not None:
        cause, first = ends
        unreachable = block.statements[block.statements.index(first) :]
        report_unreachable((first.start, unreachable[-1].end), cause, found.item, found, removable(unreachable))


def report_unreachable(
    where: tuple[int, int], cause: n.Statement, home: n.Statement, found: Findings, fix: bool
) -> None:
    """`home` is the top-level statement that holds the cause; `fix`: whether the code can be removed."""
    start, end = _exit(cause)
    note = (Place(home, start, end), "control does not get past this")
    removal = Fix("Remove the code that is never reached", ((*where, ""),)) if fix else None
    found.report(
        "NOR012",
        where,
        "this code is never reached",
        help="remove it, or what ends before it",
        related=(note,),
        fix=removal,
    )


def removable(statements: Sequence[n.Statement]) -> bool:
    """Whether nothing else needs them: what is declared there may be used by functions."""
    declarations = (*_HOISTED, n.Let, n.Import)
    return not any(isinstance(statement, declarations) for statement in statements)


def first_unreachable(statements: Sequence[n.Statement]) -> tuple[n.Statement, n.Statement] | None:
    """The statement that control does not get past, and the first one after it that does something."""
    for index, statement in enumerate(statements):
        if not ends_normally(statement):
            after = (later for later in statements[index + 1 :] if not isinstance(later, _HOISTED))
            first = next(after, None)
            return (statement, first) if first is not None else None
    return None


def _exit(statement: n.Statement) -> tuple[int, int]:
    """What to point at: a jump itself, or the word that a longer statement begins with."""
    if isinstance(statement, n.Return | n.Throw | n.Break | n.Continue):
        return statement.start, statement.end
    return _word(statement, type(statement).__name__)


def reaches_end(block: n.Block) -> bool:
    return all(ends_normally(statement) for statement in block.statements)


def ends_normally(statement: n.Statement) -> bool:
    """Whether control can reach what follows the statement."""
    match statement:
        case n.Return() | n.Throw() | n.Break() | n.Continue():
            return False
        case n.If(body=body, orelse=orelse):
            if orelse is None or reaches_end(body):
                return True
            return reaches_end(orelse) if isinstance(orelse, n.Block) else ends_normally(orelse)
        case n.While(condition=n.Constant(value=True), body=body):
            return any(isinstance(jump, n.Break) for jump in _jumps(body))
        case n.Match(cases=cases):
            complete = any(case.guard is None and always_matches(case.pattern) for case in cases)
            return not complete or any(reaches_end(case.body) for case in cases)
        case n.Try(body=body, handler=handler):
            return reaches_end(body) or reaches_end(handler)
    return True


def always_matches(pattern: n.Pattern) -> bool:
    match pattern:
        case n.Wildcard() | n.NamePattern():
            return True
        case n.TypePattern(type=n.NamedType(path=[n.Name(text="any" | "Any")]), inner=inner):
            return always_matches(inner)
        case n.AlternativePattern(alternatives=alternatives):
            return any(always_matches(alternative) for alternative in alternatives)
    return False


def _jumps(node: n.Node) -> Iterator[n.Break | n.Continue]:
    """The jumps inside a loop's body that belong to that loop."""
    for part in parts(node):
        if isinstance(part, n.Break | n.Continue):
            yield part
        elif not isinstance(part, n.For | n.While | n.FunctionDeclaration | n.FunctionLiteral):
            yield from _jumps(part)


def check_jumps(statement: n.Statement, found: Findings) -> None:
    """NOR018 and NOR019, in a whole top-level statement."""
    waiting: list[tuple[n.Node, bool, bool]] = [(statement, False, False)]
    while waiting:
        node, in_function, in_loop = waiting.pop()
        match node:
            case n.Return() if not in_function:
                advice = "to end the program with an error, use `throw`"
                found.report("NOR019", _word(node, "return"), "`return` outside a function", help=advice)
            case n.Break() | n.Continue() if not in_loop:
                word = "break" if isinstance(node, n.Break) else "continue"
                advice = "to leave a function, use `return`" if in_function else "remove it"
                found.report("NOR018", node, f"`{word}` outside a loop", help=advice)
        for part in parts(node):
            if isinstance(node, _FUNCTIONS) and isinstance(part, n.Block):
                waiting.append((part, True, False))
            elif isinstance(node, n.For | n.While) and part is node.body:
                waiting.append((part, in_function, True))
            else:
                waiting.append((part, in_function, in_loop))


def _word(node: n.Node, word: str) -> tuple[int, int]:
    return node.start, node.start + len(word)
