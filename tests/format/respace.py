"""The same program written with other white space.

Takes in a program without syntax errors and a source of choices; gives out a text with the same tokens, comments and
statements. What stays: empty lines between statements, and whether comments have lines of their own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import tree_sitter

from normil.format import syntax_error
from normil.syntax import parse
from normil.syntax.grammar import COMMENTS, RESERVED
from normil.syntax.units import WIDTH

_HOLDERS = frozenset({"source_file", "block", "match_block"})
_COMPOUND = ("if", "while", "for", "match", "try", "function", "transaction")  # what their kinds begin with
_GOES_ON = frozenset(
    "+ - * / % .+ .- .* ./ == != < <= > >= && || ! = += -= *= /= %= -> , : | let const fn for in while if match case "  # noqa: SIM905
    "where throw import as type else try catch transaction .".split()
)
_OPERATORS = frozenset("+-*/%@.=!<>&|:")


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    comment: bool = False
    named: bool = False  # not a word or sign of the language
    statement: str = ""  # the kind of statement that begins here, if it is not the first
    after: str = ""  # the kind of the statement before
    free: bool = False  # in brackets where a line end is white space
    fixed: bool = False  # the gap before it stays
    edge: bool = False  # the first token of a block, or its end
    body: bool = False  # the brace of a block
    same_line: bool = False  # as the token before


def respaced(text: str, choice: random.Random) -> str:
    tokens = _tokens(text)
    result: list[str] = []
    end = 0
    tight = False
    kept_lines = "normil: allow" in text
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        gap = text[end : token.start]
        if token.fixed or tight:
            new, tight = "" if tight else gap, False
        elif token.comment or (before is not None and before.comment) or kept_lines or before is None:
            new = gap if kept_lines else _same_lines(gap, before, token, choice)
        elif token.statement:
            new = _statement_end(gap, token, choice)
        elif token.edge:
            new = choice.choice(("", " ", "\n", "\n\n\n", "\t\n", " ; "))
        elif token.same_line:
            new = choice.choice(("", " ", "\t"))
        elif RESERVED & {before.text, token.text} and (token.free or before.text == "else"):
            # behind a line end, such a word would be taken for the beginning of a statement
            new = choice.choice(("", " ", "\t"))
        elif (
            token.free
            or (before.text in _GOES_ON and not before.named)
            or token.body
            or token.text in ("else", "catch")
        ):
            new = choice.choice(("", "", " ", " ", "  ", "\t", "\n", "\n\n", " \n   "))
            if token.text == "." and before.text != "." and not token.free:
                new = ""
        elif token.text == "." and choice.random() < 0.2:
            new, tight = "\n  ", True
        else:
            new = choice.choice(("", " ", "   ", "\t "))
        tight = tight or (
            token.text == "." and not token.free and ("\n" in new or (before is not None and before.comment))
        )
        if not new and before is not None and not tight and _merge(before.text, token.text):
            new = " "
        result += (new, token.text)
        end = token.end
    return "".join([*result, text[end:], choice.choice(("", "\n", "\n\n  ")) if not kept_lines else ""])


def _same_lines(gap: str, before: _Token | None, token: _Token, choice: random.Random) -> str:
    """Other blanks, the same line ends."""
    blanks = ("", " ", "  ", "\t")
    end = ";" if ";" in gap else ""
    if "\n" not in gap and before is not None:
        return " " + end + choice.choice(blanks)
    lines = "\n" * gap.count("\n")
    lines = lines + end if before is not None and before.comment else end + lines
    return choice.choice(blanks) + lines + choice.choice(blanks)


def _statement_end(gap: str, token: _Token, choice: random.Random) -> str:
    if gap.count("\n") > 1:
        return choice.choice(("\n\n", "\n \n\n  ", ";\n\n", " ;\n\t\n"))
    ends = ["\n", "\n   ", " \n", ";", " ; ", ";\n"]
    if token.after.startswith(_COMPOUND) or token.statement == "match_case":
        ends.append(" ")
    if token.after.startswith("transaction") and token.text == "rollback":
        ends = [";", "; "]
    return choice.choice(ends)


def _merge(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if _is_word(last) and (_is_word(first) or first == '"'):
        return True
    if last == "." or first == ".":
        return (last + first).strip(".").isdigit() or {last, first} <= _OPERATORS
    return last in _OPERATORS and first in _OPERATORS


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or ord(character) > 127


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []

    def visit(node: tree_sitter.Node, about: dict[str, Any], free: bool) -> None:
        if node.type == ";":
            return
        if node.child_count == 0 or node.type in ("string", "negative_number"):
            start, end = node.start_byte // WIDTH, node.end_byte // WIDTH
            found.append(_Token(text[start:end], start, end, node.type in COMMENTS, node.is_named, free=free, **about))
            return
        previous: tree_sitter.Node | None = None
        inside = free
        for index, child in enumerate(node.children):
            # what is said of a node is said of its first token
            said = about if index == 0 else {}
            if node.type in _HOLDERS and child.type not in COMMENTS and child.type not in "{;":
                if child.type == "}" or previous is None:
                    said = {"edge": True}
                else:
                    said = {"statement": child.type, "after": previous.type}
                previous = child
            elif node.type in _HOLDERS and child.type == "{":
                said = {"body": True}
            elif node.type == "struct_expression" and child.type == "{":
                said = {"same_line": True}
            elif node.type == "annotation" and child.type == "identifier":
                said = {"fixed": True}
            visit(child, said, inside)
            if child.type in ("(", "[", "{"):
                inside = node.type not in _HOLDERS
            elif child.type in (")", "]", "}"):
                inside = free

    visit(parse(text).tree.root_node, {}, False)
    return found


_COMMENTS = (
    "// {}\n",
    "/* {} */",
    "\n// {}\n",
    "\n\n/// {}\n\n",
    "\n/* {} */\n",
    "/* {}\n */",
    "\n/* {} */ ",
    "/* {} */\n",
)


def with_comments(text: str, choice: random.Random) -> str:
    """The text with a few comments more, where they leave it a program. None stands beside a reserved word that is
    a name, which behind a line end would be taken for the beginning of a statement."""
    for number in range(choice.randint(1, 4)):
        tokens = _tokens(text)
        if not tokens:
            break
        index = choice.randrange(len(tokens))
        place = tokens[index].start
        if any(token.named and token.text in RESERVED for token in tokens[max(index - 1, 0) : index + 1]):
            continue
        new = f"{text[:place]} {choice.choice(_COMMENTS).format(number)}{text[place:]}"
        if syntax_error(parse(new).program) is None:
            text = new
    return text
