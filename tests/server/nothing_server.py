"""A pygls server that does nothing: the partner of the server's figures. It answers every edit with no diagnostics."""

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

server = LanguageServer("nothing", "0")


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def publish(params: lsp.DidOpenTextDocumentParams | lsp.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(document.uri, [], document.version))


if __name__ == "__main__":
    server.start_io()
