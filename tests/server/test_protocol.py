"""Life cycle, errors, cancellation, and ends of all kinds, with a real process."""

import json
import subprocess
from io import BytesIO
from typing import Any

import pytest
from lsprotocol import types as lsp

from normil_ls.server import NormilLanguageServer
from normil_ls.transport import Closed, Connection, Inbox, Writer, frame, read_frame
from tests.server.ls_client import COMMAND, ENVIRONMENT, PATIENCE, Client, Message, ResponseError

URI = "file:///demo.nor"
HOVER = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}


def test_a_session_that_ends_as_it_should() -> None:
    with Client() as client:
        result = client.initialize()
        assert result["serverInfo"]["name"] == "normil-ls"
        assert client.request("shutdown") is None
        client.notify("exit")
        assert client.end() == (0, "")


def test_only_what_works_is_announced() -> None:
    with Client() as client:
        capabilities = client.initialize()["capabilities"]
        assert "executeCommandProvider" not in capabilities
        assert capabilities["workspace"] == {"workspaceFolders": {"supported": True, "changeNotifications": True}}
        assert capabilities["textDocumentSync"] == {"openClose": True, "change": 2, "save": False}


@pytest.mark.parametrize(
    ("offered", "agreed"),
    [(None, "utf-16"), (["utf-32", "utf-16"], "utf-32"), (["utf-16"], "utf-16"), (["utf-7"], "utf-16")],
)
def test_the_position_encoding_is_the_client_s_first_that_is_known(offered: list[str] | None, agreed: str) -> None:
    general = {"positionEncodings": offered} if offered else {}
    with Client() as client:
        assert client.initialize(capabilities={"general": general})["capabilities"]["positionEncoding"] == agreed


def test_requests_that_cannot_be_answered_get_the_error_of_the_protocol() -> None:
    with Client() as client:
        refused(client, -32002, "textDocument/hover", HOVER)
        client.initialize()
        refused(client, -32600, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        refused(client, -32601, "textDocument/nonsense", {})
        refused(client, -32602, "textDocument/hover", HOVER, says=URI)
        refused(client, -32602, "textDocument/hover", None)
        refused(client, -32602, "textDocument/hover", {"textDocument": {"uri": URI}}, says="position")
        refused(client, -32602, "textDocument/hover", HOVER | {"position": 7})
        client.request("shutdown")
        refused(client, -32600, "textDocument/hover", HOVER)
        client.notify("exit")
        assert client.end()[0] == 0


def refused(client: Client, code: int, method: str, params: Any, says: str | None = None) -> None:
    with pytest.raises(ResponseError, match=says) as caught:
        client.request(method, params)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"{", -32700),
        (b"\xff\xfe", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b"7", -32600),
        (b'{"id": null}', -32600),
        (b'{"jsonrpc": "2.0", "method": 5, "id": null}', -32600),
        (b'{"jsonrpc": "2.0", "method": "shutdown", "id": [1]}', -32600),
        (b'{"jsonrpc": "2.0", "method": "shutdown", "id": true}', -32600),
    ],
)
def test_garbage_in_a_good_frame_is_answered_and_survived(message: bytes, code: int) -> None:
    with Client() as client:
        client.initialize()
        client.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(message), message))
        with pytest.raises(ResponseError) as caught:
            client.answer(None)
        assert caught.value.code == code
        assert client.request("shutdown") is None


def test_garbage_in_notifications_is_survived() -> None:
    with Client() as client:
        client.initialize()
        for method in ("textDocument/didChange", "textDocument/didOpen", "textDocument/didClose", "$/nonsense"):
            client.notify(method, {"textDocument": {"uri": URI, "version": 3}, "contentChanges": []})
            client.notify(method, {"textDocument": 5})
            client.notify(method)
        client.send({"jsonrpc": "2.0", "id": 99, "result": "to a request that was never made"})
        client.send({"jsonrpc": "2.0", "id": 98, "error": {"code": 1, "message": "likewise"}})
        assert client.request("shutdown") is None


@pytest.mark.parametrize(
    "data", [b"hello\r\n", b"\x00" * 5000, b"Content-Length: -5\r\n\r\n", b"Content-Length: 99999999999\r\n\r\n"]
)
def test_broken_framing_ends_the_server_with_one_clear_line(data: bytes) -> None:
    with Client() as client:
        client.initialize()
        client.send_bytes(data)
        status, errors = client.end()
        assert status == 1
        assert errors.count("\n") == 1, errors
        assert "the connection is closed: " in errors


def test_a_client_that_is_gone_leaves_no_server_behind() -> None:
    for cut in (0, 10):
        with Client() as client:
            client.initialize()
            client.send_bytes(frame({"jsonrpc": "2.0", "id": 5, "method": "shutdown"})[:cut])
            client.writer.close()
            assert client.end() == (1, "")


