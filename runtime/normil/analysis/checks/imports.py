"""NOR026: an import that cannot be resolved, NOR027: an import cycle. Only with someone who looks modules up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from normil.analysis.diagnostics import Findings
from normil.analysis.walk import walk_outside_functions
from normil.syntax import nodes as n


class Modules(Protocol):
    """Looks up what the imports of one file mean (LANGUAGE 17.1). Never runs or imports anything."""

    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        """The places that were tried for a dotted path, if nothing was found there."""

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        """If the import leads back to the file: the modules on the way, beginning and ending with the file."""

    def binds_first(self, parts: Sequence[str]) -> bool:
        """Whether an import of the dotted path without alias binds its first name: whether it is a Python module."""


def check(item: n.Statement, imports: Iterable[n.Import], modules: Modules, found: Findings) -> None:
    at_once = {node for node in walk_outside_functions(item) if isinstance(node, n.Import)} if imports else set()
    for statement in imports:
        parts = [part.text for part in statement.path]
        name = ".".join(parts)
        where = (statement.path[0].start, statement.path[-1].end)
        tried = modules.missing(parts)
        cycle = modules.cycle(parts) if tried is None and statement in at_once else None
        if tried is not None:
            found.report("NOR026", where, f"there is no module '{name}'", help=f"tried {', '.join(tried)}")
        elif cycle is not None:
            advice = "move what both modules need into a third one"
            found.report("NOR027", where, f"import cycle: {' -> '.join(cycle)}", help=advice)
