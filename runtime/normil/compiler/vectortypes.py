"""The declared types that are checked at run time: Vector types and sized Matrix types (LANGUAGE 6.4, 6.6).

Takes in type nodes, gives out plain specifications; follows aliases. Where a type cannot be read (a wrong
argument, a cycle of aliases), there is no check and a diagnostic says so elsewhere. What a type of another module asks
for is known when the program runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis.names import Binding, BindingKind, FunctionNode, ItemNames, ModuleNames
from normil.compiler.lattice import MATRIX, VEC, Ty
from normil.syntax import nodes as n

Dimension = int | str | None  # a number, the name of a dimension variable, or not given


@dataclass(frozen=True, slots=True)
class VectorSpec:
    dim: Dimension
    q: int | None


@dataclass(frozen=True, slots=True)
class MatrixSpec:
    rows: Dimension
    cols: Dimension


@dataclass(frozen=True, slots=True)
class ImportedSpec:
    """A type of another module, or an alias of one, as it is written."""

    path: tuple[n.Name, ...]


Spec = VectorSpec | MatrixSpec | ImportedSpec


class VectorTypes:
    def __init__(self, names: ModuleNames) -> None:
        self.names = names

    def resolved(self, type_: n.Type | None, item: ItemNames) -> n.Type | None:
        """What an alias stands for in the end: a struct type by its name, any other type as it is written; None for a
        circle of aliases."""
        passed: set[n.TypeDeclaration] = set()
        while isinstance(type_, n.NamedType) and len(type_.path) == 1:
            binding = item.uses.get(type_.path[0]) or self.names.uses.get(type_.path[0])
            alias = binding.declaration if binding is not None else None
            if not isinstance(alias, n.TypeDeclaration) or isinstance(alias.type, n.StructType):
                return type_
            if alias in passed:
                return None
            passed.add(alias)
            type_ = alias.type
        return type_

    def imported(self, type_: n.Type | None, item: ItemNames) -> Binding | None:
        """The import that a type comes from, directly or through aliases."""
        type_ = self.resolved(type_, item)
        if not isinstance(type_, n.NamedType) or len(type_.path) == 1:
            return None
        binding = item.uses.get(type_.path[0]) or self.names.uses.get(type_.path[0])
        return binding if binding is not None and binding.kind is BindingKind.IMPORT else None

    def spec(self, type_: n.Type | None, item: ItemNames) -> Spec | None:
        """What a value bound with this type must be, or None if nothing is checked."""
        written = type_
        type_ = self.resolved(type_, item)
        if not isinstance(type_, n.NamedType):
            return None
        if len(type_.path) != 1:
            known = isinstance(written, n.NamedType) and self.imported(written, item) is not None
            return ImportedSpec(tuple(written.path)) if known and isinstance(written, n.NamedType) else None
        head = type_.path[0]
        binding = item.uses.get(head) or self.names.uses.get(head)
        if binding is not None and binding.kind is BindingKind.TYPE:
            return None
        if head.text == "Vector" and type_.arguments:
            given = {argument.name.text: argument.value for argument in type_.arguments if argument.name}
            q = given.get("q")
            bits = q if type(q) is int and 1 <= q <= 16 else None
            return VectorSpec(_dimension(given.get("dim")), bits)
        if head.text == "Matrix" and len(type_.arguments) == 2:
            rows, cols = (_dimension(argument.value) for argument in type_.arguments)
            return MatrixSpec(rows, cols)
        return None

    def checked(self, type_: n.Type | None, item: ItemNames, function: FunctionNode | None) -> Ty | None:
        """The type that a value has after the check, or None where nothing is checked."""
        spec = self.spec(type_, item)
        if isinstance(spec, VectorSpec):
            dim = (function, spec.dim) if isinstance(spec.dim, str) else spec.dim
            return Ty(VEC, dim)
        return Ty(MATRIX) if isinstance(spec, MatrixSpec) else None


def _dimension(value: object) -> Dimension:
    if type(value) is int:
        return value
    if isinstance(value, n.Name):
        return value.text
    if isinstance(value, n.NamedType) and len(value.path) == 1 and not value.arguments:
        return value.path[0].text
    return None
