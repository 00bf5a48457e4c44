"""What to say about the places that the parser could not read (NOR001).

Takes in the nodes of such places, gives out problems: what was found, in which construct, what could have
stood there. One mistake often upsets the parser several times in a line; the first is the one to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import tree_sitter

from normil.syntax.grammar import RESERVED, acceptable
from normil.syntax.lower.examples import advice
from normil.syntax.lower.hints import Found, hint, hint_behind
from normil.syntax.lower.states import refusals_at
from normil.syntax.lower.walk import Fault, descendants, token_behind, tokens
from normil.syntax.nodes import Fix, Problem
from normil.syntax.units import WIDTH

# What to call the construct, and what can stand behind one of its parts.
_CONSTRUCTS = {
    "arguments": ("in these arguments", "`,` or `)`"),
    "parameters": ("in this parameter list", "`,` or `)`"),
    "parenthesized_expression": ("in these parentheses", "`)`"),
    "list": ("in this list", "`,` or `]`"),
    "list_pattern": ("in this list pattern", "`,` or `]`"),
    "index_expression": ("in this index", "`]`"),
    "slice_expression": ("in this slice", "`]`"),
    "map": ("in this map", "`,` or `}`"),
    "struct_expression": ("in this struct literal", "`,` or `}`"),
    "struct_type": ("in this struct type", "`,` or `}`"),
    "record_pattern": ("in this struct pattern", "`,` or `}`"),
    "type_arguments": ("in these type arguments", "`,` or `>`"),
    "match_block": ("in this `match`", "`case` or `}`"),
    "match_case": ("in this `case`", "`->`"),
}

# By symbols of the grammar; the first that fits names what was expected.
_EXPECTED = {
    "let": "a statement",
    "transaction": "`fn` or `transaction`",
    "expression": "an expression",
    "type": "a type",
    "pattern": "a pattern",
    "missing_block": "a block `{ ... }`",
    "_newline": "the end of the statement",
    "case": "`case` or `}`",
}


# What is missing, by the kind of node that stands for it.
_LACKING = {
    "missing_block": "a block `{ ... }`",
    "missing_expression": "an expression",
    "missing_name": "a name",
    "missing_catch": "`catch name { ... }`",
    "property_identifier": "a name",
    "type_identifier": "a name",
    "integer": "a number",
    ";": "the end of the statement",
}
_NAMING = frozenset(
    {
        "annotation",
        "const_declaration",
        "dotted_name",
        "for_statement",
        "function_declaration",
        "import_statement",
        "let_declaration",
        "parameter",
        "primitive_declaration",
        "transaction_declaration",
        "try_statement",
    }
)


def syntax_problems(faults: list[Fault], root: tree_sitter.Node, text: str, start: int) -> list[Problem]:
    """The problems, at most one a line, with offsets relative to `start`."""
    by_line: dict[int, Problem] = {}
    for fault in telling(faults):
        problem = problem_of(fault, root, text)
        by_line.setdefault(text.rfind("\n", 0, problem.start), problem)
    for problem in by_line.values():
        if problem.hint is None and problem.code == "NOR001":
            _ask_the_parser(problem, root, text)
        problem.start -= start
        problem.end -= start
        problem.fix = problem.fix.moved(-start) if problem.fix is not None else None
    return list(by_line.values())


def telling(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults that are worth a problem, of all that are in a statement."""
    unclosed = {fault.parent for fault in faults if fault.node.type == "missing_bracket"}
    gap = -1
    for fault in faults:
        # What the parser met inside brackets that are never closed says less than that.
        if fault.node.is_error and fault.parent in unclosed:
            continue
        # Of several brackets that lack their end at one place, the innermost is the one to begin with.
        if fault.node.type == "missing_bracket":
            if fault.node.start_byte == gap:
                continue
            gap = fault.node.start_byte
        yield fault


