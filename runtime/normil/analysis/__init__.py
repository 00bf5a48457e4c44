"""Names, types, dimensions and lints of a program: nodes in, plain data out.

`analyse` takes one version of a file, `Analyser` follows a file through its versions. Never runs or imports what
it reads about; imports neither numpy nor a protocol.
"""

from normil.analysis.analyser import Analyser, analyse
from normil.analysis.analysis import Analysis, Origin
from normil.analysis.builtins import Builtin, Builtins, builtins, prelude_path
from normil.analysis.checks.imports import Modules
from normil.analysis.codes import CODES, Code, Severity
from normil.analysis.diagnostics import Diagnostic, Fix, Related
from normil.analysis.symbols import Symbol

__all__ = [
    "CODES",
    "Analyser",
    "Analysis",
    "Builtin",
    "Builtins",
    "Code",
    "Diagnostic",
    "Fix",
    "Modules",
    "Origin",
    "Related",
    "Severity",
    "Symbol",
    "analyse",
    "builtins",
    "prelude_path",
]
