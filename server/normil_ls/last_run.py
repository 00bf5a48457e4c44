"""What the last run of a program left in its variables, as far as it still holds for the text.

Takes in an open document; gives out texts by line and name. The run writes `.normil/last-run.json` under the project
root: `{"version": 1, "program": PATH, "sha256": DIGEST_OF_TEXT, "values": {"LINE": {"NAME": "one-line text"}}}`, the
digest being that of the text in UTF-8 and lines counting from 1. Here the file is only read, and believed only where
the digest is that of the document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from normil.project import root
from normil_ls.documents import Document

PLACE = Path(".normil", "last-run.json")
MAX_SIZE = 256 * 1024

Values = Mapping[int, Mapping[str, str]]


def last_values(document: Document) -> Values:
    """The values by line, counted from 1, and name; none where nothing is known of this very text."""
    if document.path is None:
        return {}
    place = Path(root(document.path)) / PLACE
    try:
        status = place.stat()
        if status.st_size > MAX_SIZE:
            return {}
        digest, values = _read(place, status.st_mtime_ns, status.st_size)
    except OSError:
        return {}
    return values if values and digest == sha256(document.text.encode("utf-8")).hexdigest() else {}


@lru_cache(maxsize=8)
def _read(place: Path, changed: int, size: int) -> tuple[str, Values]:
    with place.open("rb") as file:
        data = file.read(MAX_SIZE)
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return "", {}
    match found:
        case {"version": 1, "sha256": str(digest), "values": dict(values)}:
            return digest, {int(line): _texts(named) for line, named in values.items() if line.isdecimal()}
    return "", {}


def _texts(named: object) -> dict[str, str]:
    """The names of a line with their texts, which the file should hold as single lines."""
    if not isinstance(named, dict):
        return {}
    return {str(name): " ".join(text.split()) for name, text in named.items() if isinstance(text, str)}
