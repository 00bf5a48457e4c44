"""Random small programs that mostly make sense: for holding the compiler's inference to the plain translation.

Takes in a source of choices, gives out the text of a program; choosing 0 gives the simpler of two. Every program has
only names that are declared, ends, and does not compute anything large. Now and then an expression has another type
than its place wants, a variable gets a value of another type, or an index is out of range, so that errors arise and
types are joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

TYPES = ("int", "float", "bool", "str", "list", "vec", "map", "record", "fn")
PARTS = {"i": "int", "f": "float", "b": "bool", "s": "str", "l": "list", "v": "vec"}  # keys of maps, fields of records
STRUCTS = ("One", "Two", "Three")
FIELDS = ", ".join(f"{name}: any" for name in PARTS)
WRONG = 5  # how often, of 100 times, a type is another one than wanted
ARITHMETIC = ("+", "-", "*", "/", "%")
ELEMENT_WISE = (*ARITHMETIC, ".+", ".-", ".*", "./")
ORDER = ("<", "<=", ">", ">=")

# what an expression of a type may look like; `<...>` are parts, see `part`
FORMS = {
    "int": (
        "(<int> + <int>)",
        "(<int> - <int>)",
        "(<int> * 3)",
        "((<int> * <int>) % 997)",
        "(<int> % <int>)",
        "-<int>",
        "(<bool> + <int>)",
        "len(<str>)",
        "len(<list>)",
        "<vec>.dim",
        "<list>[<index>]",
        "abs(<int>)",
        "<holder>.i",
        "<list>.pop()",
        "sum(<list>)",
        "<fn>(<int>)",
        "reduce(range(3), <folding>, <int>)",
    ),
    "float": (
        "(<float> <arithmetic> <number>)",
        "(<number> <arithmetic> <float>)",
        "(<int> / <number>)",
        "<vec>[<index>]",
        "(<vec> @ <vec>)",
        "float(<number>)",
        "-<float>",
        "<holder>.f",
        "max(<float>, <number>)",
        "<fn>(<float>)",
    ),
    "bool": (
        "(<number> <order> <number>)",
        "(<str> <order> <str>)",
        "(<number> == <number>)",
        "(<any> == <any>)",
        "(<any> != <any>)",
        "(<bool> && <any>)",
        "(<any> && <bool>)",
        "(<any> || <any>)",
        "!<any>",
        "<holder>.b",
        "contains(<list>, <any>)",
        "any_of(<list>, <fn>)",
    ),
    "str": (
        "(<str> + <any>)",
        "(<any> + <str>)",
        "(<str> * <count>)",
        "(<count> * <str>)",
        "<str>[<index>]",
        "<str>[<index>:]",
        "str(<any>)",
        "<str>.upper()",
        "<holder>.s",
        '<map>["s"]',
        "choice([<str>])",
    ),
    "list": (
        "[<any>, <any>]",
        "(<list> + <list>)",
        "(<list> * <count>)",
        "<list>[<index>:]",
        "map(<list>, fn(x) { return [x] })",
        "map(<list>, <fn>)",
        "map(<list>, <known>)",
        "filter(<list>, <fn>)",
        "sort(<list>, <fn>)",
        "<holder>.l",
        "<list>.copy()",
        "append(<list>, <any>)",
        "reverse(<list>)",
        "keys(<map>)",
        "items(<map>)",
        "zip(<list>, <list>)",
        "list(<any>)",
        '<str>.split("b")',
        "<vec>.to_list()",
        "range(<count>)",
    ),
    "vec": (
        "(<vec> <element-wise> <vec>)",
        "(<vec> <element-wise> <scalar>)",
        "(<scalar> <element-wise> <vec>)",
        "scale(<vec>, <number>)",
        "concat(<vec>, <vec>)[:3]",
        "<vec>[:<bound>]",
        "-<vec>",
        "copy(<vec>)",
        "<holder>.v",
    ),
    "map": (
        "{i: <int>, f: <float>, l: <list>}",
        "{s: <str>, b: <bool>, v: <vec>}",
        "{i: <any>, f: <any>, b: <any>, s: <any>, l: <any>, v: <any>}",
        "{(<str>): <any>, i: <int>}",
        '{"i": <record>, 1: <any>}',
        "merge(<map>, <map>)",
        "copy(<map>)",
        "<map>.copy()",
        "map(items(<map>))",
    ),
    "record": (
        "(<struct> {i: <int>, f: <float>, b: <bool>, s: <str>, l: <list>, v: <vec>})",
        "(<struct> {v: <vec>, l: <list>, s: <str>, b: <bool>, f: <float>, i: <int>, o: <any>})",
        "copy(<record>)",
        "[<record>, <record>][<index>]",
        'get({k: <record>}, "k")',
    ),
    "fn": (
        "fn(x) { return x }",
        "fn(x) { return [x, <any>] }",
        "fn(x) { return <any> }",
        "[<fn>, <fn>][<index>]",
        "{k: <fn>}.k",
        "fn(x) { return <fn>(x) }",
    ),
}
# what gives values of any type
UNTIDY = ("<fn>", "<list>[", ".pop()", "sum(", "reduce(", "<known>", "i: <any>", "): <any>", "1: <any>")
LITERALS = {
    "int": ("0", "1", "2", "3", "5", "7", "-1", "-4", "100000000000000000000"),
    "float": ("0.0", "0.5", "1.0", "-2.5", "1e300", "3.25"),
    "bool": ("true", "false"),
    "str": ('""', '"a"', '"bc"', '"é"', '"1"'),
    "list": ("[]", "[1]", "[1, 2.5, true]", '["a", [2]]', "[none, 3]"),
    "vec": ("ones(2)", "ones(3)", "vec([1.0, -2.0])", "zeros(1)", "fill(3, 0.5)"),
    "map": (
        '{i: 1, f: 0.5, b: true, s: "a", l: [1], v: ones(2)}',
        "{}",
        "{i: 1, f: 0.5}",
        '{s: "a", l: []}',
        '{i: "a", v: ones(2), b: true}',
    ),
    "record": (
        '(One {i: 1, f: 0.5, b: true, s: "a", l: [1], v: ones(2)})',
        "(Two {i: 0, f: 1, b: none, s: 2, l: [], v: [], o: 1})",
    ),
    "fn": ("fn(x) { return x }", "fn(x) { return [x] }", "fn(x) { return x + 1 }", "fn(x) { return str(x) }"),
}

T = TypeVar("T")


@dataclass
class Signature:
    """A function that can be called; the types are what it is meant for."""

    name: str
    parameters: list[str]
    result: str


@dataclass
class Scope:
    """What a block declares, and may use."""

    variables: dict[str, str] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)  # counters of loops, which nobody else assigns


class RandomProgram:
    def __init__(self, choose: Callable[[int], int]) -> None:
        """`choose(n)` is one of 0 to n - 1."""
        self.choose = choose
        self.scopes = [Scope()]
        self.functions: list[Signature] = []
        self.counter = 0
        self.loops = 0  # how deep the statement is in loops of its function
        self.function_depth = 0
        # half of the programs are tidy: what has a type in them keeps it, but for a few stores, so that much is proved
        self.tidy = self.chance(50)

    def text(self) -> str:
        lines = [*(f"type {name} = {{{FIELDS}, o: optional<any>}}" for name in STRUCTS), *self.variables(TYPES)]
        for _ in range(self.between(1, 3)):
            lines += self.function()
            for _ in range(self.between(1, 2)):
                arguments = ", ".join(self.expression(type_, 2) for type_ in self.functions[-1].parameters)
                lines += self.caught([f"print({self.functions[-1].name}({arguments}))"])
        for _ in range(self.between(2, 6)):
            lines += self.caught(self.block(2, Scope()))
        shown = ", ".join(self.scopes[0].variables)
        return "\n".join([*lines, f"print({shown})", *self.statement(), ""])

    def variables(self, types: Sequence[str]) -> list[str]:
        names = {self.fresh("v"): type_ for type_ in types}
        self.scopes[-1].variables.update(names)
        return [f"let {name} = {self.literal(type_)}" for name, type_ in names.items()]

    def caught(self, body: list[str]) -> list[str]:
        """Statements whose error does not end the program."""
        return ["try {", *body, "} catch e { print(e.kind, e.line, e.column) }"]

    # ------------------------------------------------------------ choices

    def one_of(self, items: Sequence[T]) -> T:
        return items[self.choose(len(items))]

    def between(self, low: int, high: int) -> int:
        return low + self.choose(high - low + 1)

    def chance(self, percent: int) -> bool:
        return self.choose(100) >= 100 - percent

    def any_type(self) -> str:
        return self.one_of(TYPES)

    def fresh(self, prefix: str) -> str:
        self.counter += 1
        return f"{prefix}{self.counter}"

    def named(self, type_: str, *, assignable: bool = False) -> str | None:
        """A visible variable that is meant to have the type."""
        visible: dict[str, tuple[str, bool]] = {}
        for scope in self.scopes:
            for name, held in scope.variables.items():
                visible[name] = held, name not in scope.fixed
        fitting = [name for name, (held, free) in visible.items() if held == type_ and (free or not assignable)]
        if not fitting:
            return None
        return self.one_of(fitting[-2:] if self.chance(60) else fitting)  # rather one of the function itself

    # ------------------------------------------------------------ expressions

    def expression(self, type_: str, depth: int = 3) -> str:
        if not self.tidy and self.chance(WRONG):
            type_ = self.any_type()
        if depth <= 0 or self.chance(30):
            name = self.named(type_)
            if name is not None and self.chance(80):
                return name
            return self.literal(type_)
        if self.chance(10) and self.loops == 0:
            call = self.call(type_, depth)
            if call is not None:
                return call
        forms = FORMS[type_]
        if self.tidy:
            forms = tuple(form for form in forms if not any(part in form for part in UNTIDY))
        return re.sub(r"<([a-z-]+)>", lambda part: self.part(part[1], depth - 1), self.one_of(forms))

    def literal(self, type_: str) -> str:
        return self.one_of(LITERALS[type_][: 1 if self.tidy and type_ in ("map", "record") else None])

    def part(self, kind: str, depth: int) -> str:
        match kind:
            case "any":
                return self.expression(self.any_type(), depth)
            case "number" | "scalar":
                types = ("int", "float") if kind == "number" else ("int", "float", "bool")
                return self.expression(self.one_of(types), depth)
            case "index":
                return f"({self.expression('int', depth)} % 3)" if self.chance(80) else self.expression("bool", depth)
            case "count":
                return self.one_of(("2", "0", f"({self.expression('int', 1)} % 3)", self.expression("bool", 1)))
            case "bound":
                return self.one_of(("1", "2", "3"))
            case "arithmetic":
                return self.one_of(ARITHMETIC)
            case "element-wise":
                return self.one_of(ELEMENT_WISE)
            case "order":
                return self.one_of(ORDER)
            case "struct":
                return self.one_of(STRUCTS)
            case "holder":
                return self.expression(self.one_of(("map", "record")), depth)
            case "folding":
                return self.one_of(("fn(a, x) { return a + x }", "fn(a, x) { return [a, x] }", "fn(a, x) { return x }"))
            case (
                "known"
            ):  # a function with a name as a value that no variable keeps, else all might call each other for ever
                one = [signature.name for signature in self.functions if len(signature.parameters) == 1]
                return self.one_of(one) if one else self.literal("fn")
        return self.expression(kind, depth)

    def call(self, type_: str, depth: int) -> str | None:
        fitting = [signature for signature in self.functions if signature.result == type_]
        if not fitting:
            return None
        signature = self.one_of(fitting)
        arguments = [self.expression(parameter, depth - 1) for parameter in signature.parameters]
        return f"{signature.name}({', '.join(arguments)})"

    # ------------------------------------------------------------ statements

    def statement(self, depth: int = 2) -> list[str]:
        simple = [self.let, self.assign, self.assign, self.compound, self.store, self.show]
        nested = [self.if_, self.for_, self.while_, self.try_, self.match, self.closure]
        return self.one_of(simple)() if depth <= 0 or self.chance(55) else self.one_of(nested)(depth - 1)

    def block(self, depth: int, scope: Scope | None = None) -> list[str]:
        """The statements of a block; now and then the first hides a name of a block around it."""
        visible = [name for outer in self.scopes for name in outer.variables]
        self.scopes.append(scope or Scope())
        lines: list[str] = []
        if scope is None and visible and self.chance(20):
            name, type_ = self.one_of(visible), self.any_type()
            lines.append(f"let {name} = {self.expression(type_)}")
            self.scopes[-1].variables[name] = type_
        for _ in range(self.between(1, 3)):
            lines += self.statement(depth)
        self.scopes.pop()
        return ["    " + line for line in lines]

    def let(self) -> list[str]:
        type_ = self.any_type()
        name, value = self.fresh("v"), self.expression(type_)
        declared = ": Vector<float, dim=3>" if type_ == "vec" and self.chance(20) else ""
        self.scopes[-1].variables[name] = type_
        return [f"let {name}{declared} = {value}"]

    def assign(self) -> list[str]:
        type_ = self.any_type()
        name = self.named(type_, assignable=True)
        if name is None:
            return self.let()
        type_ = self.any_type() if self.chance(5 if self.tidy else 15) else type_
        value = self.expression(type_)
        return [f"{name} = {value}[:8]" if type_ in ("str", "list") else f"{name} = {value}"]

    def compound(self) -> list[str]:
        type_ = self.any_type()
        name = self.named(type_, assignable=True)
        if name is None:
            return self.let()
        if type_ in ("str", "list"):
            return [f"{name} += {self.literal(type_)}"]
        operator = "+-/%" if type_ == "int" else "+-*/%"
        value = self.expression("float" if type_ == "vec" and self.chance(50) else type_)
        return [f"{name} {self.one_of(operator)}= {value}"]

    def store(self) -> list[str]:
        type_ = self.one_of(["list", "vec", "map", "record"])
        name = self.named(type_)
        if name is None:
            return self.let()
        if type_ in ("map", "record"):
            part = self.one_of(tuple(PARTS))
            target = self.one_of((f"{name}.{part}", f'{name}["{part}"]', f"{name}[{self.literal('str')}]"))
            value = self.expression(PARTS[part] if self.chance(80) else self.any_type(), 2)
            stores = [f"{target} = {value}", f"{target} {self.one_of('+-*')}= {value}"]
            if type_ == "map":
                stores += [f"{name}.update({self.expression('map', 1)})", f'{name}.setdefault("{part}", {value})']
            return [self.one_of(stores)]
        value = self.expression("float" if type_ == "vec" else self.any_type())
        index = self.expression("int", 1)
        stores = [f"{name}[{index} % 2] = {value}", f"{name}[{index} % 2] += {value}"]
        if type_ == "list":
            stores.append(f"{name}.append({self.literal(self.any_type())})")
            stores.append(f"push({name}, {self.expression(self.any_type(), 1)})")
            stores.append(f"{name}.insert(0, {self.expression(self.any_type(), 1)})")
            stores.append(f"{name}.extend({self.expression(self.one_of(('list', 'str', 'vec')), 1)})")
            stores.append(f"{name}.clear()")
        return [self.one_of(stores)]

    def show(self) -> list[str]:
        return [f"print({self.expression(self.any_type())})"]

    def if_(self, depth: int) -> list[str]:
        condition = self.expression(self.one_of(["bool", self.any_type()]), 2)
        lines = [f"if {condition} {{", *self.block(depth)]
        if self.chance(50):
            lines += ["} else {", *self.block(depth)]
        return [*lines, "}"]

    def for_(self, depth: int) -> list[str]:
        if self.loops >= 2:
            return self.show()
        type_ = self.any_type()
        iterable, element = self.one_of(
            [
                (f"range({self.between(0, 3)})", "int"),
                (f"{self.expression('str', 1)}[:3]", "str"),
                (f"{self.expression('vec', 1)}[:3]", "float"),
                (f"{self.expression('list', 1)}[:3]", type_),
            ]
        )
        name = self.fresh("i")
        self.loops += 1
        body = self.block(depth, Scope({name: element}))
        if self.chance(30):
            body.append(f"    if {self.expression('bool', 1)} {{ {self.one_of(['break', 'continue'])} }}")
        self.loops -= 1
        return [f"for {name} in {iterable} {{", *body, "}"]

    def while_(self, depth: int) -> list[str]:
        if self.loops >= 2:
            return self.show()
        name = self.fresh("n")
        self.scopes[-1].variables[name] = "int"
        self.scopes[-1].fixed.add(name)
        condition = f"{name} > 0 && {self.expression('bool', 1)}" if self.chance(30) else f"{name} > 0"
        self.loops += 1
        body = self.block(depth, Scope())
        self.loops -= 1
        return [f"let {name} = {self.between(1, 3)}", f"while {condition} {{", f"    {name} -= 1", *body, "}"]

    def try_(self, depth: int) -> list[str]:
        body = self.block(depth)
        if self.chance(30):
            body.append(f"    throw {self.expression(self.any_type(), 1)}")
        return ["try {", *body, "} catch e {", "    print(e.kind, e.line, e.column)", *self.block(0), "}"]

    def match(self, depth: int) -> list[str]:
        name = self.fresh("m")
        pattern, type_ = self.one_of(
            [
                (f"int({name})", "int"),
                (f"float({name})", "float"),
                (f"bool({name})", "bool"),
                (f"str({name})", "str"),
                (f"Vec({name})", "vec"),
                (f"list({name})", "list"),
                (f"[{name}, ...]", self.any_type()),
                (f"[_, ...{name}]", "list"),
                (f"{self.one_of(STRUCTS)} {{i: {name}}}", "int"),
                (f"{self.one_of(STRUCTS)}({name})", "record"),
                (f"map({name})", "map"),
                (f"{{f: {name}}}", "float"),
                (name, self.any_type()),
            ]
        )
        guard = ""
        if self.chance(30):
            self.scopes.append(Scope({name: type_}))
            guard = f" where {self.expression('bool', 1)}"
            self.scopes.pop()
        case = self.block(depth, Scope({name: type_}))
        first = f"    case {self.literal(self.one_of(['bool', 'str']))} -> print(1)"
        last = ["    case _ -> print(2)"] if self.chance(50) else []
        subject = self.expression(self.any_type(), 2)
        return [f"match {subject} {{", first, f"    case {pattern}{guard} -> {{", *case, "    }", *last, "}"]

    def closure(self, depth: int) -> list[str]:
        """A function that changes variables around it, called at once, and perhaps again by another name."""
        if self.function_depth >= 2:
            return self.show()
        name, result = self.fresh("c"), self.any_type()
        parameter, type_ = self.fresh("p"), self.any_type()
        outer_loops, self.loops = self.loops, 1
        self.function_depth += 1
        self.scopes.append(Scope({parameter: type_}))
        inner = [*self.assign(), *self.statement(0), f"return {self.expression(result, 2)}"]
        body = ["    " + line for line in inner]
        self.scopes.pop()
        self.function_depth -= 1
        self.loops = outer_loops
        head = f"let {name} = fn({parameter}) {{" if self.chance(50) else f"fn {name}({parameter}) {{"
        calls = [f"print({name}({self.expression(type_, 1)}))"]
        if self.chance(50):
            calls.append(f"print([{name}][0]({self.expression(type_, 1)}))")
        return [head, *body, "}", *calls]

    def function(self) -> list[str]:
        signature = Signature(self.fresh("f"), [self.any_type() for _ in range(self.between(0, 3))], self.any_type())
        parameters = {self.fresh("p"): type_ for type_ in signature.parameters}
        declared = [name + self.dimension(type_) for name, type_ in parameters.items()]
        result = self.dimension(signature.result).replace(":", " ->")
        self.function_depth += 1
        self.scopes.append(Scope(dict(parameters)))
        body = self.variables([self.any_type() for _ in range(self.between(1, 3))])
        for _ in range(self.between(1, 4)):
            body += self.caught(self.block(2, Scope())) if self.chance(40) else self.statement()
        if self.chance(50):  # variables of the function that another one changes
            body += [*self.let(), *self.closure(1), *self.show()]
        body.append(f"return {self.expression(signature.result)}")
        self.scopes.pop()
        self.function_depth -= 1
        self.functions.append(signature)
        lines = [f"fn {signature.name}({', '.join(declared)}){result} {{", *("    " + line for line in body), "}"]
        if self.chance(30):  # what is used other than by calling it may be called from anywhere
            alias = self.fresh("a")
            lines.append(f"let {alias} = {signature.name}")
            self.functions.append(Signature(alias, signature.parameters, signature.result))
        return lines

    def dimension(self, type_: str) -> str:
        """A declared type, of a Vec now and then."""
        return f": Vector<float, dim={self.one_of('23ddd')}>" if type_ == "vec" and self.chance(40) else ""
