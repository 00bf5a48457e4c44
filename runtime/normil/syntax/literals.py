"""The values of number and string literals.

Takes in the text of a literal, gives out its value; knows nothing of trees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Python refuses to convert more digits than this at once, as a guard that a language with big integers lifts.
_DIGITS = 4000

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(.?))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "'": "'", "\\": "\\"}


def integer(digits: str) -> int:
    if len(digits) <= _DIGITS:
        return int(digits)
    half = len(digits) // 2
    shift: int = 10 ** (len(digits) - half)
    return integer(digits[:half]) * shift + integer(digits[half:])


@dataclass(frozen=True, slots=True)
class UnknownEscape:
    """An escape that stands for its own character; offsets in the body of the string."""

    start: int
    end: int


def string(body: str) -> tuple[str, list[UnknownEscape]]:
    """The text that the characters between the quotes stand for."""
    if "\\" not in body:
        return body, []
    unknown: list[UnknownEscape] = []

    def replace(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        if code and int(code, 16) <= 0x10FFFF:
            return chr(int(code, 16))
        character: str = escape[3] if code is None else escape[0][1:]
        if character in _SIMPLE:
            return _SIMPLE[character]
        if character:  # else the string ends here, without its quote
            unknown.append(UnknownEscape(escape.start(), escape.end()))
        return character

    return _ESCAPE.sub(replace, body), unknown
