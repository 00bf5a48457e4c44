"""The command `normil check`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from normil.analysis import CODES
from normil.cli import execute, parse

GOOD, FOUND, UNREADABLE = 0, 1, 2
WRONG = "let total = 1\nprint(totl)\nlet sum = total\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with programs, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.nor").write_text("print(1)\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "wrong.nor").write_text(WRONG)
    (tmp_path / "deep" / "notes.txt").write_text("not a program")
    for hidden in (".git", "node_modules"):
        (tmp_path / hidden).mkdir()
        (tmp_path / hidden / "other.nor").write_text("let = \n")
    return tmp_path


def check(*arguments: str) -> int:
    return execute(parse(["check", *arguments]))


def test_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == FOUND
    where = str(Path("deep") / "wrong.nor")
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out == (
        f"""\
error[NOR002]: undefined name 'totl'
 --> {where}:2:7
  |
2 | print(totl)
  |       ^^^^
  = help: did you mean 'total'?

hint[NOR017]: this declaration hides the builtin 'sum'
 --> {where}:3:5
  |
3 | let sum = total
  |     ^^^
  = help: choose another name if the builtin is needed here

1 error, 1 hint in 1 of 2 files
"""
    )


def test_nothing_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("good.nor", "good.nor") == GOOD
    assert capsys.readouterr().out == "no problems in 2 files\n"


def test_warnings_fail_only_when_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "warned.nor").write_text("let x = 1\nx\n")
    assert check("warned.nor") == GOOD
    assert check("warned.nor", "--strict") == FOUND
    assert "error[NOR033]" in capsys.readouterr().out


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "twice.nor").write_text("let 日本 = 1\nlet 日本 = 2\n", encoding="utf-8")
    assert check("--format", "json", "twice.nor") == FOUND
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "twice.nor",
            "line": 2,
            "column": 5,
            "end_line": 2,
            "end_column": 7,
            "code": "NOR011",
            "severity": "error",
            "blocking": True,
            "message": "'日本' is already declared in this block",
            "help": "rename one of them, or assign with `日本 = ...`",
            "related": [
                {
                    "path": "twice.nor",
                    "line": 1,
                    "column": 5,
                    "end_line": 1,
                    "end_column": 7,
                    "message": "'日本' is declared here",
                }
            ],
        }
    ]
    assert check("--format", "json", "good.nor") == GOOD
    assert json.loads(capsys.readouterr().out) == []


def test_sarif(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--format", "sarif") == FOUND
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CODES)
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("NOR002", "error", "note")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "NOR002"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "deep/wrong.nor"},
                "region": {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 11},
            }
        }
    ]


def test_github(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a,b:c%.nor").write_text("fn f(x) {\n    return x\n    print(x)\n    print(\nx) }\n")
    assert check("--format", "github", "a,b:c%.nor", "deep") == FOUND
    where = str(Path("deep") / "wrong.nor")
    assert capsys.readouterr().out.splitlines() == [
        "::warning file=a%2Cb%3Ac%25.nor,line=3,endLine=5,title=NOR012::this code is never reached; "
        "remove it, or what ends before it",
        f"::error file={where},line=2,endLine=2,title=NOR002,col=7,endColumn=11::"
        "undefined name 'totl'; did you mean 'total'?",
        f"::notice file={where},line=3,endLine=3,title=NOR017,col=5,endColumn=8::"
        "this declaration hides the builtin 'sum'; choose another name if the builtin is needed here",
    ]


def test_what_cannot_be_read_does_not_hide_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "binary.nor").write_bytes(b"let x = 1\n\x89PNG\r\n\x1a\n\0\0")
    assert check("missing.nor", "binary.nor", "deep") == UNREADABLE
    output = capsys.readouterr()
    missing, binary = output.err.splitlines()
    assert missing.startswith("error: missing.nor: there is no such file")
    assert binary.startswith("error: binary.nor:2: this is not UTF-8 text")
    assert "error[NOR002]" in output.out


def test_folders_without_programs_are_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    assert check("empty") == GOOD
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == "note: empty: there are no .nor files in this folder\n"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", GOOD),
        (b"\xef\xbb\xbfprint(1)\r\n", GOOD),
        (b"print(1)", GOOD),
        (b"\0\0\0\0", FOUND),
        (b"let x = ", FOUND),
        (b"x\r" * 10, FOUND),
    ],
)
def test_odd_files(folder: Path, capsys: pytest.CaptureFixture[str], data: bytes, status: int) -> None:
    (folder / "odd.nor").write_bytes(data)
    assert check("odd.nor") == status
    assert capsys.readouterr().err == ""


def test_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        check("--format", "xml")
    assert caught.value.code == UNREADABLE
    assert "invalid choice: 'xml'" in capsys.readouterr().err


def test_fix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = folder / "broken.nor"
    broken.write_bytes('\ufefffirst = 1\r\nprint(frist, "\\q")\r\n'.encode())
    broken.chmod(0o640)
    good = (folder / "good.nor").stat()
    assert check("--fix", "broken.nor", "good.nor") == FOUND
    output = capsys.readouterr()
    assert output.err == "fixed 2 problems in 1 file\n"
    assert "error[NOR002]: undefined name 'frist'" in output.out
    assert "NOR029" not in output.out
    assert broken.read_bytes() == '\ufefflet first = 1\r\nprint(frist, "q")\r\n'.encode()
    assert os.name == "nt" or broken.stat().st_mode & 0o777 == 0o640
    assert (folder / "good.nor").stat().st_mtime_ns == good.st_mtime_ns
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["broken.nor", "good.nor"]
    assert check("--fix", "broken.nor") == FOUND
    assert capsys.readouterr().err == "fixed 0 problems in 0 files\n"


def test_fix_leaves_a_file_whole_that_cannot_be_replaced(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (folder / "broken.nor").write_text("first = 1\n")
    monkeypatch.setattr(os, "replace", fail)
    assert check("--fix", "broken.nor") == UNREADABLE
    assert capsys.readouterr().err.startswith(
        "error: broken.nor: cannot be written: no space left on device; it is as it was\n"
    )
    assert (folder / "broken.nor").read_text() == "first = 1\n"
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["broken.nor", "good.nor"]
