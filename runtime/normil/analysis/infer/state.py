"""What is known while the types of one top-level statement are inferred: variables, functions, findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from normil.analysis import habits
from normil.analysis.diagnostics import Findings, Place
from normil.analysis.infer.assign import Assignment, Mismatch, WrongDimension, WrongType
from normil.analysis.infer.lookup import Lookup, Meaning
from normil.analysis.infer.reader import Home, TypeReader
from normil.analysis.names import Binding, BindingKind, FunctionNode
from normil.analysis.types import (
    ANY,
    BOOL,
    ERROR,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Dim,
    Matrix,
    Module,
    Type,
    TypeValue,
    Vec,
    join,
    settled,
)
from normil.syntax import nodes as n

Variable = Binding | str  # of the statement, or of the module by its name

_OF_DIMENSIONS = "change one of them, or cut the longer one, as in `v[0:3]`"
_PLASTIC = {"step": INT, "rate": FLOAT, "auto_lr": FLOAT}


class State:
    def __init__(self, home: Home, lookup: Lookup, *, broken: bool) -> None:
        self.home = home
        self.names = home.names
        self.lookup = lookup
        self.broken = broken
        self.found = Findings(home.statement)
        self.types: dict[n.Node, Type] = {}
        self.flow: dict[Variable, Type] = {}
        self.numbers: dict[Variable, int] = {}
        self.declared: dict[Binding, Type] = {}
        self.results: dict[FunctionNode, Type] = {}
        self.function: FunctionNode | None = None
        self.calling: n.Call | None = None  # whose callee is being looked at
        self.reader = TypeReader(home, lookup.named_type)
        self.declarations = {binding.name_node: binding for binding in self.names.bindings}
        self._checked_types: set[n.Node] = set()
        self._assigned: list[dict[Variable, Type]] = []

    # ------------------------------------------------------------ what others of the class provide

    def expression(self, node: n.Expression) -> Type:
        raise NotImplementedError

    def local_function(self, binding: Binding) -> Type:
        raise NotImplementedError

    def number_of(self, node: n.Identifier) -> int | None:
        """The value of a name that is an integer and never changes."""
        binding = self.names.uses.get(node)
        return self.numbers.get(binding) if binding is not None else self.meaning(node.name).number

    # ------------------------------------------------------------ types as written

    def read_type(self, node: n.Type | None) -> Type:
        """The type that is written; what is wrong with it is reported the first time."""
        if node is not None and node not in self._checked_types:
            self._checked_types.add(node)
            TypeReader(self.home, self.lookup.named_type, self.found).read(node)
        return self.reader.read(node)

    # ------------------------------------------------------------ variables

    def read(self, node: n.Identifier | n.Name, name: str) -> Type:
        """The type of a name where it is read, or called, or used as a type."""
        binding = self.names.uses.get(node)
        found = self._local(binding) if binding is not None else self._outer(name)
        self.types[node] = found
        return settled(found)

    def kind(self, node: n.Identifier | n.Name, name: str) -> BindingKind | None:
        binding = self.names.uses.get(node)
        return binding.kind if binding is not None else self.meaning(name).kind

    def meaning(self, name: str) -> Meaning:
        return self.lookup.meaning(name, in_function=self.function is not None)

    def _outer(self, name: str) -> Type:
        if self.function is None and name in self.flow:
            return self.flow[name]
        return self.meaning(name).type

    def _local(self, binding: Binding) -> Type:
        match binding.kind:
            case BindingKind.PLASTIC:
                return _PLASTIC[binding.name]
            case BindingKind.ERROR:
                return ERROR
            case BindingKind.FUNCTION | BindingKind.TRANSACTION:
                return self.local_function(binding)
            case BindingKind.IMPORT:
                return Module(binding.name)
            case BindingKind.TYPE:
                declaration = binding.declaration
                assert isinstance(declaration, n.TypeDeclaration)
                return TypeValue(binding.name, self.reader.declared(declaration))
        if self._shared(binding):
            return self.declared.get(binding, ANY)
        return self.flow.get(binding, ANY)

    def _shared(self, binding: Binding) -> bool:
        """Whether another function may have assigned the variable since this one saw it last."""
        home = binding.scope.function if binding.scope else None
        writes = list(binding.writes)
        return bool(writes) and (home is not self.function or any(use.function is not home for use in writes))

    def variable(self, node: n.Identifier) -> tuple[Variable | None, Type | None]:
        """The variable that an assignment is to, and its declared type; None where it cannot be assigned."""
        binding = self.names.uses.get(node)
        if binding is not None:
            return binding, self.declared.get(binding)
        meaning = self.meaning(node.name)
        if meaning.kind in (BindingKind.LET, BindingKind.IMPLICIT, None) and self.function is None:
            return node.name, meaning.declared  # None: this assignment declares it
        return None, meaning.declared

    def bind(self, variable: Variable | None, type_: Type, number: int | None = None) -> None:
        if variable is None:
            return
        self.flow[variable] = type_
        for assigned in self._assigned:
            assigned[variable] = join(assigned.get(variable, NEVER), type_)
        if number is not None and (isinstance(variable, str) or not any(variable.writes)):
            self.numbers[variable] = number

    def declare(self, name: n.Name | None, type_: Type, number: int | None = None) -> None:
        """A name of an inner scope that gets its value where it is declared."""
        if name is not None and name.text != "_":
            self.types[name] = type_
            self.bind(self.declarations.get(name) or self.names.uses.get(name), type_, number)

    # ------------------------------------------------------------ branches and loops

    def merge(self, branches: list[dict[Variable, Type]]) -> None:
        """Goes on with what holds after each of the branches that can get here."""
        if not branches:
            return
        merged = dict(branches[0])
        for branch in branches[1:]:
            for variable, type_ in branch.items():
                merged[variable] = join(merged[variable], type_) if variable in merged else type_
        self.flow = merged

    @contextmanager
    def noting(self) -> Iterator[dict[Variable, Type]]:
        """Notes all types that variables are given meanwhile."""
        assigned: dict[Variable, Type] = {}
        self._assigned.append(assigned)
        try:
            yield assigned
        finally:
            self._assigned.pop()

    # ------------------------------------------------------------ findings

    def report_mismatch(self, node: n.Node, mismatch: Mismatch, expected: Type, found: Type, what: str) -> None:
        if isinstance(mismatch, WrongDimension):
            if type(expected) is not type(found) or not isinstance(expected, Vec | Matrix):
                expected, found = Vec(mismatch.expected), Vec(mismatch.found)  # somewhere inside
            self.report_dimensions(node, expected, found, mismatch.expected, mismatch.found)
            return
        message = f"expected {expected}, found {found} {what}"
        advice = _conversion(expected, found)
        if found == NONE and not isinstance(node, n.Constant | n.Return):
            advice = habits.OF_NONE
        self.found.report("NOR005", node, message, help=advice, strict=mismatch.strict)

    def report_dimensions(self, node: n.Node, left: Type, right: Type, a: Dim, b: Dim) -> None:
        """Two dimensions that disagree, with the places that fixed them."""
        message: list[str | Place] = [f"dimension mismatch: {shape(left)} and {shape(right)}"]
        related: list[tuple[Place, str]] = []
        for dim in (a, b):
            if dim.origin is not None:
                message += [", " if related else ": ", f"{dim} from ", dim.origin]
                related.append((dim.origin, f"dimension {dim} comes from here"))
        self.found.report("NOR006", node, tuple(message), help=_OF_DIMENSIONS, related=tuple(related))

    def assignable(self, source: Type, target: Type) -> bool:
        mismatch = Assignment(self.lookup.fields).check(source, target)
        return mismatch is None or (isinstance(mismatch, WrongType) and mismatch.strict)

    def check(self, node: n.Node, found: Type, expected: Type, what: str) -> None:
        mismatch = Assignment(self.lookup.fields).check(found, expected)
        if mismatch is not None:
            self.report_mismatch(node, mismatch, expected, found, what)


def shape(type_: Type) -> str:
    match type_:
        case Vec(dim=dim):
            return f"Vec({dim or '?'})"
        case Matrix(rows=rows, cols=cols):
            return f"Matrix({rows or '?'}, {cols or '?'})"
    return str(type_)


def narrowed(declared: Type, value: Type) -> Type:
    """The type of a variable with a declared type once it holds the value."""
    if isinstance(declared, Vec) and isinstance(value, Vec):
        return Vec(declared.dim if declared.dim is not None else value.dim, declared.q)
    if isinstance(declared, Matrix) and isinstance(value, Matrix):
        return Matrix(declared.rows or value.rows, declared.cols or value.cols)
    return declared


def _conversion(expected: Type, found: Type) -> str | None:
    """How to make the one of the other, where a builtin does."""
    if (expected in (INT, FLOAT) and found in (INT, FLOAT, STR)) or (expected == STR and found in (INT, FLOAT, BOOL)):
        return f"convert it with `{expected}(...)`"
    return None
