"""Diagnostics: what analysis finds in a document.

They are pushed after every change as soon as no message is waiting, or pulled by clients that do that; never both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis.codes import Severity
from normil.analysis.diagnostics import Diagnostic
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}
_UNNECESSARY = frozenset({"NOR004", "NOR012"})


def to_lsp(document: Document, diagnostic: Diagnostic) -> lsp.Diagnostic:
    message = diagnostic.message
    if diagnostic.help:
        message += f"\nhelp: {diagnostic.help}"
    return lsp.Diagnostic(
        document.lines.range(diagnostic.start, diagnostic.end),
        message,
        _SEVERITIES[diagnostic.severity],
        diagnostic.code,
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
    )


def register(server: NormilLanguageServer) -> None:
    if get_capability(server.client_capabilities, "text_document.diagnostic") is not None:
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
        return lsp.RelatedFullDocumentDiagnosticReport(_all(document), result_id=result_id)


def _register_push(server: NormilLanguageServer) -> None:
    def publish(uri: str) -> None:
        document = server.documents.get(uri)
        server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, _all(document), document.version)
            if document
            else lsp.PublishDiagnosticsParams(uri, [])
        )

    server.on_change.append(lambda uri: server.when_idle(("diagnostics", uri), lambda: publish(uri)))


def _all(document: Document) -> list[lsp.Diagnostic]:
    return [to_lsp(document, diagnostic) for diagnostic in document.analysis.diagnostics]
