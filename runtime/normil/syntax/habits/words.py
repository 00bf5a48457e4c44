"""Words of other languages: `and`, `def`, `elif`, `class`, `let mut`."""

from __future__ import annotations

from collections.abc import Callable

from normil.syntax.habits.base import Habit, Line, Reading, blank, fitted, is_word, no_operator, no_word


def replaced(written: str, condition: Callable[[Line], bool] = lambda _: True) -> Habit:
    """One word or sign for another."""

    def habit(line: Line) -> Reading | None:
        here = line.here
        if not condition(line) or len(written) > here.end - here.start:
            return None
        message = no_word(here) if is_word(written) else no_operator(here.text)
        edits = ((here.start, here.end, written),)
        return Reading(here.start, here.end, message, f"write `{written}`", (fitted(here, written),), edits, True)

    return habit


def ignored(advice: str) -> Habit:
    """A word before something that can be read without it."""

    def habit(line: Line) -> Reading | None:
        here, after = line.here, line.token(1)
        if after is None or after.start == here.end:
            return None
        masks = (blank(here.start, here.end),)
        return Reading(here.start, here.end, f"`{here.text}` means nothing here", advice, masks)

    return habit


def operand_before(line: Line) -> bool:
    return line.index > 0


def begins_before_name(line: Line) -> bool:
    return line.first and is_word(line.at(1))


def behind_loop_variable(line: Line) -> bool:
    return line.at(-2) == "for"


def not_(line: Line) -> Reading | None:
    here, operand = line.here, line.token(1)
    if operand is None or operand.text == "in":
        return None
    edits = ((here.start, operand.start, "!"),)
    return Reading(here.start, here.end, no_operator("not"), "write `!`", (fitted(here, "!"),), edits, True)


def membership(line: Line) -> Reading | None:
    """`if x in xs {` and `if x not in xs {`"""
    here = end = line.here
    if line.index == 0 or line.has_before("for"):
        return None
    if here.text == "not":
        after = line.token(1)
        if after is None or after.text != "in":
            return None
        end = after
    masks = ((here.start, "==".ljust(end.end - here.start)),)
    hint = f"write `{'!' if here.text == 'not' else ''}contains(xs, x)`"
    return Reading(here.start, end.end, no_operator(line.text[here.start : end.end]), hint, masks)


def elif_(line: Line) -> Reading | None:
    here = line.here
    masks = ((here.start, "if".rjust(here.end - here.start)),)
    edits = ((here.start, here.end, "else if"),)
    return Reading(here.start, here.end, no_word(here), "write `else if`", masks, edits, True)


def except_(line: Line) -> Reading | None:
    """`except e {` and `except Exception as e {`"""
    here, name = line.here, line.token(1)
    if line.at(2) == "as":
        name = line.token(3)
    if name is None or not is_word(name.text):
        return None
    masks = (fitted(here, "catch"), blank(here.end, name.start))
    edits = ((here.start, name.start, "catch "),)
    return Reading(here.start, here.end, no_word(here), f"write `catch {name.text}`", masks, edits, True)


def struct(line: Line) -> Reading | None:
    """`class P {`, `struct P {`"""
    here, name, brace = line.here, line.token(1), line.token(2)
    if not line.first or name is None or brace is None or brace.text != "{" or brace.start == name.end:
        return None
    masks = (fitted(here, "type"), (name.end, "=".ljust(brace.start - name.end)))
    edits = ((here.start, here.end, "type"), (name.end, brace.start, " = "))
    hint = f"write `type {name.text} = {{field: type}}`"
    return Reading(here.start, here.end, no_word(here), hint, masks, edits)


def type_(line: Line) -> Reading | None:
    """`type P {` and `type P = struct {`"""
    name, after = line.token(1), line.token(2)
    if name is None or after is None:
        return None
    hint = f"write `type {name.text} = {{field: type}}`"
    if after.text == "{" and after.start > name.end:
        masks = ((name.end, "=".ljust(after.start - name.end)),)
        edits = ((name.end, after.start, " = "),)
        return Reading(after.start, after.end, "`=` is missing before the type", hint, masks, edits, True)
    word, brace = line.token(3), line.token(4)
    if after.text == "=" and word is not None and brace is not None and brace.text == "{":
        masks = (blank(word.start, word.end),)
        edits = ((word.start, brace.start, ""),)
        return Reading(word.start, word.end, f"`{word.text}` means nothing here", hint, masks, edits, True)
    return None


def typed_declaration(line: Line) -> Reading | None:
    """`int x = 1`"""
    here, name = line.here, line.token(1)
    if not line.first or name is None or not is_word(name.text) or line.at(2) != "=":
        return None
    declared = name.text if here.text == "auto" else f"{name.text}: {here.text}"
    edits = ((here.start, name.end, f"let {declared}"),)
    hint = f"write `let {declared} = ...`"
    return Reading(here.start, here.end, "a declaration begins with `let`", hint, (fitted(here, "let"),), edits)


def mut(line: Line) -> Reading | None:
    """`let mut x`"""
    here, name = line.here, line.token(1)
    if line.at(-1) != "let" or name is None:
        return None
    masks = (blank(here.start, here.end),)
    edits = ((here.start, name.start, ""),)
    hint = "remove it: every variable that `let` declares can change"
    return Reading(here.start, here.end, f"`{here.text}` means nothing here", hint, masks, edits, True)


