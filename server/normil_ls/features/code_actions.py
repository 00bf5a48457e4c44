"""Code actions: the fixes that analysis offers for what it finds, and refactorings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Diagnostic, Fix
from normil_ls.documents import Document
from normil_ls.features.diagnostics import to_lsp
from normil_ls.features.refactor import KINDS, refactorings
from normil_ls.features.refactor.selection import ORGANIZE, Refactoring

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def quick_fixes(document: Document, start: int, end: int) -> Iterator[tuple[Diagnostic, Fix]]:
    """The fixes of the diagnostics that touch a part of the text."""
    for diagnostic in document.analysis.diagnostics:
        if diagnostic.fix is not None and diagnostic.start <= end and diagnostic.end >= start:
            yield diagnostic, diagnostic.fix


def _to_lsp(document: Document, diagnostic: Diagnostic, fix: Fix) -> lsp.CodeAction:
    edits = [lsp.TextEdit(document.lines.range(start, end), text) for start, end, text in fix.edits]
    return lsp.CodeAction(
        fix.title,
        lsp.CodeActionKind.QuickFix,
        [to_lsp(document, diagnostic)],
        is_preferred=fix.safe or None,
        edit=lsp.WorkspaceEdit({document.uri: edits}),
    )


def _refactoring(document: Document, found: Refactoring) -> lsp.CodeAction:
    edits = [lsp.TextEdit(document.lines.range(start, end), text) for start, end, text in found.edits]
    return lsp.CodeAction(found.title, found.kind, edit=lsp.WorkspaceEdit({document.uri: edits}))


def _is_wanted(kind: str, wanted: Sequence[str] | None) -> bool:
    """Whether the client asks for this kind, or one that it belongs to. What is done to a whole file is not offered
    unless it does."""
    if wanted is None:
        return kind != ORGANIZE
    return any(f"{kind}.".startswith(f"{of}." if of else "") for of in wanted)


def register(server: NormilLanguageServer) -> None:
    literals = "text_document.code_action.code_action_literal_support"
    if get_capability(server.client_capabilities, literals) is None:
        return  # such a client takes commands only

    options = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, *KINDS])

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = server.document(params.text_document.uri)
        wanted = params.context.only
        start, end = document.lines.offset(params.range.start), document.lines.offset(params.range.end)
        found = []
        if _is_wanted(lsp.CodeActionKind.QuickFix, wanted):
            found += [_to_lsp(document, diagnostic, fix) for diagnostic, fix in quick_fixes(document, start, end)]
        if any(_is_wanted(kind, wanted) for kind in KINDS):
            offered = refactorings(document, start, end)
            found += [_refactoring(document, offer) for offer in offered if _is_wanted(offer.kind, wanted)]
        return found
