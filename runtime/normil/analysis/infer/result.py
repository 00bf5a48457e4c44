"""What is known of one top-level statement when its types have been inferred."""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis.diagnostics import Findings
from normil.analysis.infer.lookup import Lookup
from normil.analysis.types import Type
from normil.syntax import nodes as n


@dataclass(slots=True)
class Inferred:
    """`types`: of names, members and calls. `leaves`: the types that variables of the module have after it.
    `numbers`: those of them that are integers and never change. `result`: of a function without result type."""

    lookup: Lookup
    findings: Findings
    types: dict[n.Node, Type]
    leaves: dict[str, Type]
    numbers: dict[str, int]
    result: Type | None
