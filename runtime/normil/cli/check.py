"""`normil check`: says what is wrong in files and folders, and mends it if asked to, without running anything."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from normil.analysis import Diagnostic, Severity, analyse
from normil.analysis.fixing import with_safe_fixes
from normil.cli.formats import FORMATS, Checked, counted
from normil.cli.parser import Parser
from normil.cli.replacing import replace_source
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
        "  normil check --fix\n"
        "  normil check --format sarif > normil.sarif"
    )
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders (this folder)")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how to write what is found (text)")
    parser.add_argument(
        "--fix", action="store_true", help="write what can be mended safely into the files, then say what is left"
    )
    parser.add_argument("--strict", action="store_true", help="warnings are errors")


def main(options: argparse.Namespace) -> int:
    checked: list[Checked] = []
    fixed: list[int] = []
    unreadable = False
    for path in options.paths:
        files = programs(path) if os.path.isdir(path) else iter((path,))
        found = len(checked)
        for file in files:
            try:
                if options.fix:
                    fixed.append(_fix(file, strict=options.strict))
                checked.append(_check(file, strict=options.strict))
            except SourceError as error:
                print(f"error: {error}", file=sys.stderr)
                unreadable = True
        if found == len(checked) and os.path.isdir(path):
            print(f"note: {path}: there are no .nor files in this folder", file=sys.stderr)
    if options.fix:
        changed = [count for count in fixed if count]
        print(f"fixed {counted(sum(fixed), 'problem')} in {counted(len(changed), 'file')}", file=sys.stderr)
    sys.stdout.write(FORMATS[options.format](checked))
    if unreadable:
        return UNREADABLE
    errors = (d for file in checked for d in file.diagnostics if d.severity is Severity.ERROR)
    return FOUND if any(errors) else GOOD


def _check(path: str, *, strict: bool) -> Checked:
    text = read_source(path)
    return Checked(path, LineIndex(text), _find(text, path, strict=strict))


def _find(text: str, path: str, *, strict: bool) -> list[Diagnostic]:
    imports = ImportGraph(Path(path))
    return analyse(parse(text).program, path=Path(path), modules=imports, strict=strict).diagnostics


def _fix(path: str, *, strict: bool) -> int:
    """Writes the safe fixes into the file; how many there were."""
    text = read_source(path)
    fixed, count = with_safe_fixes(text, lambda text: _find(text, path, strict=strict))
    if count:
        replace_source(path, fixed)
    return count
