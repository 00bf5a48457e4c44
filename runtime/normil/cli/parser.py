"""Command lines: argparse, with errors of one line that say what was meant and where help is.

Knows no command.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from normil.values.suggest import did_you_mean

WRONG_USE = 2


class Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        options, unknown = super().parse_known_args(args, namespace)
        for word in unknown:
            if word.startswith("-"):
                self.error_about(f"there is no option '{word}'", word, self._option_string_actions)
            self.error(f"'{word}' is one argument too many")
        return options, unknown

    def error_about(self, message: str, word: str, known: Sequence[str] | dict[str, Any]) -> NoReturn:
        """Ends with an error about a word that is none of the `known` ones."""
        meant = did_you_mean(word, known)
        self.error(f"{message}; {meant}" if meant else message)

    def error(self, message: str) -> NoReturn:
        print(f"error: {message}\n   = help: {self.prog} --help", file=sys.stderr)
        sys.exit(WRONG_USE)


def at_least(least: int, text: str, most: float = math.inf) -> int:
    """The value of an option that is an integer not below `least`."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        bounds = f"from {least} up" if most == math.inf else f"from {least} to {most}"
        raise argparse.ArgumentTypeError(f"{text!r} is not an integer {bounds}")
    return number
