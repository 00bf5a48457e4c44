"""Programs to format, and ways to tell what formatting must not change."""

from __future__ import annotations

import re
from pathlib import Path

from normil.analysis import analyse
from normil.format.formatter import ALIASES
from normil.syntax import parse
from normil.syntax.nodes import Program
from tests.grammar.corpus import cases
from tests.syntax.dump import all_problems, dump

ROOT = Path(__file__).parents[2]
FOLDERS = ("examples", "runtime", "tests")


def is_sound(program: Program) -> bool:
    return not any(problem.code == "NOR001" for problem in all_problems(program))


def programs() -> dict[str, str]:
    """All programs of the repository without syntax errors, by a name that tells where each stands."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.nor"))
    texts = {path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in paths}
    texts |= {f"corpus/{case}": case.source for case in cases()}
    return {name: text for name, text in texts.items() if is_sound(parse(text).program)}


def tree(text: str) -> str:
    """What the program is, without places; other names of types count as the name that they stand for."""
    found = "\n".join(dump(item.statement, spans=False) for item in parse(text).program.items)
    found = re.sub(r", op_start=\d+", "", found)
    return re.sub(r"NamedType\(path=\[Name\(text='(\w+)'\)\]", _canonical, found)


def _canonical(match: re.Match[str]) -> str:
    return match[0].replace(match[1], ALIASES.get(match[1], match[1]))


def comments(text: str) -> list[str]:
    """Without the white space at their ends, and with one kind of line ends."""
    return [re.sub(r"\r*\n", "\n", comment.text.rstrip()) for comment in parse(text).program.comments]


def diagnostics(text: str) -> list[tuple[str, str]]:
    """What analysis finds, without the lines that it mentions."""
    found = analyse(parse(text).program).diagnostics
    return [(diagnostic.code, re.sub(r"line \d+", "line", diagnostic.message)) for diagnostic in found]
