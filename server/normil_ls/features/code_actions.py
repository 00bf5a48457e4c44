"""Code actions: the fixes of diagnostics, one by one, and all that are safe at once; refactorings.

A client that sends back the data of its diagnostics gets their fixes without another analysis; others, and those
whose document has changed since, get the fixes of what is found now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Diagnostic, Fix
from normil.analysis.fixing import together
from normil_ls.documents import Document
from normil_ls.features.diagnostics import shows_pages, to_lsp
from normil_ls.features.refactor import KINDS, refactorings
from normil_ls.features.refactor.selection import ORGANIZE, Refactoring

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.normil"


def quick_fixes(document: Document, start: int, end: int) -> Iterator[tuple[Diagnostic, Fix]]:
    """The fixes of the diagnostics that touch a part of the text."""
    for diagnostic in document.analysis.diagnostics:
        if diagnostic.fix is not None and diagnostic.start <= end and diagnostic.end >= start:
            yield diagnostic, diagnostic.fix


def fix_all(document: Document) -> list[lsp.TextEdit]:
    """The edits of all safe fixes."""
    fixes = (diagnostic.fix for diagnostic in document.analysis.diagnostics)
    edits, _ = together(fix for fix in fixes if fix is not None and fix.safe)
    return [lsp.TextEdit(document.lines.range(start, end), text) for start, end, text in edits]


def sent_back(document: Document, diagnostics: Iterable[lsp.Diagnostic]) -> list[lsp.CodeAction] | None:
    """The fixes that the client's diagnostics carry; None if one of them carries nothing or is about another text."""
    actions = []
    for diagnostic in diagnostics:
        match diagnostic.data:
            case {"revision": document.revision, "fix": None}:
                pass
            case {"revision": document.revision, "fix": {"title": str(title), "safe": bool(safe), "edits": [*edits]}}:
                changes = [_edit(edit) for edit in edits]
                actions.append(_action(document, title, safe, changes, diagnostic))
            case _:
                return None
    return actions


def _edit(data: Any) -> lsp.TextEdit:
    (line, column), (end_line, end_column), text = data
    return lsp.TextEdit(lsp.Range(lsp.Position(line, column), lsp.Position(end_line, end_column)), text)


def _found(document: Document, diagnostic: Diagnostic, fix: Fix, *, pages: bool) -> lsp.CodeAction:
    edits = [lsp.TextEdit(document.lines.range(start, end), text) for start, end, text in fix.edits]
    return _action(document, fix.title, fix.safe, edits, to_lsp(document, diagnostic, pages=pages))


def _action(
    document: Document, title: str, safe: bool, edits: list[lsp.TextEdit], diagnostic: lsp.Diagnostic
) -> lsp.CodeAction:
    return lsp.CodeAction(
        title,
        lsp.CodeActionKind.QuickFix,
        [diagnostic],
        is_preferred=safe or None,
        edit=lsp.WorkspaceEdit({document.uri: edits}),
    )


def _refactoring(document: Document, found: Refactoring) -> lsp.CodeAction:
    edits = [lsp.TextEdit(document.lines.range(start, end), text) for start, end, text in found.edits]
    return lsp.CodeAction(found.title, found.kind, edit=lsp.WorkspaceEdit({document.uri: edits}))


def _is_wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether the client asks for this kind, or one that it belongs to. What is done to a whole file is not offered
    unless it does."""
    if only is None:
        return kind not in (FIX_ALL, ORGANIZE)
    return any(f"{kind}.".startswith(f"{of}." if of else "") for of in only)


def register(server: NormilLanguageServer) -> None:
    literals = "text_document.code_action.code_action_literal_support"
    if get_capability(server.client_capabilities, literals) is None:
        return  # such a client takes commands only

    options = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL, *KINDS])

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = server.document(params.text_document.uri)
        only = params.context.only
        start, end = document.lines.offset(params.range.start), document.lines.offset(params.range.end)
        actions: list[lsp.CodeAction] = []
        if _is_wanted(lsp.CodeActionKind.QuickFix, only):
            own = [diagnostic for diagnostic in params.context.diagnostics if diagnostic.source == "normil"]
            known = sent_back(document, own) if own else None
            if known is None:
                pages = shows_pages(server)
                known = [_found(document, found, fix, pages=pages) for found, fix in quick_fixes(document, start, end)]
            actions += known
        if _is_wanted(FIX_ALL, only) and (edits := fix_all(document)):
            change = lsp.WorkspaceEdit({document.uri: edits})
            actions.append(lsp.CodeAction("Fix all that is safe to fix", FIX_ALL, edit=change))
        if any(_is_wanted(kind, only) for kind in KINDS):
            offered = refactorings(document, start, end)
            actions += [_refactoring(document, offer) for offer in offered if _is_wanted(offer.kind, only)]
        return actions
