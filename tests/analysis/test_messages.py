"""How the diagnostics read. `snapshots/messages.txt` shows the first one of each program in `wrong`; to write it
anew, run with NORMIL_UPDATE_SNAPSHOTS=1 and look at what has changed."""

from __future__ import annotations

import os
from pathlib import Path

from normil.analysis import CODES, analyse
from normil.excerpt import of_diagnostic
from normil.syntax import parse
from normil.syntax.lines import LineIndex

HERE = Path(__file__).parent
SNAPSHOT = HERE / "snapshots" / "messages.txt"


def test_messages() -> None:
    shown = []
    for path in sorted((HERE / "wrong").glob("*.nor")):
        source = path.read_text(encoding="utf-8")
        for diagnostic in analyse(parse(source).program).diagnostics:
            if diagnostic.code == path.stem:
                shown.append(of_diagnostic(diagnostic, path.name, LineIndex(source)))
                break
    text = "\n\n".join(shown) + "\n"
    if os.environ.get("NORMIL_UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def test_messages_are_one_line_and_say_what_to_do_in_the_same_way() -> None:
    for path in sorted((HERE / "wrong").glob("*.nor")):
        for diagnostic in analyse(parse(path.read_text(encoding="utf-8")).program).diagnostics:
            for text in (diagnostic.message, diagnostic.help or "-", *(r.message for r in diagnostic.related)):
                assert text.strip() == text
                assert "\n" not in text
                assert not text.endswith(".")


def test_titles_are_short() -> None:
    assert list(CODES) == [f"NOR{number:03}" for number in range(1, 35)]
    assert all(code.title and len(code.title) < 60 for code in CODES.values())
