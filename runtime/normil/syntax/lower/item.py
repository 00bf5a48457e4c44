"""One top-level statement with everything that depends on its text alone."""

from __future__ import annotations

from dataclasses import dataclass

import tree_sitter

from normil.syntax.lower.errors import syntax_problems
from normil.syntax.lower.statements import Statements
from normil.syntax.lower.walk import comments_and_faults
from normil.syntax.nodes import Comment, Problem, Statement
from normil.syntax.units import WIDTH


@dataclass(slots=True, eq=False)
class Lowered:
    """Offsets are relative to the statement."""

    statement: Statement
    problems: list[Problem]
    comments: list[Comment]


def lower_item(node: tree_sitter.Node, root: tree_sitter.Node, text: str, doc: str | None) -> Lowered:
    start = node.start_byte // WIDTH
    lowering = Statements(text, start)
    statement = lowering.statement(node, doc)
    comments, faults = comments_and_faults(node)
    problems = syntax_problems(faults, root, text, start) + lowering.problems
    problems.sort(key=lambda problem: problem.start)
    return Lowered(statement, problems, [comment(found, text, start) for found in comments])


def comment(node: tree_sitter.Node, text: str, start: int) -> Comment:
    begin, end = node.start_byte // WIDTH, node.end_byte // WIDTH
    return Comment(begin - start, end - start, text[begin:end])
