"""Finds the programs of folders and reads their text, for the commands."""

from __future__ import annotations

import codecs
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class SourceError(Exception):
    """A file that cannot be read; the text says why and what to do."""


def programs(folder: str) -> Iterator[str]:
    """The programs of a folder and the folders in it, hidden ones and installed packages left out."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(files):
            if name.endswith(".nor"):
                yield os.path.normpath(os.path.join(path, name))


def read_source(path: str | Path) -> str:
    """The text of a program, without its byte order mark. Raises SourceError."""
    path = os.fspath(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file{_similar(path)}") from None
    except IsADirectoryError:
        raise SourceError(f"{path}: this is a folder, not a program; name a .nor file in it") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{path}: cannot be read: {reason[:1].lower()}{reason[1:]}") from None
    return _decode(data, path)


def read_standard_input() -> str:
    return _decode(sys.stdin.buffer.read(), "<standard input>")


def _decode(data: bytes, name: str) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            found = "this is UTF-16, not UTF-8"
        else:
            found = f"this is not UTF-8 text (byte {data[error.start]:#04x} at offset {error.start})"
        raise SourceError(f"{name}:{line}: {found}; save the program as UTF-8") from None


def _similar(name: str) -> str:
    """What the writer may have meant: the name with `.nor`, or one that differs by little."""
    from difflib import get_close_matches
    from pathlib import Path

    path = Path(name)
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix == ".nor"]
    except OSError:
        return ""
    found = get_close_matches(path.name, names, 1, 0.75)
    return f"; did you mean '{path.parent / found[0]}'?" if found else ""
