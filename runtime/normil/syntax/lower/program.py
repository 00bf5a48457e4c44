"""A whole file: its statements, comments, and what stands between them.

Takes in the root of a tree, the text, and what is known of the text before an edit; knows nothing of editing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import tree_sitter

from normil.syntax.docs import documented
from normil.syntax.grammar import COMMENTS, FAULTS
from normil.syntax.habits import Reading
from normil.syntax.lower.errors import syntax_problems
from normil.syntax.lower.item import Lowered, comment, lower_item
from normil.syntax.lower.statements import flattened
from normil.syntax.lower.walk import Fault, comments_and_faults, missing_between
from normil.syntax.nodes import Comment, Fix, Item, Problem, Program
from normil.syntax.units import WIDTH

# A statement by its text and its documentation, and what was made of it.
Known = list[tuple[tuple[str, str | None], Lowered]]


def lower_program(
    root: tree_sitter.Node, text: str, before: Known, readings: Sequence[Reading] = ()
) -> tuple[Program, Known]:
    """The program, and what is known of it for the next edit: every statement that depends on its text alone.
    `readings`: where `text`, which is what the parser has seen, is not what is written."""
    reusable: defaultdict[tuple[str, str | None], list[Lowered]] = defaultdict(list)
    for key, lowered in reversed(before):
        reusable[key].append(lowered)
    nodes = [root] if root.is_error else root.children
    comments, faults = _between(nodes, root, text)
    problems = syntax_problems(faults, root, text, 0)
    items: list[Item] = []
    known: Known = []
    broken_lines = {_line_end(text, problem.end) for problem in problems}
    for node, doc in documented(flattened(node for node in nodes if node.is_named), text):
        start, end = node.start_byte // WIDTH, min(node.end_byte // WIDTH, len(text))
        key = (text[start:end], doc)
        on_broken_line = _line_end(text, start) in broken_lines
        read_otherwise = any(start <= reading.start < end for reading in readings)
        if not read_otherwise and not node.has_error and not on_broken_line and reusable.get(key):
            # Each set of nodes is used once: two statements with the same text are two statements.
            lowered = reusable[key].pop()
        else:
            lowered = lower_item(node, root, text, doc)
        if on_broken_line:
            # One mistake often upsets all that follows in its line.
            lowered.problems = [part for part in lowered.problems if "\n" in text[start : start + part.start]]
        elif not node.has_error and not read_otherwise:
            known.append((key, lowered))
        items.append(Item(start, end, lowered.statement, lowered.problems))
        for part in lowered.comments:
            comments[start + part.start] = Comment(start + part.start, start + part.end, part.text)
        broken_lines.update(_line_end(text, start + part.end) for part in lowered.problems if part.code == "NOR001")
    _leave_out_stray_braces(items, problems, text)
    for reading in readings:
        _report(reading, items, problems)
    return Program(text, items, [comments[start] for start in sorted(comments)], problems), known


def _leave_out_stray_braces(items: list[Item], problems: list[Problem], text: str) -> None:
    """A `}` is not to blame if its `{` stands in an earlier line that could not be read."""
    lists = [(0, problems), *((item.start, item.problems) for item in items)]
    found = ((base + problem.start, problem, owner) for base, owner in lists for problem in owner)
    unread = 0
    for place, problem, owner in sorted(found, key=lambda part: part[0]):
        if unread and problem.message.startswith("unexpected `}`"):
            owner.remove(problem)
            unread -= 1
        elif problem.code == "NOR001":
            line = text[text.rfind("\n", 0, place) + 1 : _line_end(text, place)]
            unread += max(0, line.count("{") - line.count("}"))


def _report(reading: Reading, items: list[Item], problems: list[Problem]) -> None:
    item = next((item for item in items if item.start <= reading.start < item.end), None)
    base = item.start if item is not None else 0
    title, _, _ = f"{reading.hint[:1].upper()}{reading.hint[1:]}".partition(", or ")
    fix = Fix(title, reading.edits, reading.safe) if reading.edits else None
    problem = Problem(
        "NOR001",
        reading.start - base,
        reading.end - base,
        reading.message,
        reading.hint,
        fix.moved(-base) if fix is not None else None,
    )
    found = item.problems if item is not None else problems
    found.append(problem)
    found.sort(key=lambda problem: problem.start)


def _between(
    nodes: list[tree_sitter.Node], root: tree_sitter.Node, text: str
) -> tuple[dict[int, Comment], list[Fault]]:
    """Comments, by where they begin, and faults that belong to no statement."""
    comments: dict[int, Comment] = {}
    faults: list[Fault] = []
    for index, node in enumerate(nodes):
        missing = missing_between(nodes, index, root)
        if missing is not None:
            faults.append(missing)
        broken = node.is_error and next(flattened([node])) is not node
        if broken or node.type in COMMENTS & FAULTS:
            faults.append(Fault(node, None, None))
        if broken or node.type in COMMENTS:
            for found in comments_and_faults(node)[0]:
                part = comment(found, text, 0)
                comments[part.start] = part
    return comments, faults


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)
