"""`normil explain`: the page of a diagnostic."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator

from normil.analysis import CODES
from normil.analysis.pages import page
from normil.cli.parser import Parser
from normil.excerpt import wants_colour

WIDTH = 80


def configure(parser: Parser) -> None:
    parser.epilog = (
        "without CODE: the list of all codes\n\nexamples:\n  normil explain NOR006\n  normil explain NOR004 NOR033"
    )
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the code of a diagnostic")
    parser.set_defaults(parser=parser)


def main(options: argparse.Namespace) -> int:
    names = [_code(word, options.parser) for word in options.codes]
    bold = wants_colour(sys.stdout)
    print("\n\n".join("\n".join(rendered(page(name), bold=bold)) for name in names) if names else "\n".join(_list()))
    return 0


def _code(word: str, parser: Parser) -> str:
    name = word.upper()
    if name not in CODES:
        parser.error_about(f"there is no code '{word}'", name, CODES)
    return name


def _list() -> Iterator[str]:
    for code in CODES.values():
        yield f"{code.name}  {code.severity.value:<7}  {code.title}"


def rendered(markdown: str, *, bold: bool = False) -> Iterator[str]:
    """A page as lines for a terminal. It has headings, paragraphs and examples between fences, no more."""
    paragraph: list[str] = []
    example = False
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("```"):
            example = not example
        elif example:
            yield f"    {line}".rstrip()
        elif line and not line.startswith("#"):
            paragraph.append(line)
        else:
            if paragraph:
                yield from textwrap.wrap(" ".join(paragraph), WIDTH, break_on_hyphens=False)
                paragraph = []
            title = line.lstrip("# ")
            yield f"\033[1m{title}\033[0m" if title and bold else title
