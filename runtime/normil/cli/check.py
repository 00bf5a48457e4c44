"""`normil check`: says what is wrong in files and folders, without running anything."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from normil.analysis import Severity, analyse
from normil.cli.formats import FORMATS, Checked
from normil.cli.parser import Parser
from normil.cli.source import SourceError, programs, read_source
from normil.cycles import ImportGraph
from normil.syntax import parse
from normil.syntax.lines import LineIndex

GOOD, FOUND, UNREADABLE = 0, 1, 2


def configure(parser: Parser) -> None:
    parser.epilog = (
        "exit status: 0 no errors, 1 errors were found, 2 something could not be read\n\n"
        "examples:\n"
        "  normil check train.nor\n"
        "  normil check src/ --strict\n"
        "  normil check --format sarif > normil.sarif"
    )
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders (this folder)")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how to write what is found (text)")
    parser.add_argument("--strict", action="store_true", help="warnings are errors")


def main(options: argparse.Namespace) -> int:
    checked: list[Checked] = []
    unreadable = False
    for path in options.paths:
        files = programs(path) if os.path.isdir(path) else iter((path,))
        found = len(checked)
        for file in files:
            try:
                checked.append(_check(file, strict=options.strict))
            except SourceError as error:
                print(f"error: {error}", file=sys.stderr)
                unreadable = True
        if found == len(checked) and os.path.isdir(path):
            print(f"note: {path}: there are no .nor files in this folder", file=sys.stderr)
    sys.stdout.write(FORMATS[options.format](checked))
    if unreadable:
        return UNREADABLE
    errors = (d for file in checked for d in file.diagnostics if d.severity is Severity.ERROR)
    return FOUND if any(errors) else GOOD


def _check(path: str, *, strict: bool) -> Checked:
    text = read_source(path)
    imports = ImportGraph(Path(path))
    analysis = analyse(parse(text).program, path=Path(path), modules=imports, strict=strict)
    return Checked(path, LineIndex(text), analysis.diagnostics)
