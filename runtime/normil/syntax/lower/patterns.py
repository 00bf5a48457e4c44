"""Patterns: LANGUAGE 10, with the rules on the names they bind (NOR022)."""

from __future__ import annotations

from normil.syntax.grammar import RESERVED
from normil.syntax.lower.base import TreeNode, parts
from normil.syntax.lower.literals import Literals
from normil.syntax.lower.types import Types
from normil.syntax.nodes import (
    AlternativePattern,
    ErrorPattern,
    FieldPattern,
    ListPattern,
    LiteralPattern,
    Name,
    NamedType,
    NamePattern,
    Pattern,
    RecordPattern,
    RestPattern,
    TypePattern,
    Wildcard,
)

Names = dict[str, Name]

_TWICE = "bind different names and compare them behind `where`, as in `case [a, b] where a == b`"


class Patterns(Types, Literals):
    def pattern(self, node: TreeNode | None, parent: TreeNode) -> Pattern:
        return self._pattern(node, parent)[0]

    def _pattern(self, node: TreeNode | None, parent: TreeNode) -> tuple[Pattern, Names]:
        """The pattern, and the names it binds."""
        if node is None:
            return ErrorPattern(*self.end(parent)), {}
        if node.is_missing or self.too_deep(node):
            return ErrorPattern(*self.span(node)), {}
        self._depth += 1
        try:
            match node.type:
                case "identifier":
                    name = self.name(node, node)
                    return NamePattern(*self.span(node), name), {name.text: name}
                case "wildcard":
                    return Wildcard(*self.span(node)), {}
                case "type_pattern":
                    return self._type_pattern(node)
                case "record_pattern":
                    return self._record_pattern(node)
                case "list_pattern":
                    return self._list_pattern(node)
                case "alternative_pattern":
                    return self._alternative_pattern(node)
                case "parenthesized_pattern":
                    return self._pattern(next(parts(node), None), node)
                case kind if kind in self.LITERALS:
                    return LiteralPattern(*self.span(node), self.literal(node)), {}
                case _:
                    return ErrorPattern(*self.span(node)), {}
        finally:
            self._depth -= 1

    def _type_pattern(self, node: TreeNode) -> tuple[Pattern, Names]:
        type_name = node.child_by_field_name("type")
        span = self.end(node) if type_name is None else self.span(type_name)
        tested = NamedType(*span, self.type_path(type_name), [])
        inner, names = self._pattern(node.child_by_field_name("pattern"), node)
        return TypePattern(*self.span(node), tested, inner), names

    def _record_pattern(self, node: TreeNode) -> tuple[Pattern, Names]:
        fields: list[FieldPattern] = []
        names: Names = {}
        for part in parts(node):
            if part.type != "field_pattern":
                continue
            name = self.name(part.child_by_field_name("name"), part)
            value = part.child_by_field_name("pattern")
            if value is not None:
                inner, bound = self._pattern(value, part)
                self._join(names, bound)
            else:
                inner = None
                self._join(names, {} if name.text == "_" else {name.text: name})
                if name.text in RESERVED:
                    self.problem(
                        "NOR001",
                        part,
                        f"`{name.text}` is a reserved word and cannot be bound",
                        "add `: name` to it",
                    )
            fields.append(FieldPattern(*self.span(part), name, inner))
        return RecordPattern(*self.span(node), self.type_path(node.child_by_field_name("type")), fields), names

    def _list_pattern(self, node: TreeNode) -> tuple[Pattern, Names]:
        elements: list[Pattern | RestPattern] = []
        names: Names = {}
        rests = 0
        for part in parts(node):
            if part.type != "rest_pattern":
                element, bound = self._pattern(part, node)
                elements.append(element)
                self._join(names, bound)
                continue
            rests += 1
            if rests > 1:
                self.problem("NOR022", part, "a list pattern has room for one `...` only", "remove one of them")
            label = part.child_by_field_name("name")
            name = None if label is None or self.source(label) == "_" else self.name(label, part)
            elements.append(RestPattern(*self.span(part), name))
            if name is not None:
                self._join(names, {name.text: name})
        return ListPattern(*self.span(node), elements), names

    def _alternative_pattern(self, node: TreeNode) -> tuple[Pattern, Names]:
        found = [self._pattern(part, node) for part in parts(node)]
        names = found[0][1] if found else {}
        for part, (_, bound) in zip(parts(node), found, strict=True):
            odd = [name for name in {**names, **bound} if name not in names or name not in bound]
            if odd:
                listed = ", ".join(f"`{name}`" for name in odd)
                self.problem(
                    "NOR022",
                    part,
                    f"the alternatives of a pattern must bind the same names; not all bind {listed}",
                    "bind them in every alternative, or write one case for each",
                )
                break
        return AlternativePattern(*self.span(node), [pattern for pattern, _ in found]), names

    def _join(self, names: Names, more: Names) -> None:
        for text, name in more.items():
            if text in names:
                self.problem_at("NOR022", name, f"`{text}` is bound twice in this pattern", _TWICE)
            names[text] = name
