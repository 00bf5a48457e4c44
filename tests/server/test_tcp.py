"""One client over TCP, which must know the token."""

import re
import socket
from collections.abc import Iterator

import pytest

from tests.server.ls_client import PATIENCE, Client, Peer, ResponseError

INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}


@pytest.fixture
def server() -> Iterator[Client]:
    with Client("--tcp", "127.0.0.1:0") as client:
        yield client


def address(server: Client) -> tuple[int, str]:
    assert server.process.stderr
    line = server.process.stderr.readline().decode()
    match = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+) token (\S{20,})\r?\n", line)
    assert match, line
    return int(match[1]), match[2]


def connect(port: int) -> Peer:
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    return Peer(connection.makefile("rb"), connection.makefile("wb"))


def test_a_client_with_the_token_is_served_and_no_other(server: Client) -> None:
    port, token = address(server)
    client = connect(port)
    client.initialize(initializationOptions={"token": token})
    with pytest.raises(ConnectionError):
        connect(port)
    assert client.request("shutdown") is None
    client.notify("exit")
    assert server.end() == (0, "")


def test_clients_without_the_token_are_sent_away(server: Client) -> None:
    port, token = address(server)
    for options in (None, {}, {"token": 5}, {"token": "wrong"}, {"token": token + "x"}):
        with pytest.raises(ResponseError) as caught:
            connect(port).initialize(initializationOptions=options)
        assert caught.value.code == -32602
    with pytest.raises(ResponseError) as caught:
        connect(port).request("textDocument/hover", {"initializationOptions": {"token": token}})
    assert caught.value.code == -32002
    stranger = connect(port)
    stranger.send_bytes(b"GET / HTTP/1.1\r\n\r\n")
    assert stranger.next() is None
    client = connect(port)
    client.initialize(initializationOptions={"token": token})
    client.writer.close()


def test_a_client_that_is_gone_leaves_no_server_behind(server: Client) -> None:
    port, token = address(server)
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    client = Peer(connection.makefile("rb"), connection.makefile("wb"))
    client.initialize(initializationOptions={"token": token})
    connection.shutdown(socket.SHUT_RDWR)
    assert server.end() == (1, "")
