"""Text as the parser reads it: two bytes for every code point, so that offsets need no conversion.

Takes in a str, gives out UTF-16 in which every character that is not one unit is replaced by one that means
the same to the grammar. The grammar never sees the original character; lowering reads the original text.
"""

from __future__ import annotations

import re
from typing import Literal

ENCODING: Literal["utf16le"] = "utf16le"
WIDTH = 2

# NUL would look like the end of the file to the lexer.
_NOT_ONE_UNIT = re.compile("[\0\ud800-\udfff\U00010000-\U0010ffff]")


def encode(text: str) -> bytes:
    if "\0" in text or not text.isascii():
        text = _NOT_ONE_UNIT.sub(_substitute, text)
    return text.encode("utf-16-le")


def _substitute(match: re.Match[str]) -> str:
    character = match[0]
    if character.isidentifier():
        return "ª"  # begins a name
    if ("a" + character).isidentifier():
        return "·"  # continues a name
    return "\ufffd"
