"""Formatting: of a document, of the statements that a range touches, and the indentation of a line while it is typed.

The edits are those of white space between tokens, so that a cursor stays beside the token where it is.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import tree_sitter
from lsprotocol import types as lsp

from normil.format import Edit, edits, indentation, syntax_error
from normil.project import root
from normil.settings import SettingsError, read_settings
from normil.syntax import SyntaxTree
from normil.syntax.grammar import COMMENTS
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_HOLDERS = frozenset({"source_file", "block", "match_block"})
logger = logging.getLogger(__name__)


def formatting(document: Document, width: int) -> list[Edit]:
    """Nothing for a text with syntax errors."""
    tree = document.tree
    return [] if syntax_error(tree.program) else edits(tree, width)


def range_formatting(document: Document, start: int, end: int, width: int) -> list[Edit]:
    """The edits in the statements that the range touches, and of the white space before them."""
    first, last = _touched(document.tree, start, end)
    return [edit for edit in formatting(document, width) if first <= edit.end and edit.end <= last]


def _touched(tree: SyntaxTree, start: int, end: int) -> tuple[int, int]:
    """From the first to the last of the innermost statements, or cases, that a range touches."""
    found = start, end
    holder: tree_sitter.Node | None = tree.tree.root_node
    while holder is not None:
        spans = [tree.span(child) for child in holder.children if child.is_named and child.type not in COMMENTS]
        touched = [(first, last) for first, last in spans if first <= end and last >= start]
        if touched:
            found = touched[0][0], touched[-1][1]
        holder = _holder_around(tree, holder, start, end)
    return found


def _holder_around(tree: SyntaxTree, node: tree_sitter.Node, start: int, end: int) -> tree_sitter.Node | None:
    """The next block, or the like, inside a node in which the whole range is."""
    inner: tree_sitter.Node | None = node
    while inner is not None:
        inner = next((child for child in inner.children if _contains(tree.span(child), start, end)), None)
        if inner is not None and inner.type in _HOLDERS:
            return inner
    return None


def _contains(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] < start and end < span[1]


def on_type(document: Document, offset: int, typed: str) -> list[Edit]:
    """The indentation of the line, where a line end was typed before the offset or a brace that begins the line."""
    line_start = document.text.rfind("\n", 0, offset) + 1
    if typed == "}" and document.text[line_start:offset].strip() != "}":
        return []
    edit = indentation(document.tree, offset)
    return [edit] if edit else []


def line_length(path: Path | None, default: int) -> int:
    """What `normil.toml` says, else what the editor does."""
    if path is not None:
        try:
            length: int = read_settings(Path(root(path))).get("format", "line-length", default)
        except SettingsError as error:
            logger.warning("%s", error)
        else:
            return length
    return default


def register(server: NormilLanguageServer) -> None:
    def width(document: Document) -> int:
        return line_length(document.path, server.settings.line_length)

    def to_lsp(document: Document, found: list[Edit]) -> list[lsp.TextEdit]:
        return [lsp.TextEdit(document.lines.range(edit.start, edit.end), edit.text) for edit in found]

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def document_formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        document = server.document(params.text_document.uri)
        return to_lsp(document, formatting(document, width(document)))

    @server.feature(lsp.TEXT_DOCUMENT_RANGE_FORMATTING)
    def document_range_formatting(params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit]:
        document = server.document(params.text_document.uri)
        start, end = document.lines.offset(params.range.start), document.lines.offset(params.range.end)
        return to_lsp(document, range_formatting(document, start, end, width(document)))

    @server.feature(lsp.TEXT_DOCUMENT_ON_TYPE_FORMATTING, lsp.DocumentOnTypeFormattingOptions("}", ["\n"]))
    def on_type_formatting(params: lsp.DocumentOnTypeFormattingParams) -> list[lsp.TextEdit]:
        document = server.document(params.text_document.uri)
        offset = document.lines.offset(params.position)
        return to_lsp(document, on_type(document, offset, params.ch))
