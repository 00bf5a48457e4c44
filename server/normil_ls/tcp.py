"""A client over TCP: loopback only, and only one that knows the token.

Takes in the address to listen on; gives out the connection of the first client whose `initialize` holds the
token that was printed on standard error. Must never know what is served.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
import sys
from typing import Any

from normil_ls.transport import Connection, FramingError, decode, frame, read_frame, request_id

PATIENCE = 10.0  # seconds a client has to send the token
MAX_FIRST_MESSAGE = 1024 * 1024
SERVER_NOT_INITIALIZED = -32002
INVALID_PARAMS = -32602


def parse_address(text: str) -> tuple[str, int]:
    """`HOST:PORT`, refused with ValueError if the host is not loopback."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"expected HOST:PORT, got {text!r}")
    if host == "localhost":
        host = "127.0.0.1"
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(f"only loopback addresses are served, got {host!r}")
    return host, int(port)


def accept(host: str, port: int) -> Connection:
    """Waits for the client; whoever comes without the token is sent away."""
    token = secrets.token_urlsafe(24)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listener:
        shown = f"[{host}]" if ":" in host else host
        print(f"listening on {shown}:{listener.getsockname()[1]} token {token}", file=sys.stderr, flush=True)
        while True:
            client, _ = listener.accept()
            connection = _authenticate(client, token)
            if connection is not None:
                return connection


def _authenticate(client: socket.socket, token: str) -> Connection | None:
    with client:  # closed for good when its two streams are
        client.settimeout(PATIENCE)
        reader, writer = client.makefile("rb"), client.makefile("wb")
        try:
            body = read_frame(reader, MAX_FIRST_MESSAGE)
            message = None if body is None else decode(body)
            code, reason = _check(message, token)
            if code == 0:
                client.settimeout(None)
                return Connection(reader, writer, first=message)
            error = {"code": code, "message": reason}
            writer.write(frame({"jsonrpc": "2.0", "id": request_id(message), "error": error}))
            writer.flush()
        except (FramingError, OSError):
            pass
        reader.close()
        writer.close()
        return None


def _check(message: Any, token: str) -> tuple[int, str]:
    """The error code and text for a first message; the code is 0 if the client may go on."""
    if request_id(message) is None or message["method"] != "initialize":
        return SERVER_NOT_INITIALIZED, "the first message must be initialize"
    match message:
        case {"params": {"initializationOptions": {"token": str(shown)}}}:
            if hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode()):
                return 0, ""
    return INVALID_PARAMS, "initializationOptions.token is not the token of this server"
