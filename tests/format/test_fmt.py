"""The command `normil fmt`, as a process."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

GOOD, CHANGES, FAILED = 0, 1, 2
UGLY, NICE = "let  x=1;print( x )\n", "let x = 1\nprint(x)\n"
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def fmt(*arguments: str, cwd: Path, stdin: bytes = b"") -> tuple[int, str, str]:
    command = [sys.executable, "-m", "normil", "fmt", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=ENVIRONMENT, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nice.nor").write_text(NICE)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "ugly.nor").write_text(UGLY)
    return tmp_path


def test_formats_in_place(folder: Path) -> None:
    assert fmt(cwd=folder) == (GOOD, "", "1 file formatted, 1 file left as it is\n")
    assert (folder / "deep" / "ugly.nor").read_text() == NICE
    assert sorted(path.name for path in folder.rglob("*")) == ["deep", "nice.nor", "ugly.nor"]
    assert fmt(".", "nice.nor", cwd=folder) == (GOOD, "", "2 files left as they are\n")


def test_check_and_diff_write_nothing(folder: Path) -> None:
    ugly = str(Path("deep") / "ugly.nor")
    said = "1 file would be formatted, 1 file left as it is\n"
    assert fmt("--check", cwd=folder) == (CHANGES, f"{ugly}\n", said)
    status, output, _ = fmt("--diff", cwd=folder)
    assert status == GOOD
    assert f"--- {ugly}\n+++ {ugly} (formatted)\n" in output
    assert "-let  x=1;print( x )\n+let x = 1\n+print(x)\n" in output
    assert fmt("--diff", "--check", cwd=folder) == (CHANGES, output, said)
    assert fmt("--check", "nice.nor", cwd=folder)[:2] == (GOOD, "")
    assert (folder / "deep" / "ugly.nor").read_text() == UGLY


def test_standard_input(tmp_path: Path) -> None:
    (tmp_path / "normil.toml").write_text("[format]\nline-length = 20\n")
    assert fmt("-", cwd=tmp_path, stdin=UGLY.encode()) == (GOOD, NICE, "")
    assert fmt("-", cwd=tmp_path, stdin=b"f(first, second, 3)\r\n")[1] == "f(first, second, 3)\r\n"
    assert fmt("-", cwd=tmp_path, stdin=b"f(first, second, 33)\r\n")[1] == "f(first, second, 33)\r\n"
    assert fmt("-", cwd=tmp_path, stdin=b"f(first, second, 333)\r\n")[1] == (
        "f(\r\n    first,\r\n    second,\r\n    333,\r\n)\r\n"
    )
    assert fmt("-", "--check", cwd=tmp_path, stdin=UGLY.encode()) == (CHANGES, "<standard input>\n", "")


def test_a_program_with_a_syntax_error_is_left_as_it_is(folder: Path) -> None:
    broken = folder / "broken.nor"
    broken.write_text("let  x = (1\nlet y = 2\n")
    status, output, errors = fmt(cwd=folder)
    assert (status, output) == (FAILED, "")
    assert errors == (
        "error[NOR001]: not formatted, for a syntax error: this `(` is never closed\n"
        " --> broken.nor:1:10\n"
        "  |\n"
        "1 | let  x = (1\n"
        "  |          ^\n"
        "  = help: add a `)`\n"
        "1 file formatted, 1 file left as it is, 1 file not formatted\n"
    )
    assert broken.read_text() == "let  x = (1\nlet y = 2\n"
    status, output, errors = fmt("-", cwd=folder, stdin=b"let = 1\n")
    assert (status, output) == (FAILED, "")
    assert " --> <standard input>:1:5\n" in errors


def test_bytes_that_are_no_tokens_stay(tmp_path: Path) -> None:
    program = tmp_path / "program.nor"
    program.write_bytes(b"\xef\xbb\xbflet  x=1\r\nprint(x)\r\n")
    assert fmt("program.nor", cwd=tmp_path)[0] == GOOD
    assert program.read_bytes() == b"\xef\xbb\xbflet x = 1\r\nprint(x)\r\n"


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    program = tmp_path / "program.nor"
    program.write_text(UGLY)
    program.chmod(0o750)
    link = tmp_path / "link.nor"
    link.symlink_to(program)
    assert fmt("link.nor", cwd=tmp_path)[0] == GOOD
    assert link.is_symlink()
    assert program.read_text() == NICE
    assert stat.S_IMODE(program.stat().st_mode) == 0o750


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    status, output, errors = fmt("missing.nor", cwd=tmp_path)
    assert (status, output) == (FAILED, "")
    assert errors.startswith("error: missing.nor: there is no such file\n")
    (tmp_path / "empty").mkdir()
    assert fmt("empty", cwd=tmp_path) == (
        GOOD,
        "",
        "note: empty: there are no .nor files in this folder\n0 files left as they are\n",
    )


def test_settings_of_each_project(folder: Path) -> None:
    (folder / "normil.toml").write_text("[format]\nline-lenght = 40\n[chekc]\nstrict = true\n")
    status, _, errors = fmt("--check", cwd=folder)
    assert status == CHANGES
    toml = folder / "normil.toml"
    assert f"warning: {toml}: there is no key 'line-lenght' in [format]; did you mean 'line-length'?\n" in errors
    assert f"warning: {toml}: there is no section [chekc]; did you mean 'check'?\n" in errors
    assert errors.count("line-lenght") == 1
    toml.write_text('[format]\nline-length = "wide"\n')
    status, _, errors = fmt("nice.nor", cwd=folder)
    assert status == FAILED
    assert f"error: {toml}: 'line-length' in [format] is 'wide', but must be an integer from 20 up\n" in errors
