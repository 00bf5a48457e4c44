"""Patterns → one Python expression that tests the subject and binds the names (LANGUAGE 10)."""

from __future__ import annotations

import ast
from collections.abc import Callable

from normil.analysis.names import BindingKind, Scope
from normil.compiler.emitter import LOAD, call, constant, load, store
from normil.compiler.expressions import Expressions
from normil.compiler.lattice import FLOAT, INT, SIMPLE, Ty
from normil.compiler.vectortypes import MatrixSpec, VectorSpec
from normil.syntax import nodes as n

Subject = Callable[[], ast.expr]


class Patterns(Expressions):
    def pattern(self, pattern: n.Pattern, subject: Subject, ty: Ty, scope: Scope) -> list[ast.expr]:
        """Tests to be joined by `and`; those that bind a name are always true."""
        match pattern:
            case n.Wildcard():
                return []
            case n.NamePattern(name=name):
                return self.bind(name, subject(), scope)
            case n.LiteralPattern(value=value):
                return [self.literal(value, subject, ty)]
            case n.TypePattern(type=type_, inner=inner):
                return [self.type_test(type_, subject), *self.pattern(inner, subject, Ty(0), scope)]
            case n.RecordPattern(path=path, fields=fields):
                tests = [self.is_instance(subject(), self.path(path))] if path else []
                for part in fields:
                    inner = part.pattern or n.NamePattern(part.start, part.end, part.name)
                    tests += self.part(call(".field", subject(), ast.Constant(part.name.text)), inner, scope)
                if not path and not fields:
                    tests.append(call(".has_fields", subject()))
                return tests
            case n.ListPattern(elements=elements):
                return self.list_pattern(elements, subject, scope)
            case n.AlternativePattern(alternatives=alternatives):
                ways = [self.both(self.pattern(way, subject, ty, scope)) for way in alternatives]
                return [ast.BoolOp(ast.Or(), ways)]
        raise AssertionError(f"a program with {type(pattern).__name__} is not compiled")

    def both(self, tests: list[ast.expr]) -> ast.expr:
        if not tests:
            return ast.Constant(True)
        return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)

    def part(self, value: ast.expr, pattern: n.Pattern, scope: Scope) -> list[ast.expr]:
        """Tests that `value` is there (not `.missing`) and matches."""
        name = self.temporary()
        there = _is_there(ast.NamedExpr(store(name), value))
        return [there, *self.pattern(pattern, lambda: load(name), Ty(0), scope)]

    def bind(self, name: n.Name | None, value: ast.expr, scope: Scope) -> list[ast.expr]:
        binding = scope.bindings.get(name.text) if name is not None else None
        if binding is None:
            return []
        place = self.place(binding)
        if place.boxed:
            value = call(".box", value)
        return [_is_there(ast.NamedExpr(store(place.python), value))]

    def literal(self, value: object, subject: Subject, ty: Ty) -> ast.expr:
        wanted = constant(value)
        if value is None or isinstance(value, bool):
            return ast.Compare(subject(), [ast.Is()], [wanted])
        equal = ast.Compare(subject(), [ast.Eq()], [wanted])
        if isinstance(value, str):
            if ty.within(SIMPLE):
                return equal
            return ast.BoolOp(ast.And(), [self.is_instance(subject(), load(".str")), equal])
        if ty.within(INT | FLOAT):
            return equal
        return ast.BoolOp(ast.And(), [call(".is_number", subject()), equal])

    def is_instance(self, value: ast.expr, type_: ast.expr) -> ast.expr:
        return call(".isinstance", value, type_)

    def list_pattern(self, elements: list[n.Pattern | n.RestPattern], subject: Subject, scope: Scope) -> list[ast.expr]:
        rest = next((i for i, element in enumerate(elements) if isinstance(element, n.RestPattern)), None)
        plain = len(elements) - (rest is not None)
        tests = [
            self.is_instance(subject(), load(".sequences")),
            ast.Compare(
                call(".len", subject()),
                [ast.Eq() if rest is None else ast.GtE()],
                [ast.Constant(plain)],
            ),
        ]
        for position, element in enumerate(elements):
            if isinstance(element, n.RestPattern):
                after = len(elements) - position - 1
                upper = ast.UnaryOp(ast.USub(), ast.Constant(after)) if after else None
                part = ast.Subscript(subject(), ast.Slice(ast.Constant(position) if position else None, upper), LOAD)
                tests += self.bind(element.name, call(".list", part), scope)
                continue
            if isinstance(element, n.Wildcard):
                continue
            index = position if rest is None or position < rest else position - len(elements)
            at = ast.Constant(index) if index >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-index))
            tests += self.part(ast.Subscript(subject(), at, LOAD), element, scope)
        return tests

    # ------------------------------------------------------------ types

    def type_test(self, type_: n.Type, subject: Subject, depth: int = 0) -> ast.expr:
        spec = self.vector_types.spec(type_, self.item)
        if isinstance(spec, VectorSpec):
            tests: list[ast.expr] = [call(".is_vec", subject())]
            if isinstance(spec.dim, int):
                size = ast.Attribute(subject(), "size", LOAD)
                tests.append(ast.Compare(size, [ast.Eq()], [ast.Constant(spec.dim)]))
            return self.both(tests)
        if isinstance(spec, MatrixSpec):
            shape = ast.Attribute(subject(), "shape", LOAD)
            wanted = constant((spec.rows, spec.cols))
            return self.both([call(".is_matrix", subject()), ast.Compare(shape, [ast.Eq()], [wanted])])
        target = self.vector_types.resolved(type_, self.item)
        if target is None or depth > 50:
            return ast.Constant(True)  # a circle of aliases is read as any
        if not isinstance(target, n.NamedType):
            return call(".is_function" if isinstance(target, n.FunctionType) else ".has_fields", subject())
        binding = self.binding(target.path[0])
        if binding is None or binding.kind is BindingKind.BUILTIN:
            return self.builtin_test(target, subject, depth)
        return call(".matches", subject(), self.path(target.path))

    def builtin_test(self, type_: n.NamedType, subject: Subject, depth: int) -> ast.expr:
        name = _ALIASES.get(type_.path[-1].text, type_.path[-1].text)
        if name == "any":
            return ast.Constant(True)
        if name == "none":
            return ast.Compare(subject(), [ast.Is()], [ast.Constant(None)])
        if name == "optional":
            none = ast.Compare(subject(), [ast.Is()], [ast.Constant(None)])
            inner = type_.arguments[0].value if type_.arguments else None
            if not isinstance(inner, n.NamedType):
                return ast.Constant(True)
            return ast.BoolOp(ast.Or(), [none, self.type_test(inner, subject, depth + 1)])
        if name in _CLASSES:
            return self.is_instance(subject(), load(_CLASSES[name]))
        if name in _PREDICATES:
            return call(_PREDICATES[name], subject())
        self.builtins.add(name)
        return call(".matches", subject(), load(name))


_ALIASES = {
    "string": "str",
    "String": "str",
    "Int": "int",
    "Float": "float",
    "Bool": "bool",
    "Any": "any",
    "void": "none",
    "List": "list",
    "Map": "map",
    "Optional": "optional",
    "Vector": "Vec",
    "SparseVector": "SparseVec",
}
_CLASSES = {
    "bool": ".bool",
    "float": ".float",
    "timestamp": ".float",
    "str": ".str",
    "uuid": ".str",
    "map": ".dict",
    "list": ".sequences",
}
_PREDICATES = {"int": ".is_int", "Vec": ".is_vec", "Matrix": ".is_matrix"}


def _is_there(value: ast.expr) -> ast.expr:
    return ast.Compare(value, [ast.IsNot()], [load(".missing")])