def loop(line: Line) -> Reading | None:
    here = line.here
    if not line.first or line.at(1) != "{":
        return None
    edits = ((here.start, here.end, "while true"),)
    masks = (fitted(here, "if 1"),)
    return Reading(here.start, here.end, no_word(here), "write `while true`", masks, edits, True)


def switch(line: Line) -> Reading | None:
    here = line.here
    edits = ((here.start, here.end, "match"),)
    return Reading(here.start, here.end, no_word(here), "write `match`", (fitted(here, "match"),), edits, True)


def default(line: Line) -> Reading | None:
    """`default ->` in a `match`"""
    here = line.here
    masks = (fitted(here, "case _"),)
    edits = ((here.start, here.end, "case _"),)
    hint = "write `case _` for what is left"
    return Reading(here.start, here.end, no_word(here), hint, masks, edits, True)


def from_(line: Line) -> Reading | None:
    """`from a import b` and `import a from b`"""
    here, name, second = line.here, line.token(1), line.token(3)
    if name is None:
        return None
    if line.index == 0 and line.at(2) == "import" and second is not None:
        hint = f"write `import {name.text}`, then `{name.text}.{second.text}`"
        return Reading(here.start, here.end, no_word(here), hint, (blank(here.start, name.end),))
    if line.has_before("import"):
        masks = (blank(here.start, line.tokens[-1].end),)
        return Reading(here.start, here.end, no_word(here), "import the module, and read `module.name` of it", masks)
    return None


def import_(line: Line) -> Reading | None:
    """`import "a"` and `import {a} from "b"`"""
    first = line.token(1)
    last = line.next("from") or line.tokens[-1]
    if first is None or first.text not in ('"', "{"):
        return None
    name = next((token for token in line.tokens[line.index + 1 :] if is_word(token.text)), None)
    if name is None:
        return None
    masks = (blank(first.start, name.start), blank(name.end, max(last.end, line.tokens[-1].end)))
    hint = f"write `import {name.text}`"
    if first.text == "{":
        hint = "import the module, and read `module.name` of it"
    return Reading(first.start, first.end, "an import names its module without quotes and braces", hint, masks)


def call_without_parentheses(line: Line) -> Reading | None:
    """`print "hello"`, `assert x == 1`"""
    here, argument = line.here, line.token(1)
    if not line.first or argument is None or argument.start == here.end or argument.text in ("(", "=", "."):
        return None
    message = "a call has parentheses around its arguments"
    return Reading(here.start, here.end, message, f"write `{here.text}(...)`", (blank(here.start, here.end),))


def conditional(line: Line) -> Reading | None:
    """`a if c else b`"""
    here, other = line.here, line.next("else")
    if line.index == 0 or other is None or line.has_before("{", "}"):
        return None
    masks = (fitted(here, "||"), fitted(other, "||"))
    hint = "write `if c { ... } else { ... }` with a statement in each block"
    return Reading(here.start, here.end, "`if` is a statement and has no value", hint, masks)


def lambda_(line: Line) -> Reading | None:
    """`lambda x: x + 1`"""
    here, colon = line.here, line.next(":")
    if colon is None:
        return None
    hint = "write `fn(x) { return ... }`"
    return Reading(here.start, here.end, no_word(here), hint, (blank(here.start, colon.end),))


def comprehension(line: Line) -> Reading | None:
    """`[x * 2 for x in xs]`"""
    here = line.here
    closing = next((token for token in reversed(line.tokens) if token.text == "]"), None)
    if closing is None or closing.start < here.end or not line.has_before("["):
        return None
    hint = "write `map(xs, fn(x) { return ... })`, or a loop that appends"
    masks = (blank(here.start, closing.start),)
    return Reading(here.start, here.end, "a list has no `for` inside", hint, masks)


def catch(line: Line) -> Reading | None:
    """`catch (e) {`"""
    opening, name, closing = line.token(1), line.token(2), line.token(3)
    if opening is None or name is None or closing is None or (opening.text, closing.text) != ("(", ")"):
        return None
    masks = (blank(opening.start, opening.end), blank(closing.start, closing.end))
    edits = ((opening.start, opening.end, ""), (closing.start, closing.end, ""))
    hint = f"write `catch {name.text}`"
    message = "the name of the error has no parentheses"
    return Reading(opening.start, closing.end, message, hint, masks, edits, True)


def several_names(line: Line) -> Reading | None:
    """`let (a, b) = pair`, `let [a, b] = pair`, `let a, b = 1, 2`"""
    first = line.token(1)
    equals = line.next("=")
    if first is None or equals is None:
        return None
    names = [token for token in line.tokens[line.index + 1 :] if token.start < equals.start and is_word(token.text)]
    if len(names) < 2 or not any(
        names[0].end <= token.start < names[1].start for token in line.tokens if token.text == ","
    ):
        return None
    comma = next((token for token in line.tokens if token.start > equals.start and token.text == ","), None)
    masks = [blank(first.start, names[0].start), blank(names[0].end, equals.start)]
    if is_word(first.text) and comma is not None:
        masks.append(blank(comma.start, line.tokens[-1].end))
    hint = f"take the parts one by one: `let {names[0].text} = parts[0]`"
    end = line.tokens[line.tokens.index(equals) - 1].end
    return Reading(first.start, end, "`let` declares one name", hint, tuple(masks))
