"""What every name in a file means: variables, fields, parameters in calls, members of modules.

Takes in the analysis of a file; gives out mentions: a place, what it names and how. What is of another file is named
by its path only (`Outside`), and what is not known is said to be (`Unknown`), so that a rename can tell what it might
miss. Must never know other files, nor the protocol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeAlias

from normil.analysis.analysis import Analysis
from normil.analysis.checks.imports import Modules
from normil.analysis.infer.members import owner_of
from normil.analysis.names import Binding, BindingKind, FunctionNode
from normil.analysis.types import ANY, NEVER, Optional, Record, Type, Union
from normil.analysis.types import Module as ModuleType
from normil.analysis.walk import walk
from normil.syntax import SyntaxTree
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class BuiltinName:
    """A builtin, or the member of one."""

    name: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct type, which is known by its declaration."""

    struct: n.StructType
    name: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension variable of a function."""

    function: FunctionNode
    name: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A name of the NORMiL file at `module`, or of the module that such a name stands for."""

    module: Path | Outside
    name: str


@dataclass(frozen=True, slots=True)
class OutsidePart:
    """A field of a struct type, or a parameter of a function, of another file."""

    whole: Outside
    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name after a dot or in a pattern, or of an argument (`label`), of something that is not known."""

    name: str
    label: bool = False


Target: TypeAlias = Binding | Field | Dimension | BuiltinName | Outside | OutsidePart | Unknown


class Role(Enum):
    DECLARATION = auto()
    READ = auto()
    WRITE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """`start` and `end` are offsets in the file. `within` is the field of a pattern or the import that the name is
    a part of; `quoted`: it is written as a string; `called`: it is what is called; `passed`: its
    value is used for something else than a call or a member of it."""

    start: int
    end: int
    target: Target
    role: Role
    within: n.FieldPattern | n.Import | None = None
    quoted: bool = False
    called: bool = False
    passed: bool = False


class Resolver(Modules, Protocol):
    """Where imports lead."""

    def leads_to(self, parts: Sequence[str]) -> Path | None:
        """The NORMiL file that an import means, if it means one."""


@dataclass(eq=False)
class SourceFile:
    """One version of a file. `key` is what the caller knows it by."""

    key: str
    tree: SyntaxTree
    analysis: Analysis
    path: Path | None = None
    modules: Resolver | None = None

    def __post_init__(self) -> None:
        self._mentions: dict[int, list[Mention]] = {}

    def mentions(self, item: int) -> list[Mention]:
        """Those in a top-level statement, in the order of the text."""
        if item not in self._mentions:
            self._mentions[item] = sorted(_Scan(self, item).run(), key=lambda mention: (mention.start, mention.end))
        return self._mentions[item]

    def mentions_of(self, name: str) -> Iterator[Mention]:
        """Those in all statements that have the name in their text."""
        text = self.analysis.program.text
        for index, item in enumerate(self.analysis.program.items):
            if not name.isascii() or text.find(name, item.start, item.end) >= 0:  # others have several spellings
                yield from self.mentions(index)

    def all_mentions(self) -> Iterator[Mention]:
        for index in range(len(self.analysis.program.items)):
            yield from self.mentions(index)

    def at(self, offset: int) -> Mention | None:
        """The name at a place; its end counts as inside, but what begins there wins."""
        item = self.analysis.item_at(offset)
        found = self.mentions(item) if item is not None else []
        holding = [mention for mention in found if mention.start <= offset <= mention.end]
        return max(holding, key=lambda mention: (mention.start, isinstance(mention.target, Binding)), default=None)

    def module(self, binding: Binding) -> Path | None:
        """The NORMiL file that a name means."""
        if binding.kind is BindingKind.IMPORT and isinstance(binding.declaration, n.Import):
            return self.leads_to(binding.declaration)
        return None

    def leads_to(self, statement: n.Import) -> Path | None:
        """The NORMiL file that is imported."""
        return self.modules.leads_to([part.text for part in statement.path]) if self.modules is not None else None

    def binds_first(self, path: list[n.Name]) -> bool:
        """Whether an import of the path without alias binds the first name of it."""
        return self.modules is not None and self.modules.binds_first([part.text for part in path])

    def is_missing(self, path: list[n.Name]) -> bool:
        """Whether an import of the path is known to find nothing."""
        return self.modules is not None and self.modules.missing([part.text for part in path]) is not None

    @cached_property
    def declared(self) -> dict[int, list[Binding]]:
        """The names of the file, by the statement that declares them."""
        found: dict[int, list[Binding]] = {}
        for binding in self.analysis.names.bindings.values():
            if binding.item is not None:
                found.setdefault(binding.item, []).append(binding)
        return found

    @cached_property
    def imported(self) -> set[Path]:
        """The NORMiL files that it imports."""
        imports = (statement for names in self.analysis.names.items for statement in names.imports)
        return {path for statement in imports if (path := self.leads_to(statement)) is not None}


def struct_of(file: SourceFile, item: int, binding: Binding) -> n.StructType | Outside | None:
    """The struct type that a name means, through aliases; `item` is where it is declared."""
    passed: set[Binding] = set()
    while binding not in passed:  # aliases may go round in a circle
        passed.add(binding)
        declaration = binding.declaration
        if binding.kind is BindingKind.BUILTIN:
            declaration = next((form.statement for form in file.analysis.builtins.find(binding.name)), None)
        match declaration:
            case n.TypeDeclaration(type=n.StructType() as struct):
                return struct
            case n.TypeDeclaration(type=n.NamedType(path=path)) if path:
                pass
            case _:
                return None
        item = item if binding.item is None else binding.item
        aliased = file.analysis.names.binding(item, path[0])
        if aliased is None:
            return None
        if len(path) > 1:
            return outside(file.module(aliased), path[1:])
        binding = aliased
    return None


def function_of(binding: Binding) -> FunctionNode | None:
    """The function that a call of the name is certain to call."""
    match binding.declaration:
        case n.FunctionDeclaration() as declaration if binding.name_node is declaration.name:
            return declaration
        case n.Let(value=n.FunctionLiteral() as literal) if not any(binding.writes):
            return literal
    return None


def parameter_of(file: SourceFile, item: int, function: FunctionNode, name: str) -> Binding | None:
    for parameter in function.parameters:
        if parameter.name.text == name:
            return file.analysis.binding(item, parameter.name)
    return None


def outside(module: Path | Outside | None, path: list[n.Name]) -> Outside | None:
    """What a dotted path means that begins in a module."""
    for part in path:
        module = Outside(module, part.text) if module is not None else None
    return module if isinstance(module, Outside) else None


class _Scan:
    """Finds the mentions in one top-level statement."""

    def __init__(self, file: SourceFile, item: int) -> None:
        self.file = file
        self.item = item
        self.base = file.analysis.program.items[item].start
        self.statement = file.analysis.program.items[item].statement
        self.types = file.analysis.types(item)
        self.found: list[Mention] = []
        self.within: dict[n.Node, n.FieldPattern | n.Import] = {}
        self.stored: set[n.Node] = set()
        self.members: set[n.Node] = set()
        self.called: set[n.Node] = set()
        self.opened: set[n.Node] = set()  # what is called, or what a member is taken of

    def run(self) -> list[Mention]:
        for node in walk(self.statement):
            self._visit(node)
        names = self.file.analysis.names
        own = names.items[self.item]
        declared = [*own.bindings, *self.file.declared.get(self.item, ())]
        written = {use.node for binding in own.bindings for use in binding.writes}
        written |= {use.node for use in own.free if use.write}
        meant: dict[n.Node, tuple[Binding, Role]] = {}
        for node, binding in own.uses.items():
            # a name of a pattern that another alternative declares is declared here as well
            role = Role.DECLARATION if binding.kind is BindingKind.PATTERN and node in self.patterns else Role.READ
            meant[node] = binding, role
        for use in own.free:
            binding_of_file = names.uses.get(use.node)
            if binding_of_file is not None:
                meant[use.node] = binding_of_file, Role.READ
        for binding in declared:
            if binding.name_node is not None:
                meant[binding.name_node] = binding, Role.DECLARATION
        for node, (binding, role) in meant.items():
            if role is Role.READ and node in written:
                role = Role.WRITE
            target = BuiltinName(binding.name) if binding.kind is BindingKind.BUILTIN else binding
            self._add(node, target, role)
        return self.found

    @cached_property
    def patterns(self) -> set[n.Node]:
        """The names that patterns bind."""
        found: set[n.Node] = set()
        for node in walk(self.statement):
            match node:
                case n.NamePattern(name=name) | n.RestPattern(name=n.Name() as name) | n.FieldPattern(name=name):
                    found.add(name)
        return found

    def _add(self, node: n.Node, target: Target | None, role: Role = Role.READ) -> None:
        if target is not None and node.end > node.start:
            start, end = self.base + node.start, self.base + node.end
            within, passed = self.within.get(node), isinstance(node, n.Identifier) or node in self.members
            passed = passed and role is Role.READ and node not in self.opened
            self.found.append(Mention(start, end, target, role, within, called=node in self.called, passed=passed))

    def _visit(self, node: n.Node) -> None:
        match node:
            case n.Assign(target=n.Member(name=name)):
                self.stored.add(name)
            case n.Assign(target=n.Index(index=index)):
                self.stored.add(index)
            case n.Import(path=path, alias=alias):
                self.within.update((part, node) for part in (*path, *([alias] if alias else [])))
            case n.Call():
                self._call(node)
            case n.Member(object=object_, name=name):
                self.members.add(name)
                self.opened.add(object_.name if isinstance(object_, n.Member) else object_)
                self._add(name, self._member(node), Role.WRITE if name in self.stored else Role.READ)
            case n.Index(index=n.Constant(value=str(key)) as index):
                self._key(node, index, key)
            case n.StructType(fields=fields):
                for field in fields:
                    self._add(field.name, Field(node, field.name.text), Role.DECLARATION)
            case n.StructLiteral(path=path, fields=inits):
                struct = self._type(path)
                for init in inits:
                    self._add(init.name, _field(struct, init.name.text), Role.WRITE)
            case n.RecordPattern():
                self._pattern(node)
            case n.NamedType(path=path):
                self._type(path)
            case n.FunctionDeclaration() | n.FunctionLiteral():
                self._dimensions(node)

    # ------------------------------------------------------------ members

    def _module(self, node: n.Expression) -> Path | Outside | None:
        """The NORMiL module that an expression is."""
        match node:
            case n.Identifier():
                binding = self.file.analysis.names.binding(self.item, node)
                return self.file.module(binding) if binding is not None else None
            case n.Member(object=object_, name=name):
                return outside(self._module(object_), [name])
        return None

    def _member(self, node: n.Member) -> Target | None:
        module = self._module(node.object)
        if module is not None:
            return Outside(module, node.name.text)
        return self._part(self._owner(node.object), node.name.text)

    def _owner(self, node: n.Expression | n.RecordPattern) -> Type:
        type_ = self.types.get(node, ANY)
        return type_.inner if isinstance(type_, Optional) else type_

    def _part(self, owner: Type, name: str) -> Target | None:
        """What a name after a dot means for a value of the type."""
        if isinstance(owner, Record) and any(field.name.text == name for field in owner.declaration.fields):
            return Field(owner.declaration, name)
        if owner in (ANY, NEVER) or isinstance(owner, ModuleType | Union):
            return Unknown(name)
        declaring = owner_of(owner)
        builtin = declaring is not None and self.file.analysis.builtins.find(name, declaring)
        return BuiltinName(name, declaring) if builtin else None

    def _key(self, node: n.Index, index: n.Constant, key: str) -> None:
        target = self._part(self._owner(node.object), key)
        text = self.file.analysis.program.text[self.base + index.start : self.base + index.end]
        if isinstance(target, Unknown) or (isinstance(target, Field) and text == f'"{key}"'):
            role = Role.WRITE if index in self.stored else Role.READ
            start, end = self.base + index.start + 1, self.base + index.end - 1
            self.found.append(Mention(start, end, target, role, quoted=True))

    # ------------------------------------------------------------ types and patterns

    def _type(self, path: list[n.Name]) -> n.StructType | Outside | None:
        """The struct type that a path means; the names after its first are mentioned."""
        binding = self.file.analysis.names.binding(self.item, path[0]) if path else None
        if binding is None:
            return None
        if len(path) == 1:
            return struct_of(self.file, self.item, binding)
        module: Path | Outside | None = self.file.module(binding)
        for part in path[1:]:
            module = outside(module, [part])
            self._add(part, module if isinstance(module, Outside) else None)
        return module if isinstance(module, Outside) else None

    def _pattern(self, pattern: n.RecordPattern) -> None:
        struct = self._type(pattern.path) if pattern.path else None
        subject = self._owner(pattern)
        for field in pattern.fields:
            self.within[field.name] = field
            if isinstance(field.pattern, n.NamePattern):
                self.within[field.pattern.name] = field
            target = _field(struct, field.name.text) if pattern.path else self._part(subject, field.name.text)
            self._add(field.name, target if not isinstance(target, BuiltinName) else None)

    def _dimensions(self, function: FunctionNode) -> None:
        written = [parameter.type for parameter in function.parameters] + [function.result]
        for type_ in (part for top in written if top is not None for part in walk(top)):
            if not isinstance(type_, n.NamedType):
                continue
            sizes = [part.text for part in type_.path] == ["Matrix"]
            for argument in type_.arguments:
                match argument.value:
                    case n.Name(text=text) as name:
                        self._add(name, Dimension(function, text))
                    case n.NamedType(path=[name], arguments=[]) if sizes:
                        self._add(name, Dimension(function, name.text))

    # ------------------------------------------------------------ calls

    def _call(self, call: n.Call) -> None:
        callee = call.callee
        name = callee.name if isinstance(callee, n.Member) else callee
        self.called.add(name)
        self.opened.add(name)
        for argument in call.arguments:
            if argument.name is not None:
                self._add(argument.name, self._label(callee, argument.name.text))

    def _label(self, callee: n.Expression, name: str) -> Target | None:
        item = self.item
        function: FunctionNode | None = None
        match callee:
            case n.FunctionLiteral():
                function = callee
            case n.Identifier():
                binding = self.file.analysis.names.binding(self.item, callee)
                if binding is None or binding.kind in (BindingKind.BUILTIN, BindingKind.TYPE):
                    return None
                function = function_of(binding)
                item = self.item if binding.item is None else binding.item
            case n.Member():
                target = self._member(callee)
                if isinstance(target, Outside):
                    return OutsidePart(target, name)
                if isinstance(target, BuiltinName):
                    return None
        return parameter_of(self.file, item, function, name) if function is not None else Unknown(name, label=True)


def _field(struct: n.StructType | Outside | None, name: str) -> Target | None:
    match struct:
        case Outside():
            return OutsidePart(struct, name)
        case n.StructType(fields=fields) if any(field.name.text == name for field in fields):
            return Field(struct, name)
    return None
