"""`normil run`: runs a program (LANGUAGE 18)."""

from __future__ import annotations

import argparse
import sys

from normil.cli.source import SourceError, read_source
from normil.engine.program import REFUSED, run_text


def configure(parser: argparse.ArgumentParser) -> None:
    parser.usage = "normil run [options] FILE [ARG...]"
    parser.epilog = "examples:\n  normil run train.nor 100 --fast\n  normil run --seed 1 -c 'print(random(3))'"
    parser.add_argument("-c", dest="code", metavar="CODE", help="run this text instead of a file")
    parser.add_argument("--seed", type=_seed, help="the seed of the random generator, an int >= 0")
    parser.add_argument("--max-depth", type=int, default=1000, metavar="N", help="how deep calls may nest (1000)")
    parser.add_argument("--no-python", action="store_true", help="the program may not import Python modules")
    parser.add_argument("--strict", action="store_true", help="warnings keep the program from starting")
    parser.add_argument(
        "program",
        nargs=argparse.REMAINDER,
        metavar="FILE [ARG...]",
        help="the program ('-' reads it from standard input); what follows is its list `args`",
    )


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        raise ValueError(text)
    return seed


def main(options: argparse.Namespace) -> int:
    words = options.program
    try:
        if options.code is not None:
            path, text = "<command line>", options.code
        elif not words:
            print("error: normil run needs a FILE, '-' or -c CODE", file=sys.stderr)
            return REFUSED
        elif words[0] == "-":
            path, text, words = "<standard input>", sys.stdin.read(), words[1:]
        else:
            path, text, words = words[0], read_source(words[0]), words[1:]
    except (SourceError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return REFUSED
    if not text.strip():
        print(f"note: {path} is empty, there is nothing to run", file=sys.stderr)
    return run_text(text, path, args=words, seed=options.seed, max_depth=options.max_depth, strict=options.strict)
