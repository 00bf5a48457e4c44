"""Snapshots that a reader can judge: a program, in it the cursor as `$0` if there is one, and what comes of it.

A file of snapshots holds cases of the form

    ==== title
    program
    ----
    result

After a change that is meant: `NORMIL_UPDATE_SNAPSHOTS=1 pytest tests/server/test_features.py`, and read the
difference.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from normil_ls.documents import Document

FOLDER = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("NORMIL_UPDATE_SNAPSHOTS"))


@dataclass(frozen=True)
class Case:
    feature: str
    title: str
    program: str
    expected: str

    def __str__(self) -> str:
        return self.title.replace(" ", "-")

    @property
    def offset(self) -> int:
        return self.program.index("$0")

    @property
    def document(self) -> Document:
        return Document("file:///demo.nor", 1, self.program.replace("$0", "", 1), "utf-16")

    def check(self, lines: list[str]) -> None:
        found = "\n".join(line.rstrip() for line in lines)
        if UPDATE:
            updated = [
                replace(case, expected=found) if case.title == self.title else case for case in cases(self.feature)
            ]
            text = "\n".join(f"==== {case.title}\n{case.program}\n----\n{case.expected}\n" for case in updated)
            (FOLDER / f"{self.feature}.txt").write_text(text, encoding="utf-8", newline="\n")
        else:
            assert found == self.expected


def cases(feature: str) -> list[Case]:
    text = (FOLDER / f"{feature}.txt").read_text(encoding="utf-8")
    found = []
    for part in re.split(r"^==== ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        program, _, expected = rest.partition("\n----\n")
        found.append(Case(feature, title, program, expected.strip("\n")))
    return found
