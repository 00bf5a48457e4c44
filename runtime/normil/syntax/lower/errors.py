"""What to say about the places that the parser could not read (NOR001).

Takes in the nodes of such places, gives out problems: what was found, in which construct, what could have
stood there. One mistake often upsets the parser several times in a line; the first is the one to read.
"""

from __future__ import annotations

import tree_sitter

from normil.syntax.grammar import LANGUAGE, RESERVED
from normil.syntax.lower.hints import hint
from normil.syntax.lower.walk import leaves, next_leaf
from normil.syntax.nodes import Problem
from normil.syntax.units import WIDTH

_CONSTRUCTS = {
    "arguments": "in these arguments",
    "parameters": "in this parameter list",
    "list": "in this list",
    "map": "in this map",
    "struct_expression": "in this struct literal",
    "struct_type": "in this struct type",
    "type_arguments": "in these type arguments",
    "match_block": "in this `match`",
    "match_case": "in this `case`",
    "list_pattern": "in this list pattern",
    "record_pattern": "in this struct pattern",
    "parenthesized_expression": "in these parentheses",
    "index_expression": "in this index",
    "slice_expression": "in this slice",
}

# By symbols of the grammar; the first that fits names what was expected.
_EXPECTED = {
    "let": "a statement",
    "expression": "an expression",
    "type": "a type",
    "pattern": "a pattern",
    "match_case": "`case` or `}`",
    "_body": "a block `{ ... }`",
    "match_block": "the cases `{ case ... }`",
    "identifier": "a name",
    "_newline": "the end of the statement",
}
_PUNCTUATION = (",", ")", "]", "}", ":", "=", "->", ">", "in", "where", "catch", "(")


def syntax_problems(faults: list[tree_sitter.Node], text: str, start: int) -> list[Problem]:
    """The problems, at most one a line, with offsets relative to `start`."""
    problems: list[Problem] = []
    line_end = -1
    for fault in faults:
        begin = fault.start_byte // WIDTH
        if begin > line_end or fault.type in ("unclosed_comment", "hash_comment"):
            problem = _problem(fault, text)
            found = text.find("\n", max(begin, problem.end))
            line_end = found if found >= 0 else len(text)
            problems.append(problem)
    for problem in problems:
        problem.start -= start
        problem.end -= start
    return problems


def _problem(node: tree_sitter.Node, text: str) -> Problem:
    begin, end = node.start_byte // WIDTH, node.end_byte // WIDTH
    match node.type:
        case "hash_comment":
            return Problem("NOR001", begin, begin + 1, "`#` means nothing here", "comments begin with `//`")
        case "unclosed_comment":
            return Problem("NOR001", begin, begin + 2, "this comment is never closed", "end it with `*/`")
        case "missing_quote":
            opening = node.parent or node
            return Problem(
                "NOR001",
                opening.start_byte // WIDTH,
                len(text[:end].rstrip("\r")),
                "this string has no closing quote",
                'end it with `"` on the same line; a line end inside a string is written `\\n`',
            )
        case "missing_bracket":
            return _unclosed(node, text)
        case "missing_block":
            return _lacking(node, text, "a block `{ ... }`")
        case "missing_expression":
            return _lacking(node, text, "an expression")
        case "missing_name":
            return _lacking(node, text, "a name")
        case _ if node.is_missing:
            return _lacking(node, text, f"`{node.type}`")
        case _:
            return _unexpected(node, text)


def _lacking(node: tree_sitter.Node, text: str, what: str) -> Problem:
    """Marks the last token before the gap, since an empty span is hard to see."""
    end = len(text[: node.start_byte // WIDTH].rstrip())
    begin = end - 1 if end else 0
    while begin and text[begin].isalnum() and (text[begin - 1].isalnum() or text[begin - 1] == "_"):
        begin -= 1
    found = text[begin:end]
    return Problem("NOR001", begin, end, f"{what} is missing after `{found}`" if found else f"{what} is missing")


def _unclosed(node: tree_sitter.Node, text: str) -> Problem:
    parent = node.parent or node
    opening = next((part for part in parent.children if part.type in ("(", "[", "{")), parent)
    begin = opening.start_byte // WIDTH
    closing = {"(": ")", "[": "]"}.get(opening.type, "}")
    return Problem("NOR001", begin, begin + 1, f"this `{opening.type}` is never closed", f"add a `{closing}`")


def _unexpected(node: tree_sitter.Node, text: str) -> Problem:
    wrong, expected = _wrong_token(node)
    if wrong is None:
        begin, end = node.start_byte // WIDTH, node.end_byte // WIDTH
        message = "this is incomplete" + _wanted(expected)
        return Problem("NOR001", begin, len(text[:end].rstrip()), message)
    begin, end = wrong.start_byte // WIDTH, wrong.end_byte // WIDTH
    if wrong.type == "ERROR":
        end = begin + 1
    token = text[begin:end].split("\n")[0]
    construct = _CONSTRUCTS.get(node.parent.type, "") if node.parent else ""
    word = "reserved word " if token in RESERVED else ""
    message = " ".join(filter(None, (f"unexpected {word}`{token}`", construct))) + _wanted(expected)
    return Problem("NOR001", begin, begin + len(token), message, hint(text, begin, end, expected))


def _wrong_token(node: tree_sitter.Node) -> tuple[tree_sitter.Node | None, frozenset[str]]:
    """The token that the parser could not accept, None if that is the end of a line or of the file, and the
    symbols that it could have accepted."""
    last = node
    for leaf in leaves(node):
        expected = _acceptable(leaf.parse_state)
        if leaf.grammar_name not in expected and not leaf.is_extra:
            return leaf, expected
        last = leaf
    following = next_leaf(node)
    expected = _acceptable(last.next_parse_state)
    if following is None or following.start_point.row > last.end_point.row:
        return None, expected
    return following, expected


def _acceptable(state: int) -> frozenset[str]:
    # State 0 is the parser's own, in which it recovers: it accepts anything.
    return frozenset(LANGUAGE.lookahead_iterator(state).names()) if state else frozenset()


def _wanted(expected: frozenset[str]) -> str:
    for symbol, description in _EXPECTED.items():
        if symbol in expected:
            return f"; {description} was expected"
    marks = [f"`{mark}`" for mark in _PUNCTUATION if mark in expected]
    return f"; {' or '.join(marks)} was expected" if marks else ""
