"""What a breakpoint asks for besides its line: a condition, a hit condition, a log message.

Takes in the texts that a user wrote; gives out their meaning, or ValueError with what is wrong with them. Reads the
syntax only, so that an editor is answered without the program.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass

_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "%": lambda count, number: count % number == 0,
}


@dataclass(frozen=True, slots=True)
class HitCondition:
    comparison: str
    number: int

    def holds(self, count: int) -> bool:
        """Whether the hit with this number, the first being 1, counts."""
        return _COMPARISONS[self.comparison](count, self.number)


def hit_condition(text: str) -> HitCondition:
    comparison = next((symbol for symbol in _COMPARISONS if text.strip().startswith(symbol)), "")
    number = text.strip().removeprefix(comparison).strip()
    if not (number.isascii() and number.isdigit()) or (comparison == "%" and int(number) == 0):
        raise ValueError(f"hit condition '{text}': expected N, ==N, >N, >=N, <N, <=N or %N")
    return HitCondition(comparison or "==", int(number))


@dataclass(frozen=True, slots=True)
class Expression:
    text: str


def log_message(text: str) -> list[str | Expression]:
    """The parts of a log message: text, and the expressions in braces."""
    parts: list[str | Expression] = []
    position = 0
    while (opening := text.find("{", position)) >= 0:
        parts.append(text[position:opening])
        closing = text.find("}", opening)
        problem = "the { has no }"
        while closing >= 0:
            wrong = expression_problem(text[opening + 1 : closing])
            if wrong is None:
                break
            problem = wrong
            closing = text.find("}", closing + 1)
        else:
            raise ValueError(f"log message: {problem}")
        parts.append(Expression(text[opening + 1 : closing]))
        position = closing + 1
    return [*parts, text[position:]]


def condition(text: str) -> str:
    wrong = expression_problem(text)
    if wrong is not None:
        raise ValueError(f"condition '{text}': {wrong}")
    return text


def expression_problem(text: str) -> str | None:
    """Why a text is not one expression."""
    from normil.syntax import nodes as n
    from normil.syntax import parse

    program = parse(text).program
    problems = program.problems + [problem for item in program.items for problem in item.problems]
    if problems:
        return problems[0].message
    if not program.items:
        return "an expression is missing"
    if len(program.items) > 1 or not isinstance(program.items[0].statement, n.ExpressionStatement):
        return "expected an expression, found a statement"
    return None
