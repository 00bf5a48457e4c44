"""Which modules completion offers for an import."""

from __future__ import annotations

from pathlib import Path

from normil_ls.documents import Document
from normil_ls.features.completion import completion


def offered(file: Path, text: str, *, python: bool = False) -> list[str]:
    document = Document(file.as_uri(), 1, text, "utf-16")
    return [candidate.label for candidate in completion(document, len(text), python=python)]


def test_modules_beside_the_file_in_modules_and_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "normil.toml").touch()
    for name in ("modules/shared.nor", "src/demo.nor", "src/near.nor", "src/modules/own.nor", "src/geo/area.nor"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("src/not-a-name.nor", "src/helper.py", "src/notes.txt", "src/__init__.py"):
        (tmp_path / name).touch()
    file = tmp_path / "src" / "demo.nor"
    assert offered(file, "import ") == ["geo", "near", "own", "shared"]
    assert offered(file, "import ne") == ["geo", "near", "own", "shared"]
    assert offered(file, "import ", python=True) == ["geo", "helper", "near", "own", "shared"]
    assert offered(file, "import geo.") == ["area"]
    assert offered(file, "import geo.a") == ["area"]
    assert offered(file, "import nowhere.") == []
