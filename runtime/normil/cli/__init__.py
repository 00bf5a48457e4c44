"""The command `normil`: one file a command, imported only when it is used.

A command's module has `configure(parser)` and `main(options) -> int`, the exit status: 0 good, 1 the program or the
check failed, 2 wrong use or unreadable input, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import normil

COMMANDS = {
    "run": "run a program",
    "check": "say what is wrong in files and folders",
}
EXAMPLES = """\
examples:
  normil run train.nor            run a program
  normil run -c 'print(1 + 1)'    run a text
  normil check src/               check all programs of a folder
"""


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        options = _parse(arguments)
        status = options.command_main(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read the output has gone: say nothing, also not when Python closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return int(status)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="normil",
        description="NORMiL, a language for vector memory and neural plasticity.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"normil {normil.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=summary.capitalize() + ".",
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == wanted:
            module = import_module(f"normil.cli.{name}")
            module.configure(command)
            command.set_defaults(command_main=module.main)
    return parser.parse_args(arguments)
