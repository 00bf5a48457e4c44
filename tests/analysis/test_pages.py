"""The pages of the diagnostics are their tests: the wrong example gives what its marks say, the right one nothing.

`snapshots/pages.txt` shows what the wrong examples are told; to write it anew, run with NORMIL_UPDATE_SNAPSHOTS=1 and
look at what has changed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from normil.analysis import CODES, Code, Diagnostic, Severity, analyse
from normil.analysis.fixing import edited
from normil.analysis.pages import page, page_path
from normil.cli import execute, parse
from normil.cli.explain import WIDTH, rendered
from normil.excerpt import of_diagnostic
from normil.syntax import parse as parse_program
from normil.syntax.lines import LineIndex
from tests.analysis.expectations import expected_codes, marked

SNAPSHOT = Path(__file__).parent / "snapshots" / "pages.txt"
PAGE = re.compile(
    r"# (?P<code>NOR\d{3}): (?P<title>[^\n]+)\n\n(?P<severity>[^\n]+)\n\n(?P<about>.+?)\n\n"
    r"## Wrong\n\n```normil\n(?P<wrong>.*?)```\n\n"
    r"## Right\n\n```normil\n(?P<right>.*?)```\n\n## What to do\n\n(?P<advice>.+)\n",
    re.DOTALL,
)


class Modules:
    """Two modules that are wrong, for the pages about imports."""

    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        return ["statistcs.nor", "modules/statistcs.nor"] if parts[0] == "statistcs" else None

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        return ["main", "circle", "main"] if parts[0] == "circle" else None


def parts(code: str) -> re.Match[str]:
    match = PAGE.fullmatch(page(code))
    assert match is not None
    return match


def diagnosed(source: str) -> list[Diagnostic]:
    return analyse(parse_program(source).program, modules=Modules()).diagnostics


def shown(source: str) -> str:
    return marked(source, diagnosed(source))


def severity(code: Code) -> str:
    if code.severity is Severity.ERROR:
        return "Error: the program does not start." if code.blocking else "Error, but the program starts."
    return f"{code.severity.value.capitalize()}: the program starts."


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    found = parts(code)
    assert (found["code"], found["title"]) == (code, CODES[code].title)
    assert found["severity"] == severity(CODES[code])
    assert expected_codes(found["wrong"]) == [code]
    assert shown(found["wrong"]) == found["wrong"]
    assert expected_codes(found["right"]) == []
    assert shown(found["right"]) == found["right"]


def test_what_the_wrong_examples_are_told() -> None:
    texts = []
    for code in CODES:
        wrong = parts(code)["wrong"]
        texts += [of_diagnostic(found, f"{code}.nor", LineIndex(wrong)) for found in diagnosed(wrong)]
    text = "\n\n".join(texts) + "\n"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8", newline="\n")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_the_fix_of_the_wrong_example_leaves_nothing(code: str) -> None:
    wrong = parts(code)["wrong"]
    for found in diagnosed(wrong):
        if found.fix is not None:
            left = Counter(part.message for part in diagnosed(edited(wrong, found.fix.edits)))
            assert left < Counter(part.message for part in diagnosed(wrong))


def test_there_are_no_other_pages() -> None:
    assert sorted(path.stem for path in page_path("NOR001").parent.iterdir()) == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_explain_shows_the_page(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(parse(["explain", code])) == 0
    output = capsys.readouterr().out
    lines = output.splitlines()
    assert lines[0] == f"{code}: {CODES[code].title}"
    assert all(len(line) <= WIDTH for line in lines)
    assert "\033" not in output
    found = parts(code)
    for example in (found["wrong"], found["right"]):
        assert "".join(f"    {line}\n" for line in example.splitlines()) in output
    for text in (found["about"], found["advice"]):
        assert " ".join(text.split()) in " ".join(output.split())


def test_headings_are_bold_on_a_terminal() -> None:
    assert list(rendered("# A\n\ntext\n", bold=True)) == ["\033[1mA\033[0m", "", "text", ""]


def test_explain_several(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(parse(["explain", "nor004", "NOR033"])) == 0
    titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("NOR")]
    assert titles == ["NOR004: unused name", "NOR033: expression without effect"]


def test_explain_lists_the_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(parse(["explain"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert lines[5] == "NOR006  error    dimension mismatch"


def test_explain_what_is_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        execute(parse(["explain", "NOR0006"]))
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[0] == "error: there is no code 'NOR0006'; did you mean 'NOR006'?"
