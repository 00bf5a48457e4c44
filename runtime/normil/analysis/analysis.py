"""What is known of one version of a file, for those who ask by place: hover, completion, symbols, definitions.

Takes in the statements with their names and types; gives out plain data. Offsets are code points in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from normil.analysis.diagnostics import Diagnostic, Place
from normil.analysis.infer import members
from normil.analysis.infer.lookup import Lookup
from normil.analysis.module import Module
from normil.analysis.names import Binding, ModuleNames
from normil.analysis.symbols import Symbol, outline
from normil.analysis.types import Dim, Matrix, Type, Vec
from normil.analysis.unit import Unit
from normil.analysis.visible import visible
from normil.analysis.walk import path_to
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a dimension of a type was fixed; None for a variable of a signature that is not in the file."""

    dimension: str
    start: int
    end: int


class Analysis:
    def __init__(self, program: n.Program, units: list[Unit], module: Module, diagnostics: list[Diagnostic]) -> None:
        self.program = program
        self.diagnostics = diagnostics
        self.builtins = module.builtins
        self._units = units
        self._module = module

    @property
    def names(self) -> ModuleNames:
        return self._module.names

    @cached_property
    def symbols(self) -> list[Symbol]:
        """The declarations of the file, nested as they stand."""
        return outline(self.program)

    # ------------------------------------------------------------ places

    def item_at(self, offset: int) -> int | None:
        """The index of the top-level statement that holds the offset; its end counts as inside."""
        index = bisect_right(self.program.items, offset, key=lambda item: item.start) - 1
        return index if index >= 0 and offset <= self.program.items[index].end else None

    def nodes_at(self, offset: int) -> list[n.Node]:
        """The nodes that hold the offset, from the top-level statement inwards."""
        index = self.item_at(offset)
        if index is None:
            return []
        item = self.program.items[index]
        return path_to(item.statement, offset - item.start)

    def span(self, place: Place) -> tuple[int, int]:
        """A place of this file as offsets."""
        base = self._bases[place.item]
        return base + place.start, base + place.end

    @cached_property
    def _bases(self) -> dict[n.Statement, int]:
        return {item.statement: item.start for item in self.program.items}

    # ------------------------------------------------------------ names and types

    def binding(self, item: int, node: n.Node) -> Binding | None:
        """What the name at `node` means: a use, or the declaration itself."""
        used = self.names.binding(item, node)
        if used is not None:
            return used
        declared = (*self._units[item].names.bindings, *self.names.bindings.values())
        return next((binding for binding in declared if binding.name_node is node), None)

    def declared_at(self, item: int, binding: Binding) -> tuple[int, int] | None:
        """Where the name of a binding that is used in `item` is declared; None for what has no place."""
        if binding.name_node is None:
            return None
        start = self.program.items[item if binding.item is None else binding.item].start
        return start + binding.name_node.start, start + binding.name_node.end

    def type_of(self, item: int, node: n.Node) -> Type | None:
        """The type of a name, a member, a call, what a member or an element is taken of, or what a record pattern
        is matched with; None for other nodes."""
        return self.types(item).get(node)

    def types(self, item: int) -> Mapping[n.Node, Type]:
        """The types in a top-level statement, by the nodes that `type_of` knows."""
        inferred = self._units[item].inferred
        return inferred.types if inferred is not None else {}

    def origins(self, type_: Type) -> list[Origin]:
        """Where the dimensions of a type were fixed."""
        dims: list[Dim | None] = []
        if isinstance(type_, Vec):
            dims = [type_.dim]
        elif isinstance(type_, Matrix):
            dims = [type_.rows, type_.cols]
        return [
            Origin(str(dim), *self.span(dim.origin))
            for dim in dims
            if dim is not None and dim.origin is not None and dim.origin.item in self._bases
        ]

    @cached_property
    def modes(self) -> list[str]:
        """The plasticity modes that the file registers."""
        return list(dict.fromkeys(mode for unit in self._units for mode in unit.registers))

    # ------------------------------------------------------------ completion

    def visible_at(self, offset: int) -> dict[str, Binding]:
        """The names that can be used at a place, the inner ones first, builtins last."""
        index = self.item_at(offset)
        inner: dict[str, Binding] = {}
        if index is not None:
            inner = visible(self._units[index].names, offset - self.program.items[index].start)
        return {**self._outer, **inner} if inner else dict(self._outer)

    @cached_property
    def _outer(self) -> dict[str, Binding]:
        return {**self.builtins.bindings, **self.names.bindings}

    def members(self, type_: Type) -> dict[str, Type]:
        """The members that a value of the type has for certain."""
        found = {name: members.find(type_, name, self._lookup) for name in members.names(type_, self._lookup)}
        return {name: member for name, member in found.items() if member is not None}

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._module, n.ErrorStatement(0, 0))