def test_a_client_that_stops_listening_ends_the_server() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        request = {"jsonrpc": "2.0", "id": 1, "method": "initialize"}
        process.stdin.write(frame(request | {"params": {"processId": None, "rootUri": None, "capabilities": {}}}))
        process.stdin.flush()
        assert read_frame(process.stdout)
        process.stdout.close()
        process.stdin.write(frame(request))
        process.stdin.flush()
        assert process.wait(PATIENCE) == 1
        assert process.stderr.read() == b""


def test_exit_without_shutdown_is_status_1() -> None:
    with Client() as client:
        client.initialize()
        client.notify("exit")
        assert client.end()[0] == 1


# ---------------------------------------------------------------- one message after the other


def served(server: NormilLanguageServer, *messages: Message) -> list[Message]:
    """What is sent when all messages have been read before the first of them is handled."""
    initialize = {"id": 0, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}}
    frames = [frame({"jsonrpc": "2.0"} | message) for message in (initialize, *messages)]
    sent = BytesIO()
    inbox = server.protocol.inbox = Inbox(Connection(BytesIO(b"".join(frames)), sent))
    server.protocol.set_writer(Writer(sent))
    for message in list(iter(inbox.get, Closed())):
        server.protocol.receive(message)
    server.rest()
    sent.seek(0)
    answers = [json.loads(body) for body in iter(lambda: read_frame(sent), None)]
    assert answers.pop(0)["id"] == 0
    return answers


def moniker(id_: int) -> Message:
    """A request that no feature answers, so that the test can."""
    return {"id": id_, "method": "textDocument/moniker", "params": HOVER}


def cancel(id_: object) -> Message:
    return {"method": "$/cancelRequest", "params": {"id": id_}}


def test_a_request_that_is_cancelled_while_it_waits_is_not_worked_on() -> None:
    server = NormilLanguageServer()
    asked = []

    @server.feature("textDocument/moniker")
    def answer(params: lsp.MonikerParams) -> None:
        asked.append(params)

    first, second = served(server, moniker(1), moniker(2), cancel(2), cancel(77), cancel([2]), cancel(None))
    assert (first["id"], first["result"]) == (1, None)
    assert (second["id"], second["error"]["code"]) == (2, -32800)
    assert len(asked) == 1


def test_a_request_that_is_cancelled_while_it_is_worked_on_says_so() -> None:
    server = NormilLanguageServer()

    @server.feature("textDocument/moniker")
    def answer(params: lsp.MonikerParams) -> None:
        server.protocol.inbox.note(cancel(1))  # as the reading thread does

    (found,) = served(server, moniker(1))
    assert found["error"]["code"] == -32800


def test_a_feature_that_fails_is_an_internal_error_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    server = NormilLanguageServer()

    @server.feature("textDocument/moniker")
    def answer(params: lsp.MonikerParams) -> None:
        raise ZeroDivisionError("no")

    first, second = served(server, moniker(1), {"id": 2, "method": "shutdown"})
    assert (first["id"], first["error"]["code"]) == (1, -32603)
    assert "ZeroDivisionError" in first["error"]["message"]
    assert (second["id"], second["result"]) == (2, None)
    assert "ZeroDivisionError" in caplog.text


def test_a_burst_of_edits_is_analysed_once() -> None:
    document = {"uri": URI, "languageId": "normil", "version": 1, "text": ""}
    messages = [{"method": "textDocument/didOpen", "params": {"textDocument": document}}]
    for version, letter in enumerate("print(x)", 2):
        at = {"line": 0, "character": version - 2}
        changed = {"textDocument": {"uri": URI, "version": version}}
        edit = {"range": {"start": at, "end": at}, "text": letter}
        messages.append({"method": "textDocument/didChange", "params": changed | {"contentChanges": [edit]}})
    (published,) = served(NormilLanguageServer(), *messages)
    assert published["params"]["version"] == 9
    assert [diagnostic["code"] for diagnostic in published["params"]["diagnostics"]] == ["NOR002"]


# ---------------------------------------------------------------- the command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=ENVIRONMENT,
    )


def test_version() -> None:
    assert run("--version").stdout.startswith("normil-ls ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--tcp", "0.0.0.0:0"], "loopback"),
        (["--tcp", "example.com:80"], "loopback"),
        (["--tcp", "7"], "HOST:PORT"),
        (["--stdio", "--tcp", "127.0.0.1:0"], "not allowed with"),
        (["--log-file", "/nowhere/at/all"], "/nowhere/at/all"),
    ],
)
def test_wrong_use_is_refused(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_input_at_all() -> None:
    done = run()
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
