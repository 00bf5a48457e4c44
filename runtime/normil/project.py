"""Where the imports of a program lead on disk (LANGUAGE 17.1).

Takes in the parts of a dotted path and where it is imported, gives out what was found or the places that were tried.
Looks at folders only: nothing is imported, run or parsed.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import PathFinder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.metadata import EntryPoint

    Place = str | os.PathLike[str]

MARKER = "normil.toml"
MODULES = "modules"
PLUGINS = "normil.plugins"  # the entry-point group


class Found:
    """`file` is the NORMiL file, `plugin` the entry point; a Python module has neither."""

    __slots__ = ("file", "plugin")

    def __init__(self, *, file: str | None = None, plugin: EntryPoint | None = None) -> None:
        self.file = file
        self.plugin = plugin


def root(entry: Place) -> str:
    """The project root of a program: the nearest folder with a `normil.toml`, else the program's own."""
    at = own = _folder(entry)
    while not os.path.isfile(os.path.join(at, MARKER)):
        at, inner = os.path.dirname(at), at
        if at == inner:
            return own
    return at


def _folder(file: Place) -> str:
    return os.path.dirname(os.path.realpath(file))


class Imports:
    """What the imports of one file mean. `entry` is the file with which the run begins, the file itself where it is
    only looked at; `python` says whether Python modules may be imported."""

    def __init__(self, file: Place, entry: Place | None = None, *, python: bool = True) -> None:
        entry = entry or file
        self.folder = _folder(file)
        self.entry_folder = _folder(entry)
        self.root = root(entry)
        self.python = python

    @property
    def folders(self) -> Iterable[str]:
        """Where a path begins that leads to a NORMiL file, in the order in which it is looked for."""
        found = (self.folder, os.path.join(self.folder, MODULES), os.path.join(self.root, MODULES))
        return dict.fromkeys(found)

    def look_up(self, parts: Sequence[str]) -> Found | list[str]:
        """What `import a.b` finds, else the places tried."""
        tried = [os.path.join(folder, *parts[:-1], f"{parts[-1]}.nor") for folder in self.folders]
        for place in tried:
            if os.path.isfile(place):
                return Found(file=os.path.realpath(place))
        plugin = plugins().get(parts[0])
        if plugin is not None:
            return Found(plugin=plugin)
        tried.append(f"the plugins of {PLUGINS}")
        if self.python:
            if is_python_module(parts, self.entry_folder):
                return Found()
            tried.append("Python's path")
        return tried

    # what the analysis of the file asks

    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        found = self.look_up(parts)
        return found if isinstance(found, list) else None

    def binds_first(self, parts: Sequence[str]) -> bool:
        found = self.look_up(parts)
        return isinstance(found, Found) and found.file is None and found.plugin is None

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        return None  # a program that runs finds its cycles itself


@cache
def plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # slow to import, and many programs import nothing

    return {point.name: point for point in entry_points(group=PLUGINS)}


def is_python_module(parts: Sequence[str], entry_folder: str) -> bool:
    """Whether Python would find the module. A dotted name is followed through the folders of its packages, since
    asking Python for it would run them."""
    if ".".join(parts) in sys.modules:
        return True  # also what its package makes when it runs, as `os.path`
    specs = (finder.find_spec(parts[0], None) for finder in sys.meta_path)
    spec = next((spec for spec in specs if spec is not None), None)
    spec = spec or PathFinder.find_spec(parts[0], [entry_folder])
    for part in parts[1:]:
        if spec is None or spec.submodule_search_locations is None:
            return False
        # by its last name alone: for a dotted one Python wants the package to be loaded
        spec = PathFinder.find_spec(part, list(spec.submodule_search_locations))
    return spec is not None
