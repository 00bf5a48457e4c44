"""Renaming never changes what a program does: for every name of the example programs and of random programs, a fresh
name gives the same diagnostics and the same output, and the old name then gives the old text."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from normil.analysis import builtins
from normil.analysis.mentions import Dimension, Field, Mention, Role
from normil.analysis.names import TYPE_WORDS, Binding
from normil.analysis.references import Project
from normil.analysis.rename import Edit, RefusedError, rename
from normil_ls.documents import Document
from tests.compiler.random_programs import RandomProgram
from tests.programs import run_program

RESERVED = {
    *("as", "break", "case", "catch", "const", "continue", "else", "false", "fn", "for", "if", "import", "in", "let"),
    *("match", "none", "return", "throw", "transaction", "true", "try", "type", "where", "while"),
}
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = sorted([*(ROOT / "examples").glob("*.nor"), *(ROOT / "tests" / "conformance").glob("*/*.nor")])
SEED = int(os.environ.get("NORMIL_TEST_SEED", random.randrange(1 << 30)))
LETTER = "ж"  # in no program
VARYING = re.compile(r" +\d+\.\d{3} +\d+\.\d{3}\b|; did you mean [^\n]*|^ += help: .*\n", re.MULTILINE)


def declarations(document: Document) -> Iterator[Mention]:
    """Whatever a program declares, once each."""
    seen: set[object] = set()
    for mention in document.source.all_mentions():
        target = mention.target
        if mention.role is Role.DECLARATION and target not in seen and isinstance(target, Binding | Field | Dimension):
            seen.add(target)
            yield mention


def renamed(document: Document, offset: int, new: str) -> str:
    edits = rename(Project([document.source]), document.source, offset, new).get(document.source, [])
    return edited(document.text, edits)


def edited(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def opened(text: str, path: Path) -> Document:
    return Document(path.as_uri(), 1, text, "utf-16")


def check(document: Document, path: Path, mention: Mention) -> str | None:
    """The text with a fresh name; None if the name cannot be renamed."""
    name = mention.target.name
    try:
        text = renamed(document, mention.start, fresh(name))
    except RefusedError:
        return None
    after = opened(text, path)
    assert codes(after) == codes(document), text
    place = next(found for found in after.source.all_mentions() if found.target.name == fresh(name))
    if can_be_given(name):
        assert renamed(after, place.start, name) == normalize("NFC", document.text), text
    return text


def fresh(name: str) -> str:
    return LETTER * len(name)


def can_be_given(name: str) -> bool:
    """Names of builtins, reserved words as names of fields, and `main` can be there without a rename giving them."""
    return name not in {*builtins().bindings, *TYPE_WORDS, *RESERVED, "main"}


def codes(document: Document) -> list[tuple[str, int]]:
    """Without the hint that a builtin is hidden, which is about the name alone."""
    return [
        (diagnostic.code, document.lines.position(diagnostic.start).line)
        for diagnostic in document.analysis.diagnostics
        if diagnostic.code != "NOR017"
    ]


def check_run(document: Document, path: Path, mention: Mention, text: str) -> None:
    """The fresh name is as long as the old one, so that places are the same; names are a part of the output of some
    programs. What is suggested depends on how names are spelled, and a profile has times in it."""
    name = mention.target.name
    if len(text) == len(document.text):  # else places differ
        result, expected = run_program(text, path.name), run_program(document.text, path.name)
        assert result.status == expected.status, text
        assert lines(result.stdout.replace(fresh(name), name)) == lines(expected.stdout), text
        assert sorted(lines(result.stderr.replace(fresh(name), name))) == sorted(lines(expected.stderr)), text


def lines(text: str) -> list[str]:
    return VARYING.sub("", text).splitlines()


@pytest.mark.parametrize("most", [pytest.param(1, id="some"), pytest.param(1 << 30, id="all", marks=pytest.mark.fuzz)])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_examples(path: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    print(f"NORMIL_TEST_SEED={SEED}")
    monkeypatch.chdir(path.parent)
    document = opened(normalize("NFC", path.read_text(encoding="utf-8")), path)
    found = list(declarations(document))
    for mention in random.Random(SEED).sample(found, min(most, len(found))):
        text = check(document, path, mention)
        if text is not None:
            check_run(document, path, mention, text)


@pytest.mark.parametrize(
    "examples", [pytest.param(5, id="short"), pytest.param(500, id="long", marks=pytest.mark.fuzz)]
)
@pytest.mark.timeout(7200)
def test_random_programs(examples: int) -> None:
    print(f"NORMIL_TEST_SEED={SEED}")
    choose = random.Random(SEED)
    for _ in range(examples):
        document = opened(RandomProgram(choose.randrange).text(), HERE / "random.nor")
        found = list(declarations(document))
        for mention in choose.sample(found, min(3, len(found))):
            text = check(document, HERE / "random.nor", mention)
            if text is not None:
                check_run(document, HERE / "random.nor", mention, text)
