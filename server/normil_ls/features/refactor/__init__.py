"""Refactorings, one module each: a function from what is selected to the edits that are offered for it.

Each offers only what leaves the program's meaning as it is, as far as can be told from its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from normil_ls.documents import Document
from normil_ls.features.refactor import (
    add_annotation,
    add_fields,
    convert_arguments,
    declare,
    extract_function,
    extract_variable,
    inline_variable,
    make_atomic,
    organize_imports,
)
from normil_ls.features.refactor.selection import EXTRACT, INLINE, ORGANIZE, REWRITE, Refactoring, Selection

KINDS = (EXTRACT, INLINE, REWRITE, ORGANIZE)

_ALL: tuple[Callable[[Selection], Iterator[Refactoring]], ...] = (
    extract_variable.offers,
    extract_function.offers,
    inline_variable.offers,
    declare.offers,
    add_fields.offers,
    add_annotation.offers,
    convert_arguments.offers,
    make_atomic.offers,
    organize_imports.offers,
)


def refactorings(document: Document, start: int, end: int) -> Iterator[Refactoring]:
    selection = Selection(document, start, end)
    for offers in _ALL:
        yield from offers(selection)
