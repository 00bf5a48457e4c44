"""Where the imports of a program lead on disk (LANGUAGE 17.1).

Takes in the parts of a dotted path and where it is imported, gives out what was found or the places that were tried.
Looks at folders only: nothing is imported, run or parsed.
"""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

MARKER = "normil.toml"
PLUGINS = "normil.plugins"  # the entry-point group


class Kind(Enum):
    FILE = "NORMiL file"
    PLUGIN = "plugin"
    PYTHON = "Python module"


@dataclass(frozen=True, slots=True)
class Found:
    """`file` is the NORMiL file, `plugin` the entry point."""

    kind: Kind
    file: Path | None = None
    plugin: EntryPoint | None = None


def root(entry: Path) -> Path:
    """The project root of a program: the nearest folder with a `normil.toml`, else the program's own."""
    folder = entry.resolve().parent
    return next((at for at in (folder, *folder.parents) if (at / MARKER).is_file()), folder)


def look_up(
    parts: Sequence[str], folder: Path, entry_folder: Path, project: Path, *, python: bool = True
) -> Found | list[str]:
    """What `import a.b` means in a file of `folder`; else the places tried."""
    tail = Path(*parts).with_suffix(".nor") if "." not in parts[-1] else Path(*parts)
    places = list(dict.fromkeys((folder / tail, folder / "modules" / tail, project / "modules" / tail)))
    for place in places:
        if place.is_file():
            return Found(Kind.FILE, file=place.resolve())
    tried = [str(place) for place in places]
    plugin = plugins().get(parts[0])
    if plugin is not None:
        return Found(Kind.PLUGIN, plugin=plugin)
    tried.append(f"the plugins of {PLUGINS}")
    if python:
        if is_python_module(parts, entry_folder):
            return Found(Kind.PYTHON)
        tried.append("Python's path")
    return tried


@cache
def plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=PLUGINS)}


def is_python_module(parts: Sequence[str], entry_folder: Path) -> bool:
    """Whether Python would find the module. A dotted name is followed through the folders of its packages, since
    asking Python for it would run them."""
    if parts[0] in sys.builtin_module_names:
        return len(parts) == 1
    path: Sequence[str] | None = [*sys.path, str(entry_folder)]
    for index in range(len(parts)):
        name = ".".join(parts[: index + 1])
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None:
            # a module that its package makes when it runs, as `os.path`
            return index > 0 and name in sys.modules
        path = spec.submodule_search_locations
        if path is None and index + 1 < len(parts):
            return ".".join(parts[: index + 2]) in sys.modules
    return True
