"""From the nodes of a file to all that is known of it.

`Analyser` follows one file through its versions and keeps what a change does not touch; `analyse` takes a single
version. Takes in programs, gives out `Analysis`; pure but for reading the prelude once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from normil.analysis.allow import allowed
from normil.analysis.analysis import Analysis
from normil.analysis.builtins import Builtins, builtins, prelude_path
from normil.analysis.checks.imports import Modules
from normil.analysis.checks.together import Together
from normil.analysis.codes import CODES, Severity
from normil.analysis.consequences import consequences_left_out
from normil.analysis.diagnostics import Diagnostic, settle
from normil.analysis.module import Module
from normil.analysis.names import ModuleNames, bound_name, link, resolve_item
from normil.analysis.unit import Unit
from normil.syntax import nodes as n
from normil.syntax.lines import LineIndex


class Analyser:
    """The analyses of one file, version after version. `modules` looks its imports up; without it nothing is said
    about them. `strict` raises every warning to a blocking error."""

    def __init__(self, path: Path | None = None, *, modules: Modules | None = None, strict: bool = False) -> None:
        self.path = path
        self.modules = modules
        self.strict = strict
        self._units: dict[n.Statement, Unit] = {}
        self._module: Module | None = None

    def analyse(self, program: n.Program) -> Analysis:
        known = builtins()
        units = [self._unit(item, known) for item in program.items]
        self._units = {unit.statement: unit for unit in units}
        module = self._module = Module(units, known, self._bound, self._module)
        module.infer()
        broken = any(unit.broken for unit in units) or any(p.code == "NOR001" for p in program.problems)
        is_prelude = self.path is not None and self.path == prelude_path()
        between = Together(module, self.modules, broken=broken, is_prelude=is_prelude).run()
        lines = LineIndex(program.text)
        found = [_problem(problem) for problem in program.problems]
        bases = {item.statement: item.start for item in program.items}
        for item, unit, others in zip(program.items, units, between, strict=True):
            assert unit.inferred is not None
            for finding in (*unit.alone, *unit.inferred.findings, *others):
                if self.strict or not finding.strict:
                    found.append(settle(finding, item.start, bases, lambda at: lines.position(at)[0] + 1))
        return Analysis(program, units, module, self._selected(program, found, lines))

    def names(self, program: n.Program) -> ModuleNames:
        """What the names of a version mean, and nothing else of it."""
        statements = [item.statement for item in program.items]
        items = [resolve_item(statement, self._bound) for statement in statements]
        return link(items, statements, builtins().bindings, self._bound)

    def _unit(self, item: n.Item, known: Builtins) -> Unit:
        before = self._units.get(item.statement)
        if before is None or before.problems != item.problems or not self._still_bound(before):
            return Unit(item, known.bindings, self._bound)
        return before

    def _still_bound(self, unit: Unit) -> bool:
        """Whether its imports bind the names they bound before."""
        return all(name is self._bound(statement) for statement, name in unit.names.imports.items())

    def _bound(self, statement: n.Import) -> n.Name:
        """The name that an import binds."""
        parts = [part.text for part in statement.path]
        dotted = statement.alias is None and len(parts) > 1
        if dotted and self.modules is not None and self.modules.binds_first(parts):
            return statement.path[0]
        return bound_name(statement)

    def _selected(self, program: n.Program, found: list[Diagnostic], lines: LineIndex) -> list[Diagnostic]:
        """Without what comments allow, which is never what keeps a program from starting."""
        found = list(consequences_left_out(found, program, lines))
        silenced = allowed(program, lines)
        kept = [
            diagnostic
            for diagnostic in found
            if diagnostic.blocking or (diagnostic.code, lines.position(diagnostic.start)[0]) not in silenced
        ]
        kept = [_tidied(diagnostic, lines) for diagnostic in kept]
        if self.strict:
            kept = [_raised(diagnostic) for diagnostic in kept]
        return sorted(kept, key=lambda diagnostic: (diagnostic.start, diagnostic.end, diagnostic.code))


def analyse(
    program: n.Program, *, path: Path | None = None, modules: Modules | None = None, strict: bool = False
) -> Analysis:
    return Analyser(path, modules=modules, strict=strict).analyse(program)


def _problem(problem: n.Problem) -> Diagnostic:
    code = CODES[problem.code]
    return Diagnostic(
        problem.code,
        code.severity,
        code.blocking,
        problem.start,
        problem.end,
        problem.message,
        problem.hint,
        fix=problem.fix,
    )


def _tidied(diagnostic: Diagnostic, lines: LineIndex) -> Diagnostic:
    """With a fix that leaves no empty line where it removes all that stands on one."""
    if diagnostic.fix is None or all(text for _, _, text in diagnostic.fix.edits):
        return diagnostic
    edits = tuple(edit if edit[2] else (*lines.with_empty_lines(*edit[:2]), "") for edit in diagnostic.fix.edits)
    return replace(diagnostic, fix=replace(diagnostic.fix, edits=edits))


def _raised(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.severity is not Severity.WARNING:
        return diagnostic
    return replace(diagnostic, severity=Severity.ERROR, blocking=True)
