"""Compiled code kept from one run to the next, so that a program starts without parser, analysis and compiler.

Takes in a text and how it is compiled; gives out what an earlier run has kept of exactly that, or keeps it. An entry is
of one text, path, set of options, compiler and Python, and says so itself; one that is damaged or of anything else is
none. Whatever goes wrong with files, there is just no cache. Knows nothing of running.

This is the one place that uses marshal, whose data runs when it is loaded. So it is read only from the user's own cache
folder, only if nobody else can write there, and never inside a project, which may come from a stranger.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from _imp import source_hash  # the module `importlib.util`, which has it too, takes long to import

import normil
from normil.compiler.code import CompiledModule, Function, Site, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType
    from typing import Any

    from normil.analysis import Modules

MOST = 500  # entries
LARGEST = 64 << 20  # bytes, all entries together
PROJECT = "normil.toml"  # as in `normil.project`, which takes long to import
_SEED = 0x4E4F524D494C
_CHECK = 8  # bytes of a checksum, and of the length of a key


class Entry:
    """The place in the cache for one compiled file. `options`: whatever else the compiler is told."""

    def __init__(self, text: str, path: str, **options: bool) -> None:
        self._text = text
        self._path = path
        self._key = b""
        if _COMPILER is not None:
            facts = (_COMPILER, *_python(), path, sorted(options.items()))
            self._key = f"{facts!a}\n{text}".encode("utf-8", "surrogatepass")
        self._name = source_hash(_SEED, self._key).hex()

    def load(self, imports: Answers) -> CompiledModule | None:
        try:
            folder = _folder()
            data = _read(os.path.join(folder, self._name)) if folder and self._key else b""
        except OSError:
            return None
        head = len(self._key).to_bytes(_CHECK, "little") + self._key
        if not data.startswith(head, _CHECK) or source_hash(_SEED, data[_CHECK:]) != data[:_CHECK]:
            return None
        answers, *parts = marshal.loads(data[_CHECK + len(head) :])
        return _Kept(self._path, self._text, *parts) if imports.are(answers) else None

    def save(self, compiled: CompiledModule, imports: Answers) -> None:
        if not self._key:
            return
        parts = compiled.code, compiled.builtins, compiled.main, marshal.dumps(_details(compiled))
        head = len(self._key).to_bytes(_CHECK, "little") + self._key
        content = head + marshal.dumps((imports.given, *parts))
        try:
            folder = _folder(create=True)
            if folder:
                _write(folder, self._name, source_hash(_SEED, content) + content)
                _prune(folder)
        except OSError:  # a home that cannot be written to, a full disk
            pass


class Answers:
    """What the imports of a file mean, as its analysis has asked. Kept code is good as long as that is so."""

    def __init__(self, imports: Callable[[], Modules]) -> None:
        self._make = imports
        self._imports: Modules | None = None
        self.given: dict[tuple[str, tuple[str, ...]], bool] = {}

    def are(self, given: dict[tuple[str, tuple[str, ...]], bool]) -> bool:
        """Whether the same would be answered now."""
        for question, parts in given:
            getattr(self, question)(parts)
        return self.given == given

    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        tried = self._modules.missing(parts)
        self.given["missing", tuple(parts)] = tried is not None
        return tried

    def binds_first(self, parts: Sequence[str]) -> bool:
        answer = self.given["binds_first", tuple(parts)] = self._modules.binds_first(parts)
        return answer

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        return self._modules.cycle(parts)

    @property
    def _modules(self) -> Modules:
        if self._imports is None:
            self._imports = self._make()
        return self._imports


class _Kept(CompiledModule):
    """Only errors and debuggers ask for functions, sites and places, so these are made when they do."""

    def __init__(
        self, path: str, text: str, code: CodeType, builtins: frozenset[str], main: bool, details: bytes
    ) -> None:
        self.path = path
        self.text = text
        self.code = code
        self.builtins = builtins
        self.main = main
        self._details = details

    def __getattr__(self, name: str) -> object:
        if name not in ("functions", "sites", "callees", "stored"):
            raise AttributeError(name)
        functions, sites, self.callees, self.stored = marshal.loads(self._details)
        self.functions = [Function(*(*facts, [Variable(*v) for v in own])) for *facts, own in functions]
        self.sites = [Site(*facts) for facts in sites]
        return self.__dict__[name]


def _details(compiled: CompiledModule) -> tuple[Any, ...]:
    functions = [
        (f.index, f.name, f.parent, f.start, f.end, f.plastic, [_facts(variable) for variable in f.variables])
        for f in compiled.functions
    ]
    sites = [(s.index, s.start, s.end, s.line, s.column, s.function) for s in compiled.sites]
    return functions, sites, compiled.callees, compiled.stored


def _facts(v: Variable) -> tuple[Any, ...]:
    return v.name, v.python, v.storage, v.kind, v.start, v.end


# ---------------------------------------------------------------- whose code it is


def _python() -> tuple[object, ...]:
    """What the code that Python makes depends on, beside its source."""
    without_columns = "no_debug_ranges" in sys._xoptions or bool(os.environ.get("PYTHONNODEBUGRANGES"))
    return sys.implementation.cache_tag, sys.version, sys.flags.optimize, without_columns


def _compiler() -> tuple[object, ...] | None:
    """Tells one state of the compiler from every other: where it is, and the size and time of all its files, as Python
    itself tells whether a module has changed. None where it is not made of files."""
    folders = [os.path.dirname(normil.__file__), *_grammar()]
    found = []
    try:
        for folder in folders:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            folders.append(entry.path)
                    else:
                        status = entry.stat()
                        found.append((entry.path, status.st_size, status.st_mtime_ns))
    except OSError:
        return None
    return normil.__version__, folders[0], source_hash(_SEED, ascii(sorted(found)).encode()).hex()


def _grammar() -> list[str]:
    """The folder of the parser, which is not imported."""
    for finder in sys.meta_path:
        spec = finder.find_spec("tree_sitter_normil", None)
        if spec is not None and spec.origin:
            return [os.path.dirname(spec.origin)]
    return []


_COMPILER = _compiler()  # before any of it is imported, so that it is never older than what it stands for


# ---------------------------------------------------------------- files


def _folder(*, create: bool = False) -> str | None:
    """The folder of the cache, if there may be one. Raises OSError where there is none."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):
            base = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
    if not os.path.isabs(base):
        return None
    base = os.path.realpath(base)
    if _is_in_project(base, os.path.realpath(home)):
        return None
    folder = os.path.join(base, "normil")
    if create and not os.path.lexists(folder):
        os.makedirs(base, 0o700, exist_ok=True)
        os.makedirs(folder, 0o700, exist_ok=True)
    status = os.lstat(folder)
    return folder if stat.S_ISDIR(status.st_mode) and _is_own(status) else None


def _is_in_project(folder: str, home: str) -> bool:
    """Whether a project is around the folder: the user's home with all that is around it is none."""
    while folder != home:
        if os.path.lexists(os.path.join(folder, PROJECT)):
            return True
        folder, inner = os.path.dirname(folder), folder
        if folder == inner:
            break
    return False


def _is_own(status: os.stat_result) -> bool:
    """Whether it is the user's, and nobody else can write to it. On Windows the place of the folder sees to that."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read() if _is_own(os.fstat(file.fileno())) else b""


def _write(folder: str, name: str, data: bytes) -> None:
    """Whole or not at all, whoever else writes or reads the same."""
    temporary = os.path.join(folder, f"{os.urandom(8).hex()}.tmp")
    try:
        with open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(data)
        os.replace(temporary, os.path.join(folder, name))
    except BaseException:
        _remove(temporary)
        raise


def _prune(folder: str) -> None:
    """Keeps the newest entries."""
    with os.scandir(folder) as entries:
        found = [(entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in entries]
    total = 0
    for index, (_, size, path) in enumerate(sorted(found, reverse=True)):
        total += size
        if index >= MOST or total > LARGEST:
            _remove(path)


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):  # it is gone already, or in use
        os.remove(path)
