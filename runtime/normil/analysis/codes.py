"""The codes of the static diagnostics (LANGUAGE 20): severity, whether the program may start, title.

Takes in nothing, gives out a table. The one place that says how grave a finding is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Code:
    """`blocking`: a program with such a finding does not start."""

    name: str
    severity: Severity
    blocking: bool
    title: str


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT

CODES = {
    name: Code(name, severity, blocking, title)
    for name, severity, blocking, title in (
        ("NOR001", _E, True, "syntax error"),
        ("NOR002", _E, True, "undefined name"),
        ("NOR003", _E, True, "assignment to an undeclared name"),
        ("NOR004", _W, False, "unused name"),
        ("NOR005", _W, False, "type mismatch"),
        ("NOR006", _E, False, "dimension mismatch"),
        ("NOR007", _E, True, "wrong number of arguments"),
        ("NOR008", _E, True, "unknown named argument"),
        ("NOR009", _E, True, "missing or unknown struct field"),
        ("NOR010", _E, True, "assignment to a constant or read-only name"),
        ("NOR011", _E, True, "duplicate declaration"),
        ("NOR012", _W, False, "unreachable code"),
        ("NOR013", _W, False, "missing return"),
        ("NOR014", _W, False, "unknown annotation"),
        ("NOR015", _W, False, "unknown or ill-typed annotation argument"),
        ("NOR016", _W, False, "unknown plasticity mode"),
        ("NOR017", _H, False, "hidden builtin"),
        ("NOR018", _E, True, "break or continue outside a loop"),
        ("NOR019", _E, True, "return outside a function"),
        ("NOR020", _W, False, "unknown type name"),
        ("NOR021", _E, True, "not an assignment target"),
        ("NOR022", _E, True, "invalid pattern"),
        ("NOR023", _W, False, "case that can never match"),
        ("NOR024", _E, True, "chained comparison"),
        ("NOR025", _E, True, "name used before its declaration"),
        ("NOR026", _W, False, "import that cannot be resolved"),
        ("NOR027", _E, False, "import cycle"),
        ("NOR028", _E, True, "duplicate key, field, parameter, argument or annotation"),
        ("NOR029", _W, False, "unknown escape sequence"),
        ("NOR030", _W, False, "no such member"),
        ("NOR031", _E, True, "required parameter after one with a default"),
        ("NOR032", _W, False, "constant condition"),
        ("NOR033", _W, False, "expression without effect"),
        ("NOR034", _H, False, "name hidden by @plastic"),
    )
}
