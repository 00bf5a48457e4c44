"""Reads on where a habit of another language has led the parser astray.

Takes in a text and its tree, gives out a tree of the text as it was probably meant, and what to tell the writer.
What the parser sees instead has the same length, so that every place in the tree is one in the text. A reading
counts only if the parser gets further with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, islice

import tree_sitter

from normil.syntax import units
from normil.syntax.grammar import LANGUAGE
from normil.syntax.habits import Reading, Token, missing_commas, readings
from normil.syntax.lower.errors import problem_of, telling
from normil.syntax.lower.walk import comments_and_faults, missing_between, tokens

_MOST_WORK = 2_000_000  # characters looked at again: a text full of errors is not read any better by trying on
_MOST_TOKENS = 200  # of a line
_PADDING = "\n" * 16  # room for what closes blocks at the end of the file


def read_on(text: str, tree: tree_sitter.Tree, problems: list[int]) -> tuple[tree_sitter.Tree, str, list[Reading]]:
    """The tree, the text that it is of, and the readings that led to it. `problems` are the places where the parser
    was wrong. `tree` must be one of the text alone, not of an edit: how the parser gets over an error depends on it."""
    reader = _Reader(text, tree)
    reader.run(sorted(problems))
    return reader.tree, reader.seen[: len(text)], reader.accepted


class _Reader:
    def __init__(self, text: str, tree: tree_sitter.Tree) -> None:
        self.text = text
        self.seen = text + _PADDING
        self.tree = tree
        self.accepted: list[Reading] = []
        self.work = 0

    def run(self, waiting: list[int]) -> None:
        start = 0
        while waiting and self.work < _MOST_WORK:
            told, *later = waiting
            before = self.tree
            wrong = self._first_problem(told)
            if told < start or wrong is None:
                waiting = later
            elif self._try(wrong, start):
                # What follows the statement, as it was and as it is, is the same.
                reading = self.accepted[-1]
                end = max(_end_of_statement(tree, reading.end) for tree in (before, self.tree))
                changed = max(start, min(wrong, reading.start))
                inside = (place for place in self._problems(self.tree, changed, end) if place <= end)
                waiting = sorted([*inside, *(place for place in later if place > end)])
            else:
                start = self._line(wrong)[1] + 1

    def _first_problem(self, told: int) -> int | None:
        """The first that the tree has on the rest of the line of `told`, which may be a token before it."""
        end = self._line(told)[1]
        return min((place for place in self._problems(self.tree, told, told) if told <= place <= end), default=None)

    def _try(self, wrong: int, start: int) -> bool:
        """Whether something on the line of `wrong` can be read in a way that gets the parser further."""
        line = self._tokens_of(wrong)
        tried = readings(self.text, self.seen, line)
        if line and wrong >= line[-1].start:  # what is missing there may be in the next line
            tried = chain(tried, readings(self.text, self.seen, self._tokens_of(self._line(wrong)[1] + 1)))
        if self.text[wrong : wrong + 1] not in ("(", "[", "{", '"'):  # which has no end, rather than no comma
            before = self._line(wrong)[0] - 1
            lines = [*self._tokens_of(before), *line] if before >= start else line
            tried = chain(tried, missing_commas(self.text, self.seen, lines, wrong))
        for reading in tried:
            self.work += len(self.text)
            seen, tree = self._masked(reading)
            changed, end = max(start, min(wrong, reading.start)), max(wrong, reading.end)
            if not any(start <= place <= end for place in self._problems(tree, changed, end)):
                self.seen, self.tree = seen, tree
                self.accepted.append(reading)
                return True
        return False

    def _tokens_of(self, offset: int) -> list[Token]:
        """Those of the line at `offset`; none of a line that is too long."""
        found = list(islice(self._tokens(*self._line(offset)), _MOST_TOKENS + 1))
        return found if len(found) <= _MOST_TOKENS else []

    def _line(self, offset: int) -> tuple[int, int]:
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text)

    def _tokens(self, start: int, end: int) -> Iterator[Token]:
        nodes = _statements(self.tree.root_node)
        for index in _reaching(nodes, start, end):
            for token in tokens(nodes[index]):
                begin, stop = token.start_byte // units.WIDTH, token.end_byte // units.WIDTH
                if begin >= end:
                    break
                if begin >= start:
                    yield Token(self.seen[begin:stop], begin, stop)

    def _masked(self, reading: Reading) -> tuple[str, tree_sitter.Tree]:
        seen, tree = self.seen, self.tree.copy()
        if not self.accepted:
            end, place = len(self.text) * units.WIDTH, _point(self.text, len(self.text))
            tree.edit(end, end, len(seen) * units.WIDTH, place, place, _point(seen, len(seen)))
        for start, replacement in reading.masks:
            end = start + len(replacement)
            before, seen = seen, seen[:start] + replacement + seen[end:]
            begin, stop = start * units.WIDTH, end * units.WIDTH
            tree.edit(begin, stop, stop, _point(before, start), _point(before, end), _point(seen, end))
        return seen, tree_sitter.Parser(LANGUAGE).parse(units.encode(seen), old_tree=tree, encoding=units.ENCODING)

    def _problems(self, tree: tree_sitter.Tree, start: int, end: int) -> Iterator[int]:
        """Where the problems are of the statements that reach from the line of `start` to the line of `end`."""
        root = tree.root_node
        nodes = _statements(root)
        for index in _reaching(nodes, self._line(start)[0], self._line(end)[1]):
            self.work += (nodes[index].end_byte - nodes[index].start_byte) // units.WIDTH
            missing = missing_between(nodes, index, root)
            for fault in [missing] if missing is not None else telling(comments_and_faults(nodes[index])[1]):
                yield problem_of(fault, root, self.seen).start


def _end_of_statement(tree: tree_sitter.Tree, offset: int) -> int:
    nodes = _statements(tree.root_node)
    return max((nodes[index].end_byte // units.WIDTH for index in _reaching(nodes, 0, offset)), default=offset)


def _statements(root: tree_sitter.Node) -> list[tree_sitter.Node]:
    return [root] if root.is_error else root.children


def _reaching(nodes: list[tree_sitter.Node], start: int, end: int) -> range:
    """The indices of the nodes that reach from `start` to `end` or touch one of them."""
    first = bisect_left(nodes, start * units.WIDTH, key=lambda node: node.end_byte)
    return range(first, bisect_right(nodes, end * units.WIDTH, key=lambda node: node.start_byte))


def _point(text: str, offset: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset), (offset - line_start) * units.WIDTH
