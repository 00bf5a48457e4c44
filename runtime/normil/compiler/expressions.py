"""Expressions → Python `ast`: the native operator where the types prove that Python means the same as LANGUAGE 8,
else a call of the helper of that name in `values`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import partial

from normil.analysis.names import Binding, BindingKind, FunctionNode, Scope
from normil.compiler.code import python_name
from normil.compiler.emitter import LOAD, Emitter, call, direct_name, load, store
from normil.compiler.infer.guards import Guard
from normil.compiler.infer.heap import Site
from normil.compiler.lattice import (
    ARRAY,
    BOOL,
    FLOAT,
    FUNCTION,
    INT,
    LIST,
    MAP,
    MATRIX,
    NONE,
    NUMBER,
    OTHER,
    RECORD,
    SIMPLE,
    STR,
    VEC,
    Ty,
)
from normil.syntax import nodes as n
from normil.values.records import slot

_HELPERS = {
    "+": ".add",
    "-": ".sub",
    "*": ".mul",
    "/": ".div",
    "%": ".mod",
    "@": ".matmul",
    ".+": ".dot_add",
    ".-": ".dot_sub",
    ".*": ".dot_mul",
    "./": ".dot_div",
    "==": ".eq",
    "!=": ".ne",
    "<": ".lt",
    "<=": ".le",
    ">": ".gt",
    ">=": ".ge",
}
_OPERATORS: dict[str, Callable[[], ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "/": ast.Div,
    "%": ast.Mod,
}
_COMPARISONS: dict[str, Callable[[], ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
_CONVERSIONS = frozenset(("int", "float", "bool", "str", "list", "map", "timestamp", "uuid"))  # types to be called
# list methods whose meaning is Python's own, with the number of arguments they take
_LIST_METHODS = {"append": 1, "push": 1, "insert": 2, "clear": 0, "reverse": 0}
_OWN = (BindingKind.BUILTIN, BindingKind.FUNCTION, BindingKind.TRANSACTION, BindingKind.TYPE)


class Expressions(Emitter):
    def function_value(self, node: n.FunctionLiteral) -> ast.expr:
        raise NotImplementedError  # declarations.py

    def expression(self, node: n.Expression) -> ast.expr:
        return self.put(self._expression(node), node)

    def _expression(self, node: n.Expression) -> ast.expr:
        match node:
            case n.Constant(value=value):
                return ast.Constant(value)
            case n.Identifier():
                return self.identifier(node)
            case n.Binary():
                return self.binary(node)
            case n.Unary(op="!", operand=operand):
                return ast.UnaryOp(ast.Not(), self.test(operand))
            case n.Unary(operand=operand):
                tree = self.expression(operand)
                if self.type_of(operand).within(NUMBER | ARRAY):
                    return ast.UnaryOp(ast.USub(), tree)
                return call(".neg", tree)
            case n.Call():
                return self.call(node)
            case n.Index(object=object_, index=index):
                return self.index(
                    self.expression(object_),
                    self.type_of(object_),
                    self.expression(index),
                    self.type_of(index),
                )
            case n.Slice():
                return self.slice(node)
            case n.Member(object=object_, name=name) if self.is_import(object_):
                return self.of_module(node, call(".member", self.expression(object_), ast.Constant(name.text)))
            case n.Member(object=object_, name=name):
                return self.member(self.expression(object_), self.type_of(object_), name.text)
            case n.ListLiteral(items=items):
                return ast.List([self.expression(item) for item in items], LOAD)
            case n.MapLiteral(entries=entries):
                keys: list[ast.expr | None] = []
                values: list[ast.expr] = []
                for entry in entries:
                    keys.append(self.expression(entry.key))
                    values.append(self.expression(entry.value))
                return ast.Dict(keys, values)
            case n.StructLiteral():
                return self.struct(node)
            case n.FunctionLiteral():
                return self.function_value(node)
        raise AssertionError(f"a program with {type(node).__name__} is not compiled")

    def identifier(self, node: n.Identifier) -> ast.expr:
        binding = self.binding(node)
        if binding is None:
            # only in code that was typed at a debugger or prompt: the name may exist when it runs
            return load(node.name)
        return self.read_binding(binding)

    # ------------------------------------------------------------ truth

    def test(self, node: n.Expression) -> ast.expr:
        """The expression where only its truth counts."""
        if isinstance(node, n.Binary) and node.op in ("&&", "||"):
            junction = ast.And() if node.op == "&&" else ast.Or()
            return self.put(ast.BoolOp(junction, [self.test(node.left), self.test(node.right)]), node)
        tree = self.expression(node)
        if self.type_of(node).within(SIMPLE | LIST | MAP | FUNCTION):
            return tree
        return self.put(call(".truth", tree), node)

    def boolean(self, node: n.Expression) -> ast.expr:
        """The truth of the expression as a bool."""
        if self.type_of(node).within(BOOL):
            return self.expression(node)
        inner = ast.UnaryOp(ast.Not(), self.test(node))
        return self.put(ast.UnaryOp(ast.Not(), inner), node)

    # ------------------------------------------------------------ operators

    def binary(self, node: n.Binary) -> ast.expr:
        chain = [node]
        while isinstance(chain[-1].left, n.Binary):
            chain.append(chain[-1].left)
        first = chain[-1]
        tree = self.boolean(first.left) if first.op in ("&&", "||") else self.expression(first.left)
        ty = self.type_of(first.left)
        for step in reversed(chain):
            if step.op in ("&&", "||"):
                if step is not first and not ty.within(BOOL):
                    tree = ast.UnaryOp(ast.Not(), ast.UnaryOp(ast.Not(), self.truth(tree, ty)))
                junction = ast.And() if step.op == "&&" else ast.Or()
                tree = ast.BoolOp(junction, [tree, self.boolean(step.right)])
            else:
                right, by = self.expression(step.right), self.type_of(step.right)
                steady = isinstance(tree, ast.Constant) or (isinstance(tree, ast.Name) and self.steady(step.left))
                tree = self.tried(step.op, tree, ty, right, by, steady) or self.operator(step.op, tree, ty, right, by)
            self.put(tree, step)
            ty = self.type_of(step)
        return tree

    def truth(self, tree: ast.expr, ty: Ty) -> ast.expr:
        return tree if ty.within(SIMPLE | LIST | MAP | FUNCTION) else call(".truth", tree)

    def tried(self, op: str, left: ast.expr, a: Ty, right: ast.expr, b: Ty, steady: bool) -> ast.expr | None:
        """`left op right` where one side is a number and the other, of any type, most likely one too: by Python's
        operator, if it is. `steady`: whether the left side can be evaluated after the right one."""
        if self.inference is None or (op not in _OPERATORS and op not in _COMPARISONS):
            return None
        if a.within(NUMBER) and b.mask & a.mask and not b.within(NUMBER) and steady:
            tested, sure = right, a
        elif (
            b.within(NUMBER) and a.mask & b.mask and not a.within(NUMBER) and isinstance(right, ast.Constant | ast.Name)
        ):
            tested, sure = left, b
        else:
            return None
        name = self.temporary()
        is_number = ast.Compare(
            call(".type", ast.NamedExpr(store(name), tested)),
            [ast.Is()],
            [load(".int" if sure.within(INT) else ".float")],
        )
        one, other = (left, load(name)) if tested is right else (load(name), right)
        if op in _COMPARISONS:
            native: ast.expr = ast.Compare(one, [_COMPARISONS[op]()], [other])
        else:
            native = ast.BinOp(one, _OPERATORS[op](), other)
        return ast.IfExp(is_number, native, call(_HELPERS[op], one, other))

    def operator(self, op: str, left: ast.expr, a: Ty, right: ast.expr, b: Ty) -> ast.expr:
        """`left op right` for all operators but `&&` and `||`."""
        numbers = a.within(NUMBER) and b.within(NUMBER)
        strings = a.within(STR) and b.within(STR)
        if op in _COMPARISONS:
            equality = op in ("==", "!=")
            if numbers or strings or (equality and a.within(SIMPLE) and b.within(SIMPLE)):
                return ast.Compare(left, [_COMPARISONS[op]()], [right])
            if equality and (a.within(NONE) or b.within(NONE)) and not (self.foreign and (a.mask | b.mask) & OTHER):
                return ast.Compare(left, [ast.Is() if op == "==" else ast.IsNot()], [right])
            return call(_HELPERS[op], left, right)
        if op == "@":
            return self.dot(left, a, right, b)
        native = _OPERATORS[op[-1]]
        if op in _OPERATORS:
            if numbers:
                return ast.BinOp(left, native(), right)
            if op == "+":
                if strings or (a.within(LIST) and b.within(LIST)):
                    return ast.BinOp(left, native(), right)
                if (a.within(STR) and b.within(SIMPLE)) or (a.within(SIMPLE) and b.within(STR)):
                    # the text of numbers, bools and none is what Python's formatting gives
                    return ast.JoinedStr([*_pieces(left), *_pieces(right)])
            if op == "*" and (
                ((a.within(STR) or a.within(LIST)) and b.within(INT))
                or (a.within(INT) and (b.within(STR) or b.within(LIST)))
            ):
                return ast.BinOp(left, native(), right)
        scalar = NUMBER if op in _OPERATORS else INT | FLOAT  # the element-wise operators take no bool
        if (a.within(ARRAY) and b.within(scalar)) or (a.within(scalar) and b.within(ARRAY)):
            return ast.BinOp(left, native(), right)
        for array, extent in ((VEC, "size"), (MATRIX, "shape")):
            if a.within(array) and b.within(array):
                if a.dim is not None and a.dim == b.dim:
                    return ast.BinOp(left, native(), right)
                # numpy would stretch a Vec of one element
                (first, again), (second, once_more) = self.twice(left, right)
                same = ast.Compare(
                    ast.Attribute(first, extent, LOAD), [ast.Eq()], [ast.Attribute(second, extent, LOAD)]
                )
                return ast.IfExp(
                    same, ast.BinOp(again(), native(), once_more()), call(_HELPERS[op], again(), once_more())
                )
        return call(_HELPERS[op], left, right)

    def dot(self, left: ast.expr, a: Ty, right: ast.expr, b: Ty) -> ast.expr:
        if a.within(VEC) and b.within(VEC):
            if a.dim is not None and a.dim == b.dim:
                return call(".float", ast.Call(ast.Attribute(left, "dot", LOAD), [right], []))
        elif not (a.within(MATRIX) and b.within(ARRAY)):
            return call(".matmul", left, right)
        (first, again), (second, once_more) = self.twice(left, right)
        inner: ast.expr = ast.Attribute(first, "size", LOAD)
        if a.within(MATRIX):
            inner = ast.Subscript(ast.Attribute(first, "shape", LOAD), ast.Constant(1), LOAD)
            product: ast.expr = ast.BinOp(again(), ast.MatMult(), once_more())
        else:
            product = call(".float", ast.Call(ast.Attribute(again(), "dot", LOAD), [once_more()], []))
        outer: ast.expr = ast.Attribute(second, "size", LOAD)
        if not b.within(VEC):
            outer = ast.Subscript(ast.Attribute(second, "shape", LOAD), ast.Constant(0), LOAD)
        fits = ast.Compare(inner, [ast.Eq()], [outer])
        return ast.IfExp(fits, product, call(".matmul", again(), once_more()))

    def twice(self, *trees: ast.expr) -> list[tuple[ast.expr, Callable[[], ast.expr]]]:
        """For each tree one that evaluates once, and something that makes trees that read the value again."""
        if all(isinstance(tree, ast.Name) for tree in trees):  # nothing happens between the two
            return [(tree, partial(load, tree.id)) for tree in trees if isinstance(tree, ast.Name)]
        names = [self.temporary() for _ in trees]
        return [
            (ast.NamedExpr(store(name), tree), partial(load, name)) for name, tree in zip(names, trees, strict=True)
        ]

    # ------------------------------------------------------------ access

    def index(self, object_: ast.expr, held: Ty, index: ast.expr, by: Ty) -> ast.expr:
        if by.within(INT):
            if held.within(VEC):
                return ast.Call(ast.Attribute(object_, "item", LOAD), [index], [])
            if held.within(LIST) or held.within(STR) or held.within(MATRIX):
                return ast.Subscript(object_, index, LOAD)
        if held.within(MAP) and by.within(SIMPLE):
            return ast.Subscript(object_, index, LOAD)
        return call(".index", object_, index)

    def slice(self, node: n.Slice) -> ast.expr:
        object_ = self.expression(node.object)
        bounds = [self.expression(b) if b is not None else ast.Constant(None) for b in (node.lower, node.upper)]
        known = all(b is None or self.type_of(b).within(INT | NONE) for b in (node.lower, node.upper))
        if known and self.type_of(node.object).within(LIST | STR):
            return ast.Subscript(object_, ast.Slice(*bounds), LOAD)
        return call(".slice", object_, *bounds)

    def member(self, object_: ast.expr, held: Ty, name: str) -> ast.expr:
        if held.within(VEC) and name == "dim":
            return ast.Attribute(object_, "size", LOAD)
        if held.within(MATRIX) and name in ("rows", "cols"):
            axis = 0 if name == "rows" else 1
            return ast.Subscript(ast.Attribute(object_, "shape", LOAD), ast.Constant(axis), LOAD)
        if self.has_field(held, name):
            return ast.Attribute(object_, slot(name), LOAD)
        return call(".member", object_, ast.Constant(name))

    # ------------------------------------------------------------ calls

    def call(self, node: n.Call) -> ast.expr:
        positional = [argument.value for argument in node.arguments if argument.name is None]
        named = [argument for argument in node.arguments if argument.name is not None]
        callee = node.callee
        if not named:
            native = self.native_call(callee, positional)
            if native is not None:
                return native
        names = [argument.name.text for argument in named if argument.name is not None]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            values = [self.expression(argument.value) for argument in node.arguments]
            return call(".repeated_argument", ast.Constant(twice), self.expression(callee), *values)
        if isinstance(callee, n.Member) and not self.has_field(self.type_of(callee.object), callee.name.text):
            self.callees[self.base + node.start, self.base + node.end] = self.base + callee.end
            named_method = [self.expression(callee.object), ast.Constant(callee.name.text)]
            if self.is_import(callee.object):
                function = self.of_module(callee, call(".method", *named_method))
                arguments = []
            else:
                function, arguments = load(".call_method"), named_method
        else:
            function, arguments = self.direct_callee(node) or self.expression(callee), []
            if (
                isinstance(callee, n.Identifier)
                and callee.name in _CONVERSIONS
                and self.is_builtin(callee, callee.name)
            ):
                # Python calls a function of its own kind without C code between, so that calls can nest deep
                function = self.put(ast.Attribute(function, "convert", LOAD), callee)
        arguments += [self.expression(value) for value in positional]
        keywords = [
            ast.keyword(python_name(name), self.expression(arg.value)) for name, arg in zip(names, named, strict=True)
        ]
        made = ast.Call(function, arguments, keywords)
        if isinstance(callee, n.Member) or self.is_own(callee):
            return made
        return call(".from_python", self.put(made, node))

    def direct_callee(self, node: n.Call) -> ast.expr | None:
        """The function without the tests of its parameters, where the arguments are seen to pass them."""
        callee, arguments = node.callee, node.arguments
        binding = self.binding(callee) if isinstance(callee, n.Identifier) else None
        if binding is None or binding.item is None or binding.kind is not BindingKind.FUNCTION:
            return None
        function = binding.declaration
        assert isinstance(function, n.FunctionDeclaration)
        if function.annotations or len(arguments) != len(function.parameters) or any(a.name for a in arguments):
            return None
        guard = self.gaining_guard(function)
        if guard is None:
            return None
        masks = {parameter.declaration: mask for parameter, mask in guard.parameters.items()}
        for parameter, argument in zip(function.parameters, arguments, strict=True):
            if parameter in masks and not self.type_of(argument.value).within(masks[parameter]):
                return None
        self.direct[function] = binding.item
        return self.put(load(direct_name(function)), callee)

    def gaining_guard(self, function: FunctionNode) -> Guard | None:
        """The tests of the parameters with which the code of a function begins, if they are worth it."""
        if self.inference is None:
            return None
        guard = self.inference.guard_of(function)
        return guard if guard is not None and guard.gains(self.inference.types) else None

    def is_own(self, callee: n.Expression) -> bool:
        """Whether it is sure to be a function of the language, whose results are values of the language."""
        if not self.foreign:
            return True
        binding = self.binding(callee) if isinstance(callee, n.Identifier) else None
        ty = self.type_of(callee)
        return (ty.within(FUNCTION) and ty.known) or (binding is not None and binding.kind in _OWN)

    def is_import(self, node: n.Expression) -> bool:
        binding = self.binding(node) if isinstance(node, n.Identifier) else None
        return binding is not None and binding.kind is BindingKind.IMPORT

    def of_module(self, node: n.Member, otherwise: ast.expr) -> ast.expr:
        """A member of what is imported: an attribute, if that is a module of the language."""
        name = node.name.text
        if name.startswith("__"):
            return otherwise
        own = ast.Compare(call(".type", self.expression(node.object)), [ast.Is()], [load(".Module")])
        attribute = ast.Attribute(self.expression(node.object), python_name(name), LOAD)
        return self.put(ast.IfExp(own, attribute, otherwise), node)

    def native_call(self, callee: n.Expression, arguments: list[n.Expression]) -> ast.expr | None:
        """Calls that Python can make without a helper, where the types prove it."""
        types = [self.type_of(argument) for argument in arguments]
        if isinstance(callee, n.Member):
            name = callee.name.text
            if _LIST_METHODS.get(name) == len(arguments) and self.type_of(callee.object).within(LIST):
                if name == "insert" and not types[0].within(INT):
                    return None
                method = ast.Attribute(self.expression(callee.object), "append" if name == "push" else name, LOAD)
                return ast.Call(method, [self.expression(argument) for argument in arguments], [])
            return None
        if not isinstance(callee, n.Identifier) or not self.is_builtin(callee, callee.name):
            return None
        native = None
        if len(arguments) == 1:
            (ty,) = types
            if callee.name == "len" and ty.within(LIST | STR | MAP | ARRAY):
                native = ".len"
            elif callee.name == "abs" and ty.within(NUMBER):
                native = ".abs"
            elif callee.name in ("str", "to_string") and ty.within(SIMPLE):
                native = ".str"
            elif callee.name in ("float", "to_float") and ty.within(NUMBER):
                native = ".float"
        if native is None:
            return None
        return call(native, *(self.expression(argument) for argument in arguments))

    def struct(self, node: n.StructLiteral) -> ast.expr:
        type_ = self.path(node.path)
        written = [field.name.text for field in node.fields]
        for field in node.fields:
            self.note_stored(node, field.name.text, field.value)
        made = self.type_of(node)
        if self.inference is not None and made.within(RECORD) and made.known:
            (site,) = self.inference.heap.of(made, RECORD)
            values = {name: self.expression(field.value) for name, field in zip(written, node.fields, strict=True)}
            if values.keys() <= site.fields.keys() and self.may_be_left_out(site.fields.keys() - values.keys(), site):
                in_order = [name for name in site.fields if name in values] == written
                if in_order or all(self.steady(field.value) for field in node.fields):
                    arguments = [values.get(name) or ast.Constant(None) for name in site.fields]
                    return ast.Call(ast.Attribute(type_, "__make__", LOAD), arguments, [])
        keys: list[ast.expr | None] = [ast.Constant(name) for name in written]
        return call(".construct", type_, ast.Dict(keys, [self.expression(field.value) for field in node.fields]))

    def may_be_left_out(self, fields: Iterable[str], site: Site) -> bool:
        """Whether fields that a struct literal leaves out are sure to be optional; of imported types that is known
        later."""
        assert isinstance(site.node, n.TypeDeclaration)
        assert isinstance(site.node.type, n.StructType)
        types = {part.name.text: part.type for part in site.node.type.fields}
        return all(self.vector_types.imported(types[name], self.item) is None for name in fields)

    def path(self, path: list[n.Name]) -> ast.expr:
        """The value of `a.b.Name`, where it names a type."""
        binding = self.binding(path[0])
        tree = self.read_binding(binding) if binding is not None else load(path[0].text)
        for name in path[1:]:
            tree = call(".member", tree, ast.Constant(name.text))
        return tree

    # ------------------------------------------------------------ facts

    @property
    def foreign(self) -> bool:
        """Whether values may be Python objects."""
        return self.inference is None or self.inference.foreign

    def has_field(self, held: Ty, name: str, *, storing: bool = False) -> bool:
        return self.inference is not None and self.inference.has_field(held, name, storing=storing)

    def steady(self, node: n.Expression) -> bool:
        """Whether evaluating it does nothing, and evaluating it later gives the same."""
        if isinstance(node, n.Constant):
            return True
        if not isinstance(node, n.Identifier):
            return False
        binding = self.binding(node)
        return binding is not None and (
            binding.kind is BindingKind.BUILTIN
            or not any(binding.writes)
            or (self.inference is not None and self.inference.followed(binding))
        )

    def bindings_of(self, scope: Scope) -> list[Binding]:
        return list(scope.bindings.values())


def _pieces(tree: ast.expr) -> list[ast.expr]:
    """The parts of a formatted string that a value is; one within another is one string."""
    if isinstance(tree, ast.JoinedStr):
        return list(tree.values)
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return [tree]
    return [ast.FormattedValue(tree, -1)]
