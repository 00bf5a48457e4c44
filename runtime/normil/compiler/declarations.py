"""Functions, types and the file as a whole → Python `ast` (LANGUAGE 6.5, 7, 11, 12.1, 13)."""

from __future__ import annotations

import ast
from typing import TypeGuard

from normil.analysis.independence import independent
from normil.analysis.names import Binding, BindingKind, FunctionNode, Scope
from normil.compiler.code import MAIN_BEGAN, Storage
from normil.compiler.emitter import LOAD, TRANSACTION, Activation, call, constant, direct_name, load, store
from normil.compiler.lattice import ARRAY, FLOAT, INT, STR, VEC
from normil.compiler.statements import Statements
from normil.compiler.vectortypes import ImportedSpec, Spec
from normil.syntax import nodes as n

ANONYMOUS = "<anonymous>"
_FROM_INSIDE = ("parallel", "gpu", "plastic", "atomic", "memoize", "profile", "trace")


class Declarations(Statements):
    def module(self) -> ast.Module:
        """The whole file."""
        self.enter(None, "<top level>")
        body: list[ast.stmt] = []
        statements = [item.statement for item in self.program.items]
        declared: list[list[Binding]] = [[] for _ in statements]
        for binding in self.names.bindings.values():
            if binding.item is not None:
                declared[binding.item].append(binding)
        for index in range(len(statements)):
            self.at_item(index)
            self.declare(declared[index], 0, len(self.program.text) - self.base)
        hoisted = [(index, statement) for index, statement in enumerate(statements) if _is_hoisted(statement)]
        for index, statement in sorted(hoisted, key=lambda pair: _hoisting_order(pair[1])):
            self.at_item(index)
            body += self.hoist(statement, index)
        for index, item in enumerate(self.program.items):
            self.at_item(index)
            body += self.statement(item.statement)
        body = self.direct_functions() + body
        names = sorted(_names_outside_functions(body))
        if names:  # the fast instructions for globals
            body.insert(0, ast.Global(names, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0))
        return ast.Module(body, [])

    @property
    def main(self) -> n.FunctionDeclaration | None:
        """The `main` that a run of the file calls when no statement has (LANGUAGE 18.1)."""
        binding = self.names.bindings.get("main")
        function = binding.declaration if binding is not None else None
        if not isinstance(function, n.FunctionDeclaration):
            return None
        return function if all(parameter.default for parameter in function.parameters) else None

    def at_item(self, index: int) -> None:
        self.base = self.program.items[index].start
        self.item = self.names.items[index]

    # ------------------------------------------------------------ hoisting

    def hoisted(self, statements: list[n.Statement], scope: Scope) -> list[ast.stmt]:
        """Types and functions exist from the start of their block."""
        body: list[ast.stmt] = []
        for statement in sorted(filter(_is_hoisted, statements), key=_hoisting_order):
            body += self.hoist(statement)
        return body

    def hoist(self, statement: n.TypeDeclaration | n.FunctionDeclaration, item: int | None = None) -> list[ast.stmt]:
        """`item`: of a statement of the file, its index."""
        binding = self.declared(statement)
        needed = self.needed_import(statement) if isinstance(statement, n.TypeDeclaration) else None
        if needed is not None and binding is not None and needed.scope is binding.scope:
            assert isinstance(statement, n.TypeDeclaration)
            self.late.setdefault(needed, []).append((item, statement))
            return []
        return self.define(statement)

    def needed_import(self, statement: n.TypeDeclaration) -> Binding | None:
        """The last of the imports that the value of a type is made from: it exists from there on."""
        parts = [statement.type]
        target = self.vector_types.resolved(statement.type, self.item)
        if isinstance(statement.type, n.StructType):
            parts = [part.type for part in statement.type.fields]
        elif isinstance(target, n.NamedType) and len(target.path) == 1:
            aliased = self.binding(target.path[0])
            declaration = aliased.declaration if aliased is not None else None
            return self.needed_import(declaration) if isinstance(declaration, n.TypeDeclaration) else None
        found = [binding for part in parts if (binding := self.vector_types.imported(part, self.item)) is not None]
        return max(found, key=lambda binding: (binding.item or 0, binding.name_node.start), default=None)  # type: ignore[union-attr]

    def late_types(self, module: Binding) -> list[ast.stmt]:
        """The definitions of the types that wait for an import in their block."""
        body: list[ast.stmt] = []
        at = self.base, self.item
        for item, statement in sorted(self.late.pop(module, ()), key=lambda pair: _late_order(pair[1])):
            if item is not None:
                self.at_item(item)
            body += self.define(statement)
            self.base, self.item = at
        return body

    def define(self, statement: n.TypeDeclaration | n.FunctionDeclaration) -> list[ast.stmt]:
        outer, self.activation.before = self.activation.before, []
        binding = self.declared(statement)
        if isinstance(statement, n.TypeDeclaration):
            value = self.type_value(statement)
        else:
            value = self.annotated(statement, self.function(statement, statement.name.text))
        body = self.store_name(binding, value, statement.name)
        before, self.activation.before = self.activation.before, outer
        return [*before, *(self.put(tree, statement) for tree in body)]

    def type_value(self, statement: n.TypeDeclaration) -> ast.expr:
        name = ast.Constant(statement.name.text)
        if isinstance(statement.type, n.StructType):
            fields: list[ast.expr] = []
            for part in statement.type.fields:
                spec = self.vector_types.spec(part.type, self.item)
                optional: ast.expr = ast.Constant(self.is_optional(part.type))
                if isinstance(spec, ImportedSpec):
                    optional = call(".is_optional", self.declared_type(spec))
                checked = self.spec_value(spec) if spec is not None else ast.Constant(None)
                fields.append(ast.Tuple([ast.Constant(part.name.text), optional, checked], LOAD))
            return call(".struct_type", name, ast.Tuple(fields, LOAD))
        target = self.alias_target(statement.type)
        if isinstance(target, ast.Constant):
            return call(".alias_type", name, target, *self.alias_facts(statement))
        return call(".alias_type", name, target)

    def alias_facts(self, statement: n.TypeDeclaration) -> list[ast.expr]:
        """What another module has to know of an alias of a type that is no value itself: what is checked where it is
        declared, whether a field of it may be left out, and the test of a pattern."""
        spec = self.vector_types.spec(statement.type, self.item)
        checked = self.spec_value(spec) if spec is not None else ast.Constant(None)
        test = f".is{statement.start + self.base}"
        parameters = ast.arguments([], [ast.arg(".value")], None, [], [], None, [])
        answer = ast.Return(self.type_test(statement.type, lambda: load(".value")))
        self.activation.before.append(self.put(ast.FunctionDef(test, parameters, [answer], [], None, None), statement))
        return [checked, ast.Constant(self.is_optional(statement.type)), load(test)]

    def alias_target(self, type_: n.Type) -> ast.expr:
        """The value of the type that an alias stands for in the end, or none where that type is no value."""
        target = self.vector_types.resolved(type_, self.item)
        if isinstance(target, n.NamedType) and not target.arguments and self.binding(target.path[0]) is not None:
            return self.path(target.path)
        return ast.Constant(None)

    def is_optional(self, type_: n.Type) -> bool:
        target = self.vector_types.resolved(type_, self.item)
        if not isinstance(target, n.NamedType) or len(target.path) != 1:
            return False
        return target.path[0].text in ("optional", "Optional")

    # ------------------------------------------------------------ functions

    def function_value(self, node: n.FunctionLiteral) -> ast.expr:
        return self.function(node, ANONYMOUS)

    def function(self, node: FunctionNode, name: str) -> ast.expr:
        """Puts the definition before the current statement and gives the expression of the function's value.

        A function that captures bindings of one iteration is made by a factory whose parameters they are; the
        call of the factory stays where the function is evaluated.
        """
        outer = self.activation
        record = self.enter(node, name)
        body = self.body(node)
        inner = f"{record.index}:{name}"
        self.activation = outer
        definition: ast.stmt = self.put(ast.FunctionDef(inner, self.arguments(node), body, [], None, None), node)
        captured = self.places.captures.get(node, [])
        if not captured:
            self.activation.before.append(definition)
            return load(inner)
        factory = f".make{record.index}"
        parameters = [ast.arg(self.place(binding).python) for binding in captured]
        made = ast.FunctionDef(
            factory,
            ast.arguments([], parameters, None, [], [], None, []),
            [definition, ast.Return(load(inner))],
            [],
            None,
            None,
        )
        self.activation.before.append(self.put(made, node))
        return call(factory, *(load(self.place(binding).python) for binding in captured))

    def direct_functions(self) -> list[ast.stmt]:
        """The functions without the tests of their parameters, for the calls that are seen to pass them."""
        body: list[ast.stmt] = []
        types, outer = self.types, self.activation
        done: set[n.FunctionDeclaration] = set()
        while waiting := self.direct.keys() - done:  # each may call more of them
            for node in sorted(waiting, key=lambda node: self.records[node].index):
                done.add(node)
                self.at_item(self.direct[node])
                guard, record = self.gaining_guard(node), self.records[node]
                assert guard is not None
                variables, self.types = list(record.variables), guard.types
                self.activation = Activation(node, record)
                inner = f"{record.index}:{record.name}"
                definition = ast.FunctionDef(
                    inner, self.arguments(node), self.body(node, guarded=False), [], None, None
                )
                keep = ast.Assign([store(direct_name(node))], load(inner))
                body += [self.put(definition, node), self.put(keep, node.name)]
                record.variables = variables
        self.types, self.activation = types, outer
        return body

    def arguments(self, node: FunctionNode) -> ast.arguments:
        hidden = [ast.arg(TRANSACTION)] if _is_transaction(node) else []
        if _has(node, "plastic"):
            hidden += [ast.arg(".step"), ast.arg(".rate")]
        scope = self.scope(node)
        parameters: list[ast.arg] = []
        defaults: list[ast.expr] = []
        for position, parameter in enumerate(node.parameters):
            binding = scope.bindings.get(parameter.name.text)
            python = self.place(binding).python if binding is not None else f"._{position}"
            parameters.append(ast.arg(python))
            if parameter.default is not None:
                constant = isinstance(parameter.default, n.Constant)
                defaults.append(self.expression(parameter.default) if constant else load(".missing"))
        return ast.arguments(hidden, parameters, None, [], [], None, defaults)

    def body(self, node: FunctionNode, *, guarded: bool = True) -> list[ast.stmt]:
        scope = self.scope(node)
        plastic = scope.parent.bindings.values() if _has(node, "plastic") and scope.parent else ()
        self.declare(plastic, node.body.start, node.end)
        body: list[ast.stmt] = []
        if node is self.main:
            self.activation.outer[MAIN_BEGAN] = Storage.GLOBAL
            body.append(self.put(ast.Assign([store(MAIN_BEGAN)], ast.Constant(True)), node))
        for parameter in node.parameters:
            binding = scope.bindings.get(parameter.name.text)
            if parameter.default is None or isinstance(parameter.default, n.Constant) or binding is None:
                continue
            python = self.place(binding).python
            fill = self.store_name(binding, self.expression(parameter.default), parameter.name)
            before, self.activation.before = self.activation.before, []
            absent = ast.Compare(load(python), [ast.Is()], [load(".missing")])
            body.append(self.put(ast.If(absent, [*before, *fill], []), parameter))
        if isinstance(node, n.FunctionDeclaration) and node.transaction:
            rest = self.transaction_body(node, scope)
        else:
            rest = self.guarded_block(node, scope) if guarded else self.block(node.body, scope)
            if self.vector_types.spec(node.result, self.item) is not None:
                # reaching the end gives none, which a vector type refuses
                rest.append(self.put(ast.Return(self.result(None)), node))
        return self.outer_names(node) + body + self.check_parameters(node, scope) + rest

    def guarded_block(self, node: FunctionNode, scope: Scope) -> list[ast.stmt]:
        """The statements of a function; twice where not all its calls are seen but its parameters can be guessed: for
        the guess, and for any types."""
        guard = self.gaining_guard(node)
        if guard is None:
            return self.block(node.body, scope)
        types, self.types = self.types, guard.types
        fast = self.block(node.body, scope)
        self.types = types
        variables = list(self.activation.record.variables)
        slow = self.block(node.body, scope)
        self.activation.record.variables = variables
        tests = [test for b, mask in guard.parameters.items() for test in _has_type(load(self.place(b).python), mask)]
        return [self.put(ast.If(self.both(tests), fast, slow), node)]

    def outer_names(self, node: n.Node) -> list[ast.stmt]:
        """Python's `global` and `nonlocal` for the outer variables that the function assigns."""
        outer = self.activation.outer
        names = [name for name, storage in outer.items() if storage is Storage.GLOBAL]
        cells = [name for name, storage in outer.items() if storage is Storage.LOCAL]
        found: list[ast.stmt] = [ast.Global(names)] if names else []
        if cells:
            found.append(ast.Nonlocal(cells))
        return [self.put(tree, node) for tree in found]

    def check_parameters(self, node: FunctionNode, scope: Scope) -> list[ast.stmt]:
        """Vector types of the parameters, and the dimension variables they share with the result and the body."""
        checked: list[tuple[Binding, Spec]] = []
        for parameter in node.parameters:
            binding = scope.bindings.get(parameter.name.text)
            spec = self.vector_types.spec(parameter.type, self.item)
            if binding is not None and spec is not None:
                checked.append((binding, spec))
        if not checked and node not in self.unifying:
            return []
        specs = ast.Tuple([self.spec_value(spec) for _, spec in checked], LOAD)
        values = [load(self.place(binding).python) for binding, _ in checked]
        targets: list[ast.expr] = [store(f".dims{self.activation.record.index}")]
        targets += [store(self.place(binding).python) for binding, _ in checked]
        check = call(".check_parameters", specs, *values)
        return [self.put(ast.Assign([ast.Tuple(targets, ast.Store())], check), node)]

    def annotated(self, node: n.FunctionDeclaration, value: ast.expr) -> ast.expr:
        """The function with what its annotations put around it; the outermost is applied last (13)."""
        value = self.put(value, node.name)
        if node.transaction:
            value = call(".transaction", value)
        names = constant(tuple(parameter.name.text for parameter in node.parameters))
        for name in _FROM_INSIDE:
            annotation = next((a for a in node.annotations if a.name.text == name), None)
            if annotation is not None:
                more = [constant(self.dependent_loops(node))] if name == "parallel" else []
                value = call(f".{name}", value, self.annotation_arguments(annotation), names, *more)
        return value

    def dependent_loops(self, node: n.FunctionDeclaration) -> tuple[int, ...]:
        """The lines of the loops directly in the body whose iterations may depend on each other."""
        loops = (statement for statement in node.body.statements if isinstance(statement, n.For))
        return tuple(self.location(loop.start, loop.end)[0] for loop in loops if not independent(loop, self.binding))

    def annotation_arguments(self, annotation: n.Annotation) -> ast.expr:
        """A function of no parameters that evaluates the arguments, at the first call of what is annotated."""
        keys: list[ast.expr | None] = []
        values: list[ast.expr] = []
        outer, self.activation.before = self.activation.before, []
        for argument in annotation.arguments:
            if argument.name is not None:
                keys.append(ast.Constant(argument.name.text))
                values.append(self.expression(argument.value))
        before, self.activation.before = self.activation.before, outer
        name = f".arguments{annotation.start + self.base}"
        nothing = ast.arguments([], [], None, [], [], None, [])
        body = [*before, ast.Return(ast.Dict(keys, values))]
        self.activation.before.append(self.put(ast.FunctionDef(name, nothing, body, [], None, None), annotation))
        return load(name)

    # ------------------------------------------------------------ transactions

    def transaction_body(self, node: n.FunctionDeclaration, scope: Scope) -> list[ast.stmt]:
        """The body tells the `Transaction` what becomes of it (LANGUAGE 16.1)."""
        bound = [b for b in (scope.bindings.get(p.name.text) for p in node.parameters) if b is not None]
        keys: list[ast.expr | None] = [ast.Constant(binding.name) for binding in bound]
        values = [self.read_binding(binding) for binding in bound]
        start = ast.Expr(_tell("start", ast.Dict(keys, values)))
        body = [*self.block(node.body, scope), ast.Return(self.result(None))]
        caught = self.temporary()
        failed: list[ast.stmt] = [ast.Expr(_tell("failed", load(caught)))]
        if node.rollback is not None:
            failed += self.rollback(node, node.rollback, scope)
        failed.append(ast.Raise(ast.Attribute(load(TRANSACTION), "error", LOAD), ast.Constant(None)))
        attempt = ast.Try(body, [ast.ExceptHandler(load(".Exception"), caught, failed)], [], [])
        return [self.put(start, node.name), self.put(attempt, node)]

    def rollback(self, node: n.FunctionDeclaration, block: n.Block, scope: Scope) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for binding in scope.bindings.values():
            # what had not been declared yet is none here
            if isinstance(binding.declaration, n.Let | n.Import):
                unbound = self.store_name(binding, ast.Constant(None), node.name)
                handler = ast.ExceptHandler(load(".NameError"), None, unbound)
                body.append(ast.Try([ast.Expr(self.read_binding(binding))], [handler], [], []))
        inside = self.scope(block)
        error = inside.parent.bindings.get("error") if inside.parent is not None else None
        if error is not None and error.kind is BindingKind.ERROR:
            self.declare([error], block.start, block.end)
            body.append(ast.Assign([self.write_target(error)], ast.Attribute(load(TRANSACTION), "error", LOAD)))
        self.activation.rollback = True
        body += self.block(block, inside)
        self.activation.rollback = False
        caught = self.temporary()
        handlers = [
            ast.ExceptHandler(load(".RollbackEnd"), None, [ast.Pass()]),
            ast.ExceptHandler(
                load(".Exception"), caught, [ast.Raise(_tell("rollback_failed", load(caught)), ast.Constant(None))]
            ),
        ]
        attempt = ast.Try(body, handlers, [], [])
        return [self.put(attempt, block), self.put(ast.Expr(_tell("rolled_back")), block)]


