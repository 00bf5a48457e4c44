"""Follows a program through its control flow, until nothing new becomes known.

Sound: the compiler emits native operators on its word. Variables of a function that no other function can change are
followed through its control flow; all others have the join of everything that is ever assigned to them. Parameters have
the join of their arguments as long as every call of the function is seen, else any type. A top-level statement is
walked again when something that it reads has changed. Must never trust an annotation that is not checked at run time.
"""

from __future__ import annotations

from collections.abc import Callable

from normil.analysis.names import Binding, BindingKind, FunctionNode, ModuleNames, Scope
from normil.compiler.infer.expressions import Expressions
from normil.compiler.infer.facts import Environment
from normil.compiler.lattice import (
    ANY,
    BOOL,
    FLOAT,
    FUNCTION,
    INT,
    LIST,
    MAP,
    MATRIX,
    NEVER,
    NONE,
    OTHER,
    RECORD,
    STR,
    VEC,
    Ty,
    join,
)
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import nodes as n

_EXACT = {
    "int": INT,
    "float": FLOAT,
    "bool": BOOL,
    "str": STR,
    "map": MAP,
    "Vec": VEC,
    "Matrix": MATRIX,
}


class Inference(Expressions):
    """`types[node]` after `run()`: the type of each expression that can be reached."""

    def __init__(self, program: n.Program, names: ModuleNames, vector_types: VectorTypes, *, entry: bool) -> None:
        super().__init__(program, names, vector_types, entry=entry)
        self.breaks: list[list[Environment]] = []
        self.continues: list[list[Environment]] = []
        self.heads: dict[n.Node, Environment] = {}
        self.returned = NEVER  # what the function that is being walked returns

    def run(self) -> None:
        self.waiting = set(range(len(self.program.items)))
        if not self.entry:
            for binding in self.names.bindings.values():
                if binding.kind in (BindingKind.FUNCTION, BindingKind.TRANSACTION):
                    assert isinstance(binding.declaration, n.FunctionDeclaration)
                    site = self.function_site(binding.declaration)
                    self.heap.escape(Ty(FUNCTION, None, frozenset((site,))))
        while self.waiting:
            for index in sorted(self.waiting):
                self.waiting.discard(index)
                self.item = self.names.items[index]
                self.heap.reader = index
                self.env = {}
                self.statement(self.program.items[index].statement)

    def walk_function(self, function: FunctionNode) -> None:
        result = self.walk_body(function, {})
        self.widen_result(self.results, function, result)
        if isinstance(function, n.FunctionDeclaration) and function.rollback is not None:
            self.walk_rollback(function, function.rollback)
        guard = self.guard_of(function)
        if guard is not None:  # once more, as if its parameters were what they most likely are
            types, self.types = self.types, guard.types
            heads, self.heads = self.heads, {}
            self.widen_result(self.guarded_results, function, self.walk_body(function, guard.parameters))
            self.types, self.heads = types, heads

    def walk_body(self, function: FunctionNode, guessed: dict[Binding, int]) -> Ty:
        """Walks the body of a function, some of whose parameters are of the types that the dict says; gives the type
        of its results."""
        outer = self.function, self.env, self.breaks, self.continues, self.handlers, self.returned
        self.function, self.env, self.breaks, self.continues, self.handlers = function, {}, [], [], []
        self.returned = NEVER
        scope = self.item.scopes[function]
        escaped = self.function_site(function).escaped
        for parameter in function.parameters:
            binding = scope.bindings.get(parameter.name.text)
            default = self.expression(parameter.default) if parameter.default is not None else NEVER
            if binding is not None and binding.declaration is parameter:
                passed = ANY if escaped else self.passed.get(binding, NEVER)
                self.assign(binding, Ty(guessed[binding]) if binding in guessed else join(passed, default))
        self.statements(function.body)
        result = join(self.returned, Ty(NONE)) if self.env is not None else self.returned
        self.function, self.env, self.breaks, self.continues, self.handlers, self.returned = outer
        return result

    def walk_rollback(self, function: FunctionNode, rollback: n.Block) -> None:
        outer = self.function, self.env, self.breaks, self.continues, self.handlers
        self.function, self.env, self.breaks, self.continues, self.handlers = function, {}, [], [], []
        for binding in self.item.scopes[function].bindings.values():
            self.widen(self.slots, binding, Ty(NONE))  # where its declaration was not reached
        self.statements(rollback)
        self.function, self.env, self.breaks, self.continues, self.handlers = outer

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
                self.heap.escape(self.expression(value))
                self.env = None
            case n.Return(value=result):
                ty = self.expression(result) if result is not None else Ty(NONE)
                self.returned = join(self.returned, ty)
                self.env = None
            case n.If(condition=condition, body=body, orelse=orelse):
                self.expression(condition)
                before = dict(self.env)
                self.assume(condition, True)
                self.statements(body)
                after, self.env = self.env, before
                self.assume(condition, False)
                if isinstance(orelse, n.Block):
                    self.statements(orelse)
                elif orelse is not None:
                    self.statement(orelse)
                self.env = _merge(after, self.env)
            case n.While(condition=condition, body=body):
                self.loop(lambda: self.expression(condition), body, condition)
            case n.For(iterable=iterable, body=body):
                element = self.heap.iterated(self.expression(iterable))
                binding = self.scope(statement).bindings.get(statement.variable.text)
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
        target, op = statement.target, statement.op[:-1]
        match target:
            case n.Identifier():
                old = self.read(target) if op else NEVER
                self.note(target, old)
                self.assign(self.binding(target), self.assigned(statement, op, old))
            case n.Member(object=object_, name=name):
                held = self.expression(object_)
                old = self.note(target, self.member(target, held, name.text)) if op else NEVER
                value = self.assigned(statement, op, old)
                self.heap.store(held, RECORD, value, name.text)
                self.heap.store(held, MAP, value, name.text)
                self.meets(held, value)
            case n.Index(object=object_, index=index):
                held, by = self.expression(object_), self.expression(index)
                old = self.note(target, self.indexed(held, index, by)) if op else NEVER
                value = self.assigned(statement, op, old)
                self.heap.store(held, LIST, value)
                self.store_key(held, index, by, value)
                key = index.value if isinstance(index, n.Constant) else None
                if by.mask & (STR | OTHER):
                    self.heap.store(held, RECORD, value, key if isinstance(key, str) else None)
                self.meets(held, value)
                self.meets(held, by)

    def assigned(self, statement: n.Assign, op: str, old: Ty) -> Ty:
        """The type of what an assignment stores."""
        value = self.expression(statement.value)
        if not op:
            return value
        self.meets(old, value)
        return self.operation(statement, op, old, value)

    def loop(self, head: Callable[[], object], body: n.Block, condition: n.Expression | None = None) -> None:
        """Walks a loop until the types at its head are stable; `head` is what each iteration begins with, `condition`
        what holds in the body and no longer after it. A later walk begins where the last one ended, so that nested
        loops do not multiply the work."""
        entry: Environment = _merge(self.env, self.heads.get(body)) or {}
        while True:
            self.breaks.append([])
            self.continues.append([])
            self.env = dict(entry)
            head()
            at_exit: Environment | None = dict(self.env)
            if condition is not None:
                self.assume(condition, True)
                inside, self.env = self.env, at_exit
                self.assume(condition, False)
                self.env = inside
            self.statements(body)
            back: Environment | None = self.env
            for env in self.continues.pop():
                back = _merge(back, env)
            leaving = self.breaks.pop()
            before, entry = entry, _merge(entry, back) or {}
            if entry == before:
                break
        self.heads[body] = entry
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
                self.assume(case.guard, True)
            self.statements(case.body)
            after = _merge(after, self.env)
            self.env = before
        self.env = _merge(after, self.env)

    def pattern(self, pattern: n.Pattern | n.RestPattern, subject: Ty, scope: Scope) -> None:
        match pattern:
            case n.NamePattern(name=name):
                self.assign(scope.bindings.get(name.text), subject)
            case n.TypePattern(type=type_, inner=inner):
                self.pattern(inner, self.narrowed(type_, subject), scope)
            case n.RecordPattern(path=path, fields=fields):
                if path:
                    subject = self.narrowed_record(path)
                for part in fields:
                    label = part.name.text
                    held = join(self.heap.field(subject, label), self.heap.value(subject, label))
                    if part.pattern is None:
                        self.assign(scope.bindings.get(label), held)
                    else:
                        self.pattern(part.pattern, held, scope)
            case n.ListPattern(elements=elements):
                held = ANY if subject.mask & OTHER else self.heap.elements(subject)
                for element in elements:
                    if not isinstance(element, n.RestPattern):
                        self.pattern(element, held, scope)
                    elif element.name is not None:
                        self.assign(scope.bindings.get(element.name.text), self.new_list(element, held))
            case n.AlternativePattern(alternatives=alternatives):
                for alternative in alternatives:
                    self.pattern(alternative, subject, scope)

    def narrowed(self, type_: n.NamedType, subject: Ty) -> Ty:
        """The type of a value that has passed the test for a type."""
        binding = self.binding(type_.path[0])
        if binding is None or binding.kind is not BindingKind.BUILTIN:
            return self.narrowed_record(type_.path) if not type_.arguments else ANY
        mask = _EXACT.get(type_.path[0].text) if len(type_.path) == 1 else None
        # a subclass of a Python type passes the test for int, str, ... and may be any object
        if mask is None or (self.foreign and subject.mask & OTHER):
            return ANY
        return Ty(mask, subject.dim if mask == VEC else None, subject.sites if mask == MAP else None)

    def narrowed_record(self, path: list[n.Name]) -> Ty:
        declaration = self.struct(path)
        if declaration is None:
            return ANY
        return Ty(RECORD, None, frozenset((self.record_site(declaration),)))


def _merge(a: Environment | None, b: Environment | None) -> Environment | None:
    """The environment after two ways have met. A name that only one of them knows is out of scope."""
    if a is None or b is None:
        return b if a is None else a
    return {key: join(a.get(key, NEVER), b.get(key, NEVER)) for key in a.keys() | b.keys()}
