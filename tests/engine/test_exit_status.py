"""How the process of `normil run` ends (LANGUAGE 9.8, 18.1, 21.2), and what is on its streams then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PATIENCE = 60
NORMIL = [sys.executable, "-m", "normil", "run"]


def run(program: str, *options: str, folder: Path, text: str = "") -> tuple[int, str, str]:
    (folder / "main.nor").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [*NORMIL, *options, "main.nor"], cwd=folder, capture_output=True, timeout=PATIENCE, input=text.encode()
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_success_and_the_result_of_main(tmp_path: Path) -> None:
    assert run("print(1)\n", folder=tmp_path) == (0, "1\n", "")
    assert run('fn main() { print("é"); return 259 }\n', folder=tmp_path) == (3, "é\n", "")
    assert run("fn main() { return true }\n", folder=tmp_path) == (0, "", "")


def test_an_uncaught_error_comes_after_what_was_printed(tmp_path: Path) -> None:
    (tmp_path / "main.nor").write_text('print("before")\nthrow "é"\n', encoding="utf-8")
    done = subprocess.run(
        [*NORMIL, "main.nor"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE
    )
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[:2] == ["before", "error[UserError]: é"]


def test_what_keeps_a_program_from_starting(tmp_path: Path) -> None:
    status, out, err = run('print("never")\nprint(missing)\nlet x: int = 1.5\n', folder=tmp_path)
    assert (status, out) == (2, "")
    assert err == (
        "error[NOR002]: undefined name 'missing'\n"
        " --> main.nor:2:7\n"
        "  |\n"
        "2 | print(missing)\n"
        "  |       ^^^^^^^\n"
        "\n"
        "main.nor was not run: 1 error\n"
    )
    missing = subprocess.run([*NORMIL, "gone.nor"], cwd=tmp_path, capture_output=True, timeout=PATIENCE, text=True)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("error: gone.nor: there is no such file")


WARNED = "let x: int = 1.5\nif true { print(x) }\nlet sum = 3 // a hint only\n"


def test_strict_runs_refuse_warnings_but_not_hints(tmp_path: Path) -> None:
    assert run(WARNED, folder=tmp_path) == (0, "1.5\n", "")
    status, out, err = run(WARNED, "--strict", folder=tmp_path)
    assert (status, out) == (2, "")
    assert [line for line in err.splitlines() if line.startswith("error")] == [
        "error[NOR005]: expected int, found float for 'x'",
        "error[NOR032]: this condition is always true",
    ]
    assert err.endswith("main.nor was not run: 2 errors\n")
    assert run("let sum = 3\nprint(sum)\n", "--strict", folder=tmp_path) == (0, "3\n", "")
    assert run("// normil: allow NOR005, NOR032\n" + WARNED, "--strict", folder=tmp_path) == (0, "1.5\n", "")


def test_python_code_can_end_the_process_and_nothing_catches_that(tmp_path: Path) -> None:
    program = """\
import sys
transaction end(status) {
    try { print("ending"); sys.exit(status) } catch e { print("caught", e) }
} rollback { print("rolled back") }
try { end(5) } catch e { print("caught", e) }
"""
    assert run(program, folder=tmp_path) == (5, "ending\n", "")


def test_memory_that_runs_out_is_not_caught(tmp_path: Path) -> None:
    program = 'try { let x = zeros(1000000000000000) } catch e { print("caught", e) }\n'
    status, out, err = run(program, folder=tmp_path)
    assert (status, out) == (1, "")
    assert "not enough memory" in err


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be interrupted alone there")
def test_an_interruption_is_not_caught(tmp_path: Path) -> None:
    program = """\
@atomic
fn wait() { print("ready"); print(input()); sleep(600000) }
try { wait() } catch e { print("caught", e) }
"""
    (tmp_path / "main.nor").write_text(program, encoding="utf-8")
    process = subprocess.Popen(
        [*NORMIL, "main.nor"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()
    # the output is flushed before the input is waited for
    process.send_signal(signal.SIGINT) if process.stdout.readline() == b"ready\n" else process.kill()
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert out in (b"", b"go\n")
    assert err == b""


def test_breakpoints_without_a_debugger_are_noted_in_order(tmp_path: Path) -> None:
    (tmp_path / "main.nor").write_text('print("a")\nbreakpoint()\nprint("b")\n', encoding="utf-8")
    done = subprocess.run(
        [*NORMIL, "main.nor"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE
    )
    noted = "warning: breakpoint at main.nor:2 ignored, no debugger attached"
    assert done.stdout.decode().splitlines() == ["a", noted, "b"]


def test_profiles_come_last(tmp_path: Path) -> None:
    program = '@profile\nfn f() { print("in f") }\nf()\nthrow "end"\n'
    status, out, err = run(program, folder=tmp_path)
    assert (status, out) == (1, "in f\n")
    assert err.splitlines()[0] == "error[UserError]: end"
    assert err.splitlines()[-2] == "   calls     total ms       own ms  function"
    assert err.splitlines()[-1].endswith("  f() at main.nor:1")
