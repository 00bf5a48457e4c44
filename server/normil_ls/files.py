"""The files that are looked at together: the open ones as the client has them, those on disk beside them.

Takes in the open documents and the folders of the workspace; gives out documents. A file on disk is read when it is
first asked for, and again when it has changed; none is ever run. Must never know what is looked for in them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from pygls.uris import to_fs_path

from normil.analysis.mentions import SourceFile
from normil.analysis.references import Project
from normil_ls.documents import Document

MOST = 20_000  # entries of the folders that are looked at: a whole disk may be opened by mistake
_PASSED_OVER = frozenset({"node_modules", "__pycache__"})

logger = logging.getLogger(__name__)


class Files:
    """`folders` gives the URIs of those of the workspace."""

    def __init__(self, opened: Mapping[str, Document], folders: Callable[[], Iterable[str]], encoding: str) -> None:
        self._opened = opened
        self._folders = folders
        self._encoding = encoding
        self._on_disk: dict[Path, tuple[tuple[int, int], Document]] = {}  # with the time and size they were read at

    def document(self, uri: str) -> Document | None:
        path = to_fs_path(uri)
        return self._opened.get(uri) or (self.at(Path(path).resolve()) if path else None)

    def at(self, path: Path) -> Document | None:
        """The file at a path without links."""
        return self._open_at().get(path) or self._read(path)

    def all(self) -> list[Document]:
        """The open documents, and the other files of the workspace."""
        opened = self._open_at()
        paths = [path for path in dict.fromkeys(self._paths()) if path not in opened]
        self._on_disk = {path: self._on_disk[path] for path in paths if path in self._on_disk}  # the others are gone
        read = (self._read(path) for path in paths)
        return [*self._opened.values(), *(document for document in read if document is not None)]

    def project(self, document: Document, naming: str = "") -> Project:
        """The document and what is connected with it by imports, in whatever direction: names and values can flow
        between these, and to no others. `naming`: only those that have this in their text."""
        connected = self._connected(document)
        if naming.isascii():  # other names can be spelled in several ways
            connected = [other for other in connected if naming in other.text]
        return Project([other.source for other in connected], self.source_at)

    def source_at(self, path: Path) -> SourceFile | None:
        document = self.at(path)
        return document.source if document is not None else None

    def _connected(self, document: Document) -> list[Document]:
        documents = self.all()
        by_path = {other.real_path: other for other in documents}
        linked: dict[Document, list[Document]] = {}
        for other in documents:
            for path in other.imports:
                imported = by_path.get(path)
                if imported is not None:
                    linked.setdefault(other, []).append(imported)
                    linked.setdefault(imported, []).append(other)
        found = {document: None}
        for known in (waiting := [document]):
            new = [other for other in linked.get(known, ()) if other not in found]
            found.update(dict.fromkeys(new))
            waiting += dict.fromkeys(new)
        return list(found)

    def _open_at(self) -> dict[Path | None, Document]:
        return {document.real_path: document for document in self._opened.values()}

    def _paths(self) -> Iterator[Path]:
        folders = [Path(name) for uri in self._folders() if (name := to_fs_path(uri))]
        entries = (entry for folder in folders for entry in _entries(folder.resolve()))
        for entry in islice(entries, MOST):
            if entry.suffix == ".nor" and not entry.is_symlink():
                yield entry
        if next(entries, None) is not None:
            logger.warning("the workspace has more than %d entries, and the others are not looked at", MOST)

    def _read(self, path: Path) -> Document | None:
        """The file as it is on disk; None if there is none that can be read."""
        try:
            status = path.stat()
            version = status.st_mtime_ns, status.st_size
            known = self._on_disk.get(path)
            if known is None or known[0] != version:
                text = path.read_bytes().decode("utf-8-sig")
                known = self._on_disk[path] = version, Document(path.as_uri(), None, text, self._encoding)
        except (OSError, UnicodeDecodeError):
            return None
        return known[1]


def _entries(folder: Path) -> Iterator[Path]:
    """What is in a folder and below it, without what is hidden or made by tools; links are not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        for name in (*folders, *sorted(files)):
            yield Path(place, name)
