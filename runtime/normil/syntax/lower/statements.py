"""Statements and declarations: LANGUAGE 4, 9, 11, 13 and 16."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from normil.syntax.docs import documented
from normil.syntax.lower.base import TreeNode, parts
from normil.syntax.lower.expressions import Expressions
from normil.syntax.nodes import (
    Annotation,
    AnnotationArgument,
    Assign,
    Block,
    Break,
    Case,
    Continue,
    ErrorStatement,
    ExpressionStatement,
    Fix,
    For,
    FunctionDeclaration,
    If,
    Import,
    Let,
    Match,
    Name,
    PrimitiveDeclaration,
    Return,
    Statement,
    Throw,
    Try,
    TypeDeclaration,
    While,
)

_TARGETS = frozenset({"identifier", "member_expression", "index_expression"})


def flattened(nodes: Iterable[TreeNode]) -> Iterator[TreeNode]:
    """The nodes, with the statements that stand inside an unreadable place instead of that place."""
    for node in nodes:
        inside = [child for child in node.named_children if child.type in _STATEMENTS] if node.is_error else []
        yield from inside or [node]


class Statements(Expressions):
    def statement(self, node: TreeNode, doc: str | None) -> Statement:
        if node.type in self._DOCUMENTED:
            return self._DOCUMENTED[node.type](self, node, doc)
        lower = self._LOWER_STATEMENT.get(node.type)
        return lower(self, node) if lower else ErrorStatement(*self.span(node))

    def block(self, node: TreeNode | None, parent: TreeNode) -> Block:
        if node is None:
            return Block(*self.end(parent), [])
        if self.too_deep(node):
            return Block(*self.span(node), [])
        self._depth += 1
        if node.type == "block":
            statements = documented(flattened(node.named_children), self._text)
            found = [self.statement(part, doc) for part, doc in statements if part.type != "missing_bracket"]
        elif node.type in ("missing_block", "missing_catch"):
            found = []
        else:
            found = [self.statement(node, None)]
        self._depth -= 1
        return Block(*self.span(node), found)

    def declared(self, node: TreeNode) -> Name:
        """The name of a declaration that cannot be the wildcard."""
        name = self.name(node.child_by_field_name("name"), node)
        if name.text == "_":
            self.problem_at("NOR001", name, "a declaration needs a name, and `_` is none")
        return name

    def _let(self, node: TreeNode, doc: str | None) -> Statement:
        constant = node.type == "const_declaration"
        return Let(
            *self.span(node),
            self.declared(node) if constant else self.name(node.child_by_field_name("name"), node),
            self.optional_type(node.child_by_field_name("type")),
            self.expression(node.child_by_field_name("value"), node),
            constant,
            doc,
        )

    def _assign(self, node: TreeNode) -> Statement:
        target = node.child_by_field_name("target")
        operator = node.child_by_field_name("operator")
        if target is not None and target.type not in _TARGETS:
            self.problem(
                "NOR021",
                target,
                "this cannot be assigned to",
                "assign to a name, a member `a.b` or an element `a[i]`",
            )
        return Assign(
            *self.span(node),
            self.expression(target, node),
            operator.type if operator else "=",
            self.expression(node.child_by_field_name("value"), node),
        )

    def _expression_statement(self, node: TreeNode) -> Statement:
        return ExpressionStatement(*self.span(node), self.expression(next(parts(node), None), node))

    def _if(self, node: TreeNode) -> Statement:
        alternative = node.child_by_field_name("alternative")
        orelse: Block | If | None = None
        if alternative is not None and alternative.type == "if_statement" and not self.too_deep(alternative):
            self._depth += 1
            chained = self._if(alternative)
            self._depth -= 1
            orelse = chained if isinstance(chained, If) else None
        elif alternative is not None:
            orelse = self.block(alternative, node)
        return If(
            *self.span(node),
            self.expression(node.child_by_field_name("condition"), node),
            self.block(node.child_by_field_name("consequence"), node),
            orelse,
        )

    def _while(self, node: TreeNode) -> Statement:
        return While(
            *self.span(node),
            self.expression(node.child_by_field_name("condition"), node),
            self.block(node.child_by_field_name("body"), node),
        )

    def _for(self, node: TreeNode) -> Statement:
        return For(
            *self.span(node),
            self.name(node.child_by_field_name("variable"), node),
            self.expression(node.child_by_field_name("iterable"), node),
            self.block(node.child_by_field_name("body"), node),
        )

    def _match(self, node: TreeNode) -> Statement:
        body = node.child_by_field_name("body")
        return Match(
            *self.span(node),
            self.expression(node.child_by_field_name("subject"), node),
            [] if body is None else [self._case(part) for part in parts(body) if part.type == "match_case"],
        )

    def _case(self, node: TreeNode) -> Case:
        return Case(
            *self.span(node),
            self.pattern(node.child_by_field_name("pattern"), node),
            self.optional_expression(node.child_by_field_name("guard")),
            self.block(node.child_by_field_name("body"), node),
        )

    def _try(self, node: TreeNode) -> Statement:
        return Try(
            *self.span(node),
            self.block(node.child_by_field_name("body"), node),
            self.name(node.child_by_field_name("name"), node),
            self.block(node.child_by_field_name("handler"), node),
        )

    def _return(self, node: TreeNode) -> Statement:
        return Return(*self.span(node), self.optional_expression(node.child_by_field_name("value")))

    def _throw(self, node: TreeNode) -> Statement:
        return Throw(*self.span(node), self.expression(node.child_by_field_name("value"), node))

    def _break(self, node: TreeNode) -> Statement:
        return Break(*self.span(node))

    def _continue(self, node: TreeNode) -> Statement:
        return Continue(*self.span(node))

    def _import(self, node: TreeNode) -> Statement:
        path = self.type_path(node.child_by_field_name("path"))
        alias = node.child_by_field_name("alias")
        return Import(*self.span(node), path, None if alias is None else self.name(alias, node))

    def _type_declaration(self, node: TreeNode, doc: str | None) -> Statement:
        return TypeDeclaration(
            *self.span(node), self.declared(node), self.type(node.child_by_field_name("type"), node), doc
        )

    def _function_declaration(self, node: TreeNode, doc: str | None) -> Statement:
        rollback = node.child_by_field_name("rollback")
        return FunctionDeclaration(
            *self.span(node),
            self.declared(node),
            self.parameters(node.child_by_field_name("parameters")),
            self.optional_type(node.child_by_field_name("result")),
            self.block(node.child_by_field_name("body"), node),
            self._annotations(node),
            node.type == "transaction_declaration",
            None if rollback is None else self.block(rollback, node),
            doc,
        )

    def _primitive(self, node: TreeNode, doc: str | None) -> Statement:
        owner = node.child_by_field_name("owner")
        parameters = node.child_by_field_name("parameters")
        return PrimitiveDeclaration(
            *self.span(node),
            None if owner is None else self.name(owner, node),
            self.declared(node),
            None if parameters is None else self.parameters(parameters),
            self.optional_type(node.child_by_field_name("result")),
            self._annotations(node),
            doc,
        )

    def _annotations(self, node: TreeNode) -> list[Annotation]:
        found = [self._annotation(part) for part in parts(node) if part.type == "annotation"]
        seen: set[str] = set()
        for annotation in found:
            if annotation.name.text in seen:
                fix = Fix("Remove the annotation", ((annotation.start, annotation.end, ""),))
                message = f"`@{annotation.name.text}` is written twice on this declaration"
                self.problem_at("NOR028", annotation, message, "remove one of the two", fix)
            seen.add(annotation.name.text)
        return found

    def _annotation(self, node: TreeNode) -> Annotation:
        name = self.name(node.child_by_field_name("name"), node)
        if name.start != self.span(node)[0] + 1:
            self.problem("NOR001", node, "an annotation has no space between `@` and its name")
        arguments = node.child_by_field_name("arguments")
        return Annotation(
            *self.span(node),
            name,
            []
            if arguments is None
            else [AnnotationArgument(*self.span(part), *self.argument(part)) for part in parts(arguments)],
        )

    _DOCUMENTED: ClassVar[dict[str, Callable[[Statements, TreeNode, str | None], Statement]]] = {
        "let_declaration": _let,
        "const_declaration": _let,
        "type_declaration": _type_declaration,
        "function_declaration": _function_declaration,
        "transaction_declaration": _function_declaration,
        "primitive_declaration": _primitive,
    }

    _LOWER_STATEMENT: ClassVar[dict[str, Callable[[Statements, TreeNode], Statement]]] = {
        "assignment_statement": _assign,
        "expression_statement": _expression_statement,
        "if_statement": _if,
        "while_statement": _while,
        "for_statement": _for,
        "match_statement": _match,
        "try_statement": _try,
        "return_statement": _return,
        "throw_statement": _throw,
        "break_statement": _break,
        "continue_statement": _continue,
        "import_statement": _import,
    }


_STATEMENTS = frozenset({*Statements._DOCUMENTED, *Statements._LOWER_STATEMENT})
