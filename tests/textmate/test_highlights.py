"""Holds the TextMate grammar of the VS Code extension against the queries of the one grammar.

Both colour the same programs; every character must be of the same class. Two grammars that name their scopes
differently are compared through the tables below; what only one of them can tell is one class in them.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tree_sitter import Language, Parser, Query, QueryCursor

import tree_sitter_normil

LANGUAGE = Language(tree_sitter_normil.language())
HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
QUERY = REPOSITORY / "grammar" / "queries" / "highlights.scm"
# A TextMate grammar sees a line at a time: the programs about line ends break them where only a parser can follow.
LINE_ENDS = REPOSITORY / "tests" / "conformance" / "03-statement-ends"
PROGRAMS = [
    REPOSITORY / "runtime" / "normil" / "prelude.nor",
    *sorted((REPOSITORY / "examples").glob("*.nor")),
    *sorted(path for path in (REPOSITORY / "tests").rglob("*.nor") if LINE_ENDS not in path.parents),
]

# By the longest prefix.
CLASS_OF_CAPTURE = {
    "attribute": "annotation",
    "boolean": "constant",
    "comment": "comment",
    "comment.documentation": "documentation",
    "comment.error": "faulty comment",
    "constant": "name of a constant",
    "constant.builtin": "constant",
    "function": "function",
    "keyword": "keyword",
    "keyword.conditional": "conditional",
    "keyword.exception": "exception",
    "keyword.function": "function keyword",
    "keyword.import": "import",
    "keyword.repeat": "loop",
    "keyword.return": "return",
    "keyword.type": "type keyword",
    "module": "module",
    "number": "number",
    "operator": "operator",
    "property": "property",
    "punctuation": "punctuation",
    "string": "string",
    "string.escape": "escape",
    "type": "type",
    "type.builtin": "builtin type",
    "variable": "variable",
    "variable.builtin": "builtin variable",
    "variable.parameter": "parameter",
}
CLASS_OF_SCOPE = {
    "comment": "comment",
    "comment.line.documentation": "documentation",
    "constant.character.escape": "escape",
    "constant.language": "constant",
    "constant.numeric": "number",
    "entity.name.function": "function",
    "entity.name.function.decorator": "annotation",
    "entity.name.namespace": "module",
    "entity.name.type": "type",
    "invalid.illegal.comment": "faulty comment",
    "keyword.control.as": "keyword",
    "keyword.control.conditional": "conditional",
    "keyword.control.exception": "exception",
    "keyword.control.flow": "return",
    "keyword.control.import": "import",
    "keyword.control.loop": "loop",
    "keyword.operator": "operator",
    "meta": "punctuation",
    "punctuation": "punctuation",
    "punctuation.definition.annotation": "annotation",
    "punctuation.definition.string": "string",
    "source": "punctuation",
    "storage.type": "keyword",
    "storage.type.function": "function keyword",
    "storage.type.type": "type keyword",
    "string": "string",
    "support.type": "builtin type",
    "variable.language": "builtin variable",
    "variable.other": "variable",
    "variable.other.constant": "name of a constant",
    "variable.other.property": "property",
    "variable.parameter": "parameter",
}


def class_of(name: str, table: dict[str, str]) -> str:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if found := table.get(".".join(parts[:length])):
            return found
    raise KeyError(f"{name} has no class in the table of this test")


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def textmate(paths: list[Path]) -> list[list[str]]:
    """Of every file the class of each UTF-16 unit, line ends left out, as VS Code colours it."""
    command = ["node", str(HERE / "tokenize.mjs"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    files = []
    for lines in json.loads(done.stdout):
        classes: list[str] = []
        for tokens in lines:
            start = 0
            for end, scopes in tokens:
                # the mark of a comment belongs to it
                scope = next(each for each in scopes if not each.startswith("punctuation.definition.comment"))
                classes += [class_of(scope, CLASS_OF_SCOPE)] * (end - start)
                start = end
        files.append(classes)
    return files


def tree_sitter(text: str) -> list[str]:
    """The class of each byte, as editors with tree-sitter colour it: of the innermost node, by the last pattern."""
    found = []
    root = Parser(LANGUAGE).parse(text.encode()).root_node
    for pattern, captures in QueryCursor(Query(LANGUAGE, QUERY.read_text())).matches(root):
        for name, nodes in captures.items():
            found += [(node.start_byte, node.end_byte, pattern, name) for node in nodes]
    classes = ["punctuation"] * len(text.encode())
    for start, end, _, name in sorted(found, key=lambda each: (each[0] - each[1], each[2])):
        classes[start:end] = [class_of(name, CLASS_OF_CAPTURE)] * (end - start)
    return classes


def differences(text: str, seen: list[str]) -> Iterator[str]:
    expected = tree_sitter(text)
    byte = unit = 0
    lines = re.split("(\r\n|\n|\r)", text)
    for number, (line, end) in enumerate(zip(lines[::2], [*lines[1::2], ""], strict=True), 1):
        last = None
        for column, character in enumerate(line):
            pair = (expected[byte], seen[unit])
            if pair[0] != pair[1] and not character.isspace() and pair != last:
                yield f"{number}:{column + 1} {line[column:]!r} begins with {pair[0]}, TextMate says {pair[1]}"
            last = pair
            byte += len(character.encode())
            unit += len(character.encode("utf-16-le")) // 2
        byte += len(end)


@pytest.fixture(scope="module")
def colours() -> dict[Path, list[str]]:
    return dict(zip(PROGRAMS, textmate(PROGRAMS), strict=True))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_textmate_agrees_with_the_grammar(path: Path, colours: dict[Path, list[str]]) -> None:
    text = read(path)
    if Parser(LANGUAGE).parse(text.encode()).root_node.has_error:
        pytest.skip("a faulty program: what colour its parts should have is open")
    if found := list(differences(text, colours[path])):
        pytest.fail("\n".join(found), pytrace=False)
