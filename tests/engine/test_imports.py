"""Imports that need more than one file: plugins, the host's options, what `normil check` says (LANGUAGE 17)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from normil import cli, project
from tests.programs import Result, run_program

PLUGIN = """\
from pathlib import Path

import numpy

here = Path(__file__).parent
nor_file = str(here / "birds.nor")
nor_folder = here / "zoo"


class Pond:
    depth = numpy.float64(1.5)

    def swim(self, how="fast"):
        return f"swims {how}"


pond = Pond()
"""


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    path, modules = list(sys.path), set(sys.modules)
    project.plugins.cache_clear()
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        if getattr(sys.modules[name], "__file__", None) and "pytest-of" in str(sys.modules[name].__file__):
            del sys.modules[name]
    project.plugins.cache_clear()


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def run(folder: Path, program: str) -> Result:
    return run_program(program, str(folder / "main.nor"))


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for programs; the environment has a package with plugins."""
    points = "[normil.plugins]\nducks = ducks_package\npond = ducks_package:pond\nbirds = ducks_package:nor_file\n"
    files = {
        "ducks_package/__init__.py": PLUGIN,
        "ducks_package/birds.nor": "let wings = 2\nprint(`loaded`)\n".replace("`", '"'),
        "ducks_package/zoo/zoo.nor": "import cage\nfn size() { return cage.size }\n",
        "ducks_package/zoo/cage.nor": "let size = 4\n",
        "ducks-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: ducks\nVersion: 1.0\n",
        "ducks-1.0.dist-info/entry_points.txt": points + "zoo = ducks_package:nor_folder\n",
    }
    write(tmp_path / "site", files)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_a_plugin_is_a_module_or_an_object(plugins: Path) -> None:
    program = """\
import ducks
import ducks.pond as water
import pond
import pond.depth
print(ducks.pond.swim(), water.swim(how: "far"))
print(pond.depth, type_of(pond.depth), depth)
try { print(ducks.lake) } catch e { print(e) }
try { import pond.lake; print(lake) } catch e { print(e.kind) }
"""
    expected = (
        "swims fast swims far\n1.5 float 1.5\nNameError: module 'ducks_package' has no member 'lake'\nNameError\n"
    )
    assert run(plugins, program) == Result(0, expected, "")


def test_a_plugin_of_normil_files_is_loaded_as_modules_are(plugins: Path) -> None:
    program = """\
import birds
import birds.wings
import zoo
import zoo.cage as cage
print(wings, birds, zoo.size(), cage.size)
try { birds.wings = 3 } catch e { print(e.kind) }
"""
    assert run(plugins, program) == Result(0, "loaded\n2 <module birds> 4 4\nTypeError\n", "")


def test_a_file_comes_before_a_plugin_and_that_before_a_python_module(plugins: Path) -> None:
    write(plugins, {"ducks.nor": "let from_where = 1\n", "birds.py": "wings = 9\n"})
    program = "import ducks\nimport birds\nprint(ducks.from_where, birds.wings)\n"
    assert run(plugins, program) == Result(0, "loaded\n1 2\n", "")


def test_a_plugin_of_two_names_binds_the_last(plugins: Path) -> None:
    assert run(plugins, "import pond.swim\nprint(pond)\n").stderr.startswith("error[NOR002]")


@pytest.mark.parametrize("allowed", [True, False])
def test_python_modules_can_be_disabled(allowed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"main.nor": "import json\nprint(1)\n"})
    options = [] if allowed else ["--no-python"]
    status = cli.execute(cli.parse(["run", *options, str(tmp_path / "main.nor")]))
    out, err = capsys.readouterr()
    assert (status, out) == ((0, "1\n") if allowed else (1, ""))
    assert ("there is no module 'json', tried" in err, "Python's path" in err) == (not allowed, False)


def test_the_modules_of_a_program_may_not_import_python_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"main.nor": "import inner\n", "inner.nor": "import os.path\nprint(path, os)\n"})
    assert cli.execute(cli.parse(["run", "--no-python", str(tmp_path / "main.nor")])) == 1
    # nothing is known of the module, so that both names may be meant
    assert "error[ImportError]: there is no module 'os.path', tried" in capsys.readouterr().err


def test_a_text_imports_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path, {"normil.toml": "", "modules/own.nor": "let x = 1\n", "sub/inner.nor": "import own\nlet x = own.x\n"}
    )
    monkeypatch.chdir(tmp_path / "sub")
    assert cli.execute(cli.parse(["run", "-c", "import inner\nprint(inner.x)"])) == 0
    assert capsys.readouterr() == ("1\n", "")


