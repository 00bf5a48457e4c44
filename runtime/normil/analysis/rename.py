"""Another name for what is named at a place, everywhere, or the reason why that cannot be.

Takes in files that are looked at together, a place and the new name; gives out edits. They are tried on the text
before they are given out: every name must mean afterwards what it meant before. Must never know the protocol.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from normil.analysis.analyser import Analyser
from normil.analysis.builtins import builtins, prelude_path
from normil.analysis.mentions import (
    BuiltinName,
    Dimension,
    Field,
    Mention,
    Outside,
    OutsidePart,
    Role,
    SourceFile,
    Unknown,
    function_of,
)
from normil.analysis.names import TYPE_WORDS, WEIGHT_NAMES, Binding, BindingKind, ModuleNames, is_plastic
from normil.analysis.references import Occurrence, Project
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil.syntax import parse
from normil.syntax.lines import LineIndex

MAIN = "main"  # what the start of a program calls (LANGUAGE 18.1)


class RefusedError(Exception):
    """It cannot be renamed, for the reason in the text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The part of the text between two offsets becomes `text`."""

    start: int
    end: int
    text: str


Edits: TypeAlias = dict[SourceFile, list[Edit]]


def renameable(project: Project, file: SourceFile, offset: int) -> Mention:
    """The name at a place, if it can be renamed."""
    return _Rename(project, file, offset).mention


def rename(project: Project, file: SourceFile, offset: int, new: str) -> Edits:
    return _Rename(project, file, offset).to(unicodedata.normalize("NFC", new))


class _Rename:
    def __init__(self, project: Project, file: SourceFile, offset: int) -> None:
        self.file = file
        self.project = project.related(file)
        mention = file.at(offset)
        if mention is None:
            raise RefusedError("There is no name here that could be renamed.")
        self.mention = mention
        self.target = self.project.settle(mention.target)
        self.old = self.target.name
        self._refuse_what_is_not_ours()
        self.places = self.project.occurrences(file, mention)
        self._refuse_if_a_place_may_be_missed()

    # ------------------------------------------------------------ what cannot be renamed

    def _refuse_what_is_not_ours(self) -> None:
        name, target = self.old, self.target
        if self.file.path == prelude_path():
            raise RefusedError("The file that declares the builtins belongs to NORMiL and cannot be changed.")
        match target:
            case BuiltinName():
                raise RefusedError(f"'{name}' is a builtin. Only what a program declares can be renamed.")
            case Unknown(label=True):
                raise RefusedError(f"It is not known which function is called here, so neither is what '{name}' names.")
            case Unknown():
                raise RefusedError(f"The type of the value is not known here, so neither is what '{name}' names.")
            case Outside() | OutsidePart():
                raise RefusedError(f"'{name}' is declared in another file. Open that file to rename it.")
            case Field(struct=struct) if _is_in_prelude(struct):
                raise RefusedError(
                    f"'{name}' is a field of a builtin type. Only what a program declares can be renamed."
                )
            case Binding(name_node=None):
                raise RefusedError(f"The language itself gives '{name}' its name here.")
            case Binding() if name in WEIGHT_NAMES and _is_parameter_of_plastic(target):
                raise RefusedError(f"A @plastic function knows its weights by the name '{name}'.")
            case Binding(item=int(), kind=BindingKind.FUNCTION | BindingKind.TRANSACTION) if name == MAIN:
                raise RefusedError("The program starts with 'main' because of its name, so it cannot have another one.")

    def _refuse_if_a_place_may_be_missed(self) -> None:
        self._refuse_what_cannot_be_read()
        if isinstance(self.target, Field):
            self._refuse_unclear_fields(self.target)
        elif isinstance(self.target, Binding):
            self._refuse_duplicates(self.target)
            if self.target.kind is BindingKind.PARAMETER:
                self._refuse_unclear_arguments(self.target)
            elif self.target.item is not None and self._some_module_is_passed_on():
                self._refuse_unclear(self.project.unknown(self.old), "a member of this module")

    def _refuse_what_cannot_be_read(self) -> None:
        """In what is no program, names are not found."""
        everywhere = isinstance(self.target, Field) or (
            isinstance(self.target, Binding)
            and (self.target.item is not None or self.target.kind is BindingKind.PARAMETER)
        )
        for file in self.project.files if everywhere else [self.file]:
            program = file.analysis.program
            for item in program.items:
                if everywhere or item.start <= self.mention.start <= item.end:
                    for problem in item.problems:
                        if problem.code == "NOR001":
                            raise RefusedError(self._unreadable(file, item.start + problem.start))
            for problem in program.problems if everywhere else ():
                if problem.code == "NOR001":
                    raise RefusedError(self._unreadable(file, problem.start))

    def _unreadable(self, file: SourceFile, at: int) -> str:
        return f"There is a syntax error in {self._where(file, at)}, and names in it may be missed. Correct it first."

    def _refuse_duplicates(self, target: Binding) -> None:
        for file in self.project.files:
            names = file.analysis.names
            inner = [(index, duplicate) for index, item in enumerate(names.items) for duplicate in item.duplicates]
            for index, duplicate in (*names.duplicates, *inner):
                if duplicate.first is target:
                    at = file.analysis.program.items[index].start + duplicate.second.start
                    raise RefusedError(
                        f"'{self.old}' is declared a second time in {self._where(file, at)}. Rename that one by hand."
                    )

    def _refuse_unclear(self, places: Iterable[Occurrence], what: str) -> None:
        for place in places:
            where = self._where(place.file, place.mention.start)
            raise RefusedError(
                f"'{self.old}' in {where} may be {what}, or something else: the type of its value is not known. "
                "Declare the type there, then rename."
            )

    def _refuse_unclear_fields(self, field: Field) -> None:
        self._refuse_unclear(self.project.unknown(self.old), "this field")
        nodes = [
            (file, item.start + node.start, node)
            for file in self.project.files
            for item in file.analysis.program.items
            for node in walk(item.statement)
        ]
        if not any(isinstance(node, n.TypeDeclaration) and node.type is field.struct for _, _, node in nodes):
            raise RefusedError("The values of a type without a name are maps, and keys of maps are not renamed.")
        needed = {part.name.text for part in field.struct.fields if not _is_optional(part.type)} | {self.old}
        for file, at, node in nodes:
            if isinstance(node, n.MapLiteral) and needed <= _keys(node):
                raise RefusedError(
                    f"The map in {self._where(file, at)} has all fields of this type and may be used in its place; "
                    "keys of maps are not renamed. Write it as a struct literal, then rename."
                )

    def _refuse_unclear_arguments(self, parameter: Binding) -> None:
        """An argument may be for this parameter if the function is used otherwise than by calling its name."""
        unclear = next(self.project.unknown(self.old, label=True), None)
        if unclear is None or not self._is_passed_on(parameter):
            return
        raise RefusedError(
            f"The argument '{self.old}' in {self._where(unclear.file, unclear.mention.start)} may be for this "
            "parameter: the function is used as a value, and it is not known what is called there."
        )

    def _is_passed_on(self, parameter: Binding) -> bool:
        function = parameter.scope.function if parameter.scope is not None else None
        for file in self.project.files:
            for mention in file.all_mentions():
                binding, declares = mention.target, mention.role is Role.DECLARATION
                if declares and isinstance(binding, Binding) and function_of(binding) is function:
                    return any(place.mention.passed for place in self.project.occurrences(file, mention))
        return True  # it has no name

    def _some_module_is_passed_on(self) -> bool:
        for file in self.project.files:
            for mention in file.all_mentions():
                if mention.passed and isinstance(mention.target, Binding) and file.module(mention.target) is not None:
                    return True
        return False

    def _where(self, file: SourceFile, at: int) -> str:
        line = LineIndex(file.analysis.program.text).position(at)[0] + 1
        if file is self.file or file.path is None:
            return f"line {line}"
        return f"line {line} of {file.path.name}"

    # ------------------------------------------------------------ the new name

    def to(self, new: str) -> Edits:
        self._refuse_name(new)
        edits: Edits = {}
        moved: dict[SourceFile, dict[int, tuple[int, int]]] = {}
        if new == self.old:
            return edits
        for place in self.places:
            edit, name = self._edit(place.file, place.mention, new)
            edits.setdefault(place.file, []).append(edit)
            if name is not None:
                moved.setdefault(place.file, {})[place.mention.start] = name
        for file, changes in edits.items():
            changes.sort(key=lambda edit: edit.start)
            self._refuse_if_meaning_changes(file, changes, moved.get(file, {}), new)
        return edits

    def _refuse_name(self, new: str) -> None:
        if new == "_":
            raise RefusedError("'_' is no name: it stands for what nobody reads.")
        if not _is_name(new):
            raise RefusedError(
                f"'{new}' is not a name, or is a word of the language. A name has letters, digits and '_'."
            )
        target = self.target
        if isinstance(target, Field):
            if any(field.name.text == new for field in target.struct.fields):
                raise RefusedError(f"The type already has a field '{new}'.")
            if new.startswith("__"):
                raise RefusedError("Names that begin with two underscores cannot be read after a dot.")
        elif isinstance(target, Dimension):
            mentions = self.file.mentions_of(new)
            if any(mention.target == Dimension(target.function, new) for mention in mentions):
                raise RefusedError(f"The function already has a dimension '{new}'.")
        elif new in builtins().bindings or new in TYPE_WORDS:
            raise RefusedError(f"'{new}' is a builtin, which the new name would hide.")
        elif isinstance(target, Binding) and target.item is not None:
            if new == MAIN:
                raise RefusedError("A function named 'main' is called when the program starts.")
            if new.startswith("__") and any(place.file is not self.places[0].file for place in self.places):
                raise RefusedError("Names that begin with two underscores cannot be read after a dot.")
        if isinstance(target, Binding) and new in WEIGHT_NAMES and _is_parameter_of_plastic(target):
            raise RefusedError(
                f"A @plastic function would take the parameter for its weights if it were named '{new}'."
            )
        if isinstance(target, Binding) and target.scope is not None and new in target.scope.bindings:
            raise RefusedError(f"'{new}' is already declared in the same block.")

    def _edit(self, file: SourceFile, mention: Mention, new: str) -> tuple[Edit, tuple[int, int] | None]:
        """The change at one place, and where the name goes if it moves: to an offset in the old text, and so far on
        in what is inserted there."""
        start, end, text = mention.start, mention.end, file.analysis.program.text
        item = file.analysis.item_at(start)
        assert item is not None
        base = file.analysis.program.items[item].start
        is_field = isinstance(self.target, Field)
        match mention.within:
            case n.FieldPattern(pattern=None):
                return (Edit(start, start, f"{new}: "), None) if is_field else (Edit(end, end, f": {new}"), (end, 2))
            case n.FieldPattern(name=label, pattern=n.NamePattern(name=bound)):
                between = text[base + label.end : base + bound.start]
                if {new, self.old} == {label.text, bound.text} and between.strip() == ":":
                    if is_field:
                        return Edit(base + label.start, base + bound.start, ""), None
                    return Edit(base + label.end, base + bound.end, ""), (base + label.start, 0)
            case n.Import(path=path, alias=None):
                if len(path) > 1 and base + path[-1].start != start:
                    raise RefusedError(f"The import binds '{self.old}' because it is the name of a Python module.")
                if len(path) > 1 and file.is_missing(path):
                    raise RefusedError("The module is not found, so it is not known which name its import binds.")
                return Edit(end, end, f" as {new}"), (end, 4)
            case n.Import(path=path, alias=n.Name() as alias) if base + alias.start == start:
                between = text[base + path[-1].end : base + alias.start]
                needless = len(path) == 1 or not file.binds_first(path)
                if path[-1].text == new and needless and between.split() == ["as"]:
                    return Edit(base + path[-1].end, base + alias.end, ""), (base + path[-1].start, 0)
        return Edit(start, end, new), None

    def _refuse_if_meaning_changes(
        self, file: SourceFile, edits: list[Edit], moved: dict[int, tuple[int, int]], new: str
    ) -> None:
        first, last = edits[0].start, edits[-1].end
        changed = file.tree.text[first:last]
        for edit in reversed(edits):
            changed = changed[: edit.start - first] + edit.text + changed[edit.end - first :]
        program = file.tree.edit(first, last, changed).program
        names = Analyser(file.path, modules=file.modules).names(program)
        starts, ends = [edit.start for edit in edits], [edit.end for edit in edits]
        longer = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

        def at(old: int) -> int:
            if old not in moved:
                return old + longer[bisect_right(ends, old)]
            place, further = moved[old]  # what is inserted at the place itself comes after it
            return place + longer[min(bisect_right(ends, place), bisect_left(starts, place))] + further

        found = _meanings(program, names)
        for name, meant in _meanings(file.analysis.program, file.analysis.names).items():
            expected = at(meant) if isinstance(meant, int) else meant
            if found.get(at(name), _NOWHERE) != expected:
                where = self._where(file, name)
                raise RefusedError(
                    f"'{new}' is taken: with this name, a name in {where} would mean another declaration."
                )


_NOWHERE = "nowhere"


def _meanings(program: n.Program, module: ModuleNames) -> dict[int, int | str | None]:
    """By the places of all names of variables: where they are declared, or the name of what has no place."""
    found: dict[int, int | str | None] = {}
    bases = [item.start for item in program.items]

    def place(binding: Binding, item: int) -> int | str:
        if binding.name_node is None:
            return binding.name
        return bases[item if binding.item is None else binding.item] + binding.name_node.start

    for index, names in enumerate(module.items):
        for node, binding in names.uses.items():
            found[bases[index] + node.start] = place(binding, index)
        for use in names.free:
            meant = module.uses.get(use.node)
            found[bases[index] + use.node.start] = place(meant, index) if meant is not None else None
        for binding in names.bindings:
            if binding.name_node is not None:
                found[bases[index] + binding.name_node.start] = place(binding, index)
    return found


def _is_name(text: str) -> bool:
    program = parse(f"let {text} = 0\n").program
    match program.items:
        case [n.Item(statement=n.Let(name=n.Name(start=4) as name), problems=[])]:
            return name.text == text and not program.problems
    return False


def _is_parameter_of_plastic(binding: Binding) -> bool:
    function = binding.scope.function if binding.scope is not None else None
    return binding.kind is BindingKind.PARAMETER and function is not None and is_plastic(function)


def _is_in_prelude(struct: n.StructType) -> bool:
    declarations = (item.statement for item in builtins().program.items)
    return any(isinstance(part, n.TypeDeclaration) and part.type is struct for part in declarations)


def _is_optional(type_: n.Type) -> bool:
    return isinstance(type_, n.NamedType) and [part.text for part in type_.path] in (["optional"], ["Optional"])


def _keys(literal: n.MapLiteral) -> set[str]:
    return {
        entry.key.value
        for entry in literal.entries
        if isinstance(entry.key, n.Constant) and isinstance(entry.key.value, str)
    }
