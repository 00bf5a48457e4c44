"""Diagnostics: what analysis finds in a document.

They are pushed after every change as soon as no message is waiting, or pulled by clients that do that; never both.
A diagnostic carries its fix as data, which a client sends back when it asks for code actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Diagnostic, Fix, Severity
from normil.analysis.pages import page_path
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}
_UNNECESSARY = frozenset({"NOR004", "NOR012"})


def to_lsp(document: Document, diagnostic: Diagnostic, *, pages: bool = True) -> lsp.Diagnostic:
    """`pages`: the client shows a link to the page of the code."""
    message = diagnostic.message
    if diagnostic.help:
        message += f"\nhelp: {diagnostic.help}"
    return lsp.Diagnostic(
        document.lines.range(diagnostic.start, diagnostic.end),
        message,
        _SEVERITIES[diagnostic.severity],
        diagnostic.code,
        code_description=lsp.CodeDescription(page_path(diagnostic.code).as_uri()) if pages else None,
        source="normil",
        tags=[lsp.DiagnosticTag.Unnecessary] if diagnostic.code in _UNNECESSARY else None,
        related_information=[
            lsp.DiagnosticRelatedInformation(
                lsp.Location(document.uri, document.lines.range(related.start, related.end)), related.message
            )
            for related in diagnostic.related
            if related.path is None
        ]
        or None,
        data=_data(document, diagnostic.fix),
    )


def _data(document: Document, fix: Fix | None) -> dict[str, Any]:
    """The fix, or that there is none, and the text of the document for which that holds."""
    if fix is None:
        return {"revision": document.revision, "fix": None}
    at = document.lines.position
    edits = [[_pair(at(start)), _pair(at(end)), text] for start, end, text in fix.edits]
    return {"revision": document.revision, "fix": {"title": fix.title, "safe": fix.safe, "edits": edits}}


def _pair(position: lsp.Position) -> list[int]:
    return [position.line, position.character]


def register(server: NormilLanguageServer) -> None:
    if pulls(server):
        _register_pull(server)
    else:
        _register_push(server)


def _register_pull(server: NormilLanguageServer) -> None:
    options = lsp.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="normil")

    @server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def pull(params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        document = server.document(params.text_document.uri)
        result_id = str(document.revision)
        if params.previous_result_id == result_id:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(result_id)
        return lsp.RelatedFullDocumentDiagnosticReport(_all(server, document), result_id=result_id)


def _register_push(server: NormilLanguageServer) -> None:
    def publish(uri: str) -> None:
        document = server.documents.get(uri)
        server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, _all(server, document), document.version)
            if document
            else lsp.PublishDiagnosticsParams(uri, [])
        )

    server.on_change.append(lambda uri: server.when_idle(("diagnostics", uri), lambda: publish(uri)))


def _all(server: NormilLanguageServer, document: Document) -> list[lsp.Diagnostic]:
    pages = shows_pages(server)
    return [to_lsp(document, diagnostic, pages=pages) for diagnostic in document.analysis.diagnostics]


def shows_pages(server: NormilLanguageServer) -> bool:
    kind = "diagnostic" if pulls(server) else "publish_diagnostics"
    return bool(get_capability(server.client_capabilities, f"text_document.{kind}.code_description_support", False))


def pulls(server: NormilLanguageServer) -> bool:
    return get_capability(server.client_capabilities, "text_document.diagnostic") is not None
