"""Random programs about who holds what: records, maps, lists and functions that go through variables, containers, calls
and builtins, now and then get something of another type stored, and are looked at where that makes a difference.

Takes in a source of choices, gives out the text of a program. All that it holds are ints, until it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

HEAD = """\
type One = {i: any, next: optional<any>}
type Two = {i: any}
fn same(x) { return x }
fn either(x, y) { if x == y { return x }; return y }
fn set(x, v) { x.i = v; return x }
fn set_at(x, k, v) { x[k] = v; return x }
fn make(i) { return One {i: i} }
fn keep(x) { let kept = [x]; return fn(y) { if y != none { kept[0] = y }; return kept[0] } }
@memoize
fn known(i) { return {i: i} }
@atomic
fn attempt(x, v) { x.i = v; throw "no" }
transaction change(x, v) { x.i = v } rollback { print(error.kind) }
let shelf = []
let table = {}
"""
NEW = {
    "holder": (
        "One {i: <int>}",
        "Two {i: <int>}",
        "{i: <int>}",
        "make(<int>)",
        "known(<int>)",
        '{"i": <int>, 1: <int>}',
    ),
    "list": ("[<int>, <int>]", "range(3)", "[0] * 2", "map(range(2), fn(i) { return i + <int> })", "[[<int>][0], 1]"),
}
# ways for a value to go that end where they began
WAYS = (
    "same(<it>)",
    "[<it>][0]",
    "[<other>, <it>][1]",
    "either(<other>, <it>)",
    "{k: <it>}.k",
    'get({k: <it>}, "k")',
    "copy(<it>)",
    "map([<it>], fn(x) { return x })[0]",
    "map([<it>], same)[0]",
    "filter([<other>, <it>], fn(x) { return true })[1]",
    "reduce([<other>], fn(a, x) { return a }, <it>)",
    "zip([<it>], [1])[0][0]",
    "enumerate([<other>, <it>])[1][1]",
    "values({k: <it>})[0]",
    "items({k: <it>})[0][1]",
    "merge({k: <other>}, {k: <it>}).k",
    "[<other>, <it>].pop()",
    "append([<other>], <it>)[1]",
    "sort([<it>], fn(x) { return 1 })[0]",
    "reverse([<it>, <other>])[1]",
    "concat([<other>], [<it>])[1]",
    "([<other>] + [<it>])[1]",
    "[<other>, <it>][1:][0]",
    "One {i: 1, next: <it>}.next",
    "keep(<it>)(none)",
    "keep(<other>)(<it>)",
    "choice([<it>])",
    "list([<it>])[0]",
    "map({k: <it>}).k",
    '{k: <it>}.copy().pop("k")',
    "[keep, same][1](<it>)",
)
STORES = {
    "holder": (
        "<it>.i = <value>",
        '<it>["i"] = <value>',
        "set(<it>, <value>)",
        'set_at(<it>, "i", <value>)',
        "[set][0](<it>, <value>)",
        "for x in [<other>, <it>] { x.i = <value> }",
        "match <it> { case One(x) -> x.i = <value>; case {i: _} -> <it>.i = <value> }",
        "map([<it>], fn(x) { x.i = <value>; return x })",
        "attempt(<it>, <value>)",
        "change(<it>, <value>)",
        "<it>.update({i: <value>})",
        "<it>.next = One {i: <value>}",
        "throw <it>",
        "let write = fn() { <it>.i = <value> }; write()",
    ),
    "list": (
        "<it>[0] = <value>",
        "<it>.append(<value>)",
        "<it>.insert(0, <value>)",
        "push(<it>, <value>)",
        "insert(<it>, 0, <value>)",
        "<it>.extend([<value>])",
        "set_at(<it>, 0, <value>)",
        "let add = <it>.append; add(<value>)",
        "let write = fn() { <it>[0] = <value> }; write()",
    ),
}
LOOKS = {
    "holder": ("<it>.i", '<it>["i"]', '<it>[same("i")]', "<it>.next.i", "find(<it>)"),
    "list": ("<it>[0]", "<it>[len(<it>) - 1]", "sum(<it>)", "max(<it>)", "first(<it>)", "<it>.pop()"),
}
TAIL = """\
fn find(x) { match x { case One {i} -> return i; case {i: value} -> return value } }
fn first(xs) { for x in xs { return x } }
"""


class RandomHeap:
    def __init__(self, choose: Callable[[int], int]) -> None:
        """`choose(n)` is one of 0 to n - 1."""
        self.choose = choose
        self.names: dict[str, list[str]] = {"holder": [], "list": []}
        self.wrong = choose(4)  # how many of 20 stores are of another type

    def text(self) -> str:
        lines = []
        for kind in ("holder", "list", "holder"):
            lines += self.let(kind)
        for _ in range(10 + self.choose(20)):
            lines += self.caught(self.statement())
        for kind, names in self.names.items():
            for name in names:
                lines += self.caught([self.look(kind, name)])
        return HEAD + TAIL + "\n".join(lines) + "\n"

    def one_of(self, items: Sequence[str]) -> str:
        return items[self.choose(len(items))]

    def caught(self, lines: list[str]) -> list[str]:
        if lines[0].startswith("let") and len(lines) == 1 and ";" not in lines[0]:
            return lines
        return ["try { " + "; ".join(lines) + " } catch e { print(e.kind, e.line, e.column) }"]

    def statement(self) -> list[str]:
        kind = ("holder", "list")[self.choose(2)]
        name = self.one_of(self.names[kind])
        match self.choose(6):
            case 0:
                return self.let(kind)
            case 1 | 2:
                value = (
                    self.one_of(('"w"', "none", "0.5", "true", "ones(2)", "[1]"))
                    if self.choose(20) < self.wrong
                    else "7"
                )
                return [self.filled(self.one_of(STORES[kind]), name, kind).replace("<value>", value)]
            case 3:
                return [f"shelf.append({name})", f"table.{kind} = {name}"]
        return [self.look(kind, name)]

    def look(self, kind: str, name: str) -> str:
        """What differs by the type of what is found."""
        found = self.filled(self.one_of(LOOKS[kind]), name, kind)
        return f"print({found} + 1, {found} == 7, 2 * {found})"

    def let(self, kind: str) -> list[str]:
        name = f"v{sum(map(len, self.names.values()))}"
        value = self.one_of(NEW[kind]).replace("<int>", str(self.choose(9)))
        if self.names[kind]:
            match self.choose(4):
                case 0 | 1:
                    value = self.filled(self.one_of(WAYS), self.one_of(self.names[kind]), kind)
                case 2 if self.choose(3) == 0:
                    value = f'either({self.one_of(self.names[kind])}, get(table, "{kind}", {value}))'
        self.names[kind].append(name)
        return [f"let {name} = {value}"]

    def filled(self, form: str, name: str, kind: str) -> str:
        return form.replace("<it>", name).replace("<other>", self.one_of(self.names[kind]))
