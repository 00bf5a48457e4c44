"""No text and no edit gets a feature out of step: after edits everything is as if the text had just been opened,
and half a program is as good as a whole one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp

from normil.analysis.mentions import Unknown
from normil.analysis.references import Project
from normil.analysis.rename import RefusedError, rename
from normil_ls.documents import Document
from normil_ls.features.call_hierarchy import Hierarchy
from normil_ls.features.code_actions import quick_fixes
from normil_ls.features.code_lenses import code_lenses
from normil_ls.features.completion import completion
from normil_ls.features.definition import definition, type_definition
from normil_ls.features.document_symbols import to_lsp as outline
from normil_ls.features.folding import FoldTable
from normil_ls.features.hover import hover
from normil_ls.features.inlay_hints import inlay_hints
from normil_ls.features.inline_values import inline_values
from normil_ls.features.linked_editing import linked
from normil_ls.features.links import links
from normil_ls.features.refactor import refactorings
from normil_ls.features.references import highlights
from normil_ls.features.selection import selections
from normil_ls.features.semantic_tokens import TokenTable, edits
from normil_ls.features.signature_help import signature_help
from normil_ls.settings import read

PROGRAM = """\
/// Follows x. 😀
@plastic(rate: 0.2, mode: "hebbian")
fn follow(weights: Vec, x: Vec) -> Vec {\r
    let e\u0301 = "é😀𐌰"; /* 😀 */ let after = norm(x - weights)\r
    if after > 1.0 { return scale(weights, rate) } else { print(e\u0301, step) }
    return onlinecluster_update(weights, x, rate)
}
type Point = {x: float, note: optional<str>}
transaction move(p: Point, by: float) { p.x += by } rollback { print(error.message) }\r
const size = 4
let w = ones(size) // a lone\rcarriage return
for i in range(20) { w = follow(w, vec(4, [1.0, 0.0, 0.0, 0.0])) }
match [1, {kind: "a"}] {
    case [first, ...rest] where first > 0 -> print(rest)
    case Point {x, note: none} | {x} -> move(Point {x: x}, by: 2.0)
}
try { throw "no" } catch e { print(e.kind, w.dim) }
"""
PIECES = [
    *re.findall(r"\r\n|\w+|\s+|[^\w\s]", PROGRAM),
    "{",
    "}",
    "(",
    ")",
    '"',
    "/*",
    "*/",
    "\r",
    "\n",
    "\ud83d",
    "\0",
]

changes = st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 30), st.sampled_from(PIECES)), min_size=1, max_size=8)
batches = st.lists(changes, min_size=1, max_size=6)


class Editor:
    """What the client has: a text, and its own idea of positions in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def position(self, offset: int) -> lsp.Position:
        lines = re.split(r"\r\n|\r|\n", self.text[:offset])
        return lsp.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)

    def change(self, at: int, length: int, new: str) -> lsp.TextDocumentContentChangePartial:
        start = self._place(at)
        end = max(start, self._place(start + length))
        change = lsp.TextDocumentContentChangePartial(lsp.Range(self.position(start), self.position(end)), new)
        self.text = self.text[:start] + new.replace("\ud83d", "\ufffd") + self.text[end:]
        return change

    def _place(self, offset: int) -> int:
        """An offset that a position can name, which none between `\\r` and `\\n` is."""
        offset = min(offset, len(self.text))
        return offset - 1 if self.text[offset - 1 : offset + 1] == "\r\n" else offset


def knowledge(document: Document, table: TokenTable, folds: FoldTable) -> Iterator[Any]:
    yield document.text
    yield document.analysis.diagnostics
    yield outline(document, document.symbols)
    yield table.encode(document, 0, len(document.text))
    yield [
        (mention.start, mention.end, mention.target.name, mention.role) for mention in document.source.all_mentions()
    ]
    yield folds.folds(document)


