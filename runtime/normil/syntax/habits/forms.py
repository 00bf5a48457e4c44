"""Forms of statements in other languages: `for (;;)`, blocks by indentation, `fn f(x): int`."""

from __future__ import annotations

from normil.syntax.habits.base import Line, Reading, blank, is_word

_HEADS = frozenset({"if", "else", "elif", "for", "while", "fn", "def", "try", "except", "catch"})


def for_(line: Line) -> Reading | None:
    """`for (let i = 0; i < 10; i++) {`, with or without parentheses, and `for (x in xs) {`"""
    tokens = line.tokens[line.index + 1 :]
    brace = next((index for index, token in enumerate(tokens) if token.text == "{"), 0)
    if brace < 3:
        return None
    parenthesis = tokens[0].text == "("
    head = tokens[parenthesis:brace]
    if parenthesis and tokens[brace - 1].text == ")" and head[1].text == "in":
        start, end = tokens[0], tokens[brace - 1]
        return Reading(
            start.start,
            start.end,
            "a loop has no parentheses around its header",
            "write `for x in xs { ... }`",
            (blank(start.start, start.end), blank(end.start, end.end)),
            ((start.start, start.end, ""), (end.start, end.end, "")),
            True,
        )
    equals = next((index for index, token in enumerate(head) if token.text == "="), 0)
    name = head[equals - 1]
    end_of_head = tokens[brace - 1].end
    if not equals or not is_word(name.text) or end_of_head - name.end < len(" in []"):
        return None
    return Reading(
        line.here.start,
        line.here.end,
        "a loop goes through values; it has no counter, condition and step",
        f"write `for {name.text} in range(10) {{ ... }}`, or use `while`",
        (blank(tokens[0].start, name.start), (name.end, " in []".ljust(end_of_head - name.end))),
    )


def parameter_type(line: Line) -> Reading | None:
    """`fn f(x int)`"""
    here, name = line.here, line.token(-1)
    if name is None or not is_word(name.text) or name.end == here.start or line.at(-2) not in ("(", ","):
        return None
    masks = ((name.end, ":".ljust(here.start - name.end)),)
    edits = ((name.end, here.start, ": "),)
    message = f"a `:` is missing between '{name.text}' and its type"
    return Reading(name.start, here.end, message, f"write `{name.text}: {here.text}`", masks, edits, True)


def result_type(line: Line) -> Reading | None:
    """`fn f(x): int {` and `fn f(x) int {`"""
    here, type_, brace = line.here, line.token(1), line.next("{")
    if type_ is None or brace is None or not line.has_before("fn", "def", "func", "function"):
        return None
    wrong = type_
    if type_.text == ":":
        type_ = line.token(2)
    if type_ is None or not is_word(type_.text):
        return None
    masks = (blank(here.end, brace.start),)
    edits = ((here.end, type_.start, " -> "),)
    hint = f"write `-> {type_.text}`"
    return Reading(wrong.start, wrong.end, "the type of the result stands behind `->`", hint, masks, edits, True)


def no_result_type(line: Line) -> Reading | None:
    """`fn f(x) -> {`"""
    here, brace = line.here, line.token(1)
    if brace is None or brace.text != "{" or line.at(-1) != ")":
        return None
    edits = ((here.start, brace.start, ""),)
    hint = "leave the `->` out, or write the type of the result behind it"
    return Reading(
        here.start, here.end, "a type is missing after `->`", hint, (blank(here.start, here.end),), edits, True
    )


def indented_block(line: Line) -> Reading | None:
    """`if x:` before lines that are indented more"""
    colon, text = line.here, line.text
    if line.token(1) is not None or not _HEADS & {token.text for token in (*line.tokens[:2], *line.tokens[-2:])}:
        return None
    start = text.rfind("\n", 0, colon.start) + 1
    margin = text[start : len(text[start:]) - len(text[start:].lstrip(" \t")) + start]
    end = _end_of_block(text, colon.end, len(margin))
    # The brace that closes the block takes the place of white space behind it, before those of blocks around.
    free = end
    while free < len(line.seen) and (free >= len(text) or text[free].isspace()):
        free += 1
    free -= 1
    while free >= end and not line.seen[free].isspace():
        free -= 1
    if end == colon.end or free < end:
        return None
    edits = ((colon.start, colon.end, " {"), (end, end, f"\n{margin}}}"))
    masks = ((colon.start, "{"), (free, "}"))
    hint = "put it between `{` and `}`"
    return Reading(colon.start, colon.end, "a block does not begin with `:`", hint, masks, edits, True)


def _end_of_block(text: str, header_end: int, margin: int) -> int:
    """Where the last line ends of those that follow the header and are indented more."""
    end = block_end = header_end
    while (begin := text.find("\n", end) + 1) and begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        row = text[begin:end].rstrip()
        if row and len(row) - len(row.lstrip()) <= margin:
            break
        if row:
            block_end = begin + len(row)
    return block_end
