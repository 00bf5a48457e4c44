"""Storms of edits on real programs, through a real server: after each, what it says of the edited document is what it
says of one that has just been opened with the same text. And: what it needs of memory does not grow with edits.

usage of the long forms: make fuzz
"""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server.benchmark import program, resident
from tests.server.ls_client import Client, Message

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(path for folder in ("examples", "tests/analysis/wrong") for path in (ROOT / folder).glob("*.nor"))
SEED = int(os.environ.get("NORMIL_TEST_SEED", random.randrange(1 << 30)))
ODD = ("\r\n", "\r", "é", "e\u0301", "😀", "𐌰", "\t", "\u2028", '"', "/*", "*/", "//", *"{}()[]@.")
EDITED, FRESH = "file:///edited.nor", "file:///fresh.nor"


class Typist:
    """What a client holds of a document: its text, and positions in it as the protocol counts them."""

    def __init__(self, text: str, choice: random.Random) -> None:
        self.text = text
        self.choice = choice
        self.pieces = re.findall(r"\w+|\s+|[^\w\s]", text)

    def position(self, offset: int) -> dict[str, int]:
        before = self.text[:offset]
        starts = [end.end() for end in re.finditer(r"\r\n|\r|\n", before)]
        if before.endswith("\r") and self.text.startswith("\n", offset):
            starts.pop()  # between the two halves of a line end
        column = len(before[starts[-1] if starts else 0 :].encode("utf-16-le")) // 2
        return {"line": len(starts), "character": column}

    def edit(self) -> Message:
        """Types, deletes or replaces something somewhere, and gives out the change."""
        choice = self.choice
        start = choice.randrange(len(self.text) + 1)
        end = min(len(self.text), start + choice.choice((0, 0, 0, 1, 1, 2, 8, 40)))
        for _ in range(2):  # no client's position is between the halves of a line end
            start -= self._splits(start)
            end += self._splits(end)
        new = choice.choice((choice.choice(ODD), choice.choice(self.pieces), choice.choice(self.pieces), "", "\n"))
        change = {"range": {"start": self.position(start), "end": self.position(end)}, "text": new}
        self.text = self.text[:start] + new + self.text[end:]
        return change

    def _splits(self, offset: int) -> bool:
        return self.text[offset - 1 : offset + 1] == "\r\n" and offset > 0


class Follower:
    """A client that follows one document, its semantic tokens by their changes."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tokens: list[int] = []
        self.result = ""

    def seen(self, uri: str, version: int, *, by_changes: bool) -> dict[str, Any]:
        document = {"textDocument": {"uri": uri}}
        diagnostics = self.client.diagnostics(uri, version)
        tokens = self._changed(document) if by_changes else self._all(document)
        symbols = self.client.request("textDocument/documentSymbol", document)
        folds = self.client.request("textDocument/foldingRange", document)
        return {"diagnostics": _anywhere(diagnostics), "tokens": tokens, "symbols": symbols, "folds": folds}

    def _all(self, document: Message) -> list[int]:
        tokens: list[int] = self.client.request("textDocument/semanticTokens/full", document)["data"]
        return tokens

    def _changed(self, document: Message) -> list[int]:
        if not self.result:
            found = self.client.request("textDocument/semanticTokens/full", document)
        else:
            params = document | {"previousResultId": self.result}
            found = self.client.request("textDocument/semanticTokens/full/delta", params)
        self.result = found["resultId"]
        if "data" in found:
            self.tokens = found["data"]
        for edit in sorted(found.get("edits", ()), key=lambda edit: -int(edit["start"])):
            start = edit["start"]
            self.tokens[start : start + edit["deleteCount"]] = edit.get("data") or []
        return list(self.tokens)


def _anywhere(found: Any) -> Any:
    """Without what tells one document from another: its URI, and the server's number for its text."""
    if isinstance(found, dict):
        return {key: _anywhere(value) for key, value in found.items() if key not in ("uri", "revision")}
    return [_anywhere(part) for part in found] if isinstance(found, list) else found


CAPABILITIES = {
    "textDocument": {
        "semanticTokens": {
            "requests": {"full": {"delta": True}},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "dataSupport": True},
    }
}


def storm(edits: int, seed: int) -> None:
    choice = random.Random(seed)
    print(f"NORMIL_TEST_SEED={seed}")
    with Client() as client:
        client.initialize(capabilities=CAPABILITIES)
        version = 0
        while version < edits:
            typist = Typist(choice.choice(PROGRAMS).read_text(encoding="utf-8"), choice)
            follower = Follower(client)
            version += 1
            client.open(EDITED, typist.text, version)
            for _ in range(min(100, edits - version) + 1):
                followed = follower.seen(EDITED, version, by_changes=True)
                client.open(FRESH, typist.text, version)
                fresh = Follower(client).seen(FRESH, version, by_changes=False)
                client.notify("textDocument/didClose", {"textDocument": {"uri": FRESH}})
                assert followed == fresh, f"edit {version} of\n{typist.text}"
                version += 1
                changes = [typist.edit() for _ in range(choice.choice((1, 1, 1, 2, 3)))]
                client.notify(
                    "textDocument/didChange",
                    {"textDocument": {"uri": EDITED, "version": version}, "contentChanges": changes},
                )
            client.notify("textDocument/didClose", {"textDocument": {"uri": EDITED}})


def test_after_each_edit_all_is_as_if_the_text_had_just_been_opened() -> None:
    storm(250, SEED)


@pytest.mark.fuzz
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(10))
def test_a_long_storm(part: int) -> None:
    storm(5_000, SEED + part)


@pytest.mark.fuzz
@pytest.mark.timeout(7200)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_after_5000_edits_is_that_after_500() -> None:
    text = program(2_000)
    choice = random.Random(SEED)
    print(f"NORMIL_TEST_SEED={SEED}")
    used: dict[int, float] = {}
    with Client() as client:
        client.initialize(capabilities=CAPABILITIES)
        client.open(EDITED, text)
        client.diagnostics(EDITED, 1)
        typist = Typist(text, choice)
        for version in range(2, 5_002, 2):
            before = typist.text
            change = typist.edit()
            back = {"text": before}  # so that the file stays what it is: 2,000 lines
            typist.text = before
            for number, changes in enumerate(([change], [back])):
                client.notify(
                    "textDocument/didChange",
                    {"textDocument": {"uri": EDITED, "version": version + number}, "contentChanges": changes},
                )
                client.diagnostics(EDITED, version + number)
            client.request("textDocument/semanticTokens/full", {"textDocument": {"uri": EDITED}})
            if version in (500, 5_000):
                used[version] = resident(client.process.pid)
    print(used)
    assert used[5_000] <= 1.1 * used[500]
