"""A whole file: its statements, comments, and what stands between them.

Takes in the root of a tree, the text, and what is known of the text before an edit; knows nothing of editing.
"""

from __future__ import annotations

from collections import defaultdict, deque

import tree_sitter

from normil.syntax.docs import documented
from normil.syntax.grammar import COMMENTS, FAULTS
from normil.syntax.lower.errors import syntax_problems
from normil.syntax.lower.item import Lowered, comment, lower_item
from normil.syntax.lower.statements import flattened
from normil.syntax.lower.walk import Fault, comments_and_faults, tokens
from normil.syntax.nodes import Comment, Item, Problem, Program
from normil.syntax.units import WIDTH

# A statement by its text and its documentation, and what was made of it.
Known = list[tuple[tuple[str, str | None], Lowered]]


def lower_program(root: tree_sitter.Node, text: str, before: Known) -> tuple[Program, Known]:
    """The program, and what is known of it for the next edit: every statement without errors."""
    reusable: defaultdict[tuple[str, str | None], list[Lowered]] = defaultdict(list)
    for key, lowered in reversed(before):
        reusable[key].append(lowered)
    nodes = [root] if root.is_error else root.children
    comments, faults = _between(nodes, root, text)
    problems = syntax_problems(faults, root, text, 0)
    items: list[Item] = []
    known: Known = []
    for node, doc in documented(flattened(node for node in nodes if node.is_named), text):
        start, end = node.start_byte // WIDTH, node.end_byte // WIDTH
        if node.has_error:
            # What is made of it can depend on what stands around it.
            lowered = lower_item(node, root, text, doc)
        else:
            key = (text[start:end], doc)
            # Each set of nodes is used once: two statements with the same text are two statements.
            lowered = reusable[key].pop() if reusable.get(key) else lower_item(node, root, text, doc)
            known.append((key, lowered))
        items.append(Item(start, end, lowered.statement, lowered.problems))
        for part in lowered.comments:
            comments[start + part.start] = Comment(start + part.start, start + part.end, part.text)
    _drop_echoes(items, problems, text)
    return Program(text, items, [comments[start] for start in sorted(comments)], problems), known


def _between(
    nodes: list[tree_sitter.Node], root: tree_sitter.Node, text: str
) -> tuple[dict[int, Comment], list[Fault]]:
    """Comments, by where they begin, and faults that belong to no statement."""
    comments: dict[int, Comment] = {}
    faults: list[Fault] = []
    for index, node in enumerate(nodes):
        if node.is_missing and not node.is_named:
            before = deque(tokens(nodes[index - 1]), maxlen=1) if index else None
            faults.append(Fault(node, root, before[0] if before else None))
        broken = node.is_error and next(flattened([node])) is not node
        if broken or node.type in COMMENTS & FAULTS:
            faults.append(Fault(node, None, None))
        if broken or node.type in COMMENTS:
            for found in comments_and_faults(node)[0]:
                part = comment(found, text, 0)
                comments[part.start] = part
    return comments, faults


def _drop_echoes(items: list[Item], problems: list[Problem], text: str) -> None:
    """Drops what a statement reports on a line on which something before it could not be read."""
    ends = {_line_end(text, problem.end) for problem in problems}
    for item in items:
        if _line_end(text, item.start) in ends:
            item.problems = [
                problem
                for problem in item.problems
                if _line_end(text, item.start + problem.start) != _line_end(text, item.start)
            ]
        ends.update(_line_end(text, item.start + part.end) for part in item.problems if part.code == "NOR001")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)
