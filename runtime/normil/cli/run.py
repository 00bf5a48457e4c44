"""`normil run`: runs a program (LANGUAGE 18)."""

from __future__ import annotations

import sys

from normil.cli.source import SourceError, read_source, read_standard_input
from normil.engine.program import MAX_DEPTH, REFUSED, run_text
from normil.engine.stack import MOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import SimpleNamespace

    from normil.cli.parser import Parser


def configure(parser: Parser) -> None:
    import argparse
    from functools import partial

    from normil.cli.parser import at_least

    parser.usage = "normil run [options] FILE [ARG...]\n       normil run [options] -c CODE [ARG...]"
    parser.epilog = "examples:\n  normil run train.nor 100 --fast\n  normil run --seed 1 -c 'print(random(3))'"
    parser.add_argument(
        "-c", dest="code", nargs=argparse.REMAINDER, help="CODE [ARG...]: run this text instead of a file"
    )
    parser.add_argument(
        "--seed", type=partial(at_least, 0), metavar="N", help="the seed of the random generator, an integer from 0 up"
    )
    parser.add_argument(
        "--max-depth",
        type=partial(at_least, 1, most=MOST),
        default=MAX_DEPTH,
        metavar="N",
        help=f"how deep calls may nest ({MAX_DEPTH}), {MOST} at most",
    )
    parser.add_argument("--no-python", action="store_true", help="the program may not import Python modules")
    parser.add_argument("--strict", action="store_true", help="warnings keep the program from starting")
    parser.add_argument(
        "program",
        nargs=argparse.REMAINDER,
        metavar="FILE [ARG...]",
        help="the program ('-' reads it from standard input); what follows is its list `args`",
    )


def main(options: SimpleNamespace) -> int:
    text = None
    if options.code:
        path, (text, *words) = "<command line>", options.code
    else:
        path, *words = [word for word in options.program[:1] if word != "--"] + options.program[1:] or [""]
    return run_file(
        path,
        words,
        text,
        seed=options.seed,
        max_depth=options.max_depth,
        strict=options.strict,
        python=not options.no_python,
    )


def run_file(
    path: str,
    words: Sequence[str],
    text: str | None = None,
    *,
    seed: int | None = None,
    max_depth: int = MAX_DEPTH,
    strict: bool = False,
    python: bool = True,
) -> int:
    """Runs a file, or the `text` that is called so."""
    if not path:
        print("error: normil run needs a FILE, '-' or -c CODE", file=sys.stderr)
        return REFUSED
    try:
        if path == "-":
            path, text = "<standard input>", read_standard_input()
        elif text is None:
            text = read_source(path)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return REFUSED
    if not text.strip():
        print(f"note: {path} is empty, there is nothing to run", file=sys.stderr)
    return run_text(text, path, args=words, seed=seed, max_depth=max_depth, strict=strict, python=python)
