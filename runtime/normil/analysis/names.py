"""Names and scopes (LANGUAGE 7): which declaration every name means.

Takes in the nodes of one top-level statement at a time (`resolve_item`, so that the result can be kept as long
as the statement's text stays the same) and links the statements of a file (`link`). Gives out scopes, bindings
and uses, and plain facts about what is wrong with them; the diagnostics are worded elsewhere. Must never know
types, positions in a file or protocols.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from normil.syntax import nodes as n

PLASTIC_NAMES = ("step", "rate", "auto_lr")
# the parameters that a @plastic function may have its weights in, in this order (LANGUAGE 14.5)
WEIGHT_NAMES = ("weights", "w", "synapses", "connections")
# words that name types wherever a type is meant, also where a variable hides the builtin of that name
_WORDS = """
    int float bool str timestamp uuid list map optional any void Vec Matrix Vector SparseVec SparseVector
    string String Int Float Bool Any List Map Optional
"""
TYPE_WORDS = frozenset(_WORDS.split())


class BindingKind(Enum):
    LET = auto()
    CONST = auto()
    IMPLICIT = auto()  # `x = 1` at the top level of a file, without a declaration anywhere
    PARAMETER = auto()
    LOOP = auto()
    CATCH = auto()
    PATTERN = auto()
    FUNCTION = auto()
    TRANSACTION = auto()
    TYPE = auto()
    IMPORT = auto()
    PLASTIC = auto()  # step, rate, auto_lr in a @plastic function
    ERROR = auto()  # error in a rollback block
    BUILTIN = auto()


HOISTED = frozenset({BindingKind.FUNCTION, BindingKind.TRANSACTION, BindingKind.TYPE})
ASSIGNABLE = frozenset(
    {
        BindingKind.LET,
        BindingKind.IMPLICIT,
        BindingKind.PARAMETER,
        BindingKind.LOOP,
        BindingKind.CATCH,
        BindingKind.PATTERN,
        BindingKind.ERROR,
    }
)


class ScopeKind(Enum):
    MODULE = auto()
    FUNCTION = auto()  # parameters and the outermost block of the body
    BLOCK = auto()
    FOR = auto()
    CATCH = auto()
    CASE = auto()
    PLASTIC = auto()
    ROLLBACK = auto()


FunctionNode: TypeAlias = n.FunctionDeclaration | n.FunctionLiteral


@dataclass(slots=True, eq=False)
class Binding:
    """One declared name. `name_node` marks it in the source, `declaration` is the declaring node; both are None
    for builtins, plastic names and `error`. `item` is the index of the top-level statement of a module's name."""

    name: str
    kind: BindingKind
    scope: Scope | None = None
    name_node: n.Name | n.Identifier | None = None
    declaration: n.Node | None = None
    uses: list[Use] = field(default_factory=list)
    item: int | None = None

    @property
    def captured(self) -> bool:
        """Whether a function nested in the declaring one uses it."""
        home = self.scope.function if self.scope else None
        return any(use.function is not home for use in self.uses)

    @property
    def writes(self) -> Iterator[Use]:
        return (use for use in self.uses if use.write)


@dataclass(slots=True, eq=False)
class Use:
    """A use of a name at `node`, in `function` (None: at the top level). An `op=` both reads and writes.
    `in_type`: in a type, where only types and modules are meant."""

    node: n.Identifier | n.Name
    name: str
    function: FunctionNode | None
    read: bool = True
    write: bool = False
    in_type: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """`repeated`: one activation of its function may run it several times, with fresh bindings each time."""

    kind: ScopeKind
    parent: Scope | None
    node: n.Node | None
    function: FunctionNode | None
    repeated: bool
    bindings: dict[str, Binding] = field(default_factory=dict)
    children: list[Scope] = field(default_factory=list)

    def declare(self, binding: Binding) -> None:
        binding.scope = self
        self.bindings[binding.name] = binding