def _has_type(value: ast.expr, mask: int) -> list[ast.expr]:
    """Tests that a value is of one of the types of the mask."""
    if mask & ARRAY:
        return [call(".is_vec" if mask == VEC else ".is_matrix", value)]
    classes = [name for one, name in ((FLOAT, ".float"), (INT, ".int"), (STR, ".str")) if mask & one]
    tests: list[ast.expr] = [ast.Compare(call(".type", value), [ast.Is()], [load(name)]) for name in classes]
    return [tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)]


def _tell(what: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(load(TRANSACTION), what, LOAD), list(arguments), [])


def _has(node: FunctionNode, annotation: str) -> bool:
    return isinstance(node, n.FunctionDeclaration) and any(a.name.text == annotation for a in node.annotations)


def _is_transaction(node: FunctionNode) -> bool:
    return isinstance(node, n.FunctionDeclaration) and node.transaction


def _is_hoisted(statement: n.Statement) -> TypeGuard[n.TypeDeclaration | n.FunctionDeclaration]:
    return isinstance(statement, n.TypeDeclaration | n.FunctionDeclaration)


def _late_order(statement: n.TypeDeclaration) -> int:
    """Aliases of imported types first, then the struct types that may use them, then the aliases of those."""
    if isinstance(statement.type, n.StructType):
        return 1
    return 0 if isinstance(statement.type, n.NamedType) and len(statement.type.path) > 1 else 2


def _hoisting_order(statement: n.Statement) -> int:
    """Struct types first, then the aliases of them, then functions."""
    if isinstance(statement, n.TypeDeclaration):
        return 0 if isinstance(statement.type, n.StructType) else 1
    return 2


def _names_outside_functions(body: list[ast.stmt]) -> set[str]:
    """The names that the top level itself stores or loads."""
    found: set[str] = set()
    waiting: list[ast.AST] = list(body)
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, ast.FunctionDef):
            found.add(tree.name)
            continue
        if isinstance(tree, ast.Name):
            found.add(tree.id)
        elif isinstance(tree, ast.ExceptHandler) and tree.name:
            found.add(tree.name)
        waiting.extend(ast.iter_child_nodes(tree))
    return found
