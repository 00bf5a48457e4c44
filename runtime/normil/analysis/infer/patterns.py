"""Types of the names that patterns bind (LANGUAGE 10)."""

from __future__ import annotations

from normil.analysis.infer.expressions import Expressions
from normil.analysis.names import TYPE_WORDS, BindingKind
from normil.analysis.types import ANY, EXACT_FLOAT, FLOAT, NEVER, List, Map, Optional, Record, Type
from normil.syntax import nodes as n


class Patterns(Expressions):
    def pattern(self, pattern: n.Pattern | n.RestPattern, subject: Type) -> None:
        match pattern:
            case n.NamePattern(name=name):
                self.declare(name, subject)
            case n.TypePattern(type=type_, inner=inner):
                self.pattern(inner, self._tested(type_.path, type_))
            case n.RecordPattern(path=path, fields=fields):
                if path:
                    subject = self._tested(path, n.NamedType(path[0].start, path[-1].end, path, []))
                self.types[pattern] = subject
                for field in fields:
                    part = self._part(subject, field.name.text)
                    if field.pattern is None:
                        self.declare(field.name, part)
                    else:
                        self.pattern(field.pattern, part)
            case n.ListPattern(elements=elements):
                element = subject.element if isinstance(subject, List) else ANY
                for inner_pattern in elements:
                    if isinstance(inner_pattern, n.RestPattern):
                        self.declare(inner_pattern.name, List(element))
                    else:
                        self.pattern(inner_pattern, ANY if element == NEVER else element)
            case n.AlternativePattern(alternatives=alternatives):
                before, after = self.flow, []
                for alternative in alternatives:
                    self.flow = dict(before)
                    self.pattern(alternative, subject)
                    after.append(self.flow)
                self.merge(after)

    def _tested(self, path: list[n.Name], type_: n.NamedType) -> Type:
        name = path[0]
        if len(path) > 1:
            return ANY
        if name.text not in TYPE_WORDS:
            kind = self.kind(name, name.text)
            builtin_value = kind is BindingKind.BUILTIN and self.lookup.named_type(name.text) is None
            if kind in (BindingKind.FUNCTION, BindingKind.TRANSACTION) or builtin_value:
                self.found.report("NOR002", name, f"'{name.text}' is not a type")
        tested = self.reader.read(type_)
        return EXACT_FLOAT if tested == FLOAT else tested

    def _part(self, subject: Type, name: str) -> Type:
        if isinstance(subject, Optional):
            subject = subject.inner
        match subject:
            case Record():
                field = self.lookup.fields(subject).get(name)
                return field.type if field is not None else ANY
            case Map(value=value):
                return ANY if value == NEVER else value
        return ANY
