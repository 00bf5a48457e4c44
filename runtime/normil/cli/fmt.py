"""`normil fmt`: brings programs into the one layout (docs/style.md)."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from normil.cli.parser import Parser
from normil.cli.replacing import replace_source
from normil.cli.source import SourceError, programs, read_source, read_standard_input
from normil.excerpt import excerpt, wants_colour
from normil.format import LINE_LENGTH, formatted, syntax_error
from normil.project import root
from normil.settings import SettingsError, read_settings
from normil.syntax import SyntaxTree, parse
from normil.syntax.lines import LineIndex

GOOD, CHANGES, FAILED = 0, 1, 2
STANDARD_INPUT = "<standard input>"


def configure(parser: Parser) -> None:
    parser.epilog = (
        "The length of a line is 100, or what normil.toml says: [format] line-length.\n\n"
        "exit status: 0 good, 1 with --check something would change, 2 a program could not be formatted\n\n"
        "examples:\n"
        "  normil fmt train.nor src/\n"
        "  normil fmt --check --diff\n"
        "  normil fmt - < train.nor"
    )
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders (this folder); '-' is standard input"
    )
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that would change")
    parser.add_argument("--diff", action="store_true", help="write nothing, show what would change")


def main(options: argparse.Namespace) -> int:
    changed = failed = count = 0
    for path in _files(options.paths):
        count += 1
        try:
            text, result = _formatted(path)
            if text != result:
                changed += 1
                _report(path, text, result, options)
            elif path == "-" and not (options.check or options.diff):
                _write_out(result)
        except (SourceError, SettingsError) as error:
            print(f"error: {error}", file=sys.stderr)
            failed += 1
        except _SyntaxProblemError as problem:
            print(problem, file=sys.stderr)
            failed += 1
    if list(options.paths) != ["-"]:
        print(_summary(count, changed, failed, options.check or options.diff), file=sys.stderr)
    if failed:
        return FAILED
    return CHANGES if changed and options.check else GOOD


class _SyntaxProblemError(Exception):
    """A program whose tree is not known, and so not its layout."""


def _files(paths: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for path in paths:
        files = list(programs(path)) if os.path.isdir(path) else [path]
        found |= dict.fromkeys(files)
        if not files:
            print(f"note: {path}: there are no .nor files in this folder", file=sys.stderr)
    return list(found)


def _formatted(path: str) -> tuple[str, str]:
    """A program as it is and as it should be."""
    name, place = (STANDARD_INPUT, Path("standard-input")) if path == "-" else (path, Path(path))
    text = read_standard_input() if path == "-" else read_source(path)
    tree = parse(text)
    _refuse_errors(tree, name)
    return text, formatted(tree, _line_length(Path(root(place))))


def _refuse_errors(tree: SyntaxTree, name: str) -> None:
    problem = syntax_error(tree.program)
    if problem is not None:
        raise _SyntaxProblemError(
            excerpt(
                "error",
                problem.code,
                f"not formatted, for a syntax error: {problem.message}",
                name,
                LineIndex(tree.text),
                problem.start,
                problem.end,
                notes=[f"help: {problem.hint or 'mend this, then format again'}"],
                colour=wants_colour(sys.stderr),
            )
        )


@cache
def _line_length(project: Path) -> int:
    settings = read_settings(project)
    for warning in settings.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    length: int = settings.get("format", "line-length", LINE_LENGTH)
    return length


def _report(path: str, text: str, result: str, options: argparse.Namespace) -> None:
    if options.diff:
        sys.stdout.write(_difference(path, text, result))
    elif options.check:
        print(STANDARD_INPUT if path == "-" else path)
    elif path == "-":
        _write_out(result)
    else:
        replace_source(path, result)


def _write_out(text: str) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())  # with the line ends that it has


def _difference(path: str, text: str, result: str) -> str:
    name = STANDARD_INPUT if path == "-" else path
    old, new = (LineIndex(part) for part in (text, result))
    return "".join(
        f"{line}\n" for line in difflib.unified_diff(_lines(old), _lines(new), name, f"{name} (formatted)", lineterm="")
    )


def _lines(index: LineIndex) -> list[str]:
    return [index.line_text(line) for line in range(index.count)]


def _summary(count: int, changed: int, failed: int, dry: bool) -> str:
    verb = "would be formatted" if dry else "formatted"
    parts = [f"{_files_of(changed)} {verb}"] if changed else []
    unchanged = count - changed - failed
    if unchanged or not (changed or failed):
        parts.append(f"{_files_of(unchanged)} left as {'it is' if unchanged == 1 else 'they are'}")
    if failed:
        parts.append(f"{_files_of(failed)} not formatted")
    return ", ".join(parts)


def _files_of(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"