@dataclass(slots=True, eq=False)
class Duplicate:
    """A second declaration of a name in one block: it, and the first."""

    second: n.Name
    first: Binding


@dataclass(slots=True, eq=False)
class ItemNames:
    """What is known of one top-level statement alone. `uses` maps nodes to bindings inside the statement; `free`
    are the uses that mean names of the module or builtins, or nothing, and `assigned` those of them that stand on the
    left of a `=` outside every block; `early` are uses before the declaration in the same block; `scopes` maps
    the node that opens a scope (a function, block, for, case, try) to it; `imports` maps each import to the name it
    binds."""

    root: Scope
    uses: dict[n.Node, Binding] = field(default_factory=dict)
    free: list[Use] = field(default_factory=list)
    assigned: list[Use] = field(default_factory=list)
    early: list[tuple[Use, Binding]] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    scopes: dict[n.Node, Scope] = field(default_factory=dict)
    bindings: list[Binding] = field(default_factory=list)
    imports: dict[n.Import, n.Name] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ModuleNames:
    """The statements of a file together. Every free use is in `uses`, or in `unresolved`."""

    items: list[ItemNames]
    bindings: dict[str, Binding]
    uses: dict[n.Node, Binding]
    unresolved: list[tuple[int, Use]]
    early: list[tuple[int, Use, Binding]]
    duplicates: list[tuple[int, Duplicate]]

    def binding(self, item: int, node: n.Node) -> Binding | None:
        """What the name at `node` means, or None."""
        return self.items[item].uses.get(node) or self.uses.get(node)


def is_plastic(function: FunctionNode) -> bool:
    return isinstance(function, n.FunctionDeclaration) and any(
        annotation.name.text == "plastic" for annotation in function.annotations
    )


Bound: TypeAlias = Callable[[n.Import], n.Name]


def bound_name(statement: n.Import) -> n.Name:
    """The name that an import binds: its alias, or the last one of its path. Whoever knows that the path leads to a
    Python module gives the first one instead (LANGUAGE 17.1)."""
    return statement.alias or statement.path[-1]


def resolve_item(statement: n.Statement, bound: Bound = bound_name) -> ItemNames:
    """Resolves all names inside one top-level statement."""
    return _Resolver(statement, bound).names


def link(
    items: list[ItemNames], statements: list[n.Statement], builtins: Mapping[str, Binding], bound: Bound = bound_name
) -> ModuleNames:
    """Joins the statements of one file: declares the names of the module and resolves the free uses.

    A `=` to a name that is declared nowhere declares it when it stands at the top level.
    """
    module = ModuleNames(items, {}, {}, [], [], [])
    bindings, uses = module.bindings, module.uses
    scope = Scope(ScopeKind.MODULE, None, None, None, repeated=False, bindings=bindings)
    for index, statement in enumerate(statements):
        binding = _declared(statement, bound)
        if binding is None:
            continue
        binding.item = index
        known = bindings.get(binding.name)
        if known is None:
            scope.declare(binding)
        elif isinstance(binding.name_node, n.Name):
            module.duplicates.append((index, Duplicate(binding.name_node, known)))
    for index, names in enumerate(items):
        for use in names.assigned:
            if (bindings.get(use.name) or builtins.get(use.name)) is None:
                assert isinstance(use.node, n.Identifier)
                scope.declare(Binding(use.name, BindingKind.IMPLICIT, None, use.node, statements[index], item=index))
    for index, names in enumerate(items):
        for use in names.free:
            found = bindings.get(use.name)
            if found is None or not _meant(found, index, use):
                found = builtins.get(use.name)
            if found is None:
                module.unresolved.append((index, use))
                continue
            uses[use.node] = found
            if found.kind is BindingKind.BUILTIN:
                continue  # builtins are shared by all files, so that they keep no uses
            found.uses.append(use)
            if use.function is None and found.item is not None and index < found.item and found.kind not in HOISTED:
                module.early.append((index, use, found))
    return module


