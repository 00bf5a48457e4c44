"""What a writer probably meant by a token that cannot stand where it stands.

Takes in the token and what the parser could have read instead, gives out a hint or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import name

from normil.syntax.grammar import RESERVED

_OPERATOR_FIRST = "move the operator to the end of the previous line, or put the expression in parentheses"

# Longest first. Written as in other languages, or nearly.
_OPERATORS = {
    "===": "write `==`",
    "!==": "write `!=`",
    "**": "write `pow(x, y)`",
    "++": "write `n += 1`",
    "=>": "write `->`",
    ":=": "declare with `let name = value`",
    "<<": "there are no shift operators",
    ">>": "there are no shift operators",
    "'": 'strings stand between double quotes: `"text"`',
    "`": 'strings stand between double quotes: `"text"`',
    "?": "there is no conditional operator; use `if` and `else`",
    "&": "write `&&` for and; there are no operators on bits",
    "|": "write `||` for or; there are no operators on bits",
    "^": "write `pow(x, y)` for a power; there are no operators on bits",
    "~": "there are no operators on bits",
    "$": "a name has letters, digits and `_`",
    "\\": "a statement goes on behind an operator or inside brackets",
}

# Words of other languages, where they stand themselves and where they stand before what was not expected.
_WORDS = {"and": "write `&&`", "or": "write `||`", "is": "write `==`", "of": "write `in`"}
_WORDS_BEFORE = {
    "not": "write `!`",
    "elif": "write `else if`",
    "elseif": "write `else if`",
    "def": "write `fn`",
    "func": "write `fn`",
    "function": "write `fn`",
    "lambda": "write `fn(x) { return ... }`",
    "var": "write `let`",
    "except": "write `catch`",
    "struct": "write `type Name = {field: type}`",
    "class": "write `type Name = {field: type}`",
}

_BINARY = ("&&", "||", "==", "!=", "<=", ">=", ".+", ".-", ".*", "./", "+", "*", "/", "%", "<", ">", "@")


@dataclass(frozen=True, slots=True)
class Found:
    """The token `text[start:end]`, and the token before it."""

    text: str
    start: int
    end: int
    before: str

    @property
    def token(self) -> str:
        return self.text[self.start : self.end]

    def reads(self, operator: str) -> bool:
        """Whether the token is `operator`, or one of the tokens that the lexer has made of a longer one."""
        if len(operator) == 1:
            return self.token.startswith(operator) and self.token not in ("||", "&&")
        shifts = range(min(len(operator), self.start + 1))
        return any(self.text.startswith(operator, self.start - shift) for shift in shifts)


def hint(found: Found, expected: frozenset[str]) -> str | None:
    """`expected`: the symbols of the grammar that could stand there."""
    token = found.token
    if "let" in expected and found.text.startswith(_BINARY, found.start):
        return _OPERATOR_FIRST
    if token in _WORDS or found.before in _WORDS_BEFORE:
        return _WORDS.get(token) or _WORDS_BEFORE[found.before]
    return _by_operator(found) or _by_place(found, token, expected)


def hint_behind(found: Found) -> str | None:
    """For a token behind which something is missing."""
    if found.token == "." and found.text[found.start - 1 : found.start].isdigit():
        return "write a digit behind the point: `1.0`"
    return _WORDS_BEFORE.get(found.token) or _by_operator(found)


def _by_operator(found: Found) -> str | None:
    if found.token == "?" and found.before == "=":
        return "write `Vec` for a vector of any dimension"
    return next((meant for operator, meant in _OPERATORS.items() if found.reads(operator)), None)


def _by_place(found: Found, token: str, expected: frozenset[str]) -> str | None:
    if token == "=" and "+" in expected and "+=" not in expected:
        return "write `==` to compare; an assignment is a statement of its own"
    if token == "+" and "expression" in expected:
        return "there is no unary `+`"
    if token == "." and found.text[found.end : found.end + 1].isdigit():
        return "write a zero before the point: `0.5`"
    if token == ":" and "missing_block" in expected:
        return "a block stands between `{` and `}`"
    if found.before == "|" and token[:1].isalpha():
        return "there are no union types; write `any`, or `optional<T>` for T or none"
    if token == "(" and found.before == "for":
        return "write `for x in xs { ... }`, without parentheses"
    if token == "else" and "let" in expected:
        return "`else` stands behind the `}` of an `if`"
    if token in ("if", "match", "for", "while", "try") and "expression" in expected:
        return f"`{token}` is a statement and has no value"
    if token in RESERVED and "identifier" in expected and not expected & {"expression", "let"}:
        return f"`{token}` is a word of the language; choose another name"
    if token in (")", "]", "}") and expected & {"let", "_newline"}:
        return f"remove it, or add the bracket that this `{token}` closes"
    if token[:1].isalpha() and found.before[:1].isdigit() and found.text[found.start - 1].isalnum():
        return "a name does not begin with a digit"
    if len(token) == 1 and not token.isascii():
        return f"this is {name(token, 'a character')} (U+{ord(token):04X})"
    return None
