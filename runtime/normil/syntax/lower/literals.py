"""Literals of expressions and patterns: LANGUAGE 2.3."""

from __future__ import annotations

from normil.syntax import literals
from normil.syntax.lower.base import Base, TreeNode, parts
from normil.syntax.nodes import Fix, Problem


class Literals(Base):
    LITERALS = frozenset({"integer", "float", "negative_number", "string", "true", "false", "none"})

    def literal(self, node: TreeNode) -> int | float | str | bool | None:
        match node.type:
            case "integer":
                return literals.integer(self.source(node))
            case "float":
                return float(self.source(node))
            case "negative_number":
                return self._negative(node)
            case "string":
                return self._string(node)
            case kind:
                return {"true": True, "false": False}.get(kind)

    def _negative(self, node: TreeNode) -> int | float:
        number = next(parts(node), None)
        if number is None or number.is_missing:
            return 0
        source = self.source(number)
        return -literals.integer(source) if number.type == "integer" else -float(source)

    def _string(self, node: TreeNode) -> str:
        source = self.source(node)
        closed = node.children[-1].type == '"'
        value, unknown = literals.string(source[1:-1] if closed else source[1:].rstrip("\r"))
        start = self.span(node)[0] + 1
        for escape in unknown:
            text = source[1 + escape.start : 1 + escape.end]
            self.problems.append(
                Problem(
                    "NOR029",
                    start + escape.start,
                    start + escape.end,
                    f"unknown escape `{text}`: it stands for `{text[1:]}`",
                    "remove the backslash, or write `\\\\` for one",
                    Fix("Remove the backslash", ((start + escape.start, start + escape.start + 1, ""),), safe=True),
                )
            )
        return value
