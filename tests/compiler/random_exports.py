"""Random modules of functions whose parameters the compiler guesses and tests: for calls that fit the guess, calls that
do not, and the code for both.

Takes in a source of choices, gives out the text of a program; choosing 0 gives the simpler of two. Functions call only
those before them, so that every program ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

NUMBERS = ("1", "2.5", "0", "-3", "0.0", "7")
OTHERS = ("true", "none", '"s"', "[1]", "vec(2, [1.0, 2.0])", "identity(2)", "{a: 1}")
TYPES = ("", ": float", ": int", ": any", ": Vec", ": str")
HEAD = """fn show(f) {
    try { print(f()) } catch e {
        print(e.kind, e.line, e.column, e.end_column, map(e.trace, fn(at) { return [at.function, at.line, at.column] }))
    }
}
"""


class RandomExport:
    def __init__(self, choose: Callable[[int], int]) -> None:
        self.choose = choose
        self.arities: list[int] = []
        self.calls = 0  # that the function at hand may still have

    def text(self) -> str:
        functions = [self.function(index) for index in range(2 + self.choose(4))]
        named = ", ".join(f"f{index}" for index in range(len(functions)))
        lines = [f"let all = [{named}]"] if self.chance(50) else []
        for _ in range(4 + self.choose(5)):
            self.calls = 2
            lines.append(f"show(fn() {{ return {self.call(())} }})")
        return HEAD + "\n".join([*functions, *lines]) + "\n"

    def chance(self, percent: int) -> bool:
        return self.choose(100) >= 100 - percent

    def one_of(self, values: Sequence[str]) -> str:
        return values[self.choose(len(values))]

    def function(self, index: int) -> str:
        names = ("a", "b", "c")[: 1 + self.choose(3)]
        self.calls = 2
        parameters = [name + self.one_of(TYPES) for name in names]
        if self.chance(20):
            parameters[-1] += f" = {self.one_of(NUMBERS)}"
        known = (*names, "y")
        body = [f"let y = {self.expression(names, 2)}"]
        for _ in range(self.choose(4)):
            change = f"{self.one_of(('y', names[0]))} {self.one_of(('=', '+=', '-='))} {self.expression(known, 1)}"
            head = self.one_of(("", "for i in range(3)", f"if y < {self.expression(known, 1)}", f"if {names[-1]}"))
            body.append(f"{head} {{ {change} }}" if head else change)
        if self.chance(90):
            body.append(f"return {self.expression(known, 2)}")
        self.arities.append(len(names))
        lines = "".join(f"    {line}\n" for line in body)
        return f"fn f{index}({', '.join(parameters)}) {{\n{lines}}}"

    def expression(self, known: Sequence[str], depth: int) -> str:
        if depth and self.chance(70):
            left, right = self.expression(known, depth - 1), self.expression(known, depth - 1)
            op = self.one_of(("+", "-", "/", "*", "%"))
            return f"(({left} * {right}) % 997)" if op == "*" else f"({left} {op} {right})"
        if self.calls and self.arities and self.chance(30):
            return self.call(known)
        if known and self.chance(70):
            return self.one_of(known)
        return self.one_of(NUMBERS if self.chance(92) else OTHERS)

    def call(self, known: Sequence[str]) -> str:
        self.calls -= 1
        index = self.choose(len(self.arities))
        arguments = [self.expression(known, 1) for _ in range(self.arities[index])]
        if self.chance(10):
            arguments[-1] = f"{('a', 'b', 'c')[len(arguments) - 1]}: {arguments[-1]}"
        return f"f{index}({', '.join(arguments)})"
