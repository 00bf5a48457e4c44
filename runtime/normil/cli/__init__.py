"""The command `normil`: one file a command, imported only when it is used.

`parse` takes in a command line, `execute` does what it says. A command's module has `configure(parser)` and
`main(options) -> int`, the exit status: 0 good, 1 the program or the check failed, 2 wrong use or unreadable input,
130 interrupted.
"""

from __future__ import annotations

from types import SimpleNamespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "run": "run a program",
    "check": "say what is wrong in files and folders",
    "fmt": "bring programs into the one layout",
    "explain": "show the page of a diagnostic",
}
EXAMPLES = """\
examples:
  normil run train.nor            run a program
  normil run -c 'print(1 + 1)'    run a text
  normil check src/               check all programs of a folder
  normil fmt src/                 format all programs of a folder
  normil explain NOR006           say what a diagnostic means
"""


def parse(arguments: Sequence[str]) -> SimpleNamespace:
    """What the command line asks for. Ends with an error about one that is wrong."""
    if len(arguments) > 1 and arguments[0] == "run" and not arguments[1].startswith("-"):
        # without options, and without argparse, which takes long to import
        from normil.cli.run import run_file

        return SimpleNamespace(command_main=lambda _: run_file(arguments[1], arguments[2:]))
    return _parse_options(arguments)


def _parse_options(arguments: Sequence[str]) -> SimpleNamespace:
    import sys
    from importlib import import_module

    import normil
    from normil.cli.parser import WRONG_USE, Parser

    parser = Parser(
        prog="normil", description="NORMiL, a language for vector memory and neural plasticity.", epilog=EXAMPLES
    )
    parser.add_argument("--version", action="version", version=f"normil {normil.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary.capitalize() + ".")
        if name == wanted:
            module = import_module(f"normil.cli.{name}")
            module.configure(command)
            command.set_defaults(command_main=module.main)
    if wanted is not None and wanted not in COMMANDS:
        parser.error_about(f"there is no command '{wanted}'", wanted, COMMANDS)
    options = parser.parse_args(arguments, SimpleNamespace())
    if wanted is None:
        parser.print_help(sys.stderr)
        sys.exit(WRONG_USE)
    return options


def execute(options: SimpleNamespace) -> int:
    return int(options.command_main(options))
