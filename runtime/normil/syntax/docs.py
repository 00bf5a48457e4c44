"""Documentation comments: the run of `///` lines directly before a declaration.

Takes in the tree nodes of a block or a file and the text, pairs them with their documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import tree_sitter

from normil.syntax.grammar import COMMENTS
from normil.syntax.units import WIDTH


def documented(nodes: Iterable[tree_sitter.Node], text: str) -> Iterator[tuple[tree_sitter.Node, str | None]]:
    """The nodes that are not comments, each with its documentation."""
    lines: list[str] = []
    end = 0
    for node in nodes:
        start = node.start_byte // WIDTH
        line_ends = text.count("\n", end, start)
        own_line = line_ends > 0 or end == 0
        end = node.end_byte // WIDTH
        if node.type not in COMMENTS:
            yield node, "\n".join(lines) if lines and line_ends == 1 else None
            lines.clear()
            continue
        if line_ends > 1:
            lines.clear()
        comment = text[start:end]
        if own_line and comment.startswith("///") and not comment.startswith("////"):
            lines.append(comment[3:].removeprefix(" ").rstrip())
        else:
            lines.clear()
