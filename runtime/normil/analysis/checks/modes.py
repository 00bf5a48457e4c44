"""NOR016: a plasticity mode that is neither built in nor registered anywhere in the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normil.analysis.diagnostics import Findings
from normil.analysis.suggest import inside, suggested
from normil.syntax import nodes as n

BUILTIN_MODES = ("hebbian", "stdp", "anti_hebbian")


def used(function: n.FunctionDeclaration) -> Iterator[n.Constant]:
    """The strings that name modes in the annotations of a function."""
    for annotation in function.annotations:
        for argument in annotation.arguments:
            named = annotation.name.text == "plastic" and argument.name and argument.name.text == "mode"
            if named and isinstance(argument.value, n.Constant) and isinstance(argument.value.value, str):
                yield argument.value


def registered(call: n.Call) -> Iterator[str]:
    """The name that a call registers, if it is written there."""
    if not isinstance(call.callee, n.Identifier) or call.callee.name != "register_plasticity_mode":
        return
    for index, argument in enumerate(call.arguments):
        first = index == 0 if argument.name is None else argument.name.text == "name"
        if first and isinstance(argument.value, n.Constant) and isinstance(argument.value.value, str):
            yield argument.value.value


def check(modes: Iterable[n.Constant], known: set[str], found: Findings) -> None:
    for mode in modes:
        name = str(mode.value)
        if name not in known and name not in BUILTIN_MODES:
            advice, fix = suggested(inside(mode), name, {*known, *BUILTIN_MODES})
            found.report(
                "NOR016",
                mode,
                f"unknown plasticity mode '{name}'",
                help=advice or "register it with `register_plasticity_mode`",
                fix=fix,
            )
