"""What every habit is made of: the tokens of a line, and a reading of them.

Takes in text and offsets, gives out dataclasses; knows no habit and no parser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Mask: TypeAlias = tuple[int, str]
"""An offset, and what the parser sees there instead of as many characters."""

Edit: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`edits` write it as it should be; none where that is not known. `safe`: nothing else can have been meant."""

    start: int
    end: int
    message: str
    hint: str
    masks: tuple[Mask, ...]
    edits: tuple[Edit, ...] = ()
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a line, of which the one at `index` is looked at. `text` is the file, `seen` what the parser has
    read instead so far."""

    text: str
    seen: str
    tokens: Sequence[Token]
    index: int

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    def token(self, distance: int) -> Token | None:
        index = self.index + distance
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def at(self, distance: int) -> str:
        """The text of another token of the line, `""` beyond its ends."""
        token = self.token(distance)
        return token.text if token is not None else ""

    def next(self, *texts: str) -> Token | None:
        """The first token behind this one that reads so."""
        return next((token for token in self.tokens[self.index + 1 :] if token.text in texts), None)

    def has_before(self, *texts: str) -> bool:
        return any(token.text in texts for token in self.tokens[: self.index])

    @property
    def inside(self) -> Sequence[Token]:
        """The tokens from the innermost bracket on that is open before this one; none if there is none."""
        closed = 0
        for index in range(self.index - 1, -1, -1):
            text = self.tokens[index].text
            if text in (")", "]", "}"):
                closed += 1
            elif text in ("(", "[", "{"):
                if not closed:
                    return self.tokens[index : self.index]
                closed -= 1
        return ()

    def is_inside(self, bracket: str) -> bool:
        return bool(self.inside) and self.inside[0].text == bracket

    @property
    def first(self) -> bool:
        """Whether a statement may begin here."""
        return self.index == 0 or self.at(-1) in ("{", "}", ";", "->")


Habit: TypeAlias = Callable[[Line], "Reading | None"]


def is_word(text: str) -> bool:
    return text[:1].isalpha() or text[:1] == "_"


def fitted(token: Token, text: str) -> Mask:
    return token.start, text.ljust(token.end - token.start)


def blank(start: int, end: int) -> Mask:
    return start, " " * (end - start)


def no_word(token: Token) -> str:
    return f"`{token.text}` is no word of the language"


def no_operator(text: str) -> str:
    return f"`{text}` is no operator of the language"
