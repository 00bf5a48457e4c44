"""Rename: another name for a variable, function, type, field or parameter, in the whole workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException

from normil.analysis.rename import RefusedError, rename, renameable

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


class RequestFailedError(JsonRpcException):
    """A request that is right in form and cannot be done. Editors show the message to the user."""

    CODE = -32803


def register(server: NormilLanguageServer) -> None:
    prepares = get_capability(server.client_capabilities, "text_document.rename.prepare_support", False)
    versioned = get_capability(server.client_capabilities, "workspace.workspace_edit.document_changes", False)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder:
        document = server.document(params.text_document.uri)
        try:
            mention = renameable(
                server.files.project(document), document.source, document.lines.offset(params.position)
            )
        except RefusedError as error:
            raise RequestFailedError(str(error)) from None
        text = document.text[mention.start : mention.end]
        return lsp.PrepareRenamePlaceholder(document.lines.range(mention.start, mention.end), text)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True) if prepares else None)
    def text_document_rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        document = server.document(params.text_document.uri)
        offset = document.lines.offset(params.position)
        try:
            edits = rename(server.files.project(document), document.source, offset, params.new_name)
        except RefusedError as error:
            raise RequestFailedError(str(error)) from None
        changes = {
            file.key: [lsp.TextEdit(lines.range(edit.start, edit.end), edit.text) for edit in found]
            for file, found in edits.items()
            if (lines := server.file(file.key).lines)
        }
        if not versioned:
            return lsp.WorkspaceEdit(changes)
        return lsp.WorkspaceEdit(
            document_changes=[
                lsp.TextDocumentEdit(
                    lsp.OptionalVersionedTextDocumentIdentifier(uri, server.file(uri).version), [*found]
                )
                for uri, found in changes.items()
            ]
        )
