"""One top-level statement under analysis, kept as long as its nodes are.

Takes in an item of the parser; gives out its names and everything that can be told from it alone. Must never
know where in the file it stands, nor the other statements.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from normil.analysis.checks import check_alone, modes
from normil.analysis.checks.hiding import check_plastic
from normil.analysis.diagnostics import Findings
from normil.analysis.names import BindingKind, Bound, resolve_item
from normil.analysis.walk import walk
from normil.syntax import nodes as n

if TYPE_CHECKING:
    from normil.analysis.infer.lookup import Meaning
    from normil.analysis.infer.result import Inferred
    from normil.analysis.types import Type


class Unit:
    """`broken`: part of it could not be read. `alone`: the findings that no other statement can change.
    `inferred`: its types, with what they depend on; `written`: the types that it declares its name with, and the
    types of the file that they were read with; `signature`: those of a function, its result, and what it means for
    others."""

    def __init__(self, item: n.Item, builtins: Container[str], bound: Bound) -> None:
        self.statement = item.statement
        self.problems = item.problems
        self.broken = any(problem.code == "NOR001" for problem in item.problems)
        self.names = resolve_item(item.statement, bound)
        self.alone = Findings(item.statement)
        for problem in item.problems:
            span = (problem.start, problem.end)
            self.alone.report(problem.code, span, problem.message, help=problem.hint, fix=problem.fix)
        check_alone(self.statement, self.names, self.alone, builtins, broken=self.broken)
        self.plastic_uses = check_plastic(self.names, self.alone)
        self.types = [b for b in self.names.bindings if b.kind is BindingKind.TYPE]
        self.reads = list(dict.fromkeys(use.name for use in self.names.free if use.read))
        self.writes = [use for use in self.names.free if use.write]
        self.modes: list[n.Constant] = []
        self.registers: list[str] = []
        for node in walk(self.statement):
            if isinstance(node, n.FunctionDeclaration):
                self.modes += modes.used(node)
            elif isinstance(node, n.Call):
                self.registers += modes.registered(node)
        self.inferred: Inferred | None = None
        self.written: tuple[object, list[Type]] | None = None
        self.signature: tuple[list[Type], Type, Meaning] | None = None
