"""Opening a file is always safe: nothing of it runs, nothing is written, and numpy is never loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.server.ls_client import ENVIRONMENT, PATIENCE, Client

HOSTILE = """\
import evil
import numpy
write_file("ran", "yes")
let w = random(3)
fn main() { evil.run() }
print(w.dim)
"""
LOADED = """
import sys
from normil_ls.server import NormilLanguageServer
from normil_ls.documents import Document
from normil_ls.features import FEATURES
server = NormilLanguageServer()
document = Document("file:///demo.nor", 1, sys.argv[1], "utf-16")
assert document.analysis.diagnostics is not None
forbidden = ("numpy", "normil.engine", "normil.compiler", "normil.primitives", "normil.debug", "normil_dap", "evil")
print([name for name in sys.modules if name.startswith(forbidden)])
"""


def test_the_server_loads_neither_numpy_nor_what_runs_programs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, HOSTILE], capture_output=True, text=True, timeout=PATIENCE, env=ENVIRONMENT
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_nothing_runs_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text("open('ran', 'w').close()\ndef run(): pass\n", encoding="utf-8")
    program = tmp_path / "demo.nor"
    program.write_text(HOSTILE, encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with Client(cwd=tmp_path) as client:
        client.initialize(rootUri=tmp_path.as_uri(), workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "demo"}])
        uri = program.as_uri()
        client.open(uri, HOSTILE)
        client.diagnostics(uri, 1)
        document = {"textDocument": {"uri": uri}}
        for line in range(7):
            at = document | {"position": {"line": line, "character": 9}}
            for method in (
                "hover",
                "completion",
                "definition",
                "typeDefinition",
                "documentHighlight",
                "prepareCallHierarchy",
            ):
                client.request(f"textDocument/{method}", at)
        client.request("textDocument/semanticTokens/full", document)
        client.request("textDocument/documentSymbol", document)
        client.request("workspace/symbol", {"query": ""})
        client.request("shutdown")
        client.notify("exit")
        assert client.end() == (0, "")
    assert sorted(tmp_path.iterdir()) == before
