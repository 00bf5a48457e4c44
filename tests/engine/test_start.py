"""The start of `normil run`: what a start with kept code imports, and that it does what the first one did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy
import pytest

from normil import cli
from normil.cli import run
from normil.engine import support

PATIENCE = 60
ROOT = Path(__file__).parents[2]
FOLDERS = [str(ROOT / folder) for folder in ("runtime", "grammar/bindings/python")]
SITE = str(Path(numpy.__file__).parents[1])  # where tree_sitter and numpy are
HEAVY = (
    *("normil.analysis", "normil.syntax.tree", "normil.syntax.nodes", "normil.compiler.module"),
    *(
        "tree_sitter",
        "tree_sitter_normil",
        "numpy",
        "ast",
        "argparse",
        "pathlib",
        "dataclasses",
        "enum",
        "re",
        "typing",
    ),
    *("inspect", "importlib.metadata", "json", "hashlib"),
)
PROGRAMS = {
    "output": 'print("hello", [1, 2.5], {"a": none})\n',
    "status": "fn main() {\n    print(args)\n    return 7\n}\n",
    "error": "fn half(n) {\n    return n / 0\n}\nfn main() {\n    let x = 1; print(half(x) + 1)\n}\n",
    "method": 'let naïve = [1]\n\nprint(naïve\n    .nothing(naïve, "é"))\n',
    "caught": "try {\n    print([1][3])\n} catch e {\n    print(e.kind, e.line, e.column, e.end_column, e.trace)\n}\n",
    "module": "import helper\nprint(helper.twice(4))\nprint(helper.twice(none))\n",
    "imports": "import helper\nprint(helper.twice(4))\n",
    "vectors": "let v = vec(3, [1.0, 2.0, 2.0])\nprint(norm(v), v + ones(4))\n",
    "struct": "type Point = { x: float, y: float }\nlet p = Point { x: 1.0, y: 2.0 }\nprint(p, p.z)\n",
    "vector types": "fn f(v: Vector<float, dim=3>) -> float {\n    return norm(v)\n}\nprint(f(ones(4)))\n",
    "plastic": "@plastic(rate: 0.5)\nfn f(w: Vec) -> Vec {\n    return w * rate\n}\nprint(f(ones(2)))\n",
    "atomic": "let n = [0]\n@atomic\nfn f() {\n    n[0] = 1\n    throw n\n}\ntry { f() } catch e { print(n, e) }\n",
    "blocked": "print(nowhere)\n",
}
HELPER = "fn twice(x) {\n    return x * 2 + x\n}\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """With a cache in which nothing is yet."""
    (tmp_path / "caches").mkdir()
    caches = dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), str(tmp_path / "caches"))
    return os.environ | caches | {"PYTHONPATH": os.pathsep.join([*FOLDERS, SITE])}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "normil.toml").touch()
    (folder / "helper.nor").write_text(HELPER, encoding="utf-8")
    for name, text in PROGRAMS.items():
        (folder / f"{name}.nor").write_text(text, encoding="utf-8")
    return folder


def start(project: Path, environment: dict[str, str], *arguments: str, python: str = "-P") -> tuple[int, str, str]:
    command = [sys.executable, *python.split(), "-m", "normil", "run", *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_warm_start_does_what_the_cold_one_did(
    project: Path, environment: dict[str, str], tmp_path: Path, name: str
) -> None:
    before = sorted(project.iterdir())
    cold = start(project, environment, f"{name}.nor", "a", "--b")
    kept = list((tmp_path / "caches").glob("normil/*"))
    assert len(kept) == {"blocked": 0, "module": 2, "imports": 2}.get(name, 1)
    assert start(project, environment, f"{name}.nor", "a", "--b") == cold
    assert list((tmp_path / "caches").glob("normil/*")) == kept
    assert sorted(project.iterdir()) == before  # and nothing is written beside the program
    assert "Traceback" not in cold[2]
    assert cold[0] in (0, 1, 2, 7)


def imported(project: Path, environment: dict[str, str], *arguments: str) -> set[str]:
    """The modules of a start; without `site`, which may import anything, and bare of what only `-m` needs."""
    script = (
        "import sys; sys.argv[0] = 'normil'; before = set(sys.modules); from normil.__main__ import main; main();"
        " print(*(set(sys.modules) - before), file=sys.stderr)"
    )
    command = [sys.executable, "-P", "-S", "-c", script, "run", *arguments]
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("name", ["output", "caught", "status", "imports"])
def test_a_warm_start_imports_neither_parser_nor_compiler(
    project: Path, environment: dict[str, str], name: str
) -> None:
    cold = imported(project, environment, f"{name}.nor")
    assert {"tree_sitter", "normil.analysis", "normil.compiler.emitter", "ast"} <= cold
    warm = imported(project, environment, f"{name}.nor")
    assert "normil.engine.program" in warm
    heavy = [module for module in warm for prefix in HEAVY if module == prefix or module.startswith(f"{prefix}.")]
    allowed = {"enum", "re"} if name == "caught" else set()  # the words of an error are found by regular expressions
    assert {module.partition(".")[0] for module in heavy} <= allowed


def test_a_command_line_without_options_means_what_it_would_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Any] = []
    monkeypatch.setattr(run, "run_text", lambda *arguments, **options: runs.append((arguments, options)) or 0)
    monkeypatch.setattr(run, "read_source", str)
    for words in ([], ["--"], ["--", "a"], ["--seed", "1"], ["-c", "1"], ["-h"], ["a", "--", "--", "b"], [""], ["-"]):
        assert cli.execute(cli.parse(["run", "p.nor", *words])) == 0
        assert cli.execute(cli._parse_options(["run", "p.nor", *words])) == 0
        short, long = runs[-2:]
        assert short == long
        assert list(short[1]["args"]) == words


def test_every_helper_is_there() -> None:
    code = compile("", "", "exec").replace(co_names=tuple(f".{name}" for name in [*support._HERE, *support._HOME]))
    assert support.builtins(code, []).keys() == set(code.co_names)
    assert support.builtins(code.replace(co_names=(".slice", ".t1", ".b2", "add")), []).keys() == {".slice"}
