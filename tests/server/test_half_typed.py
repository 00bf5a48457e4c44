"""Every example as it is while it is being typed: whatever is asked after any of its tokens is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter

from normil.syntax import SyntaxTree, parse
from normil_ls.documents import Document
from normil_ls.features.completion import completion
from normil_ls.features.signature_help import signature_help

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.nor"))


def token_ends(tree: SyntaxTree) -> Iterator[int]:
    waiting: list[tree_sitter.Node] = [tree.tree.root_node]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        if not node.children:
            yield tree.span(node)[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_program_cut_after_any_token_can_be_completed(example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    helped = 0
    for end in sorted(set(token_ends(parse(text)))):
        document = Document("file:///demo.nor", 1, text[:end], "utf-16")
        completion(document, end)
        if signature_help(document, end) is not None:
            helped += 1
    assert helped > text.count("(") / 2
