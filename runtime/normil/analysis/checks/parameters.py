"""NOR031: a required parameter after one with a default."""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n


def check(function: n.FunctionDeclaration | n.FunctionLiteral | n.PrimitiveDeclaration, found: Findings) -> None:
    optional: n.Parameter | None = None
    for parameter in function.parameters or ():
        if parameter.default is not None:
            optional = optional or parameter
        elif optional is not None and not parameter.variadic:
            name, before = parameter.name.text, optional.name.text
            found.report(
                "NOR031",
                parameter.name,
                f"the required parameter '{name}' follows '{before}', which has a default",
                help=f"give '{name}' a default, or move it before '{before}'",
                related=((found.place(optional.name), f"'{before}' has a default"),),
            )
