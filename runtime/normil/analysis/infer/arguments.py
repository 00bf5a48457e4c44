"""Which argument goes to which parameter (LANGUAGE 11.2).

Takes in a function type and a call, gives out the pairs and what is wrong with them: NOR007, NOR008, NOR028.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from normil.analysis.diagnostics import Findings
from normil.analysis.suggest import suggested
from normil.analysis.types import Function, Parameter
from normil.syntax import nodes as n


@dataclass(slots=True)
class Bound:
    """`pairs`: every argument with its parameter; `problems` are worded only when they are reported."""

    function: Function
    pairs: list[tuple[Parameter, n.Argument]] = field(default_factory=list)
    extra: list[n.Argument] = field(default_factory=list)
    unknown: list[n.Argument] = field(default_factory=list)
    twice: list[n.Argument] = field(default_factory=list)
    missing: list[Parameter] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        return bool(self.extra or self.unknown or self.twice or self.missing)


def bind(function: Function, call: n.Call) -> Bound:
    bound = Bound(function)
    parameters = function.parameters or ()
    by_name = {p.name: index for index, p in enumerate(parameters) if p.name and not p.variadic}
    position = 0
    given: set[int] = set()
    for argument in call.arguments:
        if argument.name is None:
            if position == len(parameters):
                bound.extra.append(argument)
                continue
            index = position
            position += not parameters[index].variadic
        elif argument.name.text in by_name:
            index = by_name[argument.name.text]
            if index in given:
                bound.twice.append(argument)
        else:
            bound.unknown.append(argument)
            continue
        given.add(index)
        bound.pairs.append((parameters[index], argument))
    missing = (p for index, p in enumerate(parameters) if index not in given)
    bound.missing = [p for p in missing if p.required and not p.variadic]
    return bound


def report(bound: Bound, call: n.Call, name: str, found: Findings) -> None:
    """What is wrong with a call whose callee is known before the program runs."""
    parameters = bound.function.parameters or ()
    for argument in bound.unknown:
        assert argument.name is not None
        text = argument.name.text
        names = [parameter.name for parameter in parameters if not parameter.variadic]
        given = {argument.name.text for argument in call.arguments if argument.name is not None}
        advice, fix = suggested(argument.name, text, [other for other in names if other not in given])
        if advice is None and names:
            advice = f"its parameters are {', '.join(names)}"
        found.report("NOR008", argument.name, f"{name}() has no parameter '{text}'", help=advice, fix=fix)
    for argument in bound.twice:
        if argument.name is not None and not _named_twice(argument, call):
            message = f"the argument '{argument.name.text}' is given twice"
            found.report("NOR028", argument.name, message, help="remove one of the two, or rename it")
    if bound.extra:
        first, last = bound.extra[0], bound.extra[-1]
        message = f"{name}() takes {takes(parameters)}, got {len(call.arguments)}"
        found.report("NOR007", (first.start, last.end), message, help=usage(name, parameters))
    elif bound.missing and not bound.unknown:
        listed = ", ".join(f"'{parameter.name}'" for parameter in bound.missing)
        plural = "s" if len(bound.missing) > 1 else ""
        message = f"{name}() is missing the argument{plural} {listed}"
        found.report("NOR007", call.callee, message, help=usage(name, parameters))


def _named_twice(argument: n.Argument, call: n.Call) -> bool:
    """Whether an earlier argument has the same name, which is reported without knowing the callee."""
    assert argument.name is not None
    before = call.arguments[: call.arguments.index(argument)]
    return any(other.name is not None and other.name.text == argument.name.text for other in before)


def usage(name: str, parameters: tuple[Parameter, ...]) -> str:
    """How to write a call; what may be left out is marked as in a declaration."""
    written = (f"...{p.name}" if p.variadic else p.name if p.required else f"{p.name} = ..." for p in parameters)
    return f"write `{name}({', '.join(written)})`"


def takes(parameters: tuple[Parameter, ...]) -> str:
    most = len(parameters)
    least = sum(parameter.required for parameter in parameters)
    if most == 0:
        return "no arguments"
    count = str(most) if least == most else f"{least} to {most}"
    return f"{count} argument{'s' if most > 1 else ''}"
