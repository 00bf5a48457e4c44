"""Files that are not open: which of them count, and what the features find in them."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pytest

from normil_ls import files as module
from normil_ls.documents import Document
from normil_ls.files import Files
from tests.server.ls_client import Client, ResponseError

GEO = "/* 😀 */ type Point = {x: float}; fn area(p: Point, by = 1.0) { return p.x * by }\n"
MAIN = "import geo\nprint(geo.area(geo.Point {x: 1.0}, by: 2.0))\n"
USER = "import geo as g\nfn user(p) { return g.area(p) }\n"
ALONE = "fn area(by) { return by }\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    for name, text in {"geo": GEO, "main": MAIN, "user": USER, "deep/alone": ALONE}.items():
        (tmp_path / f"{name}.nor").write_bytes(text.encode())
    return tmp_path.resolve()


def files(folder: Path, *opened: Document) -> Files:
    return Files({document.uri: document for document in opened}, lambda: [folder.as_uri()], "utf-16")


def names(found: list[Document]) -> list[str]:
    return [Path(document.uri).name for document in found]


def test_what_counts_as_a_file_of_the_workspace(workspace: Path) -> None:
    for name in (".hidden", "node_modules"):
        (workspace / name).mkdir()
        (workspace / name / "a.nor").touch()
    (workspace / "bytes.nor").write_bytes(b"\xff\xff")
    (workspace / "text.txt").touch()
    (workspace / "folder.nor").mkdir()
    assert names(files(workspace).all()) == ["geo.nor", "main.nor", "user.nor", "alone.nor"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_no_other_files(workspace: Path) -> None:
    (workspace / "link.nor").symlink_to(workspace / "geo.nor")
    (workspace / "deep" / "up").symlink_to(workspace)
    assert names(files(workspace).all()) == ["geo.nor", "main.nor", "user.nor", "alone.nor"]


def test_a_file_is_read_again_when_it_has_changed(workspace: Path) -> None:
    known = files(workspace)
    first, second = known.all(), known.all()
    assert all(document is again for document, again in zip(first, second, strict=True))
    (workspace / "geo.nor").write_text(GEO + "let new = 1\n", encoding="utf-8")
    (workspace / "main.nor").unlink()
    geo, user, alone = known.all()
    assert geo.text == GEO + "let new = 1\n"
    assert (user, alone) == (first[2], first[3])
    assert known.document((workspace / "main.nor").as_uri()) is None


def test_an_open_file_is_as_the_client_has_it(workspace: Path) -> None:
    opened = Document((workspace / "geo.nor").as_uri(), 3, "let a = 1", "utf-16")
    known = files(workspace, opened)
    assert [document for document in known.all() if document.real_path == opened.real_path] == [opened]
    assert known.at(workspace / "geo.nor") is opened


def test_files_are_connected_by_imports(workspace: Path) -> None:
    known = files(workspace)

    def connected(name: str, naming: str = "") -> list[str]:
        document = known.at(workspace / name)
        assert document is not None
        return sorted(Path(file.key).name for file in known.project(document, naming).files)

    assert connected("main.nor") == connected("user.nor") == ["geo.nor", "main.nor", "user.nor"]
    assert connected("deep/alone.nor") == ["alone.nor"]
    assert connected("main.nor", "user") == ["user.nor"]
    assert connected("main.nor", "é") == ["geo.nor", "main.nor", "user.nor"]


def test_a_disk_is_not_looked_at_as_a_whole(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with caplog.at_level(logging.WARNING):
        assert names(files(workspace).all()) == ["geo.nor"]
    assert "more than 2 entries" in caplog.text
    monkeypatch.setattr(module, "MOST", 5)
    caplog.clear()
    assert len(files(workspace).all()) == 4
    assert not caplog.text


# ---------------------------------------------------------------- with a client


class Session:
    def __init__(self, client: Client, folder: Path, **capabilities: Any) -> None:
        self.client = client
        self.folder = folder
        self.root = {"uri": folder.as_uri(), "name": "demo"}
        client.initialize(workspaceFolders=[self.root], capabilities=capabilities)

    def uri(self, name: str) -> str:
        return (self.folder / f"{name}.nor").as_uri()

    def at(self, name: str, text: str, within: str) -> dict[str, Any]:
        line = within[: within.index(text)].count("\n")
        column = within.index(text) - (within.rfind("\n", 0, within.index(text)) + 1)
        units = len(within.splitlines()[line][:column].encode("utf-16-le")) // 2
        return {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": units}}

    def place(self, name: str, text: str, within: str, length: int) -> dict[str, Any]:
        at = self.at(name, text, within)["position"]
        return {"uri": self.uri(name), "range": {"start": at, "end": at | {"character": at["character"] + length}}}


def test_definitions_and_references_in_files_that_are_not_open(workspace: Path) -> None:
    with Client() as client:
        session = Session(client, workspace)
        client.open(session.uri("main"), MAIN)
        declared = session.place("geo", "area", GEO, 4)
        assert client.request("textDocument/definition", session.at("main", "area", MAIN)) == [declared]
        module_ = client.request("textDocument/definition", session.at("main", "geo.area", MAIN))
        assert [(found["uri"], found["range"]["end"]["line"]) for found in module_] == [(session.uri("geo"), 0)]
        imported = session.place("main", "geo", MAIN, 3)
        assert client.request("textDocument/declaration", session.at("main", "geo.area", MAIN)) == [imported]
        params = session.at("main", "area", MAIN) | {"context": {"includeDeclaration": True}}
        uses = [session.place("main", "area", MAIN, 4), declared, session.place("user", "area", USER, 4)]
        assert client.request("textDocument/references", params) == uses


def test_rename_in_files_that_are_not_open(workspace: Path) -> None:
    with Client() as client:
        session = Session(client, workspace, workspace={"workspaceEdit": {"documentChanges": True}})
        client.open(session.uri("main"), MAIN, version=7)
        edit = client.request("textDocument/rename", session.at("main", "area", MAIN) | {"newName": "size"})
        changed = {
            change["textDocument"]["uri"]: change["textDocument"]["version"] for change in edit["documentChanges"]
        }
        assert changed == {session.uri("main"): 7, session.uri("geo"): None, session.uri("user"): None}
        (workspace / "user.nor").write_text("import geo\nfn f(m) { return m.area(1) }\nf(geo)\n", encoding="utf-8")
        with pytest.raises(ResponseError, match=r"line 2 of user\.nor"):
            client.request("textDocument/rename", session.at("main", "area", MAIN) | {"newName": "size"})


def test_calls_between_files_that_are_not_open(workspace: Path) -> None:
    with Client() as client:
        session = Session(client, workspace)
        client.open(session.uri("main"), MAIN)
        (area,) = client.request("textDocument/prepareCallHierarchy", session.at("main", "area", MAIN))
        assert (area["uri"], area["name"]) == (session.uri("geo"), "area")
        callers = client.request("callHierarchy/incomingCalls", {"item": area})
        assert {(call["from"]["uri"], call["from"]["name"]) for call in callers} == {
            (session.uri("main"), "main.nor"),
            (session.uri("user"), "user"),
        }
        user = next(call["from"] for call in callers if call["from"]["name"] == "user")
        (called,) = client.request("callHierarchy/outgoingCalls", {"item": user})
        assert called["to"] == area


def test_symbols_are_those_of_the_folders(workspace: Path) -> None:
    def found(query: str) -> list[tuple[str, str]]:
        symbols = client.request("workspace/symbol", {"query": query})
        return [(symbol["name"], symbol["location"]["uri"]) for symbol in symbols]

    with Client() as client:
        session = Session(client, workspace)
        assert found("area") == [("area", session.uri("geo")), ("area", session.uri("deep/alone"))]
        other = {"uri": (workspace / "deep").as_uri(), "name": "deep"}
        change = {"event": {"added": [other], "removed": [session.root]}}
        client.notify("workspace/didChangeWorkspaceFolders", change)
        assert found("area") == [("area", session.uri("deep/alone"))]
        client.open(session.uri("geo"), "let other_area = 1\n")
        assert found("area") == [("other_area", session.uri("geo")), ("area", session.uri("deep/alone"))]