@pytest.mark.parametrize(
    "examples", [pytest.param(40, id="short"), pytest.param(2000, id="long", marks=pytest.mark.fuzz)]
)
def test_an_edited_document_is_as_good_as_a_fresh_one(examples: int) -> None:
    # shrinking would take minutes; the failing example can be read as it is
    @settings(max_examples=examples, deadline=None, print_blob=True, phases=set(Phase) - {Phase.shrink})
    @given(batches)
    def storm(batches: list[list[tuple[int, int, str]]]) -> None:
        editor, table, folds = Editor(PROGRAM), TokenTable(), FoldTable()
        document = Document("file:///demo.nor", 1, PROGRAM, "utf-16")
        tokens = table.encode(document, 0, len(document.text))
        for version, batch in enumerate(batches, 2):
            document.change(version, [editor.change(*change) for change in batch])
            assert document.text == editor.text
            if version % 2:
                continue  # several batches may come before anything is asked
            fresh = Document("file:///demo.nor", 1, editor.text, "utf-16")
            expected = knowledge(fresh, TokenTable(), FoldTable())
            for edited, opened in zip(knowledge(document, table, folds), expected, strict=True):
                assert edited == opened
            ask_everything(document, batch[0][0] % (len(document.text) + 1))
            tokens = patched(tokens, table.encode(document, 0, len(document.text)))

    storm()


def patched(old: list[tuple[int, ...]], new: list[tuple[int, ...]]) -> Any:
    """The new tokens, after a check that the client gets them by the edits."""
    numbers = [number for token in old for number in token]
    for edit in edits(old, new):
        numbers[edit.start : edit.start + edit.delete_count] = edit.data or []
    assert numbers == [number for token in new for number in token]
    return new


def ask_everything(document: Document, offset: int) -> None:
    hover(document, offset)
    definition(document, offset)
    completion(document, offset, snippets=True)
    list(quick_fixes(document, offset, offset))
    signature_help(document, offset)
    inlay_hints(document, offset, len(document.text), read({"inlayHints": {"parameterNames": "all"}}))
    inline_values(document, 0, len(document.text), offset)
    list(code_lenses(document, references=True))
    list(refactorings(document, offset, offset))
    list(refactorings(document, offset, min(offset + 30, len(document.text))))
    assert all(start <= offset <= end for start, end in selections(document, offset))
    type_definition(document, offset)
    linked(document, offset)
    list(links(document))
    project = Project([document.source])
    mention = document.source.at(offset)
    if mention is not None and not isinstance(mention.target, Unknown):
        assert mention in highlights(document, offset)
    hierarchy = Hierarchy(project)
    function = hierarchy.function_at(document.source, offset)
    if function is not None:
        hierarchy.incoming(function)
        hierarchy.outgoing(function)
    with suppress(RefusedError):
        rename(project, document.source, offset, "fresh")


@pytest.mark.parametrize("step", [pytest.param(7, id="short"), pytest.param(1, id="long", marks=pytest.mark.fuzz)])
def test_half_a_program_can_be_asked_everything(step: int) -> None:
    document = Document("file:///demo.nor", 1, "", "utf-16")
    for version, end in enumerate(range(0, len(PROGRAM), step)):
        change = lsp.TextDocumentContentChangeWholeDocument(PROGRAM[:end])
        document.change(version, [change])
        ask_everything(document, end)
        list(knowledge(document, TokenTable(), FoldTable()))


@pytest.mark.parametrize(
    "rounds", [pytest.param(30, id="short"), pytest.param(3000, id="long", marks=pytest.mark.fuzz)]
)
def test_a_scrambled_program_can_be_asked_everything(rounds: int) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for _ in range(rounds):
        pieces = dice.choices(PIECES, k=dice.randrange(60))
        document = Document("file:///demo.nor", 1, "".join(pieces), "utf-16")
        for _ in range(5):
            ask_everything(document, dice.randint(0, len(document.text)))
        list(knowledge(document, TokenTable(), FoldTable()))
