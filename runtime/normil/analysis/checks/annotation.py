"""NOR014: an unknown annotation, NOR015: an argument that an annotation does not know.

The types of the arguments are checked where types are known (`infer.declarations`), with the table of this file.
"""

from __future__ import annotations

from normil.analysis.diagnostics import Findings
from normil.analysis.suggest import inside, suggested
from normil.analysis.types import BOOL, FLOAT, INT, STR, Optional, Type
from normil.syntax import nodes as n

SCHEDULES = ("constant", "warmup", "cosine", "step", "plateau")

ANNOTATIONS: dict[str, dict[str, Type]] = {
    "plastic": {
        "rate": FLOAT,
        "mode": STR,
        "stability_threshold": FLOAT,
        "decay_factor": FLOAT,
        "stability_window": INT,
        "max_variance": Optional(FLOAT),
        "min_steps": INT,
        "history": INT,
        "schedule": STR,
        "warmup_steps": INT,
        "total_steps": INT,
        "min_rate": FLOAT,
        "step_factor": FLOAT,
        "decay_steps": INT,
        "patience": INT,
        "plateau_factor": FLOAT,
        "plateau_threshold": FLOAT,
    },
    "atomic": {},
    "parallel": {"workers": INT},
    "gpu": {"device": STR},
    "trace": {"args": BOOL, "result": BOOL},
    "memoize": {"maxsize": INT},
    "profile": {},
}


def check(function: n.FunctionDeclaration, found: Findings) -> None:
    for annotation in function.annotations:
        name = annotation.name.text
        known = ANNOTATIONS.get(name)
        if known is None:
            advice, fix = suggested(annotation.name, name, ANNOTATIONS)
            names = ", ".join(f"@{name}" for name in ANNOTATIONS)
            message = f"unknown annotation '@{name}'"
            found.report("NOR014", annotation.name, message, help=advice or f"known are {names}", fix=fix)
            continue
        for argument in annotation.arguments:
            _check_argument(name, known, argument, found)


def _check_argument(annotation: str, known: dict[str, Type], argument: n.AnnotationArgument, found: Findings) -> None:
    name = argument.name
    if name is None:
        usage = f"arguments are written by name: {', '.join(known)}" if known else "remove it"
        found.report("NOR015", argument, f"'@{annotation}' takes no argument without a name", help=usage)
    elif name.text not in known:
        advice, fix = suggested(name, name.text, known)
        message = f"'@{annotation}' has no argument '{name.text}'"
        found.report("NOR015", name, message, help=advice or _list(known), fix=fix)
    elif name.text == "schedule":
        _check_schedule(argument.value, found)


def _check_schedule(value: n.Expression, found: Findings) -> None:
    if isinstance(value, n.Constant) and isinstance(value.value, str) and value.value not in SCHEDULES:
        advice, fix = suggested(inside(value), value.value, SCHEDULES)
        found.report("NOR015", value, f"unknown schedule '{value.value}'", help=advice or _list(SCHEDULES), fix=fix)


def _list(names: dict[str, Type] | tuple[str, ...]) -> str:
    return f"known are {', '.join(names)}" if names else "it takes no arguments"
