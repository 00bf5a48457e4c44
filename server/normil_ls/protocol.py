"""What the protocol itself asks of a server: life cycle, cancellation, and an answer to every request.

Takes in decoded messages and hands the good ones to the handlers that pygls keeps; gives out their answers, or
the error that the protocol has for a message that is wrong. Must never know what a feature does.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from cattrs import transform_error
from cattrs.errors import ClassValidationError
from lsprotocol import types as lsp
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

from normil_ls.transport import Inbox, Undecodable, request_id

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

logger = logging.getLogger(__name__)


class NormilProtocol(LanguageServerProtocol):
    _server: NormilLanguageServer
    inbox: Inbox
    _initialized = False

    @property
    def has_shut_down(self) -> bool:
        return self._shutdown

    # ------------------------------------------------------------ messages

    def receive(self, message: Any) -> None:
        """Handles one message. A request gets exactly one answer, whatever is wrong with it."""
        id_ = request_id(message)
        try:
            if isinstance(message, Undecodable):
                raise JsonRpcParseError(f"not JSON: {message.reason}")
            if not isinstance(message, dict) or message.get("jsonrpc") != self.VERSION:
                raise JsonRpcInvalidRequest("not a JSON-RPC 2.0 message")
            if "method" not in message:
                if "id" in message:
                    self.handle_message(self.structure_message(message))
                return
            self._check(message, is_request=id_ is not None)
            if message["method"] != lsp.CANCEL_REQUEST:  # the inbox has seen to that
                self.handle_message(self._structure(message))
        except JsonRpcException as error:
            if id_ is not None:
                self._send_response(id_, error=error.to_response_error())
            elif not isinstance(message, dict) or "id" in message:
                reply = {"code": error.code, "message": error.message}
                self._send_data({"jsonrpc": self.VERSION, "id": None, "error": reply})
            else:
                logger.warning("ignored %r: %s", message.get("method"), error)

    def _check(self, message: dict[str, Any], *, is_request: bool) -> None:
        method = message["method"]
        if not isinstance(method, str):
            raise JsonRpcInvalidRequest("the method is not a string")
        if "id" in message and not is_request:
            raise JsonRpcInvalidRequest("an id is a number or a string")
        if self._shutdown:
            raise JsonRpcInvalidRequest("the server has shut down")
        if method == lsp.INITIALIZE:
            if self._initialized:
                raise JsonRpcInvalidRequest("initialize may be sent once only")
        elif not self._initialized:
            raise JsonRpcServerNotInitialized(f"{method} before initialize")
        elif method != lsp.CANCEL_REQUEST:
            self._get_handler(method)  # or the error that there is none

    def _structure(self, message: dict[str, Any]) -> Any:
        try:
            type_ = self.get_message_type(message["method"])
            assert type_ is not None
            return self._converter.structure(message, type_)
        except ClassValidationError as error:
            raise JsonRpcInvalidParams("; ".join(transform_error(error, path="message"))) from error
        except Exception as error:  # some hooks of lsprotocol expect the right shape
            raise JsonRpcInvalidParams(f"{message['method']}: {error!r}") from error

    # ------------------------------------------------------------ answers

    def _handle_request(self, msg_id: int | str, method_name: str, params: Any) -> None:
        if self.inbox.cancelled(msg_id):  # while it was waiting
            self._send_response(msg_id, error=JsonRpcRequestCancelled().to_response_error())
        else:
            super()._handle_request(msg_id, method_name, params)

    def _send_handler_result(self, future: Future[Any], *, msg_id: int | str) -> None:
        error = future.exception()
        if self.inbox.cancelled(msg_id):
            error = JsonRpcRequestCancelled()
        if error is None:
            self._send_response(msg_id, result=future.result())
            return
        if not isinstance(error, JsonRpcException):
            logger.error("request %r failed", msg_id, exc_info=error)
            error = JsonRpcInternalError(f"internal error: {error!r}")
        self._send_response(msg_id, error=error.to_response_error())

    def _send_response(self, msg_id: int | str, result: Any = None, error: lsp.ResponseError | None = None) -> None:
        self.inbox.answered(msg_id)
        super()._send_response(msg_id, result, error)

    # ------------------------------------------------------------ what pygls would do with its own documents

    @lsp_method(lsp.INITIALIZE)
    def lsp_initialize(self, params: lsp.InitializeParams) -> Generator[Any, Any, lsp.InitializeResult]:
        self.client_capabilities = params.capabilities
        self._server.register_features()
        result = yield from super().lsp_initialize(params)
        result.capabilities.execute_command_provider = None  # pygls announces both without any of our own
        folders = lsp.WorkspaceFoldersServerCapabilities(supported=True, change_notifications=True)
        result.capabilities.workspace = lsp.WorkspaceOptions(folders)
        self._server.initialized()
        self._initialized = True
        return result

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        self._server.did_open(params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        self._server.did_change(params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self._server.did_close(params)
