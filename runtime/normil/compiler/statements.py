"""Statements → Python `ast` (LANGUAGE 9)."""

from __future__ import annotations

import ast

from normil.analysis.names import Binding, FunctionNode, Scope
from normil.compiler.emitter import LOAD, STORE, TRANSACTION, call, constant, load, store
from normil.compiler.lattice import ANY, FLOAT, INT, LIST, MAP, NUMBER, SIMPLE, STR, VEC
from normil.compiler.patterns import Patterns
from normil.compiler.vectortypes import ImportedSpec, MatrixSpec, Spec, VectorSpec
from normil.syntax import nodes as n
from normil.values.records import slot

_CHAIN = 8  # cases of a `match` that are nested in each other


class Statements(Patterns):
    def hoisted(self, statements: list[n.Statement], scope: Scope) -> list[ast.stmt]:
        raise NotImplementedError  # declarations.py

    # ------------------------------------------------------------ blocks

    def block(self, block: n.Block, scope: Scope | None = None) -> list[ast.stmt]:
        """The statements of a block, never empty."""
        scope = scope or self.scope(block)
        for binding in scope.bindings.values():
            if binding.declaration is not None and binding.name_node is not None:
                self.declare_from(binding, block.end)
        body = self.boxes(scope, block) + self.hoisted(block.statements, scope)
        for statement in block.statements:
            body += self.statement(statement)
        return body or [self.put(ast.Pass(), block)]

    def declare_from(self, binding: Binding, end: int) -> None:
        """Notes a variable as visible from the end of what declares it."""
        declaration = binding.declaration
        assert declaration is not None
        assert binding.name_node is not None
        start = declaration.end if isinstance(declaration, n.Let) else binding.name_node.end
        if isinstance(declaration, n.FunctionDeclaration | n.TypeDeclaration):
            start = 0 if binding.scope is None else min(start, declaration.start)
        self.declare([binding], start, end)

    def boxes(self, scope: Scope, node: n.Node) -> list[ast.stmt]:
        """Fresh, unbound boxes for the names of a block that closures share."""
        return [
            self.put(
                ast.Assign([store(self.place(binding).python)], call(".unbound", ast.Constant(binding.name))), node
            )
            for binding in scope.bindings.values()
            if self.place(binding).boxed and isinstance(binding.declaration, n.Let | n.FunctionDeclaration)
        ]

    def statement(self, statement: n.Statement) -> list[ast.stmt]:
        if isinstance(statement, n.FunctionDeclaration | n.TypeDeclaration):
            return []  # hoisted
        site = self.site(statement)
        outer, self.activation.before = self.activation.before, []
        body = [self.put(tree, statement) for tree in self._statement(statement)]
        before, self.activation.before = self.activation.before, outer
        return [*site, *before, *body]

    def _statement(self, statement: n.Statement) -> list[ast.stmt]:
        match statement:
            case n.Let(name=name, type=type_, value=value):
                return self.store_name(self.declared(statement), self.checked(value, type_), name)
            case n.Assign():
                return self.assign(statement)
            case n.ExpressionStatement(value=value):
                return [ast.Expr(self.expression(value))]
            case n.If():
                return self.if_(statement)
            case n.While():
                return self.while_(statement)
            case n.For():
                return self.for_(statement)
            case n.Match():
                return self.match(statement)
            case n.Try():
                return self.try_(statement)
            case n.Return(value=value) if self.activation.rollback:
                ended = ast.Raise(call(".RollbackEnd"), None)
                return [ast.Expr(self.expression(value)), ended] if value is not None else [ended]
            case n.Return(value=value):
                return [ast.Return(self.result(value))]
            case n.Throw(value=value):
                return [ast.Raise(call(".throw", self.expression(value)), None)]
            case n.Break():
                return [ast.Break()]
            case n.Continue():
                return [ast.Continue()]
            case n.Import(path=path, alias=alias):
                dotted = ast.Constant(".".join(part.text for part in path))
                module = call(".import", load(".module"), dotted, ast.Constant(alias is not None))
                binding = self.declared(statement)
                stored = self.store_name(binding, module, alias or path[-1])
                return stored + (self.late_types(binding) if binding is not None else [])
        raise AssertionError(f"a program with {type(statement).__name__} is not compiled")

    def late_types(self, module: Binding) -> list[ast.stmt]:
        raise NotImplementedError  # declarations.py

    # ------------------------------------------------------------ binding names

    def declared(self, statement: n.Node) -> Binding | None:
        return self.declarations.get(statement)

    def store_name(self, binding: Binding | None, value: ast.expr, node: n.Node) -> list[ast.stmt]:
        if binding is None:
            return [ast.Expr(value)]
        return [ast.Assign([self.put(self.write_target(binding), node)], value)]

    def checked(self, value: n.Expression, type_: n.Type | None) -> ast.expr:
        """The value, checked at run time where its declared type asks for it."""
        tree = self.expression(value)
        spec = self.vector_types.spec(type_, self.item)
        if spec is None:
            return tree
        return self.put(self.check(tree, spec, self.activation.node), value)

    def check(self, tree: ast.expr, spec: Spec, home: FunctionNode | None) -> ast.expr:
        """The value, checked; `home` is the function whose dimension variables the type has."""
        if isinstance(spec, ImportedSpec):
            return call(".check_declared", tree, self.spec_value(spec))
        sizes = (spec.dim,) if isinstance(spec, VectorSpec) else (spec.rows, spec.cols)
        if home in self.records and any(isinstance(size, str) for size in sizes):
            return call(".check_dimensions", self.dimensions(home), constant(plain(spec)), tree)
        known = [ast.Constant(size if isinstance(size, int) else None) for size in sizes]
        if isinstance(spec, VectorSpec):
            return call(".check_vector", tree, *known, ast.Constant(spec.q))
        return call(".check_matrix", tree, *known)

    def spec_value(self, spec: Spec) -> ast.expr:
        """A specification as compiled code has it."""
        if isinstance(spec, ImportedSpec):
            return call(".spec_of", self.declared_type(spec))
        return constant(plain(spec))

    def declared_type(self, spec: ImportedSpec) -> ast.expr:
        """The value of a type of another module; none where the module has no such type, which is read as any."""
        head, *members = spec.path
        tree = self.path([head])
        for name in members:
            tree = call(".type_member", tree, ast.Constant(name.text))
        return tree

    def dimensions(self, function: FunctionNode) -> ast.expr:
        """The numbers that the dimension variables of a function stand for in a call of it."""
        self.unifying.add(function)
        return load(f".dims{self.records[function].index}")

    def result(self, value: n.Expression | None) -> ast.expr:
        tree = self.expression(value) if value is not None else ast.Constant(None)
        function = self.activation.node
        spec = self.vector_types.spec(function.result, self.item) if function is not None else None
        if function is not None and spec is not None:
            tree = call(".check_dimensions", self.dimensions(function), self.spec_value(spec), tree)
            tree = self.put(tree, value) if value is not None else tree
        if isinstance(function, n.FunctionDeclaration) and function.transaction:
            tree = ast.Call(ast.Attribute(load(TRANSACTION), "success", LOAD), [tree], [])
        return tree

    # ------------------------------------------------------------ assignment

    def assign(self, statement: n.Assign) -> list[ast.stmt]:
        target, value, op = statement.target, statement.value, statement.op[:-1]
        if isinstance(target, n.Identifier):
            binding = self.binding(target)
            type_ = getattr(binding.declaration, "type", None) if binding is not None else None
            spec = self.vector_types.spec(type_, self.item)
            tree = self.expression(value)
            if op:
                old, sides = self.put(self.identifier(target), target), (self.type_of(target), self.type_of(value))
                steady = isinstance(old, ast.Name) and self.steady(target)
                found = self.tried(op, old, sides[0], tree, sides[1], steady)
                tree = self.put(found or self.operator(op, old, sides[0], tree, sides[1]), target)
            if spec is not None:
                home = binding.scope.function if binding is not None and binding.scope is not None else None
                tree = self.put(self.check(tree, spec, home), value)
            if binding is None:
                return [ast.Assign([self.put(store(target.name), target)], tree)]
            return self.store_name(binding, tree, target)
        if isinstance(target, n.Member):
            return self.assign_member(target, op, value)
        assert isinstance(target, n.Index)
        return self.assign_index(target, op, value)

    def assign_member(self, target: n.Member, op: str, value: n.Expression) -> list[ast.stmt]:
        held, name = self.type_of(target.object), target.name.text
        object_ = self.expression(target.object)
        before: list[ast.stmt] = []
        native = self.has_field(held, name, storing=True)
        # the object is evaluated before the value, and once
        if not self.steady(target.object) and (op or (native and not self.steady(value))):
            holder = self.temporary()
            before = [self.put(ast.Assign([store(holder)], object_), target.object)]
            object_ = load(holder)
        if op:
            again = load(holder) if before else self.expression(target.object)
            old = self.put(self.member(again, held, name), target)
            tree = self.operator(op, old, self.type_of(target), self.expression(value), self.type_of(value))
            tree = self.put(tree, target)
        else:
            tree = self.expression(value)
        if native:
            return [*before, ast.Assign([self.put(ast.Attribute(object_, slot(name), STORE), target)], tree)]
        self.note_stored(target, name, value)
        return [*before, ast.Expr(self.put(call(".set_member", object_, ast.Constant(name), tree), target))]

    def assign_index(self, target: n.Index, op: str, value: n.Expression) -> list[ast.stmt]:
        held, by, ty = self.type_of(target.object), self.type_of(target.index), self.type_of(value)
        object_, index = self.expression(target.object), self.expression(target.index)
        before: list[ast.stmt] = []
        steady = self.steady(target.object) and self.steady(target.index)
        native = (held.within(LIST) and by.within(INT)) or (held.within(MAP) and by.within(SIMPLE))
        if op:
            ty = ANY
        elif held.within(VEC) and by.within(INT) and ty.within(INT | FLOAT):
            native = True
        if op or (native and not steady and not self.steady(value)):
            # the target's parts are evaluated before the value, and once
            holder, place = self.temporary(), self.temporary()
            before = [
                self.put(ast.Assign([store(holder)], object_), target.object),
                self.put(ast.Assign([store(place)], index), target.index),
            ]
            object_, index = load(holder), load(place)
        tree = self.expression(value)
        if op:
            old = self.put(self.index(load(holder), held, load(place), by), target)
            tree = self.put(self.operator(op, old, self.type_of(target), tree, self.type_of(value)), target)
            native = native or (held.within(VEC) and by.within(INT) and self.type_of(value).within(NUMBER))
        if native:
            return [*before, ast.Assign([self.put(ast.Subscript(object_, index, STORE), target)], tree)]
        self.note_stored(target, "", value)
        return [*before, ast.Expr(self.put(call(".set_index", object_, index, tree), target))]

    # ------------------------------------------------------------ control flow

    def if_(self, statement: n.If) -> list[ast.stmt]:
        test = self.test(statement.condition)
        body = self.block(statement.body)
        if isinstance(statement.orelse, n.If):
            orelse = self.statement(statement.orelse)
        else:
            orelse = self.block(statement.orelse) if statement.orelse is not None else []
        return [ast.If(test, body, orelse)]

    def while_(self, statement: n.While) -> list[ast.stmt]:
        before = len(self.activation.before)
        test = self.test(statement.condition)
        needed = self.activation.before[before:]
        del self.activation.before[before:]
        body = self.block(statement.body)
        if self.debug and not statement.body.statements:  # else it could run for ever without a place to stop
            body = self.site(statement)
        # The condition inside the loop, and not as its head: what it needs is made anew each time, and the jump back is
        # of the kind at which Python 3.11 notices that code is hot (a fifth faster).
        leave = self.put(ast.If(ast.UnaryOp(ast.Not(), test), [ast.Break()], []), statement.condition)
        return [ast.While(ast.Constant(True), [*needed, leave, *body], [])]

    def for_(self, statement: n.For) -> list[ast.stmt]:
        iterable = self.iterable(statement.iterable)
        scope = self.scope(statement)
        binding = scope.bindings.get(statement.variable.text)
        name = statement.variable
        bind: list[ast.stmt] = []
        if binding is None:
            target: ast.expr = store("._")
        elif self.place(binding).boxed:
            element = self.temporary()
            target = store(element)
            box = ast.Assign([store(self.place(binding).python)], call(".box", load(element)))
            bind = [self.put(box, name)]
        else:
            target = store(self.place(binding).python)
        if binding is not None:
            self.declare([binding], name.end, statement.end)
        loop = ast.For(self.put(target, name), iterable, bind + self.block(statement.body), [])
        return [self.put(loop, statement.iterable)]  # where an error of the iteration itself is found

    def iterable(self, node: n.Expression) -> ast.expr:
        if isinstance(node, n.Call) and self.is_builtin(node.callee, "range"):
            arguments = [argument.value for argument in node.arguments if argument.name is None]
            if len(arguments) == len(node.arguments):
                proved = all(self.type_of(argument).within(INT) for argument in arguments)
                return self.put(call(".range" if proved else ".lazy_range", *map(self.expression, arguments)), node)
        tree = self.expression(node)
        if self.type_of(node).within(LIST | STR):
            return tree
        return self.put(call(".iterate", tree), node)

    def match(self, statement: n.Match) -> list[ast.stmt]:
        name = self.temporary()
        subject = self.put(ast.Assign([store(name)], self.expression(statement.subject)), statement.subject)
        ty = self.type_of(statement.subject)
        body: list[ast.stmt] = [subject]
        rest = body
        for position, case in enumerate(statement.cases):
            if position % _CHAIN == 0 and position > 0:
                # Python nests what follows in an `else`: a long chain goes on beside the one before
                further = self.temporary()
                body.insert(0, ast.Assign([store(further)], ast.Constant(False)))
                rest.append(self.put(ast.Assign([store(further)], ast.Constant(True)), case))
                following = ast.If(load(further), [], [])
                body.append(following)
                rest = following.body
            scope = self.scope(case)
            self.declare(scope.bindings.values(), case.pattern.end, case.end)
            before = len(self.activation.before)
            tests = self.pattern(case.pattern, lambda: load(name), ty, scope)
            if case.guard is not None:
                tests.append(self.test(case.guard))
            rest += self.activation.before[before:]
            del self.activation.before[before:]
            branch = ast.If(self.put(self.both(tests), case.pattern), self.block(case.body), [])
            rest.append(self.put(branch, case))
            rest = branch.orelse
        return body

    def try_(self, statement: n.Try) -> list[ast.stmt]:
        body = self.block(statement.body)
        scope = self.scope(statement)
        binding = scope.bindings.get(statement.name.text)
        caught = self.temporary()
        value: ast.expr = call(".caught", load(caught))
        bind: list[ast.stmt] = []
        if binding is not None:
            self.declare([binding], statement.name.end, statement.end)
            boxed = self.place(binding).boxed
            bind = [ast.Assign([store(self.place(binding).python)], call(".box", value) if boxed else value)]
        else:
            bind = [ast.Expr(value)]
        handler = ast.ExceptHandler(load(".Exception"), caught, [*bind, *self.block(statement.handler)])
        return [ast.Try(body, [handler], [], [])]


def plain(spec: VectorSpec | MatrixSpec) -> tuple[object, ...]:
    """A specification as a constant of the compiled code."""
    if isinstance(spec, VectorSpec):
        return ("Vec", spec.dim, spec.q)
    return ("Matrix", spec.rows, spec.cols)
