"""Sort the imports of a file, each run of lines by itself. What a run loads stays the same, unused imports stay too."""

from __future__ import annotations

from collections.abc import Iterator

from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import ORGANIZE, Refactoring, Selection

Line = tuple[int, int, n.Import]


def offers(selection: Selection) -> Iterator[Refactoring]:
    edits = [edit for run in _runs(selection) for edit in _sorted(selection, run)]
    if edits:
        yield Refactoring("Organize imports", ORGANIZE, tuple(edits))


def _runs(selection: Selection) -> Iterator[list[Line]]:
    """Imports in lines that follow each other, each with its whole line."""
    run: list[Line] = []
    for item in selection.analysis.program.items:
        indent, end = selection.indent(item.start), selection.line_end(item.start)
        rest = selection.text[item.end : end].strip()
        alone = indent is not None and end >= item.end and (not rest or rest.startswith("//"))
        if not isinstance(item.statement, n.Import) or not item.statement.path or item.problems or not alone:
            yield run
            run = []
            continue
        start = item.start - len(indent or "")
        if run and selection.text[run[-1][1] : start] not in ("\n", "\r\n", "\r"):
            yield run
            run = []
        run.append((start, end, item.statement))
    yield run


def _sorted(selection: Selection, run: list[Line]) -> Iterator[tuple[int, int, str]]:
    bound = [(statement.alias or statement.path[-1]).text for _, _, statement in run]
    firsts = [statement.path[0].text for _, _, statement in run if statement.alias is None]
    if len(set(bound)) < len(bound) or len(set(firsts)) < len(firsts):
        return  # the last one counts, or would
    ordered = sorted(run, key=lambda line: [part.text for part in line[2].path])
    for (start, end, _), (from_, to, _) in zip(run, ordered, strict=True):
        if start != from_:
            yield start, end, selection.text[from_:to]
