"""Which types the values of a file's expressions can have, proved by following the program.

Takes in the nodes and names of one file, gives out a `Ty` for each expression. Sound: the compiler emits native
operators on its word. Variables of a function that no other function can change are followed through its control
flow; all others have the join of everything that is ever assigned to them. Parameters have the join of their
arguments when every call of the function is visible in the file, else any type. A top-level statement is walked again
when something that it reads has changed, until nothing does. Must never trust an annotation that is not checked at run
time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from normil.analysis.names import Binding, BindingKind, FunctionNode, ItemNames, ModuleNames, Scope
from normil.compiler import builtins
from normil.compiler.lattice import (
    ANY,
    ARRAY,
    BOOL,
    FLOAT,
    FUNCTION,
    INT,
    LIST,
    MAP,
    MATRIX,
    NEVER,
    NONE,
    NUMBER,
    OTHER,
    STR,
    VEC,
    Ty,
    arithmetic,
    beyond,
    dot,
    join,
    negative,
)
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import nodes as n

Environment = dict[Binding, Ty]

_CONSTANTS: dict[type, Ty] = {
    type(None): Ty(NONE),
    bool: Ty(BOOL),
    int: Ty(INT),
    float: Ty(FLOAT),
    str: Ty(STR),
}


class Inference:
    """`types[node]` after `run()`: the type of each expression that can be reached."""

    def __init__(
        self,
        program: n.Program,
        names: ModuleNames,
        vector_types: VectorTypes,
        *,
        entry: bool,
    ) -> None:
        self.program = program
        self.names = names
        self.vector_types = vector_types
        self.types: dict[n.Node, Ty] = {}
        self.slots: dict[Binding, Ty] = {}
        self.passed: dict[Binding, Ty] = {}
        self.results: dict[FunctionNode, Ty] = {}
        self.item: ItemNames
        self.waiting: set[int] = set()  # the top-level statements that have to be walked
        self.function: FunctionNode | None = None
        self.env: Environment | None = {}
        self.breaks: list[list[Environment]] = []
        self.continues: list[list[Environment]] = []
        self.handlers: list[Environment] = []
        self.heads: dict[n.Node, Environment] = {}
        self.bindings = [*names.bindings.values(), *(b for item in names.items for b in item.bindings)]
        self.declared_by = {b.declaration: b for b in self.bindings if b.name_node is not None}
        self.function_scopes = {
            node: scope
            for item in names.items
            for node, scope in item.scopes.items()
            if isinstance(node, n.FunctionDeclaration | n.FunctionLiteral)
        }
        self.owners = {f: b for b in self.bindings if (f := self.callable_of(b)) is not None}
        self.escaping = self._escaping(entry)
        self.readers: defaultdict[Binding, set[int]] = defaultdict(set)
        for index, item in enumerate(names.items):
            for binding in item.bindings:
                self.readers[binding].add(index)
            for use in item.free:
                if use.node in names.uses:
                    self.readers[names.uses[use.node]].add(index)

    def run(self) -> None:
        self.waiting = set(range(len(self.program.items)))
        while self.waiting:
            for index in sorted(self.waiting):
                self.waiting.discard(index)
                self.item = self.names.items[index]
                self.env = {}
                self.statement(self.program.items[index].statement)

    def type_of(self, node: n.Node) -> Ty:
        return self.types.get(node, ANY)

    # ------------------------------------------------------------ functions

    def _escaping(self, entry: bool) -> set[n.Node]:
        """The functions that may be called from places that are not seen: those used other than by calling them,
        and all that other files can reach."""
        callees: set[n.Node] = set()
        literals: set[n.Node] = set()

        def visit(node: n.Node) -> None:
            if isinstance(node, n.Call):
                callees.add(node.callee)
            elif isinstance(node, n.FunctionLiteral):
                literals.add(node)
            for child in n.children(node):
                visit(child)

        for item in self.program.items:
            visit(item.statement)
        escaping: set[n.Node] = set()
        for function, binding in self.owners.items():
            exported = binding.item is not None and not entry
            if exported or any(use.node not in callees for use in binding.uses):
                escaping.add(function)
        return escaping | {literal for literal in literals if literal not in self.owners}

    def callable_of(self, binding: Binding | None) -> FunctionNode | None:
        """The function that a name is sure to mean wherever it can be read."""
        if binding is None:
            return None
        if isinstance(binding.declaration, n.FunctionDeclaration) and binding.kind in (
            BindingKind.FUNCTION,
            BindingKind.TRANSACTION,
        ):
            return binding.declaration
        if (
            isinstance(binding.declaration, n.Let)
            and isinstance(binding.declaration.value, n.FunctionLiteral)
            and not any(binding.writes)
        ):
            return binding.declaration.value
        return None

    def followed(self, binding: Binding) -> bool:
        """Whether the type of a variable can be followed through the control flow: no other function writes it."""
        scope = binding.scope
        if scope is None or scope.function is None or binding.item is not None:
            return False
        home = scope.function
        if isinstance(home, n.FunctionDeclaration) and home.rollback is not None:
            return False
        return all(use.function is home for use in binding.writes)

    def walk_function(self, function: FunctionNode) -> None:
        outer = self.function, self.env, self.breaks, self.continues, self.handlers
        self.function, self.env, self.breaks, self.continues, self.handlers = function, {}, [], [], []
        scope = self.item.scopes[function]
        for parameter in function.parameters:
            binding = scope.bindings.get(parameter.name.text)
            default = self.expression(parameter.default) if parameter.default is not None else NEVER
            if binding is not None and binding.declaration is parameter:
                passed = ANY if function in self.escaping else self.passed.get(binding, NEVER)
                self.assign(binding, join(passed, default))
        self.statements(function.body)
        if self.env is not None:
            self.widen_result(function, Ty(NONE))
        if isinstance(function, n.FunctionDeclaration) and function.rollback is not None:
            for binding in scope.bindings.values():
                self.widen(self.slots, binding, Ty(NONE))  # where its declaration was not reached
            self.env = {}
            self.statements(function.rollback)
        self.function, self.env, self.breaks, self.continues, self.handlers = outer

    def widen(self, types: dict[Binding, Ty], binding: Binding, ty: Ty) -> None:
        old = types.get(binding, NEVER)
        new = join(old, beyond(ty))
        if new != old:
            types[binding] = new
            self.waiting |= self.readers[binding]

    def widen_result(self, function: FunctionNode, ty: Ty) -> None:
        old = self.results.get(function, NEVER)
        checked = self.vector_types.checked(function.result, self.item, function)
        new = join(old, beyond(checked or ty))
        if new != old:
            self.results[function] = new
            if function in self.owners:
                self.waiting |= self.readers[self.owners[function]]

    # ------------------------------------------------------------ variables

    def assign(self, binding: Binding | None, ty: Ty) -> None:
        if binding is None:
            return
        declared = self.declared(binding)
        if declared is not None:
            ty = declared
        self.widen(self.slots, binding, ty)
        if self.env is not None and self.followed(binding):
            self.env[binding] = ty
            for handler in self.handlers:
                handler[binding] = join(handler.get(binding, NEVER), ty)

    def declared(self, binding: Binding) -> Ty | None:
        """What a vector type declared for the name guarantees, since it is checked at each assignment."""
        declaration = binding.declaration
        if isinstance(declaration, n.Let | n.Parameter):
            return self.vector_types.checked(declaration.type, self.item, self.function)
        return None

    def read(self, node: n.Identifier) -> Ty:
        binding = self.item.uses.get(node) or self.names.uses.get(node)
        if binding is None:
            return ANY
        if binding.kind is BindingKind.BUILTIN:
            return builtins.value(binding.name)
        if binding.kind in (BindingKind.FUNCTION, BindingKind.TRANSACTION):
            return Ty(FUNCTION)
        if binding.kind is BindingKind.PLASTIC:
            return Ty(INT) if binding.name == "step" else Ty(NUMBER)
        if binding.kind in (BindingKind.TYPE, BindingKind.IMPORT, BindingKind.ERROR):
            return Ty(OTHER)
        if self.env is not None and binding in self.env:
            return self.env[binding]
        return self.slots.get(binding, NEVER)

    # ------------------------------------------------------------ statements

    def statements(self, block: n.Block) -> None:
        for statement in block.statements:
            self.statement(statement)

    def scope(self, node: n.Node) -> Scope:
        return self.item.scopes[node]

    def statement(self, statement: n.Statement) -> None:
        if isinstance(statement, n.FunctionDeclaration):
            for annotation in statement.annotations:
                for argument in annotation.arguments:
                    self.expression(argument.value)
            self.walk_function(statement)
            return
        if self.env is None:
            return
        match statement:
            case n.Let(value=value):
                self.assign(self.declared_by.get(statement), self.expression(value))
            case n.Assign():
                self.assignment(statement)
            case n.ExpressionStatement(value=value):
                self.expression(value)
            case n.Throw(value=value):
                self.expression(value)
                self.env = None
            case n.Return(value=result):
                ty = self.expression(result) if result is not None else Ty(NONE)
                if self.function is not None:
                    self.widen_result(self.function, ty)
                self.env = None
            case n.If(condition=condition, body=body, orelse=orelse):
                self.expression(condition)
                before = dict(self.env)
                self.statements(body)
                after, self.env = self.env, before
                if isinstance(orelse, n.Block):
                    self.statements(orelse)
                elif orelse is not None:
                    self.statement(orelse)
                self.env = _merge(after, self.env)
            case n.While(condition=condition, body=body):

                def test() -> None:
                    self.expression(condition)

                self.loop(test, body)
            case n.For(iterable=iterable, body=body):
                iterated = self.expression(iterable)
                binding = self.scope(statement).bindings.get(statement.variable.text)
                element = _element(iterated, iterable, self)
                self.loop(lambda: self.assign(binding, element), body)
            case n.Match(subject=subject, cases=cases):
                self.match(self.expression(subject), cases)
            case n.Try(body=body, handler=handler):
                at_error = dict(self.env)
                self.handlers.append(at_error)
                self.statements(body)
                self.handlers.pop()
                after, self.env = self.env, at_error
                self.assign(self.scope(statement).bindings.get(statement.name.text), Ty(OTHER))
                self.statements(handler)
                self.env = _merge(after, self.env)
            case n.Break():
                if self.breaks:
                    self.breaks[-1].append(self.env)
                self.env = None
            case n.Continue():
                if self.continues:
                    self.continues[-1].append(self.env)
                self.env = None
            case n.Import():
                pass

    def assignment(self, statement: n.Assign) -> None:
        target = statement.target
        if isinstance(target, n.Identifier):
            old = self.read(target) if statement.op != "=" else NEVER
            self.note(target, old)
            value = self.expression(statement.value)
            if statement.op != "=":
                value = arithmetic(statement.op[:-1], old, value)
            self.assign(self.item.uses.get(target) or self.names.uses.get(target), value)
            return
        match target:
            case n.Member(object=object_):
                self.expression(object_)
            case n.Index(object=object_, index=index):
                held = self.expression(object_)
                self.expression(index)
                self.note(target, _indexed(held))
        self.expression(statement.value)

    def loop(self, head: Callable[[], None], body: n.Block) -> None:
        """Walks a loop until the types at its head are stable; `head` is what each iteration begins with. A later
        walk begins where the last one ended, so that nested loops do not multiply the work."""
        entry: Environment = _merge(self.env, self.heads.get(body)) or {}
        while True:
            self.breaks.append([])
            self.continues.append([])
            self.env = dict(entry)
            head()
            at_exit: Environment | None = dict(self.env)
            self.statements(body)
            back: Environment | None = self.env
            for env in self.continues.pop():
                back = _merge(back, env)
            leaving = self.breaks.pop()
            before, entry = entry, _merge(entry, back) or {}
            if entry == before:
                break
        self.heads[body] = entry
        at_exit = _merge(at_exit, entry)
        for env in leaving:
            at_exit = _merge(at_exit, env)
        self.env = at_exit

    def match(self, subject: Ty, cases: list[n.Case]) -> None:
        after: Environment | None = None
        for case in cases:
            assert self.env is not None
            before = dict(self.env)
            self.pattern(case.pattern, subject, self.scope(case))
            if case.guard is not None:
                self.expression(case.guard)
            self.statements(case.body)
            after = _merge(after, self.env)
            self.env = before
        self.env = _merge(after, self.env)

    def pattern(self, pattern: n.Pattern | n.RestPattern, subject: Ty, scope: Scope) -> None:
        match pattern:
            case n.NamePattern(name=name):
                self.assign(scope.bindings.get(name.text), subject)
            case n.RestPattern(name=rest) if rest is not None:
                self.assign(scope.bindings.get(rest.text), Ty(LIST))
            case n.TypePattern(type=type_, inner=inner):
                self.pattern(inner, self.narrowed(type_, subject), scope)
            case n.RecordPattern(fields=fields):
                for part in fields:
                    if part.pattern is None:
                        self.assign(scope.bindings.get(part.name.text), ANY)
                    else:
                        self.pattern(part.pattern, ANY, scope)
            case n.ListPattern(elements=elements):
                for element in elements:
                    self.pattern(element, ANY, scope)
            case n.AlternativePattern(alternatives=alternatives):
                for alternative in alternatives:
                    self.pattern(alternative, subject, scope)

    def narrowed(self, type_: n.NamedType, subject: Ty) -> Ty:
        name = type_.path[0].text if len(type_.path) == 1 else ""
        binding = self.item.uses.get(type_.path[0]) or self.names.uses.get(type_.path[0])
        if binding is None or binding.kind is not BindingKind.BUILTIN:
            return ANY
        exact = {
            "int": INT,
            "float": FLOAT,
            "bool": BOOL,
            "str": STR,
            "map": MAP,
            "Vec": VEC,
            "Matrix": MATRIX,
        }
        mask = exact.get(name)
        # a subclass of a Python type passes the test for int, str, ... and may be any object
        if mask is None or subject.mask & OTHER:
            return ANY
        return Ty(mask, subject.dim) if mask == VEC else Ty(mask)

    # ------------------------------------------------------------ expressions

    def note(self, node: n.Node, ty: Ty) -> Ty:
        old = self.types.get(node)
        self.types[node] = ty if old is None else join(old, ty)
        return ty

    def expression(self, expression: n.Expression) -> Ty:
        return self.note(expression, self.evaluate(expression))

    def evaluate(self, expression: n.Expression) -> Ty:
        match expression:
            case n.Constant(value=value):
                return _CONSTANTS[type(value)]
            case n.Identifier():
                return self.read(expression)
            case n.Binary():
                return self.binary(expression)
            case n.Unary(op="!", operand=operand):
                self.expression(operand)
                return Ty(BOOL)
            case n.Unary(operand=operand):
                return negative(self.expression(operand))
            case n.Call():
                return self.call(expression)
            case n.Index(object=object_, index=index):
                held = self.expression(object_)
                self.expression(index)
                return _indexed(held)
            case n.Slice(object=object_, lower=lower, upper=upper):
                held = self.expression(object_)
                for bound in (lower, upper):
                    if bound is not None:
                        self.expression(bound)
                return Ty(held.mask) if not held.mask & ~(LIST | STR | ARRAY) else ANY
            case n.Member(object=object_, name=name):
                held = self.expression(object_)
                if (held.within(VEC) and name.text == "dim") or (held.within(MATRIX) and name.text in ("rows", "cols")):
                    return Ty(INT)
                return ANY if held.mask else NEVER
            case n.ListLiteral(items=items):
                for part in items:
                    self.expression(part)
                return Ty(LIST)
            case n.MapLiteral(entries=entries):
                for entry in entries:
                    self.expression(entry.key)
                    self.expression(entry.value)
                return Ty(MAP)
            case n.StructLiteral(fields=fields):
                for field in fields:
                    self.expression(field.value)
                return Ty(OTHER)
            case n.FunctionLiteral():
                self.walk_function(expression)
                return Ty(FUNCTION)
        return ANY

    def binary(self, expression: n.Binary) -> Ty:
        # a long chain of operators leans to the left: no recursion on that side
        chain = [expression]
        while isinstance(chain[-1].left, n.Binary):
            chain.append(chain[-1].left)
        left = self.expression(chain[-1].left)
        for node in reversed(chain):
            right = self.expression(node.right)
            if node.op in ("==", "!=", "&&", "||"):
                left = Ty(BOOL)
            elif node.op in ("<", "<=", ">", ">="):
                left = ANY if (left.mask | right.mask) & OTHER else Ty(BOOL)
            elif node.op == "@":
                left = dot(left, right)
            else:
                left = arithmetic(node.op, left, right)
            self.note(node, left)
        return left

    def call(self, call: n.Call) -> Ty:
        callee = call.callee
        binding = None
        if isinstance(callee, n.Identifier):
            binding = self.item.uses.get(callee) or self.names.uses.get(callee)
        self.expression(callee)
        arguments = [self.expression(argument.value) for argument in call.arguments]
        function = self.callable_of(binding)
        if function is not None:
            self.pass_arguments(function, call, arguments)
            return self.results.get(function, NEVER)
        if binding is not None and binding.kind is BindingKind.BUILTIN:
            if any(argument.name is not None for argument in call.arguments):
                return ANY
            constants = [self.constant(argument.value) for argument in call.arguments]
            return builtins.result(binding.name, arguments, constants)
        return ANY

    def pass_arguments(self, function: FunctionNode, call: n.Call, arguments: list[Ty]) -> None:
        scope = self.function_scopes[function]
        for position, (argument, ty) in enumerate(zip(call.arguments, arguments, strict=True)):
            name = argument.name.text if argument.name is not None else None
            if name is None and position < len(function.parameters):
                name = function.parameters[position].name.text
            binding = scope.bindings.get(name or "")
            if binding is not None and binding.kind is BindingKind.PARAMETER:
                self.widen(self.passed, binding, ty)

    def constant(self, expression: n.Expression) -> int | None:
        """The int that an expression is sure to be, if it is a literal or a name that is given one once."""
        if isinstance(expression, n.Constant) and type(expression.value) is int:
            return expression.value
        if isinstance(expression, n.Identifier):
            binding = self.item.uses.get(expression) or self.names.uses.get(expression)
            if binding is not None and isinstance(binding.declaration, n.Let) and not any(binding.writes):
                value = binding.declaration.value
                if isinstance(value, n.Constant) and type(value.value) is int:
                    return value.value
        return None


def _merge(a: Environment | None, b: Environment | None) -> Environment | None:
    """The environment after two ways have met. A name that only one of them knows is out of scope."""
    if a is None or b is None:
        return b if a is None else a
    return {key: join(a.get(key, NEVER), b.get(key, NEVER)) for key in a.keys() | b.keys()}


def _indexed(held: Ty) -> Ty:
    if not held.mask:
        return NEVER
    if held.within(VEC):
        return Ty(FLOAT)
    if held.within(STR):
        return Ty(STR)
    if held.within(MATRIX):
        return Ty(VEC)
    return ANY


def _element(held: Ty, iterable: n.Expression, inference: Inference) -> Ty:
    """What a `for` over the value gives."""
    if isinstance(iterable, n.Call) and isinstance(iterable.callee, n.Identifier):
        callee = iterable.callee
        binding = inference.item.uses.get(callee) or inference.names.uses.get(callee)
        if binding is not None and binding.kind is BindingKind.BUILTIN and binding.name == "range":
            return Ty(INT)
    return _indexed(held) if not held.mask & ~(STR | ARRAY) else ANY