def _meant(binding: Binding, index: int, use: Use) -> bool:
    """Whether the use means a binding of the module. In a type, it is a type; and in what gives the name its first
    value, the name means what it means outside."""
    if use.in_type and binding.kind not in (BindingKind.TYPE, BindingKind.IMPORT):
        return False
    return index != binding.item or binding.kind in HOISTED or use.node is binding.name_node


def _declared(statement: n.Statement, bound: Bound) -> Binding | None:
    """The binding that a statement declares in the block it stands in."""
    match statement:
        case n.Let(name=name, constant=constant) if name.text != "_":
            return Binding(name.text, BindingKind.CONST if constant else BindingKind.LET, None, name, statement)
        case n.FunctionDeclaration(name=name, transaction=transaction):
            kind = BindingKind.TRANSACTION if transaction else BindingKind.FUNCTION
            return Binding(name.text, kind, None, name, statement)
        case n.TypeDeclaration(name=name):
            return Binding(name.text, BindingKind.TYPE, None, name, statement)
        case n.Import(path=path) if path:
            name = bound(statement)
            return Binding(name.text, BindingKind.IMPORT, None, name, statement)
    return None


class _Resolver:
    def __init__(self, statement: n.Statement, bound: Bound) -> None:
        self.bound = bound
        self.root = Scope(ScopeKind.MODULE, None, None, None, repeated=False)
        self.names = ItemNames(self.root)
        self.scope = self.root
        self.function: FunctionNode | None = None
        self.repeated = False
        # bindings whose declaration has been passed; others of the same function are too early to be used
        self.ready: set[Binding] = set()
        self.initialising: list[Binding] = []
        self.statement(statement)

    # ------------------------------------------------------------ scopes

    def open(self, kind: ScopeKind, node: n.Node | None) -> Scope:
        scope = Scope(kind, self.scope, node, self.function, self.repeated)
        self.scope.children.append(scope)
        if node is not None and kind is not ScopeKind.PLASTIC:
            self.names.scopes[node] = scope
        self.scope = scope
        return scope

    def close(self) -> None:
        assert self.scope.parent is not None
        self.scope = self.scope.parent

    def declare(self, binding: Binding, *, ready: bool = True) -> None:
        first = self.scope.bindings.get(binding.name)
        if first is not None:
            if isinstance(binding.name_node, n.Name):
                self.names.duplicates.append(Duplicate(binding.name_node, first))
            return
        self.scope.declare(binding)
        self.names.bindings.append(binding)
        if ready:
            self.ready.add(binding)

    def declare_name(self, name: n.Name | None, kind: BindingKind, declaration: n.Node) -> None:
        if name is None or name.text == "_":
            return
        known = self.scope.bindings.get(name.text)
        if known is None:
            self.declare(Binding(name.text, kind, None, name, declaration))
        elif kind is BindingKind.PATTERN:
            self.names.uses[name] = known  # the same name in another alternative

    def use(self, node: n.Identifier | n.Name, name: str, **facts: bool) -> None:
        if name == "_" or not name:
            self.names.free.append(Use(node, name, self.function, **facts))
            return
        use = Use(node, name, self.function, **facts)
        scope: Scope | None = self.scope
        while scope is not None:
            binding = scope.bindings.get(name)
            if binding is not None and not self.skips(binding, use):
                if scope.function is self.function and binding not in self.ready:
                    self.names.early.append((use, binding))
                self.names.uses[node] = binding
                binding.uses.append(use)
                return
            scope = scope.parent
        if self.scope is self.root and use.write and not use.read:
            self.names.assigned.append(use)
        self.names.free.append(use)

    def skips(self, binding: Binding, use: Use) -> bool:
        if binding in self.initialising:
            return True
        return use.in_type and binding.kind not in (BindingKind.TYPE, BindingKind.IMPORT)

    # ------------------------------------------------------------ statements

    def block(self, block: n.Block, kind: ScopeKind = ScopeKind.BLOCK) -> None:
        self.open(kind, block)
        self.statements(block.statements)
        self.close()

    def statements(self, statements: list[n.Statement]) -> None:
        """Declares everything first, in the order of the text: functions and types are visible in the whole
        block, the others are known but not ready."""
        local: dict[n.Node, Binding] = {}
        for statement in statements:
            binding = _declared(statement, self.bound)
            if binding is not None:
                known = self.scope.bindings.get(binding.name)
                self.declare(binding, ready=binding.kind in HOISTED)
                if known is None:
                    local[statement] = binding
        for statement in statements:
            declared = local.get(statement)
            if declared is not None and declared.kind not in HOISTED:
                self.initialising.append(declared)
                self.statement(statement)
                self.initialising.pop()
                self.ready.add(declared)
            else:
                self.statement(statement)

    def statement(self, statement: n.Statement) -> None:
        match statement:
            case n.Let(type=type_, value=value):
                self.type(type_)
                self.expression(value)
            case n.Assign(target=target, op=op, value=value):
                if isinstance(target, n.Identifier):
                    self.use(target, target.name, read=op != "=", write=True)
                else:
                    self.expression(target)
                self.expression(value)
            case n.ExpressionStatement(value=value) | n.Throw(value=value):
                self.expression(value)
            case n.Return(value=result):
                if result is not None:
                    self.expression(result)
            case n.If(condition=condition, body=body, orelse=orelse):
                self.expression(condition)
                self.block(body)
                if isinstance(orelse, n.Block):
                    self.block(orelse)
                elif orelse is not None:
                    self.statement(orelse)
            case n.While(condition=condition, body=body):
                self.expression(condition)
                self.loop(body)
            case n.For(variable=variable, iterable=iterable, body=body):
                self.expression(iterable)
                outer, self.repeated = self.repeated, True
                self.open(ScopeKind.FOR, statement)
                self.declare_name(variable, BindingKind.LOOP, statement)
                self.block(body)
                self.close()
                self.repeated = outer
            case n.Match(subject=subject, cases=cases):
                self.expression(subject)
                for case in cases:
                    self.open(ScopeKind.CASE, case)
                    self.pattern(case.pattern)
                    if case.guard is not None:
                        self.expression(case.guard)
                    self.block(case.body)
                    self.close()
            case n.Try(body=body, name=name, handler=handler):
                self.block(body)
                self.open(ScopeKind.CATCH, statement)
                self.declare_name(name, BindingKind.CATCH, statement)
                self.block(handler)
                self.close()
            case n.TypeDeclaration(type=type_):
                self.type(type_)
            case n.Import(path=path) if path:
                self.names.imports[statement] = self.bound(statement)
            case n.FunctionDeclaration():
                for annotation in statement.annotations:
                    for argument in annotation.arguments:
                        self.expression(argument.value)
                self.function_body(statement)
            case n.PrimitiveDeclaration(parameters=parameters, result=result_type):
                for parameter in parameters or ():
                    self.type(parameter.type)
                self.type(result_type)

    def loop(self, body: n.Block) -> None:
        outer, self.repeated = self.repeated, True
        self.block(body)
        self.repeated = outer

    def function_body(self, function: FunctionNode) -> None:
        outer = self.function, self.repeated, self.scope
        self.function, self.repeated = function, False
        if is_plastic(function):
            self.open(ScopeKind.PLASTIC, function)
            for name in PLASTIC_NAMES:
                self.declare(Binding(name, BindingKind.PLASTIC, None, None, function))
        self.open(ScopeKind.FUNCTION, function)
        self.names.scopes[function.body] = self.scope
        for parameter in function.parameters:
            self.type(parameter.type)
            if parameter.default is not None:
                self.expression(parameter.default)
            self.declare_name(parameter.name, BindingKind.PARAMETER, parameter)
        self.type(function.result)
        self.statements(function.body.statements)
        if isinstance(function, n.FunctionDeclaration) and function.rollback is not None:
            if "error" not in self.scope.bindings:
                self.open(ScopeKind.ROLLBACK, None)
                self.declare(Binding("error", BindingKind.ERROR, None, None, function))
                self.block(function.rollback, ScopeKind.ROLLBACK)
                self.close()
            else:
                self.block(function.rollback, ScopeKind.ROLLBACK)
        self.function, self.repeated, self.scope = outer

    # ------------------------------------------------------------ expressions, types, patterns

    def expression(self, expression: n.Expression) -> None:
        match expression:
            case n.Identifier(name=name):
                self.use(expression, name)
            case n.FunctionLiteral():
                self.function_body(expression)
            case n.StructLiteral(path=path, fields=fields):
                if path:
                    self.use(path[0], path[0].text)
                for initialiser in fields:
                    self.expression(initialiser.value)
            case n.Binary(left=left, right=right):
                # long chains of operators lean to the left: go down that side without recursion
                rights = [right]
                while isinstance(left, n.Binary):
                    rights.append(left.right)
                    left = left.left
                self.expression(left)
                for part in reversed(rights):
                    self.expression(part)
            case n.Unary(operand=operand):
                self.expression(operand)
            case n.ListLiteral(items=items):
                for part in items:
                    self.expression(part)
            case n.MapLiteral(entries=entries):
                for entry in entries:
                    self.expression(entry.key)
                    self.expression(entry.value)
            case n.Call(callee=callee, arguments=arguments):
                self.expression(callee)
                for argument in arguments:
                    self.expression(argument.value)
            case n.Index(object=object_, index=index):
                self.expression(object_)
                self.expression(index)
            case n.Slice(object=object_, lower=lower, upper=upper):
                self.expression(object_)
                for bound in (lower, upper):
                    if bound is not None:
                        self.expression(bound)
            case n.Member(object=object_):
                self.expression(object_)

    def type(self, type_: n.Type | None) -> None:
        match type_:
            case n.NamedType(path=path, arguments=arguments):
                if path:
                    self.use(path[0], path[0].text, in_type=True)
                sizes = len(path) == 1 and path[0].text == "Matrix"
                for argument in arguments:
                    value = argument.value
                    if isinstance(value, n.NamedType) and sizes and not value.arguments:
                        continue  # a dimension variable
                    if isinstance(value, n.NamedType | n.StructType | n.FunctionType | n.UnionType):
                        self.type(value)
            case n.StructType(fields=fields):
                for part in fields:
                    self.type(part.type)
            case n.FunctionType(parameters=parameters, result=result):
                for parameter in parameters:
                    self.type(parameter)
                self.type(result)
            case n.UnionType(alternatives=alternatives):
                for alternative in alternatives:
                    self.type(alternative)

    def pattern(self, pattern: n.Pattern | n.RestPattern) -> None:
        """Declares the names of a pattern; those of the first alternative stand for all (they bind the same)."""
        match pattern:
            case n.NamePattern(name=name) | n.RestPattern(name=name):
                self.declare_name(name, BindingKind.PATTERN, pattern)
            case n.TypePattern(type=type_, inner=inner):
                self.pattern_type(type_.path)
                self.pattern(inner)
            case n.RecordPattern(path=path, fields=fields):
                self.pattern_type(path)
                for part in fields:
                    if part.pattern is not None:
                        self.pattern(part.pattern)
                    else:
                        self.declare_name(part.name, BindingKind.PATTERN, part)
            case n.ListPattern(elements=elements):
                for element in elements:
                    self.pattern(element)
            case n.AlternativePattern(alternatives=alternatives):
                for alternative in alternatives:
                    self.pattern(alternative)

    def pattern_type(self, path: list[n.Name]) -> None:
        if path:
            self.use(path[0], path[0].text, in_type=path[0].text in TYPE_WORDS)
