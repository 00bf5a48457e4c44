"""The layout of programs, and what formatting never changes."""

from __future__ import annotations

import os
import random
import re
from itertools import chain, repeat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from normil.format import LINE_LENGTH, formatted, syntax_error
from normil.syntax import parse
from tests.compiler.random_programs import RandomProgram
from tests.format.material import ROOT, comments, diagnostics, programs, tree
from tests.format.respace import respaced, with_comments

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots.txt"
UPDATE = bool(os.environ.get("NORMIL_UPDATE_SNAPSHOTS"))
SEED = int(os.environ.get("NORMIL_TEST_SEED", random.randrange(1 << 30)))
PROGRAMS = programs()
STYLE = (ROOT / "docs/style.md").read_text(encoding="utf-8")


def fmt(text: str, width: int = LINE_LENGTH) -> str:
    parsed = parse(text)
    assert syntax_error(parsed.program) is None, text
    return formatted(parsed, width)


def check(text: str, width: int = LINE_LENGTH) -> str:
    """Formats, and holds the result to what stays and to itself."""
    result = fmt(text, width)
    assert fmt(result, width) == result
    assert tree(result) == tree(text)
    assert comments(result) == comments(text)
    return result


# ---------------------------------------------------------------- what a reader can judge


def snapshots() -> dict[str, tuple[str, str]]:
    parts = re.split(r"^==== (.+)\n", SNAPSHOTS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = zip(parts[::2], parts[1::2], strict=True)
    return {title: (body.split("----\n")[0], body.split("----\n")[1]) for title, body in found}


@pytest.mark.parametrize("title", snapshots())
def test_snapshot(title: str) -> None:
    cases = snapshots()
    program, expected = cases[title]
    result = check(program)
    if UPDATE:
        cases[title] = program, result
        text = "".join(f"==== {title}\n{before}----\n{after}" for title, (before, after) in cases.items())
        SNAPSHOTS.write_text(text, encoding="utf-8", newline="\n")
    else:
        assert result == expected


def test_the_style_guide_shows_what_the_formatter_does() -> None:
    blocks = re.findall(r"^```normil( before)?\n(.*?)^```$", STYLE, flags=re.MULTILINE | re.DOTALL)
    assert blocks
    for index, (before, text) in enumerate(blocks):
        assert check(text) == (blocks[index + 1][1] if before else text)


@pytest.mark.parametrize("path", ["examples", "README.md"])
def test_what_is_for_readers_is_formatted(path: str) -> None:
    place = ROOT / path
    if place.suffix == ".md":
        texts = re.findall(r"^```normil\n(.*?)^```$", place.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    else:
        texts = [file.read_text("utf-8") for file in place.glob("*.nor")]
    assert texts
    for text in texts:
        assert fmt(text) == text


# ---------------------------------------------------------------- what holds for all programs


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name: str) -> None:
    """Idempotent; the same tree, comments and diagnostics; the same text from other white space."""
    text = PROGRAMS[name]
    print(f"NORMIL_TEST_SEED={SEED}")
    result = check(text)
    assert diagnostics(result) == diagnostics(text)
    choice = random.Random(f"{SEED}{name}")
    for _ in range(2):
        other = respaced(text, choice)
        assert (tree(other), comments(other)) == (tree(text), comments(text)), other
        assert fmt(other) == result, other
    check(text, width=30)
    check(with_comments(text, choice))


@pytest.mark.parametrize(
    "examples", [pytest.param(10, id="short"), pytest.param(3000, id="long", marks=pytest.mark.fuzz)]
)
@pytest.mark.timeout(7200)
def test_random_programs(examples: int) -> None:
    print(f"NORMIL_TEST_SEED={SEED}")

    def holds(tape: bytes) -> None:
        choices = chain((first << 8 | second for first, second in zip(tape[::2], tape[1::2], strict=True)), repeat(0))
        text = RandomProgram(lambda count: next(choices) % count).text()
        result = check(text)
        choice = random.Random(tape)
        assert fmt(respaced(text, choice)) == result
        for line in check(text, width=60).splitlines():
            # what is longer has nothing in it that could be broken
            assert len(line) <= 60 or not re.search(r", |[-+*/@%&|=<>] |\(\S|\[\S", line.strip("(){}[], ")), line
        check(with_comments(text, choice), width=choice.choice((20, 60, 100)))

    # to shrink a program takes minutes and helps nobody
    options = settings(
        max_examples=examples, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )
    options(seed(SEED)(given(st.binary(min_size=600, max_size=600))(holds)))()


# ---------------------------------------------------------------- line ends, sizes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("\n \n", ""),
        ("// only this", "// only this\n"),
        ("a\r\nb;c\r\n", "a\r\nb\r\nc\r\n"),
        ("a\r\nb\r\nc\nd\n", "a\nb\nc\nd\n"),
        ("/* a\r\n b */\r\nc\r\n", "/* a\r\n b */\r\nc\r\n"),
        ("/* a\r\r\n b */\nc\nd", "/* a\n b */\nc\nd\n"),
        ("a \f\t\r b()\n".replace("a ", "let a ="), "let a = b()\n"),
        ('let 𐌰é="😀"\n', 'let 𐌰é = "😀"\n'),
    ],
)
def test_line_ends(text: str, expected: str) -> None:
    assert fmt(text) == expected
    assert fmt(expected) == expected


def test_the_comma_that_a_broken_list_gets_has_its_column() -> None:
    text = "let xs = [\n    first(1111),\n    second(1, 2, 3),\n]\n"
    assert formatted(parse(text), 20) == text
    assert "second(1, 2, 3)," not in formatted(parse(text), 19)


def test_long_and_deep_programs_need_no_recursion() -> None:
    """Also where they are deeper than what may be formatted."""
    for text in (
        f"let x = {' + '.join(['1'] * 8_000)}\n",
        f"x{'.f()' * 1_000}\n",
        f"if a {{ b() }}{' else if a { b() }' * 1_000}\n",
        f"let x = {'[' * 500}{']' * 500}\n",
        f"let x = [{'0, ' * 8_000}]\n",
    ):
        result = formatted(parse(text))
        assert re.sub(r"[\s,]", "", result) == re.sub(r"[\s,]", "", text)


def test_a_program_that_is_nested_too_deeply_is_not_formatted() -> None:
    problem = syntax_error(parse(f"let x = {'(' * 5000}1{')' * 5000}\n").program)
    assert problem is not None
    assert "nested too deeply" in problem.message


def test_the_first_syntax_error_has_its_place_in_the_file() -> None:
    text = "let a = 1\nlet b = (2\nlet = 3\n"
    problem = syntax_error(parse(text).program)
    assert problem is not None
    assert text[problem.start :].startswith("(2")
