"""Signs of other languages: `=>`, `++`, `'text'`, `0..10`, `a ? b : c`."""

from __future__ import annotations

from normil.syntax.habits.base import Edit, Line, Mask, Reading, blank, is_word, no_operator

# Longest first: what it is written as, how the parser may read it, and whether that is surely meant.
_SIGNS: dict[str, tuple[str, str, bool]] = {
    "===": ("==", "== ", True),
    "!==": ("!=", "!= ", True),
    "=>": ("->", "->", True),
    "<>": ("!=", "!=", True),
}

# What there is nothing like: how to go on, and how the parser may read it.
_ADVICE: dict[str, tuple[str, str]] = {
    "**": ("write `pow(x, y)`", "* "),
    "<<": ("write `x * pow(2, n)`; there are no operators on bits", "* "),
    ">>": ("write `floor(x / pow(2, n))`; there are no operators on bits", "* "),
    "??": ("test with `is_none(x)`", "||"),
    "?.": ("test with `is_none(x)` first", " ."),
    "^": ("write `pow(x, y)` for a power; there are no operators on bits", "*"),
    "~": ("write `!x` for not; there are no operators on bits", "-"),
}
_LOGIC = {"&": "&&", "|": "||"}
_BINARY = frozenset({"&&", "||", "==", "!=", "<=", ">=", ".+", ".-", ".*", "./", "+", "*", "/", "%", "<", ">"})


def sign(line: Line) -> Reading | None:
    start = line.here.start
    for written, (meant, seen, safe) in _SIGNS.items():
        if line.text.startswith(written, start):
            end = start + len(written)
            return Reading(
                start, end, no_operator(written), f"write `{meant}`", ((start, seen),), ((start, end, meant),), safe
            )
    for written, (advice, seen) in _ADVICE.items():
        for begin in (start, start - 1):  # the lexer may have made two tokens of it
            if begin >= 0 and line.text.startswith(written, begin):
                end = begin + len(written)
                return Reading(begin, end, no_operator(written), advice, ((begin, seen),))
    return None


def one_of_two(line: Line) -> Reading | None:
    """`a & b`, `a | b`"""
    here = line.here
    character = line.text[here.start]
    meant = _LOGIC.get(character)
    if meant is None or line.index == 0 or here.text == meant:
        return None
    end = here.start + 1
    hint = f"write `{meant}` for {'and' if meant == '&&' else 'or'}; there are no operators on bits"
    edits = ((here.start, end, meant),)
    return Reading(here.start, end, no_operator(character), hint, ((here.start, "*"),), edits)


def assignment(line: Line) -> Reading | None:
    """`x := 1`, `let x := 1`"""
    here, name = line.here, line.token(-1)
    if not line.text.startswith(":=", here.start) or name is None or not is_word(name.text):
        return None
    start, end = here.start, here.start + 2
    declared = line.at(-2) in ("let", "const")
    hint = "write `=`" if declared else f"write `let {name.text} = ...` to declare, `{name.text} = ...` to assign"
    edits = ((start, end, "="),) if declared else ((name.start, end, f"let {name.text} ="),)
    return Reading(start, end, no_operator(":="), hint, ((start, " ="),), edits, declared)


def step(line: Line) -> Reading | None:
    """`n++` and `++n`"""
    here = line.here
    start, end = here.start, here.start + 2
    written = here.text * 2
    if not line.text.startswith(written, start):
        return None
    before = line.token(-1)
    after = next((token for token in line.tokens[line.index :] if token.start >= end), None)
    masks = (blank(start, end),)
    if before is not None and is_word(before.text) and (after is None or after.text in ("}", ";", ")")):
        hint = f"write `{before.text} {here.text}= 1`"
        return Reading(start, end, no_operator(written), hint, masks, ((start, end, f" {here.text}= 1"),), True)
    if after is not None and is_word(after.text) and line.first:
        edits = ((start, after.end, f"{after.text} {here.text}= 1"),)
        return Reading(start, end, no_operator(written), f"write `{after.text} {here.text}= 1`", masks, edits)
    return None


def condition(line: Line) -> Reading | None:
    """`if x = 1 {`"""
    here = line.here
    if not line.has_before("if", "while"):
        return None
    edits = ((here.start, here.end, "=="),)
    message = "`=` assigns, and a condition cannot"
    return Reading(here.start, here.end, message, "write `==` to compare", ((here.start, "<"),), edits)


def declared_equal(line: Line) -> Reading | None:
    """`let x == 1`"""
    here = line.here
    if not line.has_before("let", "const"):
        return None
    edits = ((here.start, here.end, "="),)
    return Reading(
        here.start, here.end, "`==` compares", "write `=` to give a value", ((here.start, "= "),), edits, True
    )


