"""What a writer probably meant by a token that cannot stand where it stands.

Takes in the text from that token on and what the parser could have read instead; gives out a hint or None.
"""

from __future__ import annotations

from unicodedata import name

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

_WORDS = {
    "and": "write `&&`",
    "or": "write `||`",
    "not": "write `!`",
    "elif": "write `else if`",
    "elseif": "write `else if`",
    "def": "write `fn`",
    "func": "write `fn`",
    "function": "write `fn`",
    "var": "write `let`",
    "is": "write `==`",
    "lambda": "write `fn(x) { return ... }`",
    "except": "write `catch`",
    "struct": "write `type Name = {field: type}`",
    "class": "write `type Name = {field: type}`",
}

_BINARY = ("&&", "||", "==", "!=", "<=", ">=", ".+", ".-", ".*", "./", "+", "*", "/", "%", "<", ">", "@")


def hint(text: str, start: int, end: int, expected: frozenset[str]) -> str | None:
    """`text[start:end]` is the token; `expected` the symbols of the grammar that could stand there."""
    token = text[start:end]
    if token in _WORDS:
        return _WORDS[token]
    starts_statement = "let" in expected
    if starts_statement and text.startswith(_BINARY, start):
        return _OPERATOR_FIRST
    for written, meant in _OPERATORS.items():
        # The lexer may have read a part of the operator as a token of its own.
        if text.startswith(written, start) or (len(written) > 1 and text.startswith(written, start - 1)):
            return meant
    if token == "=" and "+" in expected and "+=" not in expected:
        return "write `==` to compare; an assignment is a statement of its own"
    if token == "+" and "expression" in expected:
        return "there is no unary `+`"
    if token == "." and text[end : end + 1].isdigit():
        return "write a zero before the point: `0.5`"
    if token == ":" and "block" in expected:
        return "a block stands between `{` and `}`"
    if token == "else" and starts_statement:
        return "`else` stands behind the `}` of an `if`"
    if len(token) == 1 and not token.isascii():
        return f"this is {name(token, 'a character')} (U+{ord(token):04X})"
    return None
