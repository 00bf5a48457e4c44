"""Where each variable of a file lives at run time.

A function's variables are Python locals (cells, where closures use them), the module's are globals. What Python
does not have is the language's fresh binding in each iteration of a loop (LANGUAGE 7): a name that is declared
in a loop and captured there is handed to the closure when the closure is made, by value if nobody assigns it
afterwards, otherwise in a Box.

Takes in nodes and names, gives out a `Place` for each binding and the captures of each function. Names are
chosen so that Python's scoping by function finds the same variable as the language's scoping by block.
"""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis.names import Binding, BindingKind, FunctionNode, ItemNames, ModuleNames, Scope, Use
from normil.compiler.code import Storage, python_name
from normil.syntax import nodes as n

_PLASTIC = {"step": ".step", "rate": ".rate", "auto_lr": ".rate"}


@dataclass(slots=True)
class Place:
    python: str
    storage: str  # a Storage

    @property
    def boxed(self) -> bool:
        return self.storage in (Storage.BOX, Storage.GLOBAL_BOX)


class Places:
    def __init__(self, names: ModuleNames) -> None:
        self.places: dict[Binding, Place] = {}
        self.captures: dict[FunctionNode, list[Binding]] = {}
        self._parents: dict[FunctionNode, FunctionNode | None] = {}
        self._created: dict[FunctionNode, int] = {}
        self._taken: dict[FunctionNode | None, set[str]] = {None: set()}
        self._free: dict[FunctionNode, set[Binding]] = {}
        for binding in names.bindings.values():
            self._place(binding, None)
        for item in names.items:
            self._item(item)

    def of(self, binding: Binding) -> Place:
        return self.places[binding]

    def _item(self, names: ItemNames) -> None:
        scopes = [names.root]
        for scope in scopes:
            scopes.extend(scope.children)
        for scope in scopes:
            if scope.function is not None and scope.function not in self._parents:
                self._enter(scope)
        for binding in names.bindings:
            for use in binding.uses:
                self._note_free(binding, use)
        for use in names.free:
            function = use.function
            while function is not None:
                self._taken[function].add(use.name)
                function = self._parents[function]
        # outer functions first, so that a nested one knows which names are taken around it
        for scope in scopes:
            for binding in scope.bindings.values():
                self._place(binding, scope)
            function = scope.function
            if function is not None and function not in self.captures:
                parent = self._parents[function]
                self.captures[function] = [
                    binding
                    for binding in sorted(self._free[function], key=lambda binding: binding.name)
                    if binding.scope and binding.scope.repeated and binding.scope.function is parent
                ]

    def _enter(self, scope: Scope) -> None:
        function = scope.function
        assert function is not None
        outer = scope.parent
        while outer is not None and outer.function is function:
            outer = outer.parent
        self._parents[function] = outer.function if outer is not None else None
        self._taken[function] = set()
        self._free[function] = set()
        self._created[function] = function.start
        if isinstance(function, n.FunctionDeclaration) and outer is not None and outer.node is not None:
            self._created[function] = outer.node.start

    def _note_free(self, binding: Binding, use: Use) -> None:
        home = binding.scope.function if binding.scope is not None else None
        function = use.function
        while function is not None and function is not home:
            self._free[function].add(binding)
            function = self._parents[function]

    def _place(self, binding: Binding, scope: Scope | None) -> None:
        if binding in self.places:
            return
        if binding.kind is BindingKind.PLASTIC:
            self.places[binding] = Place(_PLASTIC[binding.name], Storage.LOCAL)
            return
        home = scope.function if scope is not None else None
        boxed = self._boxed(binding)
        if home is None:
            storage = Storage.GLOBAL_BOX if boxed else Storage.GLOBAL
        else:
            storage = Storage.BOX if boxed else Storage.LOCAL
        self.places[binding] = Place(self._name(binding, home, scope), storage)

    def _boxed(self, binding: Binding) -> bool:
        scope = binding.scope
        if scope is None or not scope.repeated or not binding.captured:
            return False
        if any(binding.writes) or binding.kind in (BindingKind.FUNCTION, BindingKind.TRANSACTION):
            return True
        end = binding.name_node.end if binding.name_node is not None else 0
        capturing = (function for function, free in self._free.items() if binding in free)
        return any(self._created[function] < end for function in capturing)

    def _name(self, binding: Binding, home: FunctionNode | None, scope: Scope | None) -> str:
        # what functions inside `home` use from outside of it must keep its name there
        taken = self._taken[home]
        if home is not None:
            taken = taken | {self.places[b].python for b in self._free[home] if b in self.places}
        plain = python_name(binding.name)
        name, count = plain, 1
        parameter = binding.kind is BindingKind.PARAMETER
        while (name in taken and not parameter) or (home is None and scope is not None and name == plain):
            count += 1
            name = f"{plain}.{count}"
        self._taken[home].add(name)
        return name