def field_value(line: Line) -> Reading | None:
    """`{x = 1}`"""
    here = line.here
    if line.at(-2) not in ("{", ",") or not is_word(line.at(-1)) or not line.is_inside("{"):
        return None
    edits = ((line.tokens[line.index - 1].end, here.end, ":"),)
    message = "`=` does not stand between a field and its value"
    return Reading(here.start, here.end, message, "write `:`", ((here.start, ":"),), edits, True)


def quotes(line: Line) -> Reading | None:
    """`'text'`"""
    start = line.here.start
    quote = line.text[start]
    end = line.text.find(quote, start + 1)
    line_end = line.text.find("\n", start)
    if quote not in "'`" or end < 0 or 0 <= line_end < end:
        return None
    body = line.text[start + 1 : end]
    masks: tuple[Mask, ...] = ((start, f'"{_plain(body)}"'),)
    message = f"{quote} does not begin a string"
    if "${" in body:
        hint = 'write strings between double quotes, and join them with `+`: `"n is " + n`'
        return Reading(start, end + 1, message, hint, masks)
    edits: tuple[Edit, ...] = ((start, start + 1, '"'), (end, end + 1, '"')) if '"' not in body else ()
    return Reading(start, end + 1, message, "write strings between double quotes", masks, edits, quote == "'")


def prefixed_string(line: Line) -> Reading | None:
    """`f"..."`"""
    here = line.here
    if line.text[here.end : here.end + 1] != '"' or here.text.lower() not in _PREFIXES:
        return None
    message = f"a string has no letter `{here.text}` before it"
    return Reading(here.start, here.end, message, _PREFIXES[here.text.lower()], (blank(here.start, here.end),))


_PREFIXES = {
    "f": 'join the parts with `+`: `"n is " + n`',
    "r": "write `\\\\` for a backslash",
    "b": "remove the letter; there are no bytes",
    "u": "remove the letter; every string is Unicode",
}


def long_string(line: Line) -> Reading | None:
    '''`"""text"""`'''
    start = line.here.start
    if not line.text.startswith('"""', start):
        start -= 2
    end = line.text.find('"""', start + 3)
    if start < 0 or not line.text.startswith('"""', start) or end < 0:
        return None
    masks = ((start, f'"{" " * (end + 1 - start)}"'),)
    hint = "write `\\n` for a line end, and join long texts with `+`"
    return Reading(start, start + 3, "a string ends on the line where it begins", hint, masks)


def _plain(body: str) -> str:
    return "".join(" " if character in '"\\' else character for character in body)


def range_(line: Line) -> Reading | None:
    """`0..10`"""
    here = line.here
    if not here.text.isdecimal() or not line.text.startswith("..", here.end) or line.text.startswith("...", here.end):
        return None
    inclusive = line.text.startswith("..=", here.end)
    dots = here.end + (3 if inclusive else 2)
    last = next((token for token in line.tokens[line.index + 1 :] if token.start == dots), None)
    if last is None:
        return None
    written = f"range({here.text}, {last.text}{' + 1' if inclusive else ''})"
    masks = ((here.start, "[" + " " * (last.end - here.start - 2) + "]"),)
    edits = ((here.start, last.end, written),)
    message = no_operator(line.text[here.end : dots])
    return Reading(here.end, dots, message, f"write `{written}`", masks, edits, True)


def number(line: Line) -> Reading | None:
    """`0x1f`, `1_000`"""
    here, rest = line.here, line.token(1)
    if rest is None or rest.start != here.end or not here.text.isdecimal() or not is_word(rest.text):
        return None
    written = here.text + rest.text
    try:
        value = int(written, 0) if here.text == "0" else int(written)
    except ValueError:
        return None
    masks = ((here.start, "1" * len(written)),)
    edits = ((here.start, rest.end, str(value)),)
    return Reading(here.start, rest.end, "a number has digits only", f"write `{value}`", masks, edits, True)


def question(line: Line) -> Reading | None:
    """`c ? a : b`, and `x: int?`"""
    here = line.here
    start, end = here.start, here.start + 1
    if line.text[start] != "?":
        return None
    type_ = line.token(-1)
    if type_ is not None and line.at(-2) in (":", "->") and type_.end == start:
        written = f"optional<{type_.text}>"
        edits = ((type_.start, end, written),)
        message = "`?` does not belong to a type"
        return Reading(start, end, message, f"write `{written}`", (blank(start, end),), edits, True)
    colon = line.next(":")
    if colon is None or line.text[colon.end : colon.end + 1] != " ":
        return None
    spaced = line.text[end : end + 1] == " "
    masks = ((start, "||" if spaced else "*"), (colon.start, "||"))
    hint = "write `if c { ... } else { ... }` with a statement in each block"
    return Reading(start, end, "there is no conditional operator", hint, masks)


