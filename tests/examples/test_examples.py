"""The examples of the language definition (LANGUAGE, PRIMITIVES), kept here so that the tests need no document.

`language.nor` holds the blocks of LANGUAGE, `inline.nor` what it writes in the middle of a sentence, one a line, and
`primitives.nor` the example of each entry of PRIMITIVES, one a line; all under the headings of their sections. All of
them parse. Blocks and entries run after `preamble.nor`, which declares what they take for granted, and give what their
comments say; of section 15 of PRIMITIVES, which rests on optional components, there is only the syntax.
"""

from __future__ import annotations

import io
import math
import re
from pathlib import Path

import pytest

from normil.syntax import parse
from tests.programs import run_program

HERE = Path(__file__).parent
HEADING = re.compile(r"^// (\d+(?:\.\d+)?) .*\n", re.MULTILINE)
VALUE = re.compile(r" {3}// (.*)$")
PRINTED = re.compile(r"^ *print\(.*\) *// (.*)$", re.MULTILINE)
ROADMAP = "15"


def sections(name: str) -> list[tuple[str, str]]:
    """The numbers of the sections and what stands under their headings."""
    text = (HERE / f"{name}.nor").read_text(encoding="utf-8")
    _, *parts = HEADING.split(text)
    return [(number, body.strip()) for number, body in zip(parts[::2], parts[1::2], strict=True)]


def lines(name: str) -> list[tuple[str, str]]:
    return [(number, line) for number, body in sections(name) for line in body.splitlines()]


PREAMBLE = (HERE / "preamble.nor").read_text(encoding="utf-8")
BLOCKS = sections("language")
ENTRIES = lines("primitives")


@pytest.mark.parametrize(("section", "text"), BLOCKS + lines("inline") + ENTRIES)
def test_parses(section: str, text: str) -> None:
    assert [problem.message for problem in parse(text).program.problems] == []


@pytest.mark.parametrize(("section", "block"), BLOCKS)
def test_blocks_give_what_they_say(section: str, block: str) -> None:
    result = run_program("if true {\n" + PREAMBLE + "if true {\n" + block + "\n}\n}\n")  # their names may be the same
    assert (result.status, result.stderr) == (0, "")
    assert result.stdout.splitlines() == PRINTED.findall(block)


@pytest.mark.parametrize(("section", "line"), [entry for entry in ENTRIES if entry[0].partition(".")[0] != ROADMAP])
def test_entries_give_what_they_say(section: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("text")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("Ada\n"))
    value = VALUE.search(line)
    example = VALUE.sub("", line)
    if value is None or example.startswith("print("):
        program = example
    elif re.fullmatch(r"[-\d., ]+, [-\d., ]+", value[1]):  # the elements of a Vec
        program = f'print(string_join(map({example}, to_string), ", "))'
    else:
        program = f"print({example})"
    result = run_program(f"{PREAMBLE}{program}\n")
    if not line.startswith("breakpoint("):
        assert (result.status, result.stderr) == (0, "")
    if value is not None:
        assert same(result.stdout.rstrip("\n"), value[1])


def same(found: str, wanted: str) -> bool:
    """Whether a printed value is the text of a comment, or the same numbers."""
    if found == wanted:
        return True
    try:
        pairs = [(float(a), float(b)) for a, b in zip(found.split(", "), wanted.split(", "), strict=True)]
    except ValueError:
        return False
    return all(math.isclose(a, b) for a, b in pairs)


# ---------------------------------------------------------------- against the documents, where they are at hand

DOCUMENTS = next((at / "shared" / "spec" for at in HERE.parents if (at / "shared" / "spec").is_dir()), None)
needs_documents = pytest.mark.skipif(DOCUMENTS is None, reason="the documents are not here")


def document(name: str) -> str:
    assert DOCUMENTS is not None
    return (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")


@needs_documents
def test_all_blocks_are_here() -> None:
    found = re.findall(r"^```normil\n(.*?)^```$", document("LANGUAGE"), re.MULTILINE | re.DOTALL)
    assert [block for _, block in BLOCKS] == [block.strip() for block in found]


@needs_documents
def test_all_entries_are_here() -> None:
    found = re.findall(r"`([^`]+)`$", document("PRIMITIVES"), re.MULTILINE)
    assert [line for _, line in ENTRIES] == found


@needs_documents
def test_inline_examples_are_of_the_document() -> None:
    written = set(re.findall(r"`([^`\n]+)`", document("LANGUAGE")))
    assert [line for _, line in lines("inline") if line and line not in written] == []
