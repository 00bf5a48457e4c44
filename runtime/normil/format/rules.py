"""How each kind of node is laid out: one function a kind.

Takes in a node of the tree, gives out what it consists of: child nodes, and around them spaces, breaks, groups and
indentation. Comments and line ends of the source are never looked at. A break stands only where a line end is plain
white space (LANGUAGE 3): in brackets, behind an operator, `=` or `->`, before `.name` and before the `{` of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

import tree_sitter

from normil.format.layout import (
    DEDENT,
    END,
    INDENT,
    SPACE,
    Break,
    Group,
    Part,
    TrailingComma,
    Unhang,
)
from normil.syntax.grammar import COMMENTS

TreeNode: TypeAlias = tree_sitter.Node


@dataclass(slots=True)
class CommentsBefore:
    """Comments before this closing bracket, or the end of the file, belong here and not behind the dedent."""

    offset: int  # in bytes


@dataclass(slots=True)
class Alias:
    """The name of a type that may have another name to be normalised."""

    node: TreeNode


Piece: TypeAlias = Part | TreeNode | CommentsBefore | Alias


class Separator(Break):
    """Between two statements, where an empty line of the source stays."""


# Written as they are, with all that is in them.
WHOLE: Final = frozenset({"string", "negative_number"})

_COMPOUND = frozenset(
    {
        "if_statement",
        "while_statement",
        "for_statement",
        "match_statement",
        "try_statement",
        "function_declaration",
        "transaction_declaration",
    }
)
_BODIES = frozenset({"block", "match_block"})
_LEVELS = {
    operator: level
    for level, operators in enumerate(("||", "&&", "== !=", "< <= > >=", "+ - .+ .-", "* / % .* ./ @"))
    for operator in operators.split()
}
_POSTFIX = frozenset({"call_expression", "index_expression", "slice_expression", "member_expression"})
_NUMBERS = frozenset({"integer", "float"})
_HUGGED = frozenset({"function_expression", "list", "map", "struct_expression"})
_TIGHT_BEFORE = frozenset({",", ":", ")", "]", ".", "arguments", "parameters", "parameter_types", "type_arguments"})
_TIGHT_AFTER = frozenset({"(", "[", ".", "...", "@"})


def pieces(node: TreeNode) -> list[Piece]:
    return _RULES.get(node.type, _spaced)(node)


def _children(node: TreeNode) -> list[TreeNode]:
    return [child for child in node.children if child.type not in COMMENTS]


def _spaced(node: TreeNode) -> list[Piece]:
    """Most nodes: their children with spaces between them, but none before a comma and the like."""
    result: list[Piece] = []
    before = "("
    for child in _children(node):
        kind = child.type
        if before not in _TIGHT_AFTER and kind not in _TIGHT_BEFORE:
            result.append(SPACE)
        result.append(child)
        before = kind
    return result


def _tight(node: TreeNode) -> list[Piece]:
    return list(_children(node))


# ---------------------------------------------------------------- statements


def _file(node: TreeNode) -> list[Piece]:
    return [*_separated(_children(node)), CommentsBefore(node.end_byte)]


def _separated(nodes: Iterable[TreeNode]) -> list[Piece]:
    """Statements or cases, each on a line of its own."""
    result: list[Piece] = []
    before: TreeNode | None = None
    for node in nodes:
        if node.type == ";":
            continue
        if before is None:
            result.append(Break(hard=True))
        else:
            if before.type == "transaction_declaration" and _reads_as_rollback(node):
                result.append(";")
            result.append(Separator("; " if before.type not in _COMPOUND else SPACE, hard=True))
        result.append(node)
        before = node
    return result


def _reads_as_rollback(node: TreeNode) -> bool:
    """Whether a statement would be taken for the rollback of the transaction before it."""
    while node.child_count and node.type != "struct_expression":
        node = node.children[0]
    name = node.children[0].text if node.child_count else None
    return name is not None and name.decode("utf-16-le") == "rollback"


def _block(node: TreeNode) -> list[Piece]:
    return _braces(node, hard=True)


def _braces(node: TreeNode, *, hard: bool) -> list[Piece]:
    opening, *inner, closing = node.children
    if all(child.type == ";" for child in inner):
        return [opening, closing]
    statements = _separated(child for child in inner if child.type not in COMMENTS)
    first = Break(hard=hard and bool(statements))
    return [
        Group(),
        opening,
        INDENT,
        first,
        *statements[1:],
        CommentsBefore(closing.start_byte),
        DEDENT,
        Break(hard=first.hard),
        closing,
        END,
    ]


def _function(node: TreeNode) -> list[Piece]:
    """A function literal. A body of one statement that holds no block is on one line if it fits."""
    *head, body = _children(node)
    statements = [child for child in _children(body)[1:-1] if child.type != ";"]
    short = len(statements) == 1 and statements[0].type not in _COMPOUND
    result: list[Piece] = []
    for child in head:
        result += (SPACE, child) if child.type not in ("fn", "parameters") else (child,)
    return [*result, SPACE, *_braces(body, hard=not short)]


def _headed(node: TreeNode) -> list[Piece]:
    """Statements and declarations with blocks."""
    result: list[Piece] = []
    children = _children(node)
    before = "("
    for child, following in zip(children, [*children[1:], None], strict=True):
        kind = child.type
        if before == "annotation":
            result.append(Break(hard=True))
        elif before in _BODIES and kind not in _BODIES:
            result.append(Break(kept=True))
        elif kind not in _BODIES and before not in _TIGHT_AFTER and kind not in _TIGHT_BEFORE:
            result.append(SPACE)
        if following is not None and following.type in _BODIES:
            result += _before_brace(child)
        else:
            result.append(child)
        before = kind
    return result


def _before_brace(node: TreeNode) -> list[Piece]:
    """The brace goes to a line of its own where the expression before it is broken at its operators or members, since
    these lines would look like those of the block."""
    last = Break()
    return _chain(node, last=last) or _members(node, last) or [node, Break(kept=True)]


def _match_case(node: TreeNode) -> list[Piece]:
    result: list[Piece] = []
    before = "("
    for child in _children(node):
        if before == "->" and child.type != "block":
            result += _hanging(child)
        else:
            if before != "(":
                result.append(SPACE)
            result.append(child)
        before = child.type
    return result


def _binding(node: TreeNode) -> list[Piece]:
    """`let`, `const`, an assignment: the value goes to the next line if not even its beginning fits."""
    *head, value = _children(node)
    result: list[Piece] = []
    for index, child in enumerate(head):
        if index and child.type != ":":
            result.append(SPACE)
        result.append(child)
    return result + _hanging(value)


def _hanging(node: TreeNode) -> list[Piece]:
    hang = Break(hang=True)
    return [Group(), hang, END, node, Unhang(hang)]


# ---------------------------------------------------------------- brackets


def _brackets(node: TreeNode) -> list[Piece]:
    """A list in brackets of whatever kind, what stands before the bracket included."""
    children = _children(node)
    start = 0 if children[0].type in ("(", "[", "{") else 1
    opening, *elements, closing = children[start:]
    elements = [child for child in elements if child.type != ","]
    before: list[Piece] = [children[0], SPACE] if start else []
    if not elements and node.child_count == 2 + start:
        return [*before, opening, closing]
    fill = node.type == "list" and all(map(_is_number, elements))
    hugs = node.type == "arguments" and bool(elements) and _can_be_hugged(elements[-1])
    end = Break("")
    result: list[Piece] = [*before, Group(hugs), opening, INDENT, Break("")]
    for element in elements:
        if element is not elements[0]:
            result += (",", Group(), Break(), END) if fill else (",", Break())
        result.append(element)
    if elements:
        result.append(TrailingComma(end))
    return [*result, CommentsBefore(closing.start_byte), DEDENT, end, closing, END]


def _is_number(node: TreeNode) -> bool:
    if node.type == "unary_expression":
        operator, *_, operand = node.children
        return operator.type == "-" and operand.type in _NUMBERS
    return node.type in _NUMBERS


def _can_be_hugged(node: TreeNode) -> bool:
    if node.type == "named_argument":
        node = _children(node)[-1]
    return node.type in _HUGGED and node.child_count > 2


def _parentheses(node: TreeNode) -> list[Piece]:
    *before, opening, inner, closing = _children(node)
    return [
        *(Alias(child) for child in before),
        Group(),
        opening,
        INDENT,
        Break(""),
        *(_chain(inner, indent=False) or [inner]),
        CommentsBefore(closing.start_byte),
        DEDENT,
        Break(""),
        closing,
        END,
    ]


# ---------------------------------------------------------------- expressions and types


def _operators(node: TreeNode) -> list[Piece]:
    return _chain(node) or [node]


def _chain(node: TreeNode, *, indent: bool = True, last: Break | None = None) -> list[Piece]:
    """Operands with operators of one level between them, broken behind the operators. Empty for another node."""
    operands: list[TreeNode] = []
    if node.type in ("alternative_pattern", "union_type"):
        operands = _children(node)
    elif node.type == "binary_expression":
        level = _LEVELS[node.children[_operator(node)].type]
        while node.type == "binary_expression":
            left, operator, right = _children(node)
            if _LEVELS[operator.type] != level:
                break
            operands += (right, operator)
            node = left
        operands = [node, *reversed(operands)]
    if not operands:
        return []
    result: list[Piece] = [Group(), INDENT] if indent else [Group()]
    result.append(operands[0])
    for operator, operand in zip(operands[1::2], operands[2::2], strict=True):
        result += (SPACE, operator, Break(), operand)
    if indent:
        result.append(DEDENT)
    return [*result, *([last] if last else []), END]


def _operator(node: TreeNode) -> int:
    return next(index for index, child in enumerate(node.children) if child.type in _LEVELS)


def _postfix(node: TreeNode) -> list[Piece]:
    value, links = _links(node)
    return _members(node) or [value, *(piece for link in links for piece in _link(link))]


def _members(node: TreeNode, last: Break | None = None) -> list[Piece]:
    """Calls of members one behind the other, from two on: each may begin a line. Empty for another node."""
    value, links = _links(node)
    # A comment between the dot and the name keeps them from beginning a line.
    starts = {
        link.end_byte
        for link, following in pairwise(links)
        if link.type == "member_expression" and link.children[-2].type == "." and following.type == "call_expression"
    }
    if len(starts) < 2:
        return []
    result: list[Piece] = [Group(), INDENT, value]
    for link in links:
        if link.end_byte in starts:
            result.append(Break(""))
        result += _link(link)
    return [*result, DEDENT, *([last] if last else []), END]


def _links(node: TreeNode) -> tuple[TreeNode, list[TreeNode]]:
    """A value, and the calls, indexes and members behind it."""
    links: list[TreeNode] = []
    while node.type in _POSTFIX:
        links.append(node)
        node = _children(node)[0]
    links.reverse()
    return node, links


def _link(node: TreeNode) -> list[Piece]:
    _, *rest = _children(node)
    if node.type != "index_expression":
        return list(rest)
    opening, index, closing = rest
    inner: list[Piece] = [INDENT, Break(""), index, CommentsBefore(closing.start_byte), DEDENT, Break("")]
    return [Group(), opening, *inner, closing, END]


def _type_arguments(node: TreeNode) -> list[Piece]:
    opening, *arguments, closing = (child for child in _children(node) if child.type != ",")
    result: list[Piece] = [opening]
    for argument in arguments:
        result += (argument,) if argument is arguments[0] else (",", SPACE, argument)
    return [*result, closing]


def _named_type(node: TreeNode) -> list[Piece]:
    name, *arguments = _children(node)
    return [Alias(name), *arguments]


_RULES: dict[str, Callable[[TreeNode], list[Piece]]] = {
    "source_file": _file,
    "block": _block,
    "match_block": _block,
    **dict.fromkeys(_COMPOUND | {"primitive_declaration"}, _headed),
    "function_expression": _function,
    "match_case": _match_case,
    **dict.fromkeys(("let_declaration", "const_declaration", "assignment_statement"), _binding),
    **dict.fromkeys(
        (
            "arguments",
            "parameters",
            "parameter_types",
            "list",
            "map",
            "struct_expression",
            "struct_type",
            "record_pattern",
            "list_pattern",
        ),
        _brackets,
    ),
    **dict.fromkeys(("parenthesized_expression", "parenthesized_pattern", "type_pattern"), _parentheses),
    **dict.fromkeys(("binary_expression", "alternative_pattern", "union_type"), _operators),
    **dict.fromkeys(_POSTFIX, _postfix),
    **dict.fromkeys(("unary_expression", "named_type_argument", "type_name", "dotted_name", "rest_pattern"), _tight),
    "type_arguments": _type_arguments,
    "named_type": _named_type,
}
