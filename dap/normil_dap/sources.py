"""Files and positions as the editor means them.

Takes in DAP sources, lines and columns as the client counts them (from 0 or 1, columns in UTF-16 units) and gives
out paths, 1-based lines and 1-based columns in code points, and the other way round.
"""

from __future__ import annotations

import os

from normil.syntax.lines import LineIndex
from normil_dap.client import Body, RefusedError


def key(path: str) -> str:
    """One text for all ways to write the path of a file."""
    return os.path.normcase(os.path.realpath(path))


def read(path: str) -> str:
    """The text of a file, its line ends kept."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read()


class Sources:
    def __init__(self) -> None:
        self.first_line = 1
        self.first_column = 1
        self.uris = False
        self._names: dict[str, str] = {}  # by key: the path as the client writes it
        self._lines: dict[str, LineIndex | None] = {}

    def path(self, source: Body) -> str:
        """The absolute path of a DAP source, which the client's way of writing it is remembered for."""
        text = source.get("path")
        if not text:
            raise RefusedError("argument 'source.path' is missing")
        path = os.path.abspath(_from_uri(text) if self.uris else text)
        self._names[key(path)] = path
        return path

    def source(self, path: str) -> Body:
        path = self._names.get(key(path), path)
        return {
            "name": os.path.basename(path),
            "path": _to_uri(path) if self.uris else path,
        }

    def changed(self, path: str) -> None:
        """The file may have another text now."""
        self._lines.pop(key(path), None)

    def line(self, line: int) -> int:
        return line - 1 + self.first_line

    def place(self, path: str, line: int, column: int) -> tuple[int, int]:
        """A position for the client."""
        text = self._text(path, line)[: column - 1]
        units = len(text) + sum(character > "\uffff" for character in text)
        units += column - 1 - len(text)  # the file on disk has become shorter than what runs
        return self.line(line), units + self.first_column

    def position(self, path: str, line: int, column: int | None) -> tuple[int, int | None]:
        """A position from the client."""
        line = line - self.first_line + 1
        if column is None:
            return line, None
        units = max(0, column - self.first_column)
        points = 0
        for character in self._text(path, line):
            units -= 2 if character > "\uffff" else 1
            if units < 0:
                break
            points += 1
        return line, points + 1

    def span(self, path: str, line: int, column: int, end_line: int, end_column: int) -> Body:
        """The place of a statement or frame, for the client."""
        line, column = self.place(path, line, column)
        end_line, end_column = self.place(path, end_line, end_column)
        return {"line": line, "column": column, "endLine": end_line, "endColumn": end_column}

    def _text(self, path: str, line: int) -> str:
        name = key(path)
        if name not in self._lines:
            try:
                self._lines[name] = LineIndex(read(path))
            except (OSError, ValueError):
                self._lines[name] = None
        lines = self._lines[name]
        return lines.line_text(line - 1) if lines is not None and 1 <= line <= lines.count else ""


# urllib loads a whole HTTP client, for the few editors that write paths as URIs


def _from_uri(uri: str) -> str:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return url2pathname(urlsplit(uri).path)


def _to_uri(path: str) -> str:
    from urllib.request import pathname2url

    return "file://" + pathname2url(path)
