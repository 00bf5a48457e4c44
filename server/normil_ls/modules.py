"""The modules that a file could import: files and folders, by name.

Takes in a file and the beginning of a dotted path; gives out names. Looks at folders only: nothing is read, imported
or run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from normil.project import MODULES, Imports, plugins

MOST = 1000  # entries of a folder


def importable(file: Path, before: Sequence[str], *, python: bool) -> list[str]:
    """What can follow the parts `before` of a path that is imported in the file."""
    imports = Imports(file)
    found: dict[str, None] = {}
    for folder in imports.folders:
        for name in _names(Path(folder, *before), python=python and folder == imports.folder):
            found[name] = None
    if not before:
        found |= dict.fromkeys(plugins())
        for name in (file.stem, MODULES):
            found.pop(name, None)
    return sorted(found)


def _names(folder: Path, *, python: bool) -> Iterator[str]:
    try:
        for entry in islice(folder.iterdir(), MOST):
            name = entry.stem
            fits = entry.suffix == ".nor" or (python and entry.suffix == ".py") or _holds_modules(entry)
            if fits and name.isidentifier() and not name.startswith("__"):
                yield name
    except OSError:
        return  # there is no such folder


def _holds_modules(entry: Path) -> bool:
    if entry.suffix or not entry.is_dir():
        return False
    return any(inner.suffix == ".nor" for inner in islice(entry.iterdir(), MOST))
