"""The cache of compiled code: what is found again, what is not, and that nothing ever goes wrong because of it."""

from __future__ import annotations

import builtins
import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import normil
from normil import project
from normil.compiler.code import CompiledModule
from normil.engine import cache, modules
from normil.engine.cache import Answers, Entry
from normil.engine.modules import BlockedError, compile_text
from tests.programs import run_program

TEXT = "fn half(n) {\n    let xs = [n]\n    return xs.pop() / 2\n}\nprint(half(3))\n"
WARNED = "fn f() {\n    let unused = 1\n    return 2\n}\nprint(f())\n"  # in strict mode it does not start
OTHER = TEXT.replace("3", "5")
PATIENCE = 60
ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners and modes of this kind")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache will be; nothing is there yet."""
    return move_to(tmp_path / "caches", monkeypatch)


def move_to(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(base))
    return base / "normil"


class Place(Entry):
    """An entry of a file that imports nothing."""

    def load(self, imports: Answers | None = None) -> CompiledModule | None:
        return super().load(imports or nothing())


def nothing() -> Answers:
    return Answers(Nowhere)


class Nowhere:
    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        raise AssertionError(parts)

    binds_first = cycle = missing


def keep(text: str = TEXT, path: str = "p.nor", **options: bool) -> Place:
    imports = nothing()
    compiled = modules._compile(text, path, imports, strict=False, debug=options.get("debug", False), entry=True)
    entry = Place(text, path, **options)
    entry.save(compiled, imports)
    return entry


def is_kept(text: str = TEXT, path: str = "p.nor", **options: bool) -> bool:
    return Place(text, path, **options).load() is not None


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.is_dir() else []


# ---------------------------------------------------------------- what is found


def test_a_second_compilation_finds_the_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = compile_text(TEXT, "p.nor", debug=True)
    monkeypatch.setattr(modules, "_compile", None)
    warm = compile_text(TEXT, "p.nor", debug=True)
    assert description(warm) == description(cold)
    assert warm.sites
    assert warm.callees


def description(compiled: CompiledModule) -> dict[str, object]:
    def plain(value: Any) -> object:
        if isinstance(value, list):
            return [plain(part) for part in value]
        slots = getattr(value, "__slots__", None)
        return {name: plain(getattr(value, name)) for name in slots} if slots else value

    names = ("path", "text", "code", "functions", "sites", "callees", "stored", "builtins", "main")
    return {name: plain(getattr(compiled, name)) for name in names}


@pytest.mark.parametrize(
    "other",
    [
        {"text": OTHER},
        {"path": "q.nor"},
        {"strict": True, "debug": False, "entry": True},
        {"strict": False, "debug": True, "entry": True},
        {"strict": False, "debug": False, "entry": False},
        {"optimise": False},
    ],
    ids=lambda other: " ".join(other),
)
def test_another_text_path_or_option_is_another_entry(folder: Path, other: dict[str, Any]) -> None:
    keep(strict=False, debug=False, entry=True)
    same: dict[str, Any] = {"strict": False, "debug": False, "entry": True}
    assert is_kept(**same)
    assert not is_kept(**{**same, **other})


