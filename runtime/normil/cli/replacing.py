"""Replaces the text of programs, for the commands that change them.

Takes in a path and a text, writes the text there; knows nothing of what has changed in it.
"""

from __future__ import annotations

import codecs
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from normil.cli.source import SourceError


def replace_source(path: str | Path, text: str) -> None:
    """Puts a new file in the place of the old one at once: whoever reads it gets the one or the other. Keeps its
    permissions, its byte order mark and, where it is a link, the link. Raises SourceError."""
    target = Path(path).resolve()
    try:
        marked = target.read_bytes().startswith(codecs.BOM_UTF8)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(codecs.BOM_UTF8 * marked + text.encode())
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, target.stat().st_mode & 0o7777)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{path}: cannot be written: {reason[:1].lower()}{reason[1:]}; it is as it was") from None
