"""Inline a variable: its value takes the place of its uses.

Offered for literals and other names, which can stand anywhere, and for any value that is used once, by the next
statement, before that has done anything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from normil.analysis.names import Binding, BindingKind, Use
from normil.analysis.walk import path_to
from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import INLINE, Refactoring, Selection, is_once_and_at_once

_LOOSE = (n.Binary, n.Unary, n.FunctionLiteral, n.StructLiteral)  # what may need parentheses


def offers(selection: Selection) -> Iterator[Refactoring]:
    if not selection.path or selection.item is None:
        return
    binding = selection.binding(selection.path[-1])
    if binding is None or not isinstance(let := binding.declaration, n.Let) or binding.name_node is not let.name:
        return
    uses = list(_uses(selection, binding))
    plain = let.type is None and let.doc is None and not any(binding.writes)
    if not plain or not uses or binding.kind not in (BindingKind.LET, BindingKind.CONST):
        return
    home = selection.item if binding.item is None else binding.item
    base = selection.analysis.program.items[home].start
    value = selection.text[base + let.value.start : base + let.value.end]
    if not (_is_anywhere(selection, home, let.value, uses) or _is_next(selection, home, let, uses)):
        return
    text = f"({value})" if isinstance(let.value, _LOOSE) else value
    edits = [(start, end, text) for start, end, _ in uses]
    yield Refactoring(f"Inline '{binding.name}'", INLINE, (_without(selection, base, let), *edits))


def _uses(selection: Selection, binding: Binding) -> Iterator[tuple[int, int, Use]]:
    items = selection.analysis.program.items
    if binding.item is None:
        assert selection.item is not None
        for use in binding.uses:
            yield items[selection.item].start + use.node.start, items[selection.item].start + use.node.end, use
        return
    for item, names in zip(items, selection.analysis.names.items, strict=True):
        for use in names.free:
            if selection.analysis.names.uses.get(use.node) is binding:
                yield item.start + use.node.start, item.start + use.node.end, use


def _is_anywhere(selection: Selection, home: int, value: n.Node, uses: list[tuple[int, int, Use]]) -> bool:
    """Whether the value is the same at all times and in all these places."""
    if isinstance(value, n.Constant):
        return True
    if not isinstance(value, n.Identifier):
        return False
    meant = selection.analysis.binding(home, value)
    if meant is None or meant.kind is BindingKind.IMPLICIT or any(meant.writes):
        return False
    return all(selection.analysis.visible_at(start).get(value.name) is meant for start, _, _ in uses)


def _is_next(selection: Selection, home: int, let: n.Let, uses: list[tuple[int, int, Use]]) -> bool:
    """Whether the only use is in the statement after the declaration, before anything else happens there."""
    if len(uses) != 1:
        return False
    found = _following(selection, home, let)
    if found is None:
        return False
    item, statement = found
    base = selection.analysis.program.items[item].start
    use = uses[0][2].node
    path = path_to(statement, uses[0][0] - base)
    if not (statement.start <= use.start and use.end <= statement.end) or path[-1] is not use:
        return False
    if base + statement.start > uses[0][0] or not is_once_and_at_once(path):
        return False
    looker = Selection(selection.document, base + statement.start, base + statement.start)
    return looker.is_calm_before(statement, use)


def _following(selection: Selection, home: int, let: n.Let) -> tuple[int, n.Node] | None:
    items = selection.analysis.program.items
    if items[home].statement is let:
        return (home + 1, items[home + 1].statement) if home + 1 < len(items) else None
    path = path_to(items[home].statement, let.name.start)
    for node in path:
        if isinstance(node, n.Block) and let in node.statements:
            at = node.statements.index(let) + 1
            return (home, node.statements[at]) if at < len(node.statements) else None
    return None


def _without(selection: Selection, base: int, let: n.Let) -> tuple[int, int, str]:
    """The edit that takes the declaration away, with its line if it stands there alone."""
    start, end = base + let.start, base + let.end
    indent, line_end = selection.indent(start), selection.line_end(end)
    rest = selection.text[end:line_end]
    if indent is not None and not rest.strip(" \t;"):
        after = selection.text[line_end : line_end + 2]
        return start - len(indent), line_end + (2 if after == "\r\n" else bool(after)), ""
    skipped = len(rest) - len(rest.lstrip(" \t;"))
    return start, end + skipped, ""
