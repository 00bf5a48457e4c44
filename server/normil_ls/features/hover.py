from lsprotocol import types as lsp
def register(server):
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params):
        server.document(params.text_document.uri)
