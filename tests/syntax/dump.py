"""Typed nodes as text, for comparing and for snapshots."""

from __future__ import annotations

from dataclasses import fields

from normil.syntax.lines import LineIndex
from normil.syntax.nodes import Node, Problem, Program


def dump(value: object, spans: bool = True) -> str:
    """`Let(name=Name(text='x'), ...)`; with `spans` each node as `Let@0-9(...)`."""
    if isinstance(value, list):
        return "[" + ", ".join(dump(part, spans) for part in value) + "]"
    if not isinstance(value, Node):
        return repr(value)
    inner = (field.name for field in fields(value) if field.name not in ("start", "end"))
    shown = [f"{name}={dump(getattr(value, name), spans)}" for name in inner]
    place = f"@{value.start}-{value.end}" if spans else ""
    return f"{type(value).__name__}{place}({', '.join(shown)})"


def dump_program(program: Program) -> str:
    """Everything a program holds."""
    lines = [f"{item.start}-{item.end} {dump(item.statement)} {item.problems}" for item in program.items]
    return "\n".join([*lines, str(program.comments), str(program.problems)])


def all_problems(program: Program) -> list[Problem]:
    """The problems of a file in order, with offsets in the file."""
    found = list(program.problems)
    for item in program.items:
        for problem in item.problems:
            start, end = item.start + problem.start, item.start + problem.end
            found.append(Problem(problem.code, start, end, problem.message, problem.hint))
    return sorted(found, key=lambda problem: (problem.start, problem.code))


def picture(text: str, problems: list[Problem]) -> str:
    """The source with each problem under the place it marks."""
    lines = LineIndex(text)
    shown: list[str] = []
    for number in range(lines.count):
        shown.append(f"| {lines.line_text(number)}".rstrip())
        for problem in problems:
            line, column = lines.position(problem.start)
            if line == number:
                width = max(1, min(problem.end, lines.offset(number, 1 << 30)) - problem.start)
                shown.append(f"  {' ' * column}{'^' * width} {problem.code}: {problem.message}")
                if problem.hint:
                    shown.append(f"  {' ' * column}= {problem.hint}")
    return "\n".join(shown) + "\n"