def test_a_module_has_the_line_ends_it_was_written_with(tmp_path: Path) -> None:
    (tmp_path / "ends.nor").write_bytes(b"\xef\xbb\xbflet a = 1\r\nlet b =\r2\r\n")
    assert run(tmp_path, "import ends\nprint(ends.a, ends.b)\n") == Result(0, "1 2\n", "")


def test_a_module_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "latin.nor").write_bytes(b'let a = "\xe9"\n')
    found = run(tmp_path, "import latin\n")
    assert found.status == 1
    assert "error[ImportError]: " in found.stderr
    assert "latin.nor is not UTF-8 text\n" in found.stderr


def test_a_folder_and_a_file_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, {"a.nor/x.txt": "", "modules/a.nor": "let x = 1\n", "a/b.nor": "let x = 2\n"})
    assert run(tmp_path, "import a\nimport a.b\nprint(a.x, b.x)\n") == Result(0, "1 2\n", "")


def test_python_packages_without_init_files(tmp_path: Path) -> None:
    write(tmp_path, {"outer_space/inner_space/thing.py": "x = 1\n"})
    program = "import outer_space.inner_space.thing\nprint(outer_space.inner_space.thing.x)\n"
    assert run(tmp_path, program) == Result(0, "1\n", "")


def test_a_python_module_that_fails(tmp_path: Path) -> None:
    write(tmp_path, {"bad_one.py": "import no_such_module_at_all\n", "bad_two.py": "{}['x']\n"})
    program = """\
try { import bad_one; print(bad_one) } catch e { print(e) }
try { import bad_two; print(bad_two) } catch e { print(e) }
"""
    expected = "ImportError: No module named 'no_such_module_at_all'\nKeyError: 'x'\n"
    assert run(tmp_path, program) == Result(0, expected, "")


# ---------------------------------------------------------------- what is said without running


def check(folder: Path, name: str, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    cli.execute(cli.parse(["check", *options, str(folder / name)]))
    return [line for line in capsys.readouterr().out.splitlines() if "[NOR02" in line]


def test_imports_are_checked_on_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = (
        "import there\nimport gone\nimport os.path\nprint(there, gone, os)\nfn f() { import gone_too.far as g; g() }\n"
    )
    write(tmp_path, {"main.nor": program, "there.nor": "", "os_path.nor": ""})
    assert check(tmp_path, "main.nor", capsys) == [
        "warning[NOR026]: there is no module 'gone'",
        "warning[NOR026]: there is no module 'gone_too.far'",
    ]


def test_looking_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "open(__file__ + '.ran', 'w')\n"
    write(tmp_path, {"main.nor": "import evil.worse\nprint(evil)\n", "evil/__init__.py": evil, "evil/worse.py": evil})
    assert check(tmp_path, "main.nor", capsys) == []
    assert sorted(name for _, _, files in os.walk(tmp_path) for name in files) == [
        "__init__.py",
        "main.nor",
        "worse.py",
    ]


def test_cycles_are_found_where_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "lead.nor": "import a\nprint(a)\n",  # leads into a cycle and is no part of it
        "modules/a.nor": "import sub.b\nprint(b)\n",
        "modules/sub/b.nor": "if true { import c as other; print(other) }\n",
        "modules/c.nor": "import a\nprint(a)\n",
        "modules/sub/modules/c.nor": "import back\nprint(back)\n",
        "modules/back.nor": "import lazy\nprint(lazy)\n",
        "modules/lazy.nor": "fn f() { import a; return a }\n",
        "normil.toml": "",
        "itself.nor": "import itself\nprint(itself)\n",
    }
    write(tmp_path, files)
    for name in ("lead.nor", "modules/a.nor", "modules/sub/b.nor"):
        assert check(tmp_path, name, capsys) == []  # only a function of `lazy` imports `a`, when all is loaded
    (tmp_path / "modules/sub/modules/c.nor").unlink()
    assert check(tmp_path, "modules/a.nor", capsys) == ["error[NOR027]: import cycle: a -> sub.b -> c -> a"]
    assert check(tmp_path, "modules/c.nor", capsys) == ["error[NOR027]: import cycle: c -> a -> sub.b -> c"]
    assert check(tmp_path, "lead.nor", capsys) == []
    assert check(tmp_path, "itself.nor", capsys) == ["error[NOR027]: import cycle: itself -> itself"]


def test_strict_runs_refuse_imports_that_lead_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"main.nor": "fn main() { import gone; print(gone) }\n"})
    assert cli.execute(cli.parse(["run", "--strict", str(tmp_path / "main.nor")])) == 2
    assert "error[NOR026]: there is no module 'gone'" in capsys.readouterr().err
