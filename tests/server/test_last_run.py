"""What the last run left, and when it is believed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from normil_ls import last_run
from normil_ls.documents import Document
from normil_ls.features.hover import hover
from normil_ls.features.inlay_hints import inlay_hints
from normil_ls.settings import Settings, read

TEXT = "let w = 1 + 1 // 😀\nprint(w)\n"


def opened(folder: Path, text: str = TEXT) -> Document:
    return Document((folder / "demo.nor").as_uri(), 1, text, "utf-16")


def wrote(folder: Path, **changes: Any) -> None:
    content = {
        "version": 1,
        "program": str(folder / "demo.nor"),
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "values": {"1": {"w": "2", "v": "3"}, "2": {"w": "two\nlines"}},
    }
    place = folder / ".normil" / "last-run.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(content | changes), encoding="utf-8")


def test_the_values_by_line_and_name(tmp_path: Path) -> None:
    assert last_run.last_values(opened(tmp_path)) == {}
    wrote(tmp_path)
    assert last_run.last_values(opened(tmp_path)) == {1: {"w": "2", "v": "3"}, 2: {"w": "two lines"}}
    assert last_run.last_values(opened(tmp_path, TEXT + "\n")) == {}


def test_they_are_under_the_project_root(tmp_path: Path) -> None:
    (tmp_path / "normil.toml").touch()
    (tmp_path / "deep").mkdir()
    wrote(tmp_path)
    assert last_run.last_values(opened(tmp_path / "deep"))


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"sha256": 7},
        {"values": []},
        {"values": {"one": {"w": "2"}, "1": {"w": 2}, "2": ["w"]}},
        {"values": {"1": {"w": "2" * last_run.MAX_SIZE}}},
    ],
)
def test_a_file_of_another_form_says_nothing(tmp_path: Path, changes: dict[str, Any]) -> None:
    wrote(tmp_path, **changes)
    assert not any(last_run.last_values(opened(tmp_path)).values())


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_json_says_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".normil").mkdir()
    (tmp_path / ".normil" / "last-run.json").write_bytes(data)
    assert last_run.last_values(opened(tmp_path)) == {}


def test_hints_at_the_ends_of_the_lines(tmp_path: Path) -> None:
    wrote(tmp_path)
    document = opened(tmp_path)
    hints = [hint for hint in inlay_hints(document, 0, len(TEXT), Settings()) if hint.apart]
    assert [(hint.offset, hint.text) for hint in hints] == [
        (TEXT.index("\n"), "w = 2, v = 3"),
        (len(TEXT) - 1, "w = two lines"),
    ]
    off = read({"inlayHints": {"lastRun": False}})
    assert not [hint for hint in inlay_hints(document, 0, len(TEXT), off) if hint.apart]


def notes(document: Document, offset: int, **options: bool) -> tuple[str, ...]:
    found = hover(document, offset, **options)
    assert found is not None
    return found.description.notes


def test_hover_tells_what_a_name_last_was_in_its_line_or_where_it_is_declared(tmp_path: Path) -> None:
    wrote(tmp_path, values={"1": {"w": "2"}, "2": {"w": "a ` sign"}})
    document = opened(tmp_path)
    assert notes(document, TEXT.index("w")) == ("in the last run, line 1: `2`",)
    assert notes(document, TEXT.index("w)")) == ("in the last run, line 2: `` a ` sign ``",)
    wrote(tmp_path, values={"1": {"w": "22"}})
    assert notes(document, TEXT.index("w)")) == ("in the last run, line 1: `22`",)
    assert notes(document, TEXT.index("w"), last_run=False) == ()
    assert not any("last run" in note for note in notes(document, TEXT.index("print")))
