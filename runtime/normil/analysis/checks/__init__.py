"""The checks of static diagnostics that need no types, a file for each code or family of codes.

`check_alone` takes in a top-level statement and reports what can be told from it alone; the checks that need
the other statements of the file are called by `module`. Types are `infer`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any

from normil.analysis.checks import (
    annotation,
    conditions,
    duplicates,
    early,
    effects,
    flow,
    hiding,
    nesting,
    parameters,
    patterns,
    readonly,
    unused,
)
from normil.analysis.diagnostics import Findings
from normil.analysis.walk import walk
from normil.syntax import nodes as n

if TYPE_CHECKING:
    from normil.analysis.names import ItemNames

_Check = Callable[[Any, Findings], None]

_CHECKS: dict[type[n.Node], tuple[_Check, ...]] = {
    n.Annotation: (duplicates.check_arguments,),
    n.Block: (effects.check_block, flow.check_block),
    n.Call: (duplicates.check_arguments,),
    n.FunctionDeclaration: (annotation.check, duplicates.check_parameters, nesting.check_function, parameters.check),
    n.FunctionLiteral: (duplicates.check_parameters, nesting.check_function, parameters.check),
    n.If: (conditions.check_if,),
    n.MapLiteral: (duplicates.check_map,),
    n.Match: (patterns.check,),
    n.NamedType: (duplicates.check_type_arguments,),
    n.PrimitiveDeclaration: (duplicates.check_parameters, parameters.check),
    n.RecordPattern: (duplicates.check_record_pattern,),
    n.StructLiteral: (duplicates.check_struct_literal,),
    n.StructType: (duplicates.check_struct_type,),
    n.While: (conditions.check_while,),
}


def check_alone(
    statement: n.Statement, names: ItemNames, found: Findings, builtins: Container[str], *, broken: bool
) -> None:
    """`broken`: a part of the statement could not be read, so that what seems missing may stand there."""
    for node in walk(statement):
        for check in _CHECKS.get(type(node), ()):
            check(node, found)
    effects.check(statement, found)
    flow.check_jumps(statement, found)
    nesting.check_top_level(statement, found)
    duplicates.check_declarations(names, found)
    early.check(names, found)
    readonly.check(names, found)
    for binding in names.bindings:
        hiding.check_builtin(binding, builtins, found)
    if not broken:
        unused.check(names, found)
