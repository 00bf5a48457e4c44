"""A document: its text as the client has it, or as it is on disk, and what is known of that text.

Takes in a text and then edits; gives out the syntax tree and the analysis of the current text, made when they
are first asked for and kept until the next edit. Must never know what asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import count
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from normil.analysis import Analyser, Analysis, Symbol
from normil.analysis.mentions import SourceFile
from normil.analysis.symbols import outline
from normil.analysis.walk import walk
from normil.cycles import ImportGraph
from normil.syntax import SyntaxTree, parse
from normil.syntax import nodes as n
from normil_ls.positions import LineTable

_SURROGATE = re.compile("[\ud800-\udfff]")
_revisions = count(1)


class Document:
    """`version` is the client's, None if it is not open there. `revision` tells this text from every other one, also
    of a document that was open before."""

    def __init__(self, uri: str, version: int | None, text: str, encoding: str) -> None:
        self.uri = uri
        name = to_fs_path(uri)
        self.path = Path(name) if name else None
        self.version = version
        self.revision = next(_revisions)
        self.lines = LineTable(_clean(text), encoding)
        self._tree: SyntaxTree | None = None
        self._edited: tuple[int, int, int] | None = None  # since `_tree`: start, its old end, its new end
        self._modules = ImportGraph(self.path) if self.path is not None else None
        self._analyser = Analyser(self.path, modules=self._modules)
        self._analysis: Analysis | None = None
        self._source: SourceFile | None = None
        self._imports: set[Path] | None = None
        self._symbols: list[Symbol] | None = None

    @property
    def text(self) -> str:
        return self.lines.text

    def change(self, version: int, changes: Sequence[lsp.TextDocumentContentChangeEvent]) -> None:
        for change in changes:
            new = _clean(change.text)
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                start = self.lines.offset(change.range.start)
                end = max(start, self.lines.offset(change.range.end))
            else:
                start, end = 0, len(self.text)
            self.lines.replace(start, end, new)
            self._note(start, end, start + len(new))
        self.version = version
        self.revision = next(_revisions)
        self._analysis = None
        self._imports = None
        self._symbols = None

    def _note(self, start: int, old_end: int, new_end: int) -> None:
        """Widens the edited part of the tree's text by an edit of the current text."""
        if self._edited is not None:
            first, old, new = self._edited
            beyond = max(old_end - new, 0)
            shift = new_end - old_end
            start, old_end, new_end = min(first, start), old + beyond, max(new, old_end) + shift
        self._edited = start, old_end, new_end

    @property
    def tree(self) -> SyntaxTree:
        if self._tree is None:
            self._tree = parse(self.text)
        elif self._edited is not None:
            start, old_end, new_end = self._edited
            self._tree = self._tree.edit(start, old_end, self.text[start:new_end])
        self._edited = None
        return self._tree

    @property
    def analysis(self) -> Analysis:
        if self._analysis is None:
            self._analysis = self._analyser.analyse(self.tree.program)
        return self._analysis

    @property
    def source(self) -> SourceFile:
        """The analysis as one of several files that are looked at together."""
        if self._source is None or self._source.analysis is not self.analysis:
            self._source = SourceFile(self.uri, self.tree, self.analysis, self.real_path, self._modules)
        return self._source

    @property
    def symbols(self) -> list[Symbol]:
        """What the text declares, for which it need not be analysed."""
        if self._symbols is None:
            self._symbols = outline(self.tree.program)
        return self._symbols

    @cached_property
    def real_path(self) -> Path | None:
        """The path without links, which tells files apart."""
        return self.path.resolve() if self.path is not None else None

    @property
    def imports(self) -> set[Path]:
        """The NORMiL files that it imports. Most texts tell without being parsed that there are none."""
        if self._imports is None:
            self._imports = set()
            if self._modules is not None and "import" in self.text:
                statements = [
                    item.statement
                    for item in self.tree.program.items
                    if self.text.find("import", item.start, item.end) >= 0
                ]
                for node in (node for statement in statements for node in walk(statement)):
                    if isinstance(node, n.Import) and node.path:
                        file = self._modules.leads_to([part.text for part in node.path])
                        self._imports |= {file} if file is not None else set()
        return self._imports


def _clean(text: str) -> str:
    """Replaces halves of surrogate pairs, which JSON can carry but no file can hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
