"""Extract a function: the selected statements of a block become a function below, and are called.

It takes the variables of the surrounding function that they read, and gives back the one that they set. Not offered
where more than one would have to be given back, or where the statements leave their block.
"""

from __future__ import annotations

from collections.abc import Iterator

from normil.analysis.names import Binding, BindingKind, FunctionNode, Use
from normil.analysis.walk import parts
from normil.syntax import nodes as n
from normil_ls.features.refactor.selection import EXTRACT, Refactoring, Selection

_FIXED = frozenset({BindingKind.FUNCTION, BindingKind.TRANSACTION, BindingKind.TYPE, BindingKind.IMPORT})


def offers(selection: Selection) -> Iterator[Refactoring]:
    block = next((node for node in reversed(selection.path) if isinstance(node, n.Block)), None)
    if selection.empty or block is None or selection.item is None:
        return
    start, end = selection.start - selection.base, selection.end - selection.base
    chosen = [statement for statement in block.statements if start <= statement.start and statement.end <= end]
    if not chosen or chosen[0].start != start or chosen[-1].end != end or not _can_move(chosen):
        return
    flow = _Flow(selection, chosen)
    if not flow.possible:
        return
    indent = selection.indent(selection.start)
    after = selection.line_end(selection.base + selection.statement.statement.end)
    items = selection.analysis.program.items
    next_item = items[selection.item + 1].start if selection.item + 1 < len(items) else len(selection.text) + 1
    if indent is None or next_item < after:
        return
    name = selection.unused_name("extracted")
    call = f"{name}({', '.join(flow.parameters)})"
    lines = [line.removeprefix(indent) for line in selection.text[selection.start : selection.end].splitlines()]
    if flow.result is not None:
        declares = flow.result in flow.declared
        word = "const" if flow.result.kind is BindingKind.CONST else "let"
        call = f"{word} {flow.result.name} = {call}" if declares else f"{flow.result.name} = {call}"
        lines.append(f"return {flow.result.name}")
    body = selection.newline.join(f"    {line}" if line.strip() else line for line in lines)
    head = f"fn {name}({', '.join(flow.parameters)}) {{"
    function = selection.newline.join(("", "", head, body, "}"))
    edits = ((selection.start, selection.end, call), (after, after, function))
    yield Refactoring(f"Extract into the function '{name}'", EXTRACT, edits)


def _can_move(statements: list[n.Statement]) -> bool:
    """Whether nothing in them leaves the block, nor is bound to where it stands. What throws would leave a caller that
    seems to go on."""
    for statement in statements:
        waiting: list[tuple[n.Node, bool]] = [(statement, False)]
        while waiting:
            node, in_loop = waiting.pop()
            if isinstance(
                node, n.Return | n.Throw | n.Import | n.TypeDeclaration | n.FunctionDeclaration | n.ErrorStatement
            ):
                return False
            if isinstance(node, n.Break | n.Continue) and not in_loop:
                return False
            if isinstance(node, n.FunctionLiteral):
                continue
            waiting += [(part, in_loop or isinstance(node, n.While | n.For)) for part in parts(node)]
    return True


class _Flow:
    """What goes into the statements and what comes out. `possible`: they can be a function of their own."""

    def __init__(self, selection: Selection, chosen: list[n.Statement]) -> None:
        self.start, self.end = chosen[0].start, chosen[-1].end
        assert selection.item is not None
        names = selection.analysis.names.items[selection.item]
        self.declared = {b for b in names.bindings if b.name_node is not None and self._holds(b.name_node)}
        self.parameters: list[str] = []
        results: list[Binding] = []
        self.possible = not any(b.kind in _FIXED for b in self.declared)
        for binding in names.bindings:
            inside = [use for use in binding.uses if self._holds(use.node)]
            outside = [use for use in binding.uses if not self._holds(use.node)]
            if binding in self.declared:
                if outside:
                    results.append(binding)
                    self.possible &= not any(use.function is not self._home(binding) for use in binding.uses)
                continue
            if not inside:
                continue
            self.possible &= binding.kind not in (BindingKind.PLASTIC, BindingKind.ERROR, BindingKind.TYPE)
            self.possible &= not (any(binding.writes) and self._is_shared(binding, inside, outside))
            self.parameters.append(binding.name)
            if any(use.write for use in inside):
                results.append(binding)
        self.possible &= len(results) <= 1
        self.result = results[0] if len(results) == 1 else None

    def _holds(self, node: n.Node) -> bool:
        return self.start <= node.start and node.end <= self.end

    def _home(self, binding: Binding) -> FunctionNode | None:
        return binding.scope.function if binding.scope is not None else None

    def _is_shared(self, binding: Binding, inside: list[Use], outside: list[Use]) -> bool:
        """Whether another function sees the variable change."""
        return any(use.function is not self._home(binding) for use in (*inside, *outside))