def list_type(line: Line) -> Reading | None:
    """`x: [int]` and `x: int[]`"""
    here, closing = line.here, line.next("]")
    before = line.token(-1)
    if before is None or closing is None:
        return None
    if before.text in (":", "->") and line.at(2) == "]":
        element, start = line.at(1), here.start
    elif line.at(-2) in (":", "->") and line.at(1) == "]":
        element, start = before.text, before.start
    else:
        return None
    masks = (blank(here.start, here.end), blank(closing.start, closing.end))
    edits = ((start, closing.end, f"list<{element}>"),)
    message = "`[` and `]` do not belong to a type"
    return Reading(start, closing.end, message, f"write `list<{element}>`", masks, edits, True)


def slice_step(line: Line) -> Reading | None:
    """`xs[1:10:2]`"""
    here, closing = line.here, line.next("]")
    second = line.at(1) == ":" or any(token.text == ":" for token in line.inside)
    if closing is None or not line.is_inside("[") or not second:
        return None
    hint = "take the elements in a loop over `range(start, end, step)`"
    masks = (blank(here.start, closing.start),)
    return Reading(here.start, here.end, "a slice has no step", hint, masks)


def spread(line: Line) -> Reading | None:
    """`f(...xs)`, `f(*xs)`, `fn f(*xs)`"""
    here = line.here
    if line.at(-1) not in ("(", ",") or not line.token(1):
        return None
    message = f"`{here.text}` does not stand before {'a parameter' if line.has_before('fn') else 'an argument'}"
    hint = "give and take a list: the number of parameters is fixed"
    return Reading(here.start, here.end, message, hint, (blank(here.start, here.end),))


def arrow_function(line: Line) -> Reading | None:
    """`(x) => x + 1`"""
    start = line.here.start
    if not line.text.startswith("=>", start) or line.has_before("case"):
        return None
    hint = "write `fn(x) { return ... }`"
    return Reading(start, start + 2, "`=>` does not make a function", hint, ((start, "||"),))


def bar_function(line: Line) -> Reading | None:
    """`|x| x + 1`"""
    here, closing = line.here, line.next("|")
    if closing is None or line.at(-1) not in ("=", "(", ","):
        return None
    hint = "write `fn(x) { return ... }`"
    return Reading(here.start, closing.end, "`|` does not make a function", hint, (blank(here.start, closing.end),))


def case_arrow(line: Line) -> Reading | None:
    """`case 1: body`"""
    here = line.here
    if not line.has_before("case", "default") or line.text[here.end : here.end + 1] != " ":
        return None
    masks = ((here.start, "->"),)
    edits = ((here.start, here.end, " ->"),)
    message = "`:` does not stand between a pattern and its body"
    return Reading(here.start, here.end, message, "write `->`", masks, edits, True)


def leading_operator(line: Line) -> Reading | None:
    """An operator at the start of a line, which does not continue the line before it."""
    here, operand = line.here, line.token(1)
    start = line.text.rfind("\n", 0, here.start)
    before = line.text[:start].rstrip()
    if line.index or here.text not in _BINARY or operand is None or "//" in before[before.rfind("\n") + 1 :]:
        return None
    end = len(before)
    masks = (blank(end, here.start),)
    edits = ((end, end, f" {here.text}"), (here.start, operand.start, ""))
    hint = "move the operator to the end of the previous line, or put the expression in parentheses"
    message = f"a line that begins with `{here.text}` does not continue the one before it"
    return Reading(here.start, here.end, message, hint, masks, edits, True)


def comma(line: Line) -> Reading | None:
    """`[1, 2 3]`: what stands between two tokens becomes a comma, if the parser can do with one there."""
    here, end, after = line.here, line.here.end, line.token(1)
    if after is not None and not (after.text[0].isalnum() or after.text[0] in '_"([{'):
        return None
    if not line.text[end : end + 1].isspace() or not line.text[end:].strip():
        return None
    if not here.text[-1].isalnum() and here.text[-1] not in '_")]}':
        return None
    if any(token.text == "case" for token in line.inside or line.tokens[: line.index]):  # which ends with `->`
        return None
    message = f"a `,` is missing after `{here.text}`"
    return Reading(here.start, end, message, "add the `,`", ((end, ","),), ((end, end, ","),))
