"""Loading modules while a program runs (LANGUAGE 17.2 to 17.4).

Takes in a dotted path and the module that imports it, gives out the module's value. One `Importer` belongs to a run and
keeps what it has loaded.
"""

from __future__ import annotations

import importlib
import os
import sys

from normil.compiler.code import python_name
from normil.engine import run, undo
from normil.engine.modules import BlockedError, LoadedModule
from normil.project import Imports
from normil.syntax.lines import LineIndex
from normil.values.access import member, no_member
from normil.values.errors import Error
from normil.values.interop import ensure_arrays, from_python
from normil.values.kinds import register
from normil.values.text import FORMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any


class Module:
    """The value of a NORMiL module. Its attributes are the module's own names, as they are now."""

    def __init__(self, loaded: LoadedModule) -> None:
        self.__dict__ = loaded.globals

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__[python_name(name)]
        except KeyError:
            raise no_member(self, "module", name) from None


register(Module, "module")
undo.register_module(Module)
FORMS["module"] = lambda value: f"<module {value.__name__}>"


def import_module(importer: LoadedModule, dotted: str, aliased: bool) -> object:
    """What an import statement calls."""
    return run.current.importer.module(importer, dotted, aliased)


class Importer:
    """`load` makes a file ready to run; `python` says whether Python modules may be imported."""

    def __init__(
        self, entry: str | os.PathLike[str], load: Callable[[str, str], LoadedModule], *, python: bool = True
    ) -> None:
        self.entry = entry
        self.python = python
        self._load = load
        self._modules: dict[str, Module] = {}
        self._loading = {os.path.realpath(entry): os.path.splitext(os.path.basename(entry))[0]}

    def imports(self, path: str) -> Imports:
        """What the imports of a file of the program mean."""
        return Imports(path, self.entry, python=self.python)

    def module(self, importer: LoadedModule, dotted: str, aliased: bool) -> Any:
        """The value that `import dotted` binds."""
        parts = dotted.split(".")
        imports = self.imports(importer.compiled.path)
        found = imports.look_up(parts)
        if isinstance(found, list):
            raise Error("ImportError", f"there is no module '{dotted}', tried {', '.join(found)}")
        if found.file is not None:
            return self._file(found.file, dotted)
        if found.plugin is not None:
            return self._plugin(found.plugin, parts)
        if imports.entry_folder not in sys.path:
            sys.path.append(imports.entry_folder)
        loaded = importlib.import_module(dotted)
        ensure_arrays()
        return loaded if aliased else sys.modules[parts[0]]

    def _file(self, file: str, dotted: str) -> Module:
        known = self._modules.get(file)
        if known is not None:
            return known
        if file in self._loading:
            names = list(self._loading.values())
            cycle = [*names[list(self._loading).index(file) :], self._loading[file]]
            raise Error("ImportError", f"import cycle: {' -> '.join(cycle)}")
        self._loading[file] = dotted
        try:
            with open(file, "rb") as source:
                text = source.read().decode("utf-8-sig")
            loaded = self._load(text, file)
            loaded.execute()
        except BlockedError as blocked:
            first = blocked.diagnostics[0]
            line = LineIndex(blocked.text).position(first.start)[0] + 1
            message = f"the module '{dotted}' cannot run: {first.code} at {file}:{line}: {first.message}"
            raise Error("ImportError", message) from None
        except UnicodeDecodeError:
            raise Error("ImportError", f"{file} is not UTF-8 text") from None
        finally:
            del self._loading[file]
        self._modules[file] = Module(loaded)
        return self._modules[file]

    def _plugin(self, point: Any, parts: Sequence[str]) -> Any:
        value, members = point.load(), parts[1:]
        if isinstance(value, str | os.PathLike):  # where its .nor files are: that for `import a`, or a folder of them
            place = os.fspath(value)
            if os.path.isdir(place):
                place = os.path.join(place, *parts[1:-1], f"{parts[-1]}.nor")
                members = []
            value = self._file(os.path.realpath(place), ".".join(parts))
        for part in members:
            value = member(value, part)
        return from_python(value)
