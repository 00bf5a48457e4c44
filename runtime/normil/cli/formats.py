"""The forms in which `normil check` writes what it found: for people, programs, code scanning, GitHub Actions.

Each takes in the checked files and gives out the whole text. Lines and columns are counted from 1, in code points.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import normil
from normil.analysis import CODES, Diagnostic, Severity
from normil.excerpt import of_diagnostic, wants_colour
from normil.syntax.lines import LineIndex


@dataclass(frozen=True, slots=True)
class Checked:
    path: str
    lines: LineIndex
    diagnostics: list[Diagnostic]

    def region(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line, column, end line and end column (which is behind the last character)."""
        line, column = self.lines.position(start)
        end_line, end_column = self.lines.position(end)
        return line + 1, column + 1, end_line + 1, end_column + 1


# ---------------------------------------------------------------- for people


def text(checked: Sequence[Checked]) -> str:
    colour = wants_colour(sys.stdout)
    shown = [of_diagnostic(d, file.path, file.lines, colour=colour) for file in checked for d in file.diagnostics]
    return "\n\n".join([*shown, _summary(checked)]) + "\n" if checked else ""


def _summary(checked: Sequence[Checked]) -> str:
    files = counted(len(checked), "file")
    found = Counter(diagnostic.severity for file in checked for diagnostic in file.diagnostics)
    if not found:
        return f"no problems in {files}"
    counts = [counted(found[severity], severity.value) for severity in Severity if found[severity]]
    affected = sum(bool(file.diagnostics) for file in checked)
    where = files if affected == len(checked) else f"{affected} of {files}"
    return f"{', '.join(counts)} in {where}"


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


# ---------------------------------------------------------------- for programs


def as_json(checked: Sequence[Checked]) -> str:
    found = [_as_object(file, diagnostic) for file in checked for diagnostic in file.diagnostics]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _as_object(file: Checked, diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "path": file.path,
        **_place(file, diagnostic.start, diagnostic.end),
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "blocking": diagnostic.blocking,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [
            {"path": file.path, **_place(file, related.start, related.end), "message": related.message}
            for related in diagnostic.related
        ],
    }


def _place(file: Checked, start: int, end: int) -> dict[str, int]:
    return dict(zip(("line", "column", "end_line", "end_column"), file.region(start, end), strict=True))


# ---------------------------------------------------------------- for code scanning: SARIF 2.1.0

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif(checked: Sequence[Checked]) -> str:
    rules = [
        {
            "id": code.name,
            "shortDescription": {"text": code.title},
            "defaultConfiguration": {"level": _LEVELS[code.severity]},
        }
        for code in CODES.values()
    ]
    driver = {"name": "normil", "version": normil.__version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, diagnostic) for file in checked for diagnostic in file.diagnostics],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _result(file: Checked, diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": list(CODES).index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _one_text(diagnostic)},
        "locations": [_location(file, diagnostic.start, diagnostic.end)],
        "relatedLocations": [
            {**_location(file, related.start, related.end), "message": {"text": related.message}}
            for related in diagnostic.related
        ],
    }


def _location(file: Checked, start: int, end: int) -> dict[str, Any]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    region = dict(zip(names, file.region(start, end), strict=True))
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file.path)}, "region": region}}


def _uri(path: str) -> str:
    """Relative to the folder of the run where it can be, so that it means the same on another machine."""
    from urllib.parse import quote

    given = Path(path)
    return given.as_uri() if given.is_absolute() else quote(given.as_posix())


def _one_text(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message


# ---------------------------------------------------------------- for GitHub Actions

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(checked: Sequence[Checked]) -> str:
    return "".join(_command(file, diagnostic) for file in checked for diagnostic in file.diagnostics)


def _command(file: Checked, diagnostic: Diagnostic) -> str:
    line, column, end_line, end_column = file.region(diagnostic.start, diagnostic.end)
    properties = {"file": file.path, "line": line, "endLine": end_line, "title": diagnostic.code}
    if line == end_line:  # columns make sense there on one line only
        properties.update(col=column, endColumn=end_column)
    written = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_escaped(_one_text(diagnostic), '')}\n"


def _escaped(value: str, more: str) -> str:
    for character in "%\r\n" + more:
        value = value.replace(character, f"%{ord(character):02X}")
    return value


FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
}
