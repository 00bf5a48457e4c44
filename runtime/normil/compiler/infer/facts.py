"""What is known so far while a file is followed: the types of its expressions, variables and functions.

Knows nothing of the meaning of statements and expressions; those who follow them ask and tell here.
"""

from __future__ import annotations

from collections import defaultdict

from normil.analysis.names import Binding, BindingKind, FunctionNode, ItemNames, ModuleNames
from normil.compiler import builtins
from normil.compiler.infer.guards import Guard, guess
from normil.compiler.infer.heap import Heap, Site
from normil.compiler.lattice import ANY, FUNCTION, INT, NEVER, NUMBER, OTHER, RECORD, Ty, beyond, join
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import nodes as n

Environment = dict[Binding, Ty]


class Facts:
    """`types[node]`: the type of each expression that can be reached. `slots`: everything that a variable ever holds;
    `passed` what a parameter is given; `env` what the variables hold here, None where no execution comes."""

    def __init__(self, program: n.Program, names: ModuleNames, vector_types: VectorTypes, *, entry: bool) -> None:
        self.program = program
        self.names = names
        self.vector_types = vector_types
        self.entry = entry
        # whether values that are Python objects can reach the file
        self.foreign = not entry or any(_imports(item.statement) for item in program.items)
        self.types: dict[n.Node, Ty] = {}
        self.slots: dict[Binding, Ty] = {}
        self.passed: dict[Binding, Ty] = {}
        self.results: dict[FunctionNode, Ty] = {}
        self.guards: dict[FunctionNode, Guard] = {}
        self.guarded_results: dict[FunctionNode, Ty] = {}  # of calls whose arguments are as guessed
        self.heap = Heap(self.walk_again, self.function_escapes)
        self.item: ItemNames
        self.waiting: set[int] = set()  # the top-level statements that have to be walked
        self.function: FunctionNode | None = None
        self.env: Environment | None = {}
        self.handlers: list[Environment] = []
        self.bindings = [*names.bindings.values(), *(b for item in names.items for b in item.bindings)]
        self.declared_by = {b.declaration: b for b in self.bindings if b.name_node is not None}
        self.homes = {
            node: index
            for index, item in enumerate(names.items)
            for node in item.scopes
            if isinstance(node, n.FunctionDeclaration | n.FunctionLiteral)
        }
        self.readers: defaultdict[Binding, set[int]] = defaultdict(set)
        for index, item in enumerate(names.items):
            for binding in item.bindings:
                self.readers[binding].add(index)
            for use in item.free:
                if use.node in names.uses:
                    self.readers[names.uses[use.node]].add(index)

    def type_of(self, node: n.Node) -> Ty:
        return self.types.get(node, ANY)

    def note(self, node: n.Node, ty: Ty) -> Ty:
        old = self.types.get(node)
        self.types[node] = ty if old is None else join(old, ty)
        return ty

    def walk_again(self, items: set[int]) -> None:
        self.waiting |= items

    def binding(self, node: n.Node) -> Binding | None:
        return self.item.uses.get(node) or self.names.uses.get(node)

    # ------------------------------------------------------------ functions

    def function_site(self, function: FunctionNode) -> Site:
        return self.heap.site(function, FUNCTION)

    def function_escapes(self, site: Site) -> None:
        """Calls of it are no longer all seen: its parameters may be anything, and its results go anywhere."""
        function = site.node
        if isinstance(function, n.FunctionDeclaration | n.FunctionLiteral):
            self.walk_again({self.homes[function]})
            self.heap.escape(self.results.get(function, NEVER))
            self.heap.escape(self.guarded_results.get(function, NEVER))

    def widen_result(self, results: dict[FunctionNode, Ty], function: FunctionNode, ty: Ty) -> None:
        site = self.function_site(function)
        old = results.get(function, NEVER)
        checked = self.vector_types.checked(function.result, self.item, function)
        new = self.heap.limited(join(old, beyond(checked or ty) if ty.mask else NEVER))
        if site.escaped:
            self.heap.escape(new)
        if new != old:
            results[function] = new
            self.walk_again(site.readers)

    def guard_of(self, function: FunctionNode) -> Guard | None:
        """The guess of what the parameters are, for a function that may be given anything."""
        guard = self.guards.get(function)
        if guard is None:
            scope = self.names.items[self.homes[function]].scopes[function]
            bindings = [b for b in scope.bindings.values() if isinstance(b.declaration, n.Parameter)]
            guard = self.guards[function] = Guard(guess(function, [b for b in bindings if self.followed(b)]), {})
        escaped = self.function_site(function).escaped
        uncertain = any(escaped or self.passed.get(b, NEVER).mask & OTHER for b in guard.parameters)
        return guard if uncertain else None

    # ------------------------------------------------------------ variables

    def followed(self, binding: Binding) -> bool:
        """Whether the type of a variable can be followed through the control flow: no other function writes it."""
        scope = binding.scope
        if scope is None or scope.function is None or binding.item is not None:
            return False
        home = scope.function
        if isinstance(home, n.FunctionDeclaration) and home.rollback is not None:
            return False
        return all(use.function is home for use in binding.writes)

    def widen(self, types: dict[Binding, Ty], binding: Binding, ty: Ty) -> None:
        old = types.get(binding, NEVER)
        new = self.heap.limited(join(old, beyond(ty)))
        if new != old:
            types[binding] = new
            self.waiting |= self.readers[binding]
        if binding.item is not None and not self.entry:
            self.heap.escape(ty)  # other files can reach it

    def assign(self, binding: Binding | None, ty: Ty) -> None:
        if binding is None:
            return
        declared = self.declared(binding)
        if declared is not None:
            ty = declared
        ty = self.heap.limited(ty)
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
        binding = self.binding(node)
        if binding is None:
            return ANY
        if binding.kind is BindingKind.BUILTIN:
            return builtins.value(binding.name)
        if binding.kind in (BindingKind.FUNCTION, BindingKind.TRANSACTION):
            function = binding.declaration
            assert isinstance(function, n.FunctionDeclaration)
            return Ty(FUNCTION, None, frozenset((self.function_site(function),)))
        if binding.kind is BindingKind.PLASTIC:
            return Ty(INT) if binding.name == "step" else Ty(NUMBER)
        if binding.kind in (BindingKind.TYPE, BindingKind.ERROR):
            return Ty(OTHER)
        if binding.kind is BindingKind.IMPORT:
            return ANY
        if self.env is not None and binding in self.env:
            return self.env[binding]
        return self.slots.get(binding, NEVER)

    # ------------------------------------------------------------ record types

    def struct(self, path: list[n.Name]) -> n.TypeDeclaration | None:
        """The declaration of the struct type of this file that a path names."""
        named = n.NamedType(path[0].start, path[-1].end, path, [])
        target = self.vector_types.resolved(named, self.item)
        if not isinstance(target, n.NamedType) or len(target.path) != 1:
            return None
        binding = self.binding(target.path[0])
        declaration = binding.declaration if binding is not None else None
        if isinstance(declaration, n.TypeDeclaration) and isinstance(declaration.type, n.StructType):
            return declaration
        return None

    def record_site(self, declaration: n.TypeDeclaration) -> Site:
        known = self.heap.sites.get((declaration, ""))
        if known is not None:
            return known
        site = self.heap.site(declaration, RECORD)
        assert isinstance(declaration.type, n.StructType)
        for part in declaration.type.fields:
            site.fields[part.name.text] = NEVER
            checked = self.vector_types.checked(part.type, self.item, None)
            if self.vector_types.spec(part.type, self.item) is not None:
                site.checked[part.name.text] = beyond(checked) if checked is not None else None
        if not self.entry and self.declared_by[declaration].item is not None:
            self.heap.escape(Ty(RECORD, None, frozenset((site,))))  # other files can make such records
        return site

    def has_field(self, held: Ty, name: str, *, storing: bool = False) -> bool:
        """Whether a value is sure to be a record of this file's types with that field, or none; `storing`: with one
        that takes any value."""
        if not held.present.within(RECORD) or not held.known or name.startswith("__"):
            return False
        sites = self.heap.of(held, RECORD)
        return all(name in site.fields and not (storing and name in site.checked) for site in sites)


def _imports(node: n.Node) -> bool:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, n.Import):
            return True
        waiting.extend(n.children(node))
    return False
