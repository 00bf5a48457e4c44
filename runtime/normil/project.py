"""Where the imports of a program lead on disk (LANGUAGE 17.1).

Takes in the parts of a dotted path and where it is imported, gives out what was found or the places that were tried.
Looks at folders only: nothing is imported, run or parsed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

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


class Imports:
    """What the imports of one file mean. `entry` is the file with which the run begins, the file itself where it is
    only looked at; `python` says whether Python modules may be imported."""

    def __init__(self, file: Path, entry: Path | None = None, *, python: bool = True) -> None:
        entry = entry or file
        self.folder = file.resolve().parent
        self.entry_folder = entry.resolve().parent
        self.root = root(entry)
        self.python = python

    def look_up(self, parts: Sequence[str]) -> Found | list[str]:
        """What `import a.b` finds, else the places tried."""
        tail = Path(*parts[:-1], f"{parts[-1]}.nor")
        folders = (self.folder, self.folder / "modules", self.root / "modules")
        places = list(dict.fromkeys(folder / tail for folder in folders))
        for place in places:
            if place.is_file():
                return Found(Kind.FILE, file=place.resolve())
        tried = [str(place) for place in places]
        plugin = plugins().get(parts[0])
        if plugin is not None:
            return Found(Kind.PLUGIN, plugin=plugin)
        tried.append(f"the plugins of {PLUGINS}")
        if self.python:
            if is_python_module(parts, self.entry_folder):
                return Found(Kind.PYTHON)
            tried.append("Python's path")
        return tried

    # what the analysis of the file asks

    def leads_to(self, parts: Sequence[str]) -> Path | None:
        found = self.look_up(parts)
        return found.file if isinstance(found, Found) else None

    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        found = self.look_up(parts)
        return found if isinstance(found, list) else None

    def binds_first(self, parts: Sequence[str]) -> bool:
        found = self.look_up(parts)
        return isinstance(found, Found) and found.kind is Kind.PYTHON

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        return None  # a program that runs finds its cycles itself


@cache
def plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # slow to import, and many programs import nothing

    return {point.name: point for point in entry_points(group=PLUGINS)}


def is_python_module(parts: Sequence[str], entry_folder: Path) -> bool:
    """Whether Python would find the module. A dotted name is followed through the folders of its packages, since
    asking Python for it would run them."""
    if ".".join(parts) in sys.modules:
        return True  # also what its package makes when it runs, as `os.path`
    specs = (finder.find_spec(parts[0], None) for finder in sys.meta_path)
    spec = next((spec for spec in specs if spec is not None), None)
    spec = spec or PathFinder.find_spec(parts[0], [str(entry_folder)])
    for part in parts[1:]:
        if spec is None or spec.submodule_search_locations is None:
            return False
        # by its last name alone: for a dotted one Python wants the package to be loaded
        spec = PathFinder.find_spec(part, list(spec.submodule_search_locations))
    return spec is not None
