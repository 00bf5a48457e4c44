"""Import cycles, found without running anything (LANGUAGE 17.2, NOR027).

Takes in a file, gives out what its imports mean and which of them lead back to it. Reads and parses the NORMiL files
on the way, those that have not changed once only. Imports inside of functions are left out: they may run when all is
loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from normil.analysis.walk import walk_outside_functions
from normil.project import Found, Imports
from normil.syntax import nodes as n
from normil.syntax import parse


class ImportGraph(Imports):
    def __init__(self, file: Path, *, python: bool = True) -> None:
        super().__init__(file, python=python)
        self.file = os.path.realpath(file)

    def leads_to(self, parts: Sequence[str]) -> Path | None:
        found = self.look_up(parts)
        return Path(found.file) if isinstance(found, Found) and found.file is not None else None

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        start = self.look_up(parts)
        if not isinstance(start, Found) or start.file is None:
            return None
        name = os.path.splitext(os.path.basename(self.file))[0]
        ways = {start.file: [name, ".".join(parts)]}  # the names of the modules up to each file, in order of length
        for file in (waiting := [start.file]):
            if file == self.file:
                return [*ways[file][:-1], name]
            imports = Imports(file, self.file, python=self.python)
            for path in _imported(file):
                found = imports.look_up(path)
                if isinstance(found, Found) and found.file is not None and found.file not in ways:
                    ways[found.file] = [*ways[file], ".".join(path)]
                    waiting.append(found.file)
        return None


def _imported(file: str) -> tuple[tuple[str, ...], ...]:
    try:
        status = os.stat(file)
        return _read(file, status.st_mtime_ns, status.st_size)
    except (OSError, UnicodeDecodeError):
        return ()


@lru_cache(maxsize=1024)
def _read(file: str, changed: int, size: int) -> tuple[tuple[str, ...], ...]:
    with open(file, "rb") as source:
        program = parse(source.read().decode("utf-8-sig")).program
    return tuple(path for item in program.items for path in _paths(item.statement))


def _paths(statement: n.Statement) -> Iterator[tuple[str, ...]]:
    for node in walk_outside_functions(statement):
        if isinstance(node, n.Import) and node.path:
            yield tuple(part.text for part in node.path)
