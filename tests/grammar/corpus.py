"""The corpus of the grammar: its files, and trees in the form in which they are written there.

The files are those of `tree-sitter test`; reading them here needs no generator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import tree_sitter

import tree_sitter_normil

GRAMMAR = Path(__file__).parents[2] / "grammar"
LANGUAGE = tree_sitter.Language(tree_sitter_normil.language())

_CASE = re.compile(r"^={3,}\n(?P<name>.+)\n={3,}\n(?P<body>[\s\S]*?)(?=^={3,}\n.+\n={3,}\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    file: str
    name: str
    source: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(GRAMMAR.glob("test/corpus/*.txt")):
        # Line ends are kept as they are: one case is about carriage returns.
        text = path.read_bytes().decode("utf-8")
        for match in _CASE.finditer(text):
            source, expected = match["body"].split("\n---\n", 1)
            found.append(Case(path.stem, match["name"], source.strip("\n"), expected.strip()))
    return found


def tree(source: str) -> tree_sitter.Tree:
    return tree_sitter.Parser(LANGUAGE).parse(source.encode("utf-8"))


def layout(node: tree_sitter.Node) -> str:
    """The tree as the corpus shows it: named nodes with their fields, one a line."""
    return "\n".join(_lines(node, "", 0))


def _lines(node: tree_sitter.Node, field: str, depth: int) -> list[str]:
    head = "  " * depth + field
    if node.is_missing:
        kind = node.type if node.is_named else f'"{node.type}"'
        return [f"{head}(MISSING {kind})"]
    if node.type == "ERROR" and node.child_count == 0:
        return [head + str(node)]  # it names the character
    shown = [
        (child, node.field_name_for_child(index))
        for index, child in enumerate(node.children)
        if child.is_named or child.is_missing
    ]
    lines = [f"{head}({node.type}"]
    for child, name in shown:
        lines += _lines(child, f"{name}: " if name else "", depth + 1)
    lines[-1] += ")"
    return lines
