"""Types: LANGUAGE 6.2, and the unions of primitive declarations."""

from __future__ import annotations

from normil.syntax import literals
from normil.syntax.docs import documented
from normil.syntax.lower.base import Base, TreeNode, parts
from normil.syntax.nodes import (
    ErrorType,
    FieldDeclaration,
    FunctionType,
    Name,
    NamedType,
    StructType,
    Type,
    TypeArgument,
    UnionType,
)


class Types(Base):
    def optional_type(self, node: TreeNode | None) -> Type | None:
        return None if node is None else self.type(node, node)

    def type(self, node: TreeNode | None, parent: TreeNode) -> Type:
        if node is None:
            return ErrorType(*self.end(parent))
        if self.too_deep(node):
            return ErrorType(*self.span(node))
        self._depth += 1
        try:
            match node.type:
                case "named_type":
                    return self._named_type(node)
                case "struct_type":
                    return StructType(*self.span(node), self._fields(node))
                case "function_type":
                    return self._function_type(node)
                case "union_type":
                    return UnionType(*self.span(node), [self.type(part, node) for part in parts(node)])
                case _:
                    return ErrorType(*self.span(node))
        finally:
            self._depth -= 1

    def type_path(self, node: TreeNode | None) -> list[Name]:
        return [] if node is None else [self.name(part, node) for part in parts(node)]

    def _named_type(self, node: TreeNode) -> NamedType:
        path = self.type_path(node.child_by_field_name("name"))
        arguments = node.child_by_field_name("arguments")
        found = [] if arguments is None else [self._type_argument(part) for part in parts(arguments)]
        if arguments is not None and self.followed_by(arguments, "="):
            self.problem("NOR001", arguments, "`>=` is one operator here", "put a space between the `>` and the `=`")
        return NamedType(*self.span(node), path, found)

    def _type_argument(self, node: TreeNode) -> TypeArgument:
        if node.type != "named_type_argument":
            return TypeArgument(*self.span(node), None, self._argument_value(node))
        name = self.name(node.child_by_field_name("name"), node)
        value = node.child_by_field_name("value")
        return TypeArgument(*self.span(node), name, self._argument_value(value) if value else self.name(None, node))

    def _argument_value(self, node: TreeNode) -> Type | int | float | Name:
        match node.type:
            case _ if node.is_missing:
                return ErrorType(*self.span(node))
            case "integer":
                return literals.integer(self.source(node))
            case "float":
                return float(self.source(node))
            case "identifier":
                return self.name(node, node)
            case _:
                return self.type(node, node)

    def _fields(self, node: TreeNode) -> list[FieldDeclaration]:
        return [
            FieldDeclaration(
                *self.span(part),
                self.name(part.child_by_field_name("name"), part),
                self.type(part.child_by_field_name("type"), part),
                doc,
            )
            for part, doc in documented(node.named_children, self._text)
            if part.type == "field_declaration"
        ]

    def _function_type(self, node: TreeNode) -> FunctionType:
        parameters = node.child_by_field_name("parameters")
        return FunctionType(
            *self.span(node),
            [] if parameters is None else [self.type(part, node) for part in parts(parameters)],
            self.optional_type(node.child_by_field_name("result")),
        )
