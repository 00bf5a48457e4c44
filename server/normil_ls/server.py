"""The server: one client, its open documents, and the features.

Takes in the connection to a client and serves it until it ends. One thread does all the work, a message at a
time in the order of arrival; what may wait is done when no message is waiting, so that a burst of edits is
analysed once. Must never know how a feature finds its answer.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from queue import Empty
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from normil import __version__
from normil.analysis import builtins
from normil_ls import settings
from normil_ls.documents import Document
from normil_ls.features import FEATURES
from normil_ls.files import Files
from normil_ls.protocol import NormilProtocol
from normil_ls.transport import Closed, Connection, Inbox, Writer

QUIET = 1.0  # seconds without a message, after which there is time to collect garbage

logger = logging.getLogger(__name__)


class NormilLanguageServer(LanguageServer):
    protocol: NormilProtocol
    files: Files

    def __init__(self) -> None:
        super().__init__("normil-ls", __version__, protocol_cls=NormilProtocol, converter_factory=default_converter)
        self.documents: dict[str, Document] = {}
        self.on_change: list[Callable[[str], None]] = []
        self.settings = settings.Settings()
        self.on_settings: list[Callable[[], object]] = []
        self._garbage = False  # whether there may be some
        self._idle: dict[Any, Callable[[], object]] = {}

    def serve(self, connection: Connection) -> int:
        """Serves a client to the end and gives the exit status: 0 after `shutdown`, otherwise 1."""
        inbox = self.protocol.inbox = Inbox(connection)
        writer = Writer(connection.writer)
        self.protocol.set_writer(writer)
        while not writer.broken:
            self.rest()
            try:
                message = inbox.get(QUIET if self._garbage else None)
            except Empty:
                gc.collect()  # takes long enough, with a large file open, to be felt between two keystrokes
                self._garbage = False
                continue
            if isinstance(message, Closed):
                if message.error:
                    logger.error("the connection is closed: %s", message.error)
                break
            if isinstance(message, dict) and message.get("method") == lsp.EXIT:
                break
            self.protocol.receive(message)
        return 0 if self.protocol.has_shut_down else 1

    def register_features(self) -> None:
        """What is offered depends on what the client can do."""
        settings.register(self)
        for feature in FEATURES:
            feature.register(self)
        self.when_idle("reading the builtins", builtins)

    def initialized(self) -> None:
        """When it is agreed on with the client how it goes on."""
        encoding = self.server_capabilities.position_encoding
        assert encoding is not None
        self.files = Files(self.documents, self._folders, encoding)

    def _folders(self) -> list[str]:
        """The URIs of the folders of the workspace."""
        root = self.workspace.root_uri
        return list(self.workspace.folders) or ([root] if root is not None else [])

    def when_idle(self, key: Any, work: Callable[[], object]) -> None:
        """Does the work when no message is waiting; again under the same key replaces it."""
        self._idle.pop(key, None)
        self._idle[key] = work

    def rest(self) -> None:
        """Does the work that is waiting, as long as no message is."""
        while self._idle and self.protocol.inbox.empty():
            key = next(iter(self._idle))
            work = self._idle.pop(key)
            try:
                work()
            except Exception:
                logger.exception("failed: %s", key)

    # ------------------------------------------------------------ documents

    def document(self, uri: str) -> Document:
        """The open document, or the error that a request for another one gets."""
        try:
            return self.documents[uri]
        except KeyError:
            raise JsonRpcInvalidParams(f"the document is not open: {uri}") from None

    def file(self, uri: str) -> Document:
        """A document that need not be open."""
        document = self.files.document(uri)
        if document is None:
            raise JsonRpcInvalidParams(f"there is no such file any more: {uri}")
        return document

    def location(self, uri: str, start: int, end: int) -> lsp.Location:
        """A place in a document that need not be open."""
        return lsp.Location(uri, self.file(uri).lines.range(start, end))

    def did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        encoding = self.server_capabilities.position_encoding
        assert encoding is not None
        self.documents[item.uri] = Document(item.uri, item.version, item.text, encoding)
        self._changed(item.uri)

    def did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        self.document(params.text_document.uri).change(params.text_document.version, params.content_changes)
        self._changed(params.text_document.uri)

    def did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self.document(params.text_document.uri)
        del self.documents[params.text_document.uri]
        self._changed(params.text_document.uri)

    def _changed(self, uri: str) -> None:
        self._garbage = True
        for listener in self.on_change:
            listener(uri)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What goes wrong in a notification is for the log: the user could do nothing about it."""
        logger.error("%s", error, exc_info=error)
