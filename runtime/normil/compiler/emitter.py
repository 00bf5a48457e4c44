"""What all emission of Python `ast` shares: positions, names, temporaries, the state of the function at hand.

A Python node carries the place of the NORMiL node whose evaluation it is, so that a traceback leads back to the
exact span. Columns are code points (Python never reads the source; the engine reads them back).
Names that begin with a dot cannot be written in NORMiL: the run-time helpers and temporaries have them.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import CodeType
from typing import TypeVar

from normil.analysis.names import Binding, BindingKind, FunctionNode, ItemNames, ModuleNames, Scope
from normil.compiler.code import HIT, Function, Site, Variable, flag
from normil.compiler.infer import Inference
from normil.compiler.lattice import ANY, Ty
from normil.compiler.places import Place, Places
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import nodes as n
from normil.syntax.lines import LineIndex

Tree = TypeVar("Tree", bound=ast.AST)
Location = tuple[int, int, int, int]

LOAD = ast.Load()
STORE = ast.Store()
TRANSACTION = ".transaction"  # the first, hidden parameter of a transaction


@dataclass(slots=True)
class Activation:
    """The function that is being emitted: its record, and counters of what it has used up."""

    node: FunctionNode | None
    record: Function
    temporaries: int = 0
    before: list[ast.stmt] = field(default_factory=list)  # what must stand before the current statement
    outer: dict[str, str] = field(default_factory=dict)  # variables of outer functions that it assigns
    rollback: bool = False  # whether this is the rollback block of a transaction


class Emitter:
    """The state of emitting one file."""

    def __init__(
        self,
        program: n.Program,
        names: ModuleNames,
        inference: Inference | None,
        *,
        debug: bool,
    ) -> None:
        self.program = program
        self.names = names
        self.places = Places(names)
        self.inference = inference
        self.types = inference.types if inference is not None else {}
        self.vector_types = VectorTypes(names)
        self.debug = debug
        self.lines = LineIndex(program.text)
        self.functions: list[Function] = []
        self.records: dict[FunctionNode, Function] = {}
        self.direct: dict[n.FunctionDeclaration, int] = {}  # those that are called past their tests, with their item
        self.unifying: set[FunctionNode] = set()  # those whose dimension variables are checked in the body too
        self.sites: list[Site] = []
        self.site_of: dict[n.Node, int] = {}
        self.callees: dict[tuple[int, int], int] = {}
        self.stored: dict[tuple[int, int, str], tuple[int, int]] = {}
        self.builtins: set[str] = set()
        self.late: dict[Binding, list[tuple[int | None, n.TypeDeclaration]]] = {}  # types that wait for an import
        self.base = 0
        self.item: ItemNames
        self.activation: Activation
        self.declarations = {
            binding.declaration: binding
            for binding in (*names.bindings.values(), *(b for item in names.items for b in item.bindings))
            if binding.name_node is not None
        }

    # ------------------------------------------------------------ positions

    def location(self, start: int, end: int) -> Location:
        line, column = self.lines.position(self.base + start)
        end_line, end_column = self.lines.position(self.base + end)
        return line + 1, column, end_line + 1, end_column

    def note_stored(self, place: n.Node, field: str, value: n.Node) -> None:
        """Notes which value is stored into a field."""
        start, end = self.base + place.start, self.base + place.end
        self.stored[start, end, field] = self.base + value.start, self.base + value.end

    def put(self, tree: Tree, node: n.Node) -> Tree:
        """Gives the tree, and all in it that has no place yet, the place of `node`."""
        _fill(tree, self.location(node.start, node.end))
        return tree

    # ------------------------------------------------------------ names

    def type_of(self, node: n.Node) -> Ty:
        """The proved type of an expression; for code that is never reached, any type."""
        ty = self.types.get(node, ANY)
        return ty if ty.mask else ANY

    def binding(self, node: n.Node) -> Binding | None:
        return self.item.uses.get(node) or self.names.uses.get(node)

    def is_builtin(self, node: n.Node, name: str) -> bool:
        if not isinstance(node, n.Identifier) or node.name != name:
            return False
        binding = self.binding(node)
        return binding is not None and binding.kind is BindingKind.BUILTIN

    def place(self, binding: Binding) -> Place:
        return self.places.of(binding)

    def scope(self, node: n.Node) -> Scope:
        return self.item.scopes[node]

    def temporary(self) -> str:
        self.activation.temporaries += 1
        return f".t{self.activation.temporaries}"

    def read_binding(self, binding: Binding) -> ast.expr:
        if binding.kind is BindingKind.BUILTIN:
            self.builtins.add(binding.name)
            taken = self.activation.node is not None and any(
                parameter.name.text == binding.name for parameter in self.activation.node.parameters
            )
            return load(f"@{binding.name}" if taken else binding.name)
        place = self.place(binding)
        if place.boxed:
            return ast.Attribute(load(place.python), "value", LOAD)
        return load(place.python)

    def write_target(self, binding: Binding) -> ast.expr:
        place = self.place(binding)
        if place.boxed:
            return ast.Attribute(load(place.python), "value", STORE)
        home = binding.scope.function if binding.scope is not None else None
        if home is not self.activation.node:
            self.activation.outer[place.python] = place.storage
        return store(place.python)

    # ------------------------------------------------------------ functions, variables, sites

    def enter(self, node: FunctionNode | None, name: str) -> Function:
        parent = self.activation.record.index if node is not None else None
        start, end = (self.base + node.start, self.base + node.end) if node else (0, len(self.program.text))
        plastic = isinstance(node, n.FunctionDeclaration) and any(
            annotation.name.text == "plastic" for annotation in node.annotations
        )
        record = Function(len(self.functions), name, parent, start, end, plastic, [])
        self.functions.append(record)
        if node is not None:
            self.records[node] = record
        self.activation = Activation(node, record)
        return record

    def declare(self, bindings: Iterable[Binding], start: int, end: int) -> None:
        """Notes variables for the debugger; offsets in the item, `start` where they become visible."""
        for binding in bindings:
            place = self.place(binding)
            kind = binding.kind.name.lower()
            variable = Variable(binding.name, place.python, place.storage, kind, self.base + start, self.base + end)
            self.activation.record.variables.append(variable)

    def site(self, statement: n.Node) -> list[ast.stmt]:
        """The stop before a statement, in the debug build."""
        if not self.debug:
            return []
        if statement in self.site_of:  # the function is there twice, for a guess and for any types
            return [self.stop_at(self.site_of[statement], statement)]
        line, column, _, _ = self.location(statement.start, statement.end)
        index = self.site_of[statement] = len(self.sites)
        self.sites.append(
            Site(
                index,
                self.base + statement.start,
                self.base + statement.end,
                line,
                column + 1,
                self.activation.record.index,
            )
        )
        return [self.stop_at(index, statement)]

    def stop_at(self, site: int, statement: n.Node) -> ast.stmt:
        hit = ast.Expr(call(HIT, ast.Constant(site)))
        return self.put(ast.If(load(flag(site)), [hit], []), statement)


def assemble(tree: ast.Module, path: str) -> CodeType:
    """The code object. What Python would remark on a source of its own is not said of a translation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return compile(tree, path, "exec", dont_inherit=True)


def load(name: str) -> ast.Name:
    return ast.Name(name, LOAD)


def store(name: str) -> ast.Name:
    return ast.Name(name, STORE)


def direct_name(function: n.FunctionDeclaration) -> str:
    """Where the top level keeps a function without the tests of its parameters."""
    return f".direct:{function.name.text}"


def call(helper: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(load(helper), list(arguments), [])


def constant(value: object) -> ast.Constant:
    """A constant of any kind that code objects can hold, tuples included."""
    return ast.Constant(value)  # type: ignore[arg-type]


def _fill(tree: ast.AST, location: Location) -> None:
    if isinstance(tree, ast.expr | ast.stmt | ast.ExceptHandler | ast.arg | ast.keyword):
        if getattr(tree, "lineno", None) is not None:
            return
        tree.lineno, tree.col_offset, tree.end_lineno, tree.end_col_offset = location
        if isinstance(tree, ast.Attribute) and tree.end_lineno != tree.lineno:
            # else CPython moves the place of a method call to the last line of the attribute
            tree.end_lineno, tree.end_col_offset = tree.lineno, tree.col_offset
    for child in ast.iter_child_nodes(tree):
        _fill(child, location)
