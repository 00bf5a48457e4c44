"""The types that calls give, and what they do to the contents of their arguments."""

from __future__ import annotations

from collections.abc import Callable
from inspect import CO_VARARGS

from normil.analysis.names import Binding, BindingKind, FunctionNode
from normil.compiler import builtins
from normil.compiler.infer.facts import Facts
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
    PLAIN,
    RECORD,
    STR,
    VEC,
    Ty,
    arithmetic,
    join,
)
from normil.syntax import nodes as n

_OF_STR = {
    STR: "upper lower strip lstrip rstrip replace join title capitalize swapcase center ljust rjust zfill removeprefix"
    " removesuffix format",
    BOOL: "startswith endswith isdigit isalpha isalnum isspace isupper islower",
    INT: "find rfind index count",
}
_STR_METHODS = {name: Ty(mask) for mask, names in _OF_STR.items() for name in names.split()}
MAP_METHODS = frozenset(["keys", "values", "items", "get", "pop", "update", "setdefault", "clear", "copy"])


class Calls(Facts):
    def call(self, call: n.Call) -> Ty:
        callee = call.callee
        if isinstance(callee, n.Member):
            held = self.expression(callee.object)
            arguments = [self.expression(argument.value) for argument in call.arguments]
            return self.method(call, held, callee.name.text, arguments)
        binding = self.binding(callee) if isinstance(callee, n.Identifier) else None
        called = self.expression(callee)
        arguments = [self.expression(argument.value) for argument in call.arguments]
        if binding is not None and binding.kind is BindingKind.BUILTIN:
            return self.builtin(call, binding.name, arguments)
        return self.call_value(called, arguments, call.arguments)

    def call_value(self, called: Ty, arguments: list[Ty], written: list[n.Argument] | None = None) -> Ty:
        """The type of a call of any value; `written` has the names of the arguments."""
        if not called.mask:
            return NEVER
        found = NEVER
        if called.mask & OTHER or not called.known:
            for argument in arguments:
                self.heap.escape(argument)
            found = ANY
        for site in self.heap.of(called, FUNCTION):
            self.heap.read(site)
            function = site.node
            assert isinstance(function, n.FunctionDeclaration | n.FunctionLiteral)
            given = self.pass_arguments(function, arguments, written)
            guard = self.guard_of(function)
            if guard is not None and all(given.get(b, NEVER).within(mask) for b, mask in guard.parameters.items()):
                found = join(found, self.guarded_results.get(function, NEVER))
            else:
                found = join(found, self.results.get(function, NEVER))
        return found

    def pass_arguments(
        self, function: FunctionNode, arguments: list[Ty], written: list[n.Argument] | None
    ) -> dict[Binding, Ty]:
        """Notes what parameters are given; gives that of this call."""
        scope = self.names.items[self.homes[function]].scopes[function]
        given = {}
        for position, ty in enumerate(arguments):
            label = written[position].name if written is not None else None
            name = label.text if label is not None else None
            if name is None and position < len(function.parameters):
                name = function.parameters[position].name.text
            binding = scope.bindings.get(name or "")
            if binding is not None and binding.kind is BindingKind.PARAMETER:
                self.widen(self.passed, binding, ty)
                given[binding] = ty
        return given

    # ------------------------------------------------------------ methods

    def method(self, call: n.Call, held: Ty, name: str, arguments: list[Ty]) -> Ty:
        held = held.present
        if not held.mask:
            return NEVER
        plain = not any(argument.name is not None for argument in call.arguments)
        if held.within(STR):
            self.unfollowed(arguments)
            if name in ("split", "rsplit", "splitlines"):
                return self.new_list(call, Ty(STR))
            return _STR_METHODS.get(name, ANY)
        if held.within(VEC | MATRIX):
            if name == "copy":
                return held
            if name == "to_list" and held.within(VEC):
                return self.new_list(call, Ty(FLOAT))
        if held.known and plain:
            if held.within(LIST):
                return self.list_method(call, held, name, arguments)
            if held.within(MAP):
                if not self.may_hold(held, name):
                    return self.map_method(call, held, name, arguments)
                if name not in MAP_METHODS:
                    return self.call_value(self.heap.value(held, name), arguments, call.arguments)
        if held.known and held.within(RECORD):
            return self.call_value(self.heap.field(held, name), arguments, call.arguments)
        self.heap.escape(held)
        return self.unfollowed(arguments)

    def unfollowed(self, arguments: list[Ty]) -> Ty:
        for argument in arguments:
            self.heap.escape(argument)
        return ANY

    def may_hold(self, held: Ty, name: str) -> bool:
        """Whether the map may have a key of that name."""
        return any(
            site.escaped or name in site.fields or site.keys.mask & (STR | OTHER)
            for site in map(self.heap.read, self.heap.of(held, MAP))
        )

    def list_method(self, call: n.Call, held: Ty, name: str, arguments: list[Ty]) -> Ty:
        match name, arguments:
            case "append" | "push", [value]:
                self.heap.store(held, LIST, value)
                return Ty(NONE)
            case "insert", [_, value]:
                self.heap.store(held, LIST, value)
                return Ty(NONE)
            case "extend", [more]:
                self.heap.store(held, LIST, self.heap.iterated(more))
                return Ty(NONE)
            case "pop", _:
                return self.heap.elements(held)
            case "remove" | "clear" | "reverse", _:
                return Ty(NONE)
            case "index" | "count", _:
                return Ty(INT)
            case "copy", []:
                return self.new_list(call, self.heap.elements(held))
            case "sort", []:
                return Ty(NONE)
        self.heap.escape(held)
        return self.unfollowed(arguments)

    def map_method(self, call: n.Call, held: Ty, name: str, arguments: list[Ty]) -> Ty:
        match name, arguments:
            case "keys", []:
                return self.new_list(call, self.heap.keys(held))
            case "values", []:
                return self.new_list(call, self.heap.values(held))
            case "items", []:
                pair = join(self.heap.keys(held), self.heap.values(held))
                return self.new_list(call, self.new_list(call, pair, "pair"))
            case "get", [_, *default]:
                at = call.arguments[0].value
                return join(self.mapped(held, at), default[0] if default else Ty(NONE))
            case "pop", [_, *default]:
                return join(self.heap.values(held), default[0] if default else NEVER)
            case "setdefault", [key, value]:
                self.store_key(held, call.arguments[0].value, key, value)
                return join(self.heap.values(held), value)
            case "update", [other] if not other.mask & OTHER:
                self.heap.store(held, MAP, self.heap.values(other))
                for site in self.heap.of(held, MAP):
                    self.heap.put_key(site, self.heap.keys(other))
                return Ty(NONE)
            case "clear", []:
                return Ty(NONE)
            case "copy", []:
                return held  # its contents may be whatever the other's may be
        self.heap.escape(held)
        return self.unfollowed(arguments)

    # ------------------------------------------------------------ builtins

    def builtin(self, call: n.Call, name: str, arguments: list[Ty]) -> Ty:
        if not all(ty.mask for ty in arguments):
            return NEVER
        model = getattr(self, f"builtin_{name}", None)
        if model is not None:
            positional = [ty for ty, part in zip(arguments, call.arguments, strict=True) if part.name is None]
            named = {part.name.text: ty for ty, part in zip(arguments, call.arguments, strict=True) if part.name}
            found: Ty | None = model(call, *positional, **named) if _takes(model, len(positional), named) else None
            if found is not None:
                return found
        result = ANY
        if all(argument.name is None for argument in call.arguments):
            constants = [self.constant(argument.value) for argument in call.arguments]
            result = builtins.result(name, arguments, constants)
        if builtins.reads_only(name):
            element = builtins.plain_elements(name)
            if element is not None:
                return self.new_list(call, element)
            if result.within(PLAIN):
                return result
        for argument in arguments:
            self.heap.escape(argument)
        return result

    def new_list(self, node: n.Node, element: Ty, part: str = "") -> Ty:
        """A list that `node` makes, with such elements."""
        site = self.heap.site(node, LIST, part)
        self.heap.put(site, element)
        return Ty(LIST, None, frozenset((site,)))

    def new_map(self, node: n.Node, keys: Ty, values: Ty) -> Ty:
        site = self.heap.site(node, MAP)
        self.heap.put_key(site, keys)
        self.heap.put(site, values)
        return Ty(MAP, None, frozenset((site,)))

    def sequence(self, call: n.Call, items: Ty) -> Ty | None:
        """A new value of the type of `items`, with elements of it."""
        if items.mask & ~(LIST | STR | VEC):
            return None
        found = Ty(items.mask & (STR | VEC))
        return join(found, self.new_list(call, self.heap.elements(items))) if items.mask & LIST else found

    def builtin_range(self, call: n.Call, *_: Ty) -> Ty:
        return self.new_list(call, Ty(INT))

    def builtin_list(self, call: n.Call, items: Ty = NEVER) -> Ty:
        return self.new_list(call, self.heap.iterated(items))

    def builtin_copy(self, call: n.Call, value: Ty) -> Ty:
        return value  # what a copy may hold is what the original may hold

    def builtin_append(self, call: n.Call, items: Ty, value: Ty) -> Ty:
        self.heap.store(items, LIST, value)
        return Ty(LIST, None, items.sites if items.mask & LIST else None)

    builtin_push = builtin_append

    def builtin_insert(self, call: n.Call, items: Ty, index: Ty, value: Ty) -> Ty:
        return self.builtin_append(call, items, value)

    def builtin_remove(self, call: n.Call, items: Ty, key: Ty) -> Ty:
        return Ty(NONE)

    def builtin_pop(self, call: n.Call, items: Ty, key: Ty = NEVER) -> Ty | None:
        if items.mask & ~(LIST | MAP):
            return None
        return join(self.heap.elements(items), self.heap.values(items))

    def builtin_map(self, call: n.Call, items: Ty = NEVER, function: Ty | None = None) -> Ty:
        if function is not None:
            return self.new_list(call, self.call_value(function, [self.heap.iterated(items)]))
        pair = self.heap.iterated(items)
        parts = ANY if (items.mask | pair.mask) & OTHER else self.heap.elements(pair)
        return self.new_map(call, join(self.heap.keys(items), parts), join(self.heap.values(items), parts))

    def builtin_merge(self, call: n.Call, a: Ty, b: Ty) -> Ty:
        keys = join(self.heap.keys(a), self.heap.keys(b))
        values = join(self.heap.values(a), self.heap.values(b))
        return self.new_map(call, ANY, ANY) if (a.mask | b.mask) & OTHER else self.new_map(call, keys, values)

    def builtin_filter(self, call: n.Call, items: Ty, function: Ty) -> Ty:
        element = self.heap.iterated(items)
        self.call_value(function, [element])
        return self.new_list(call, element)

    def builtin_reduce(self, call: n.Call, items: Ty, function: Ty, initial: Ty | None = None) -> Ty:
        element = self.heap.iterated(items)
        found = element if initial is None else initial
        while True:
            before = found
            found = self.heap.limited(join(found, self.call_value(function, [found, element])))
            if found == before:
                return found

    def builtin_any_of(self, call: n.Call, items: Ty, function: Ty | None = None) -> Ty:
        if function is not None:
            self.call_value(function, [self.heap.iterated(items)])
        return Ty(BOOL)

    builtin_all_of = builtin_any_of

    def builtin_sort(self, call: n.Call, items: Ty, key: Ty | None = None, reverse: Ty = NEVER) -> Ty | None:
        if key is not None:
            self.call_value(key, [self.heap.iterated(items)])
        return self.sequence(call, items)

    def builtin_zip(self, call: n.Call, a: Ty, b: Ty) -> Ty:
        pair = join(self.heap.iterated(a), self.heap.iterated(b))
        return self.new_list(call, self.new_list(call, pair, "pair"))

    def builtin_enumerate(self, call: n.Call, items: Ty, start: Ty = NEVER) -> Ty:
        return self.new_list(call, self.new_list(call, join(Ty(INT), self.heap.iterated(items)), "pair"))

    def builtin_reverse(self, call: n.Call, items: Ty) -> Ty | None:
        return self.sequence(call, items)

    def builtin_slice(self, call: n.Call, items: Ty, start: Ty, end: Ty = NEVER) -> Ty | None:
        return self.sequence(call, items)

    def builtin_unique(self, call: n.Call, items: Ty) -> Ty | None:
        return self.new_list(call, self.heap.elements(items)) if items.within(LIST) else None

    builtin_shuffle = builtin_unique

    def builtin_choice(self, call: n.Call, items: Ty) -> Ty | None:
        return self.heap.elements(items) if items.within(LIST) else None

    def builtin_concat(self, call: n.Call, a: Ty, b: Ty) -> Ty | None:
        if not a.within(LIST) or not b.within(LIST):
            return None
        return self.new_list(call, join(self.heap.elements(a), self.heap.elements(b)))

    def builtin_keys(self, call: n.Call, m: Ty) -> Ty:
        return self.new_list(call, ANY if m.mask & OTHER else self.heap.keys(m))

    def builtin_values(self, call: n.Call, m: Ty) -> Ty:
        return self.new_list(call, ANY if m.mask & OTHER else self.heap.values(m))

    def builtin_items(self, call: n.Call, m: Ty) -> Ty:
        pair = ANY if m.mask & OTHER else join(self.heap.keys(m), self.heap.values(m))
        return self.new_list(call, self.new_list(call, pair, "pair"))

    def builtin_get(self, call: n.Call, m: Ty, key: Ty, default: Ty | None = None) -> Ty:
        if m.mask & OTHER:
            return ANY
        held = self.heap.values(m) if call.arguments[1].name else self.mapped(m, call.arguments[1].value)
        return join(held, Ty(NONE) if default is None else default)

    def builtin_sum(self, call: n.Call, items: Ty, start: Ty | None = None) -> Ty | None:
        if items.mask & OTHER:
            return None
        first = Ty(INT) if start is None else start
        found = join(first, Ty(FLOAT)) if items.mask & (VEC | MATRIX) else first
        element = self.heap.elements(items)
        if element.mask & OTHER:
            return ANY
        while True:
            before = found
            found = join(found, arithmetic("+", found, element))
            if element.mask & VEC:
                found = join(found, Ty(VEC))
            if found == before:
                return found

    def extreme(self, call: n.Call, *values: Ty) -> Ty | None:
        if len(values) > 1:
            found = NEVER
            for value in values:
                found = join(found, value)
            return found
        (items,) = values
        if items.mask & ~(LIST | VEC | MATRIX):
            return None
        found = Ty(FLOAT) if items.mask & (VEC | MATRIX) else NEVER
        return join(found, self.heap.elements(items))

    builtin_min = builtin_max = extreme

    def builtin_plastic_state(self, call: n.Call, f: Ty) -> Ty:
        return Ty(MAP)  # a copy, and nobody calls the function

    # ------------------------------------------------------------ what those who inherit know

    def expression(self, expression: n.Expression) -> Ty:
        raise NotImplementedError

    def constant(self, expression: n.Expression) -> int | None:
        raise NotImplementedError

    def mapped(self, held: Ty, key: n.Expression) -> Ty:
        """What a map holds under the key."""
        text = key.value if isinstance(key, n.Constant) else None
        return self.heap.value(held, text) if isinstance(text, str) else self.heap.values(held)

    def store_key(self, held: Ty, key: n.Expression, by: Ty, value: Ty) -> None:
        text = key.value if isinstance(key, n.Constant) else None
        if isinstance(text, str):
            self.heap.store(held, MAP, value, text)
            return
        self.heap.store(held, MAP, value)
        for site in self.heap.of(held, MAP):
            self.heap.put_key(site, by)


def _takes(model: Callable[..., Ty | None], count: int, named: dict[str, Ty]) -> bool:
    """Whether the function has a place for that many arguments and those names, `call` aside."""
    code = model.__code__
    parameters = code.co_varnames[2 : code.co_argcount]
    if code.co_flags & CO_VARARGS:
        return count >= 1 and not named
    least = len(parameters) - len(getattr(model, "__defaults__", None) or ())
    given = {*parameters[:count], *named}
    return count <= len(parameters) and given == {*parameters[:least], *given} & {*parameters}