@pytest.mark.parametrize("part", range(4))
def test_another_python_is_another_entry(folder: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    keep()
    facts = list(cache._python())
    facts[part] = "another"
    monkeypatch.setattr(cache, "_python", lambda: tuple(facts))
    assert not is_kept()


def test_another_compiler_is_another_entry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    monkeypatch.setattr(cache, "_COMPILER", ("0.1.0", "/elsewhere", "00"))
    assert not is_kept()
    monkeypatch.setattr(cache, "_COMPILER", None)  # it cannot be told from others: nothing is kept
    keep(OTHER)
    assert not is_kept(OTHER)
    assert len(names(folder)) == 1


IMPORTS = "import os.path\nimport helper\nprint(os)\n"


def test_what_imports_find_is_part_of_an_entry(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, own = str(tmp_path / "p.nor"), tmp_path / "os" / "path.nor"
    compiled: list[str] = []
    original = modules._compile

    def compile_(text: str, path: str, *arguments: Any, **options: Any) -> CompiledModule:
        compiled.append(path)
        return original(text, path, *arguments, **options)

    monkeypatch.setattr(modules, "_compile", compile_)
    for _ in range(2):
        compile_text(IMPORTS, program)
    assert len(compiled) == 1
    (tmp_path / "helper.nor").touch()  # it was missing
    for _ in range(2):
        compile_text(IMPORTS, program)
    assert len(compiled) == 2
    own.parent.mkdir()
    own.touch()  # what is found is no Python module now, so that the import binds `path`
    for _ in range(2):
        with pytest.raises(BlockedError):
            compile_text(IMPORTS, program)
    assert len(compiled) == 4
    own.unlink()
    compile_text(IMPORTS, program)
    compile_text(IMPORTS, program, python=False)
    assert len(compiled) == 5


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A package in place of the real one, and a grammar."""
    files = {}
    for name in ("normil/__init__.py", "normil/prelude.nor", "normil/compiler/infer.py", "grammar/_binding.so"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("first")
        files[file.name] = file
    monkeypatch.setattr(normil, "__file__", str(files["__init__.py"]))
    monkeypatch.setattr(cache, "_grammar", lambda: [str(tmp_path / "grammar")])
    return files


@pytest.mark.parametrize("name", ["__init__.py", "prelude.nor", "infer.py", "_binding.so"])
def test_any_change_of_the_compiler_is_seen(sources: dict[str, Path], name: str) -> None:
    before = cache._compiler()
    assert before == cache._compiler()
    status = sources[name].stat()
    sources[name].write_text("longer than it was")
    os.utime(sources[name], ns=(status.st_atime_ns, status.st_mtime_ns))
    longer = cache._compiler()
    assert longer != before
    os.utime(sources[name], ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
    assert cache._compiler() not in (before, longer)


def test_files_that_come_and_go_are_seen_but_not_what_python_keeps(sources: dict[str, Path]) -> None:
    before = cache._compiler()
    kept = sources["infer.py"].parent / "__pycache__"
    kept.mkdir()
    (kept / "infer.pyc").write_text("compiled")
    assert cache._compiler() == before
    (sources["infer.py"].parent / "more.py").write_text("")
    assert cache._compiler() != before


def test_a_package_that_is_no_folder_has_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normil, "__file__", str(tmp_path / "normil.zip" / "normil" / "__init__.py"))
    assert cache._compiler() is None


def test_the_grammar_is_part_of_the_compiler() -> None:
    import tree_sitter_normil

    assert cache._grammar() == [os.path.dirname(tree_sitter_normil.__file__)]


def test_a_program_that_cannot_start_is_not_kept(folder: Path) -> None:
    with pytest.raises(BlockedError):
        compile_text("print(nowhere)\n", "p.nor")
    assert names(folder) == []
    with pytest.raises(BlockedError):
        compile_text(WARNED, "p.nor", strict=True)
    assert names(folder) == []
    compile_text(WARNED, "p.nor")
    with pytest.raises(BlockedError):
        compile_text(WARNED, "p.nor", strict=True)


def test_nothing_else_loads_what_can_run() -> None:
    imports = re.compile(r"^\s*(?:import|from) (?:marshal|pickle|_pickle|shelve|dill)\b", re.MULTILINE)
    packages = [Path(normil.__file__).parent, *(ROOT / name for name in ("server", "dap", "grammar/bindings"))]
    files = [file for package in packages for file in package.rglob("*.py")]
    assert [file.name for file in files if imports.search(file.read_text(encoding="utf-8"))] == ["cache.py"]


# ---------------------------------------------------------------- what is damaged


def test_every_damaged_entry_is_none_and_is_written_again(folder: Path) -> None:
    entry = keep()
    file = folder / entry._name
    whole = file.read_bytes()
    damaged = [whole[:size] for size in range(0, len(whole), 7)] + [whole + b"\0", b"\0" * len(whole)]
    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 0x41
        damaged.append(bytes(changed))
    for data in damaged:
        file.write_bytes(data)
        assert entry.load() is None
    assert run_program(TEXT, "p.nor").stdout == "1.5\n"
    compile_text(TEXT, "p.nor")
    assert is_kept(strict=False, debug=False, entry=True)


def test_an_entry_under_the_name_of_another_is_none(folder: Path) -> None:
    first, second = keep(TEXT), keep(OTHER)
    os.replace(folder / first._name, folder / second._name)
    assert second.load() is None


# ---------------------------------------------------------------- whose it is


@posix_only
def test_only_the_user_can_read_what_is_kept(folder: Path) -> None:
    before = os.umask(0)
    try:
        entry = keep()
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    assert (folder / entry._name).stat().st_mode & 0o777 == 0o600


@posix_only
@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
def test_a_folder_that_others_can_write_to_is_left_alone(folder: Path, mode: int) -> None:
    entry = keep()
    folder.chmod(mode)
    assert entry.load() is None
    keep(OTHER)
    assert names(folder) == [entry._name]
    folder.chmod(0o755)  # others may read
    assert entry.load() is not None


@posix_only
@pytest.mark.parametrize("mode", [0o660, 0o602])
def test_an_entry_that_others_can_write_to_is_not_read(folder: Path, mode: int) -> None:
    entry = keep()
    (folder / entry._name).chmod(mode)
    assert entry.load() is None
    keep()
    assert entry.load() is not None
    assert (folder / entry._name).stat().st_mode & 0o777 == 0o600


@posix_only
def test_what_another_user_owns_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = keep()
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert entry.load() is None
    keep(OTHER)
    assert names(folder) == [entry._name]
    monkeypatch.setattr(cache, "_folder", lambda: str(folder))  # as if the folder were fine
    assert entry.load() is None


@posix_only
def test_a_link_in_place_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    entry = keep()
    folder.rename(tmp_path / "moved")
    folder.symlink_to(tmp_path / "moved")
    assert entry.load() is None


@pytest.mark.parametrize("marked", ["project", "project/caches"])
def test_there_is_no_cache_inside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: str) -> None:
    folder = move_to(tmp_path / "project" / "caches", monkeypatch)
    folder.parent.mkdir(parents=True)
    entry = keep()
    assert entry.load() is not None
    (tmp_path / marked / project.MARKER).touch()
    assert entry.load() is None
    keep(OTHER)
    assert names(folder) == [entry._name]


def test_the_home_folder_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = move_to(tmp_path / "home" / "caches", monkeypatch)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / project.MARKER).touch()
    assert keep().load() is not None
    assert names(folder)


def test_the_marker_is_that_of_projects() -> None:
    assert project.MARKER == cache.PROJECT


@pytest.mark.parametrize("value", ["", ".", "caches"])
@posix_only
def test_a_place_that_depends_on_the_working_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert keep().load() is not None
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    assert names(tmp_path / "home" / usual / "normil")
    assert names(tmp_path / "work") == []
    monkeypatch.setenv("HOME", "home")
    assert keep(OTHER).load() is None


# ---------------------------------------------------------------- what can fail


def full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "no space left on device")

    def full(*args: Any, **named: Any) -> Full:
        return Full(builtins.open(*args, **named))

    monkeypatch.setattr(cache, "open", full, raising=False)


def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **named: object) -> None:
        raise PermissionError(errno.EROFS, "read-only file system")

    folder.parent.mkdir()
    monkeypatch.setattr(os, "mkdir", refuse)


def a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.mkdir()
    folder.touch()


def a_file_around(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.touch()


@pytest.mark.parametrize("prepare", [full_disk, read_only, a_file, a_file_around])
def test_what_cannot_be_written_is_just_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    prepare(folder, monkeypatch)
    for _ in range(2):
        assert compile_text(TEXT, "p.nor").text == TEXT
        assert names(folder) == []


WRITER = """
import sys
from normil.engine import cache, modules
text = sys.argv[1]
nothing = cache.Answers(None)
compiled = modules._compile(text, "p.nor", nothing, strict=False, debug=False, entry=True)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(150):
    entry = cache.Entry(text, "p.nor")
    entry.save(compiled, nothing)
    found = entry.load(nothing)
    assert found is not None and found.code == compiled.code and len(found.functions) == 2
"""


def test_many_write_the_same_entry_at_once(folder: Path) -> None:
    command = [sys.executable, "-c", WRITER, TEXT]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    writers = [subprocess.Popen(command, text=True, env=environment, **pipes) for _ in range(4)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=PATIENCE) for writer in writers] == [("", "")] * len(writers)
    assert names(folder) == [Entry(TEXT, "p.nor")._name]


# ---------------------------------------------------------------- how much it is


def test_the_newest_entries_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    entries = []
    for number in range(5):
        entries.append(keep(f"print({number})\n"))
        for age, entry in enumerate(reversed(entries)):
            if (folder / entry._name).exists():
                os.utime(folder / entry._name, (1e9 - age, 1e9 - age))
    assert [entry.load() is not None for entry in entries] == [False, False, True, True, True]


def test_they_take_no_more_room_than_they_may(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep("print(1)\n")
    os.utime(folder / first._name, (1e9, 1e9))
    size = (folder / first._name).stat().st_size
    monkeypatch.setattr(cache, "LARGEST", size + size // 2)
    (folder / "left behind.tmp").write_bytes(b"\0" * size)
    os.utime(folder / "left behind.tmp", (1e9, 1e9))
    second = keep("print(2)\n")
    assert names(folder) == [second._name]
