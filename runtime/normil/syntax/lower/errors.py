"""What to say about a place that the parser could not read (NOR001)."""

from __future__ import annotations

import tree_sitter

from normil.syntax.nodes import Problem
from normil.syntax.units import WIDTH


def error_problem(node: tree_sitter.Node, text: str, start: int) -> Problem:
    begin, end = node.start_byte // WIDTH, node.end_byte // WIDTH
    source = text[begin:end]
    hint = None
    if node.is_missing:
        message = f"`{node.type}` is missing here"
    elif node.type == "hash_comment":
        end = begin + 1
        message, hint = "`#` is not part of the language", "comments begin with `//`"
    elif node.type == "unclosed_comment":
        end = begin + 2
        message, hint = "this comment is never closed", "end it with `*/`"
    else:
        message = f"unexpected `{source.split(chr(10))[0].strip()}`"
    return Problem("NOR001", begin - start, max(end, begin) - start, message, hint)
