"""What analysis has to say: findings, relative to a top-level statement, and diagnostics, placed in a file.

Takes in nothing, gives out dataclasses. Must never know how they are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from normil.analysis.codes import CODES, Severity
from normil.syntax import nodes as n
from normil.syntax.nodes import Fix

__all__ = ["Diagnostic", "Finding", "Findings", "Fix", "Message", "Place", "Related", "declared_here", "settle"]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a diagnostic; `path` is None for the same file."""

    path: Path | None
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Offsets are code points in the file."""

    code: str
    severity: Severity
    blocking: bool
    start: int
    end: int
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, kept relative to its top-level statement so that it moves with it."""

    item: n.Statement
    start: int
    end: int


Message: TypeAlias = str | tuple[str | Place, ...]
"""A text in which each place is shown as its line."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic before its top-level statement has a place in the file."""

    code: str
    start: int
    end: int
    message: Message
    help: str | None = None
    related: tuple[tuple[Place, str], ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None  # where it is not the code's own
    strict: bool = False  # only where checks are strict
    fix_in: n.Statement | None = None  # the top-level statement that the fix edits, if it is another one


class Findings(list[Finding]):
    """The findings of one top-level statement, `item`."""

    def __init__(self, item: n.Statement) -> None:
        super().__init__()
        self.item = item

    def report(
        self,
        code: str,
        where: n.Node | tuple[int, int],
        message: Message,
        *,
        help: str | None = None,  # noqa: A002
        related: tuple[tuple[Place, str], ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
        strict: bool = False,
        fix_in: n.Statement | None = None,
    ) -> None:
        start, end = where if isinstance(where, tuple) else (where.start, where.end)
        self.append(Finding(code, start, end, message, help, related, fix, severity, strict, fix_in))

    def place(self, node: n.Node) -> Place:
        return Place(self.item, node.start, node.end)


def declared_here(name: str, node: n.Node | None, home: n.Statement | None) -> tuple[tuple[Place, str], ...]:
    """The note that points at a declaration; none for what has no place."""
    if node is None or home is None:
        return ()
    return ((Place(home, node.start, node.end), f"'{name}' is declared here"),)


def settle(
    finding: Finding,
    base: int,
    bases: dict[n.Statement, int],
    line_of: Callable[[int], int],
) -> Diagnostic:
    """Places a finding of the statement at `base`; `bases` are the places of all statements of the file."""
    code = CODES[finding.code]
    severity = finding.severity or code.severity
    message = finding.message
    if not isinstance(message, str):
        message = "".join(
            part if isinstance(part, str) else f"line {line_of(bases[part.item] + part.start)}" for part in message
        )
    related = tuple(
        Related(None, bases[place.item] + place.start, bases[place.item] + place.end, text)
        for place, text in finding.related
    )
    fix = finding.fix
    if fix is not None:
        fix = fix.moved(base if finding.fix_in is None else bases[finding.fix_in])
    return Diagnostic(
        finding.code,
        severity,
        code.blocking and severity is Severity.ERROR,
        base + finding.start,
        base + finding.end,
        message,
        finding.help,
        related,
        fix,
    )
