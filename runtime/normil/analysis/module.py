"""The statements of a file together: what their names mean to each other, and their types.

Takes in the units of one version of a file; infers the types of those whose last result does not hold any more.
Must never know where in the file a statement stands.
"""

from __future__ import annotations

from normil.analysis.builtins import Builtins
from normil.analysis.infer.assign import Field, Fields
from normil.analysis.infer.functions import Inference
from normil.analysis.infer.lookup import Lookup, Meaning
from normil.analysis.infer.reader import TypeReader
from normil.analysis.infer.result import Inferred
from normil.analysis.names import HOISTED, Binding, BindingKind, Bound, link
from normil.analysis.order import needed_first
from normil.analysis.types import ANY, Function, Optional, Parameter, Record, Type, TypeValue
from normil.analysis.types import Module as ModuleType
from normil.analysis.unit import Unit
from normil.analysis.walk import walk
from normil.syntax import nodes as n


class Types:
    """The types that a file declares: the statements that do it, by name, and what has been read of them. One object
    for all versions of a file between which they stay the same."""

    def __init__(self, declared: dict[str, Unit]) -> None:
        self.declared = declared
        self.named: dict[str, Type | None] = {}


class Module:
    """`before`: the version before, whose types are taken over if they are the same."""

    def __init__(self, units: list[Unit], builtins: Builtins, bound: Bound, before: Module | None = None) -> None:
        self.units = units
        self.builtins = builtins
        self.names = link([unit.names for unit in units], [unit.statement for unit in units], builtins.bindings, bound)
        self.declared = self.names.bindings
        self.types = Types(self._declared_types())
        if before is not None and before.types.declared == self.types.declared:
            self.types = before.types
        self._current = set(units)
        self._flow: dict[str, Type] = {}
        self._numbers: dict[str, int] = {}
        self._functions: dict[Unit, Meaning] = {}
        self._untyped = self._functions_without_result()
        self._begun: set[Unit] = set()
        self._finished: set[Unit] = set()

    def infer(self) -> None:
        """All statements in the order in which they run; functions when they are first asked for, or at the end."""
        for unit in sorted(self.units, key=lambda unit: isinstance(unit.statement, n.FunctionDeclaration)):
            self._infer(unit)

    def _declared_types(self) -> dict[str, Unit]:
        return {
            name: self.units[binding.item]
            for name, binding in self.names.bindings.items()
            if binding.kind in (BindingKind.TYPE, BindingKind.IMPORT) and binding.item is not None
        }

    def _infer(self, unit: Unit) -> None:
        """The statement, and before it the functions that it has to know the results of."""
        if unit in self._begun:
            return
        if self._untyped.keys().isdisjoint(unit.reads):
            self._begun.add(unit)
            self._infer_one(unit)
        else:
            order = needed_first(unit, self._needed)
            self._begun.update(order)
            for needed in order:
                self._infer_one(needed)

    def _functions_without_result(self) -> dict[str, Unit]:
        """The functions that are declared without the type of their result, by their names."""
        found = {}
        for name, binding in self.names.bindings.items():
            function = binding.declaration
            if isinstance(function, n.FunctionDeclaration) and function.result is None and binding.item is not None:
                found[name] = self.units[binding.item]
        return found

    def _needed(self, unit: Unit) -> list[Unit]:
        functions = (self._untyped.get(name) for name in unit.reads)
        return [function for function in functions if function is not None and function not in self._begun]

    def _infer_one(self, unit: Unit) -> None:
        if unit.inferred is None or not unit.inferred.lookup.still_true(self):
            lookup = Lookup(self, unit.statement)
            inference = Inference(unit, lookup, broken=unit.broken)
            inference.run()
            leaves = {name: type_ for name, type_ in inference.flow.items() if isinstance(name, str)}
            numbers = {name: value for name, value in inference.numbers.items() if isinstance(name, str)}
            result = None
            if isinstance(unit.statement, n.FunctionDeclaration):
                result = inference.results[unit.statement]
            unit.inferred = Inferred(lookup, inference.found, inference.types, leaves, numbers, result)
        self._flow.update(unit.inferred.leaves)
        self._numbers.update(unit.inferred.numbers)
        self._finished.add(unit)

    # ------------------------------------------------------------ what the inference of a statement asks

    def meaning(self, name: str, reader: n.Statement, *, in_function: bool) -> Meaning:
        binding = self.names.bindings.get(name)
        if binding is None or binding.item is None or self._initialises(binding, reader):
            return self._builtin(name)
        home = self.units[binding.item]
        match binding.kind:
            case BindingKind.FUNCTION | BindingKind.TRANSACTION:
                return self._functions.get(home) or self._function(binding.kind, home)
            case BindingKind.TYPE:
                return Meaning(binding.kind, TypeValue(name, self.named_type(name) or ANY))
            case BindingKind.IMPORT:
                return Meaning(binding.kind, self._flow.get(name, ModuleType(name)))
        return self._variable(binding, home, in_function)

    def _initialises(self, binding: Binding, reader: n.Statement) -> bool:
        """Whether `reader` is the statement that gives the name its first value, so that there the name means
        what it means outside."""
        return binding.declaration is reader and binding.kind not in HOISTED

    def _builtin(self, name: str) -> Meaning:
        value = self.builtins.value(name)
        return Meaning(None) if value is None else Meaning(BindingKind.BUILTIN, value)

    def _function(self, kind: BindingKind, home: Unit) -> Meaning:
        declaration = home.statement
        assert isinstance(declaration, n.FunctionDeclaration)
        written = self._written(home, [*(part.type for part in declaration.parameters), declaration.result])
        result = written[-1]
        if declaration.result is None:
            self._infer(home)
            if home in self._finished and home.inferred is not None:
                result = home.inferred.result or ANY
        if home.signature is None or home.signature[0] is not written or home.signature[1] is not result:
            parameters = tuple(
                Parameter(parameter.name.text, type_, parameter.default is None)
                for parameter, type_ in zip(declaration.parameters, written, strict=False)
            )
            name, word = declaration.name.text, "transaction" if declaration.transaction else "fn"
            home.signature = written, result, Meaning(kind, Function(parameters, result, name, word))
        meaning = home.signature[2]
        if declaration.result is not None or home in self._finished:
            self._functions[home] = meaning
        return meaning

    def _variable(self, binding: Binding, home: Unit, in_function: bool) -> Meaning:
        declaration = binding.declaration
        declared = None
        if isinstance(declaration, n.Let) and declaration.type is not None:
            [declared] = self._written(home, [declaration.type])
        writes = [use for use in binding.writes if use.node is not binding.name_node]
        anywhere = any(use.function is not None for use in writes)
        if anywhere or (in_function and writes):
            return Meaning(binding.kind, declared or ANY, declared)
        number = None if writes else self._numbers.get(binding.name)
        return Meaning(binding.kind, self._flow.get(binding.name, declared or ANY), declared, number)

    def _written(self, home: Unit, types: list[n.Type | None]) -> list[Type]:
        """What a statement that declares a function or a variable says of types; any where it says nothing. Read once
        for all versions between which the types stay the same."""
        if home.written is None or home.written[0] is not self.types:
            reader = TypeReader(home, self.named_type)
            home.written = self.types, [reader.read(type_) for type_ in types]
        return home.written[1]

    def named_type(self, name: str) -> Type | None:
        named = self.types.named
        if name not in named:
            for needed in needed_first(name, self._aliased):
                if needed not in named:
                    named[needed] = ANY  # while it is being read
                    named[needed] = self._read_type(needed)
        return named[name]

    def _aliased(self, name: str) -> list[str]:
        """The types that have to be known to know this one."""
        binding = self.names.bindings.get(name)
        declaration = binding.declaration if binding is not None else None
        if not isinstance(declaration, n.TypeDeclaration) or isinstance(declaration.type, n.StructType):
            return []
        parts = (part.path[0].text for part in walk(declaration.type) if isinstance(part, n.NamedType) and part.path)
        return [part for part in parts if part not in self.types.named]

    def _read_type(self, name: str) -> Type | None:
        binding = self.names.bindings.get(name)
        declaration = binding.declaration if binding is not None else None
        if binding is not None and binding.item is not None and isinstance(declaration, n.TypeDeclaration):
            return TypeReader(self.units[binding.item], self.named_type).declared(declaration)
        if binding is None or binding.kind is not BindingKind.IMPORT:
            return self.builtins.declared_type(name)
        return ANY

    def fields(self, record: Record) -> Fields:
        home = record.unit
        if not isinstance(home, Unit):
            return self.builtins.fields(record)
        if home not in self._current:
            return {}
        reader = TypeReader(home, self.named_type)
        fields: dict[str, Field] = {}
        for declared in record.declaration.fields:
            type_ = reader.read(declared.type)
            optional = isinstance(type_, Optional) or self._is_imported(declared.type, home)
            fields[declared.name.text] = Field(type_, not optional)
        return fields

    def _is_imported(self, type_: n.Type | None, home: Unit) -> bool:
        """Whether a type is one of another module, directly or through aliases, of which nothing is known here."""
        passed: set[n.Type] = set()
        while isinstance(type_, n.NamedType) and type_ not in passed:
            if len(type_.path) > 1:
                return True
            passed.add(type_)
            name = type_.path[0]
            binding = home.names.uses.get(name) or self.names.bindings.get(name.text)
            declaration = binding.declaration if binding is not None else None
            type_ = declaration.type if isinstance(declaration, n.TypeDeclaration) else None
        return False
