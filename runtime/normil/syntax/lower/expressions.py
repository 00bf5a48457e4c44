"""Expressions: LANGUAGE 4 and 8, with NOR024 and the order of arguments."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import ClassVar

from normil.syntax.lower.base import TreeNode, parts
from normil.syntax.lower.patterns import Patterns
from normil.syntax.nodes import (
    Argument,
    Binary,
    Block,
    Call,
    Constant,
    ErrorExpression,
    Expression,
    FieldInit,
    Fix,
    FunctionLiteral,
    Identifier,
    Index,
    ListLiteral,
    MapEntry,
    MapLiteral,
    Member,
    Name,
    Parameter,
    Slice,
    StructLiteral,
    Unary,
)
from normil.syntax.units import WIDTH

_EQUALITY = frozenset({"==", "!="})
_RELATION = frozenset({"<", "<=", ">", ">="})


class Expressions(Patterns):
    def block(self, node: TreeNode | None, parent: TreeNode) -> Block:
        raise NotImplementedError

    def optional_expression(self, node: TreeNode | None) -> Expression | None:
        return None if node is None else self.expression(node, node)

    def expression(self, node: TreeNode | None, parent: TreeNode) -> Expression:
        if node is None:
            return ErrorExpression(*self.end(parent))
        if self.too_deep(node):
            return ErrorExpression(*self.span(node))
        lower = self._LOWER.get(node.type)
        if lower is None or node.is_missing:
            return ErrorExpression(*self.span(node))
        self._depth += 1
        found = lower(self, node)
        self._depth -= 1
        return found

    def _identifier(self, node: TreeNode) -> Expression:
        return Identifier(*self.span(node), self.identifier(node))

    def _constant(self, node: TreeNode) -> Expression:
        return Constant(*self.span(node), self.literal(node))

    def _parenthesized(self, node: TreeNode) -> Expression:
        return self.expression(next(parts(node), None), node)

    def _list(self, node: TreeNode) -> Expression:
        return ListLiteral(*self.span(node), [self.expression(part, node) for part in parts(node)])

    def _map(self, node: TreeNode) -> Expression:
        entries = [self._entry(part) for part in parts(node) if part.type == "map_entry"]
        return MapLiteral(*self.span(node), entries)

    def _entry(self, node: TreeNode) -> MapEntry:
        key_node = node.child_by_field_name("key")
        value = self.expression(node.child_by_field_name("value"), node)
        bare = key_node is not None and key_node.type == "property_identifier"
        key: Expression
        if key_node is not None and bare:
            key = Constant(*self.span(key_node), self.identifier(key_node))
        elif key_node is not None and key_node.type == "negative_number":
            key = self._constant(key_node)
        else:
            key = self.expression(key_node, node)
        return MapEntry(*self.span(node), key, value, bare)

    def _struct(self, node: TreeNode) -> Expression:
        type_node = node.child_by_field_name("type")
        path = self._struct_path(type_node)
        if type_node is not None and path is None:
            self.problem(
                "NOR001",
                type_node,
                "a struct literal begins with the name of its type",
                "as in `Point {x: 1}`",
            )
        brace = next((child for child in node.children if child.type == "{"), None)
        if type_node is not None and brace is not None and "\n" in self.between(type_node, brace):
            self.problem("NOR001", brace, "the `{` of a struct literal stands on the line of its name")
        fields = [
            FieldInit(
                *self.span(part),
                self.name(part.child_by_field_name("name"), part),
                self.expression(part.child_by_field_name("value"), part),
            )
            for part in parts(node)
            if part.type == "field_initializer"
        ]
        return StructLiteral(*self.span(node), path or [], fields)

    def _struct_path(self, node: TreeNode | None) -> list[Name] | None:
        path: list[Name] = []
        while node is not None and node.type == "member_expression":
            path.append(self.name(node.child_by_field_name("name"), node))
            node = node.child_by_field_name("object")
        if node is None or node.type != "identifier":
            return None
        path.append(self.name(node, node))
        return path[::-1]

    def _function(self, node: TreeNode) -> Expression:
        return FunctionLiteral(
            *self.span(node),
            self.parameters(node.child_by_field_name("parameters")),
            self.optional_type(node.child_by_field_name("result")),
            self.block(node.child_by_field_name("body"), node),
        )

    def parameters(self, node: TreeNode | None) -> list[Parameter]:
        return [] if node is None else [self._parameter(part) for part in parts(node) if part.type == "parameter"]

    def _parameter(self, node: TreeNode) -> Parameter:
        return Parameter(
            *self.span(node),
            self.name(node.child_by_field_name("name"), node),
            self.optional_type(node.child_by_field_name("type")),
            self.optional_expression(node.child_by_field_name("default")),
            node.child_by_field_name("variadic") is not None,
        )

    def _unary(self, node: TreeNode) -> Expression:
        operator = node.child_by_field_name("operator")
        operand = self.expression(node.child_by_field_name("operand"), node)
        return Unary(*self.span(node), self.source(operator) if operator else "-", operand)

    def _binary(self, node: TreeNode) -> Expression:
        left = node.child_by_field_name("left")
        operator = node.child_by_field_name("operator")
        right = node.child_by_field_name("right")
        if operator is None:
            return ErrorExpression(*self.span(node))
        op = operator.type
        if left is not None and left.type == "binary_expression":
            self._refuse_chain(left, operator)
        return Binary(
            *self.span(node),
            op,
            self.expression(left, node),
            self.expression(right, node),
            operator.start_byte // WIDTH - self._start,
        )

    def _refuse_chain(self, left: TreeNode, operator: TreeNode) -> None:
        before = left.child_by_field_name("operator")
        for row in (_EQUALITY, _RELATION):
            if before is not None and before.type in row and operator.type in row:
                self.problem(
                    "NOR024",
                    operator,
                    f"comparisons do not chain: `{before.type}` and `{operator.type}` in a row",
                    f"write `a {before.type} b && b {operator.type} c`",
                    self._unchained(left, operator),
                )

    def _unchained(self, left: TreeNode, operator: TreeNode) -> Fix | None:
        """`a < b < c` as `a < b && b < c`, where `b` is a name or a number and is read twice at no cost."""
        middle = left.child_by_field_name("right")
        if middle is None or middle.type not in ("identifier", "integer", "float"):
            return None
        start, _ = self.span(operator)
        safe = operator.type in _RELATION
        return Fix("Compare each pair", ((start, start, f"&& {self.source(middle)} "),), safe=safe)

    def _call(self, node: TreeNode) -> Expression:
        callee = self.expression(node.child_by_field_name("function"), node)
        arguments = node.child_by_field_name("arguments")
        found: list[Argument] = []
        for part in parts(arguments) if arguments is not None else ():
            found.append(Argument(*self.span(part), *self.argument(part)))
        self._refuse_late_position(found)
        return Call(*self.span(node), callee, found)

    def _refuse_late_position(self, arguments: list[Argument]) -> None:
        for before, argument in pairwise(arguments):
            if before.name is not None and argument.name is None:
                self.problem_at(
                    "NOR001",
                    argument,
                    "a positional argument after a named one",
                    "put it before the named arguments, or give it a name too",
                )

    def argument(self, node: TreeNode) -> tuple[Name | None, Expression]:
        """The name, if it has one, and the value of an argument of a call or an annotation."""
        if node.type != "named_argument":
            return None, self.expression(node, node)
        name = self.name(node.child_by_field_name("name"), node)
        return name, self.expression(node.child_by_field_name("value"), node)

    def _index(self, node: TreeNode) -> Expression:
        return Index(
            *self.span(node),
            self.expression(node.child_by_field_name("object"), node),
            self.expression(node.child_by_field_name("index"), node),
        )

    def _slice(self, node: TreeNode) -> Expression:
        return Slice(
            *self.span(node),
            self.expression(node.child_by_field_name("object"), node),
            self.optional_expression(node.child_by_field_name("lower")),
            self.optional_expression(node.child_by_field_name("upper")),
        )

    def _member(self, node: TreeNode) -> Expression:
        return Member(
            *self.span(node),
            self.expression(node.child_by_field_name("object"), node),
            self.name(node.child_by_field_name("name"), node),
        )

    _LOWER: ClassVar[dict[str, Callable[[Expressions, TreeNode], Expression]]] = {
        "identifier": _identifier,
        **dict.fromkeys(("integer", "float", "string", "true", "false", "none"), _constant),
        "parenthesized_expression": _parenthesized,
        "list": _list,
        "map": _map,
        "struct_expression": _struct,
        "function_expression": _function,
        "unary_expression": _unary,
        "binary_expression": _binary,
        "call_expression": _call,
        "index_expression": _index,
        "slice_expression": _slice,
        "member_expression": _member,
    }