def _ask_the_parser(problem: Problem, root: tree_sitter.Node, text: str) -> None:
    """What the tree does not tell: which token the parser has refused in which state."""
    unexpected = problem.message.startswith("unexpected")
    # What is missing is marked at the token before it, where the parser was at its end.
    place = problem.start if unexpected else problem.end
    refused = refusals_at(text, _start_of_statement(root, problem.start), place)
    problem.hint = advice(refusal for _, refusal in refused)
    if refused and unexpected and "was expected" not in problem.message:
        place, refusal = refused[-1]
        passed = text[place : problem.start].strip()
        if passed and "\n" not in passed:  # the parser has gone on with what follows
            wrong = text[problem.start : problem.end]
            problem.message = problem.message.replace(f"`{wrong}`", f"`{passed}`", 1)
            problem.start, problem.end = place, place + len(passed)
        problem.message += _wanted(_acceptable(refusal.state), "")


def _start_of_statement(root: tree_sitter.Node, offset: int) -> int:
    """Where the top-level statement before `offset` begins; what is unreadable may belong to the one before it."""
    before = [node for node in ([root] if root.is_error else root.children) if node.start_byte // WIDTH < offset]
    if len(before) > 1 and before[-1].is_error:
        before.pop()
    return before[-1].start_byte // WIDTH if before else 0


def problem_of(fault: Fault, root: tree_sitter.Node, text: str) -> Problem:
    node = fault.node
    begin, end = node.start_byte // WIDTH, node.end_byte // WIDTH
    match node.type:
        case "hash_comment":
            fix = Fix("Write `//`", ((begin, begin + 1, "//"),), safe=True)
            return Problem("NOR001", begin, begin + 1, "`#` means nothing here", "comments begin with `//`", fix)
        case "unclosed_comment":
            return Problem("NOR001", begin, begin + 2, "this comment is never closed", "end it with `*/`")
        case "missing_quote":
            opening = fault.parent or node
            return Problem(
                "NOR001",
                opening.start_byte // WIDTH,
                len(text[:end].rstrip("\r")),
                "this string has no closing quote",
                'end it with `"` on the same line; a line end inside a string is written `\\n`',
            )
        case "missing_bracket":
            return _unclosed(fault.parent or node, text)
        case "identifier" if node.is_missing and (operator := _leading_operator(fault, root, text)):
            return _unexpected_token(operator, fault, frozenset({"let"}), text)
        case "identifier" if node.is_missing:
            parent = fault.parent.type if fault.parent else ""
            return _lacking(fault.before, text, "a name" if parent in _NAMING else "an expression")
        case kind if kind in _LACKING or node.is_missing:
            return _lacking(fault.before, text, _LACKING.get(kind, f"`{kind}`"))
        case _:
            return _unexpected(fault, root, text)


def _lacking(before: tree_sitter.Node | None, text: str, what: str) -> Problem:
    """Marks the token before the gap, since an empty span is hard to see."""
    if before is None:
        return Problem("NOR001", 0, min(1, len(text)), f"{what} is missing")
    begin, end = before.start_byte // WIDTH, before.end_byte // WIDTH
    found = Found(text, begin, end, "")
    return Problem("NOR001", begin, end, f"{what} is missing after `{found.token}`", hint_behind(found))


def _unclosed(parent: tree_sitter.Node, text: str) -> Problem:
    if parent.type in ("block", "match_block"):
        parent = _odd_block(parent, text)
    opening = next((part for part in parent.children if part.type in ("(", "[", "{")), parent)
    begin = opening.start_byte // WIDTH
    closing = {"(": ")", "[": "]"}.get(opening.type, "}")
    return Problem("NOR001", begin, begin + 1, f"this `{opening.type}` is never closed", f"add a `{closing}`")


def _odd_block(block: tree_sitter.Node, text: str) -> tree_sitter.Node:
    """The first block inside `block` whose `}` is not indented as its beginning is: that brace was probably
    meant for the block around it. Else `block`."""
    for part in descendants(block):
        if part.type in ("block", "match_block") and part.end_point.row > part.start_point.row:
            begin, end = part.start_byte // WIDTH, part.end_byte // WIDTH
            if text[end - 1 : end] == "}" and _indentation(text, begin) != _indentation(text, end - 1):
                return part
    return block


def _indentation(text: str, offset: int) -> str:
    line = text[text.rfind("\n", 0, offset) + 1 : offset + 1]
    return line[: len(line) - len(line.lstrip())]


def _unexpected(fault: Fault, root: tree_sitter.Node, text: str) -> Problem:
    wrong, before, expected = _wrong_token(fault, root, text)
    if wrong is not None:
        return _unexpected_token(wrong, Fault(fault.node, fault.parent, before), expected, text)
    begin, end = fault.node.start_byte // WIDTH, fault.node.end_byte // WIDTH
    _, behind = _construct(fault)
    return Problem("NOR001", begin, len(text[:end].rstrip()), "this is incomplete" + _wanted(expected, behind))


def _unexpected_token(token: tree_sitter.Node, fault: Fault, expected: frozenset[str], text: str) -> Problem:
    construct, behind = _construct(fault)
    begin, end = token.start_byte // WIDTH, token.end_byte // WIDTH
    if token.type == "ERROR":
        end = begin + 1
    source = text[begin:end].split("\n")[0]
    if text.startswith("||", begin):  # where no `||` can stand, the lexer takes it for two `|`
        source = "||"
    word = "reserved word " if source in RESERVED else ""
    message = " ".join(filter(None, (f"unexpected {word}`{source}`", construct))) + _wanted(expected, behind)
    before = fault.before
    behind_what = text[before.start_byte // WIDTH : before.end_byte // WIDTH] if before else ""
    meant = hint(Found(text, begin, end, behind_what), expected)
    return Problem("NOR001", begin, begin + len(source), message, meant)


def _construct(fault: Fault) -> tuple[str, str]:
    return _CONSTRUCTS.get(fault.parent.type if fault.parent else "", ("", ""))


def _leading_operator(fault: Fault, root: tree_sitter.Node, text: str) -> tree_sitter.Node | None:
    """The operator at the start of a line for which the parser has made up a left side."""
    offset = fault.node.end_byte // WIDTH
    while text[offset : offset + 1].isspace():
        offset += 1
    before = fault.before.end_byte // WIDTH if fault.before else text.rfind("\n", 0, offset)
    if fault.parent is None or fault.parent.type != "binary_expression" or "\n" not in text[before:offset]:
        return None
    return root.descendant_for_byte_range(offset * WIDTH, offset * WIDTH + 1)


def _wrong_token(
    fault: Fault, root: tree_sitter.Node, text: str
) -> tuple[tree_sitter.Node | None, tree_sitter.Node | None, frozenset[str]]:
    """The token that the parser could not accept, None if that is the end of a line or of the file; the token
    before it; and the symbols that could have been accepted."""
    before = fault.before
    expected: frozenset[str] = frozenset()
    for token in tokens(fault.node):
        expected = _acceptable(token.parse_state)
        if token.grammar_name not in expected:
            return token, before, expected
        before = token
    if before is not None:
        expected = _acceptable(before.next_parse_state)
    return token_behind(fault.node, root, text), before, expected


def _acceptable(state: int) -> frozenset[str]:
    return frozenset(name for _, name in acceptable(state))


def _wanted(expected: frozenset[str], behind: str) -> str:
    """`behind`: what can stand behind a part of the construct, where operators could stand too."""
    for symbol, description in _EXPECTED.items():
        if symbol in expected:
            return f"; {description} was expected"
    if behind and expected & {",", "+", "->", "|"}:
        return f"; {behind} was expected"
    marks = sorted(symbol for symbol in expected if not symbol[0].isalpha() and symbol[0] != "_")
    if "identifier" in expected:
        return "; a name was expected"
    return f"; {' or '.join(f'`{mark}`' for mark in marks)} was expected" if 0 < len(marks) < 4 else ""
