"""Shows the main job on a real program, through the real language server and debug adapter.

First the diagnostics of a program with mistakes, as an editor receives them; then a debug session: run a training
loop into `breakpoint()`, look at the variables, take three steps, watch a value.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TRAINING = ROOT / "examples" / "debug_training.nor"
LIMIT = 30.0  # seconds that any answer may take
FAULTY = """\
const rate = 0.1
let w = zeros(256)
let x = random(128)

fn step(w: Vec, x: Vec) -> Vec {
    return w + x * raet
}

let mixed = w + x
w = step(w)
"""

BOLD, DIM, RED, YELLOW, CYAN, PLAIN = (
    ("\033[1m", "\033[2m", "\033[31m", "\033[33m", "\033[36m", "\033[0m") if sys.stdout.isatty() else ("",) * 6
)


class Server:
    """A protocol server on its standard streams: messages with a Content-Length header."""

    def __init__(self, module: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.received: Queue[dict[str, Any] | None] = Queue()
        self.kept: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self.received.put(json.loads(stream.read(length)))
        self.received.put(None)

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.process.stdin.flush()

    def wait(self, what: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message that is wanted; others are kept for later."""
        for index, message in enumerate(self.kept):
            if wanted(message):
                return self.kept.pop(index)
        while True:
            try:
                message_ = self.received.get(timeout=LIMIT)
            except Empty:
                sys.exit(f"the demo waited {LIMIT:.0f} s for {what}")
            if message_ is None:
                sys.exit(f"the server ended while the demo waited for {what}")
            if wanted(message_):
                return message_
            self.kept.append(message_)


class LanguageServer(Server):
    def __init__(self) -> None:
        super().__init__("normil_ls")
        self.ids = 0

    def request(self, method: str, params: object) -> Any:
        self.ids += 1
        number = self.ids
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self.wait(method, lambda m: m.get("id") == number and "method" not in m)["result"]

    def notify(self, method: str, params: object) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})


class DebugAdapter(Server):
    def __init__(self) -> None:
        super().__init__("normil_dap")
        self.seq = 0

    def post(self, command: str, arguments: object = None) -> int:
        self.seq += 1
        self.send({"seq": self.seq, "type": "request", "command": command, "arguments": arguments or {}})
        return self.seq

    def response(self, number: int) -> Any:
        answer = self.wait(f"response {number}", lambda m: m.get("request_seq") == number)
        if not answer["success"]:
            sys.exit(f"{answer['command']} failed: {answer['message']}")
        return answer.get("body", {})

    def request(self, command: str, arguments: object = None) -> Any:
        return self.response(self.post(command, arguments))

    def event(self, name: str) -> Any:
        return self.wait(f"event {name}", lambda m: m.get("event") == name).get("body", {})


def title(text: str) -> None:
    print(f"\n{BOLD}{text}{PLAIN}\n{'-' * len(text)}")


def show_diagnostic(diagnostic: dict[str, Any], lines: list[str]) -> None:
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    severity = {1: f"{RED}error", 2: f"{YELLOW}warning"}.get(diagnostic["severity"], f"{CYAN}hint")
    message, *notes = diagnostic["message"].splitlines()
    text, before = lines[start["line"]], start["character"]
    marked = (end["character"] if end["line"] == start["line"] else len(text)) - before
    number = str(start["line"] + 1)
    pad = " " * len(number)
    print(f"\n{severity}[{diagnostic['code']}]{PLAIN}{BOLD}: {message}{PLAIN}")
    print(f"{pad}{DIM}-->{PLAIN} faulty.nor:{number}:{before + 1}")
    print(f"{pad} {DIM}|{PLAIN}")
    print(f"{DIM}{number} |{PLAIN} {text}")
    print(f"{pad} {DIM}|{PLAIN} {' ' * before}{RED}{'^' * max(1, marked)}{PLAIN}")
    for related in diagnostic.get("relatedInformation", []):
        line = related["location"]["range"]["start"]["line"] + 1
        print(f"{pad} {DIM}={PLAIN} line {line}: {related['message']}")
    for note in notes:
        print(f"{pad} {DIM}={PLAIN} {note}")


def show_diagnostics() -> None:
    title("A program with mistakes, as the language server sees it")
    uri = (ROOT / "examples" / "faulty.nor").as_uri()
    server = LanguageServer()
    server.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    server.notify("initialized", {})
    document = {"uri": uri, "languageId": "normil", "version": 1, "text": FAULTY}
    server.notify("textDocument/didOpen", {"textDocument": document})
    published = server.wait("diagnostics", lambda m: m.get("method") == "textDocument/publishDiagnostics")
    for diagnostic in published["params"]["diagnostics"]:
        show_diagnostic(diagnostic, FAULTY.splitlines())
    server.request("shutdown", None)
    server.notify("exit", None)
    server.process.wait(LIMIT)


def show_stop(adapter: DebugAdapter, source: list[str]) -> int:
    """Prints where the program stands; gives the id of its innermost frame."""
    adapter_stack = adapter.request("stackTrace", {"threadId": 1})["stackFrames"]
    top = adapter_stack[0]
    chain = " < ".join(f"{frame['name']}:{frame['line']}" for frame in adapter_stack)
    print(f"  {DIM}{chain}{PLAIN}")
    print(f"  {top['line']:>4} | {source[top['line'] - 1]}")
    return int(top["id"])


def show_variables(adapter: DebugAdapter, frame: int) -> None:
    for scope in adapter.request("scopes", {"frameId": frame})["scopes"][:1]:
        print(f"\n  {BOLD}{scope['name']}{PLAIN}")
        variables = adapter.request("variables", {"variablesReference": scope["variablesReference"]})["variables"]
        for variable in variables:
            print(f"    {CYAN}{variable['name']:<10}{PLAIN} {variable['value']}")


def show_debugging() -> None:
    title(f"Debugging {TRAINING.name}")
    source = TRAINING.read_text(encoding="utf-8").splitlines()
    adapter = DebugAdapter()
    adapter.request("initialize", {"adapterID": "normil", "linesStartAt1": True, "columnsStartAt1": True})
    launch = adapter.post("launch", {"program": str(TRAINING)})
    adapter.event("initialized")
    adapter.request("configurationDone")
    adapter.response(launch)
    stop = adapter.event("stopped")
    print(f"stopped: {stop.get('description') or stop['reason']}")
    frame = show_stop(adapter, source)
    show_variables(adapter, frame)
    for _ in range(3):
        adapter.request("next", {"threadId": 1})
        print(f"\nstep: {adapter.event('stopped')['reason']}")
        frame = show_stop(adapter, source)
    watched = adapter.request("evaluate", {"expression": "norm(w)", "frameId": frame, "context": "watch"})
    print(f"\nwatch: {CYAN}norm(w){PLAIN} = {watched['result']}")
    adapter.request("disconnect", {"terminateDebuggee": True})
    adapter.process.wait(LIMIT)


if __name__ == "__main__":
    show_diagnostics()
    show_debugging()
    print(f"\n{BOLD}Run it yourself:{PLAIN} .venv/bin/normil run examples/debug_training.nor")
