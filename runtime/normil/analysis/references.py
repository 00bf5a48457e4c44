"""Where else the same is named: all places of a variable, a field, a parameter, a builtin.

Takes in files that are looked at together, and a place in one of them; gives out mentions in all of them. Must never
know what is done with them, nor the protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from normil.analysis.mentions import (
    Dimension,
    Field,
    Mention,
    Outside,
    OutsidePart,
    SourceFile,
    Target,
    Unknown,
    function_of,
    parameter_of,
    struct_of,
)
from normil.analysis.names import Binding, BindingKind
from normil.syntax import nodes as n


@dataclass(frozen=True, slots=True)
class Occurrence:
    file: SourceFile
    mention: Mention


class Project:
    """Files that are looked at together. `load` gives those that names lead to and that are not among them; a name
    of any other file has no declaration."""

    def __init__(self, files: Iterable[SourceFile], load: Callable[[Path], SourceFile | None] = lambda _: None) -> None:
        self.files = list(files)
        self._by_path: dict[Path, SourceFile | None] = {file.path: file for file in self.files if file.path is not None}
        self._load = load

    def _at(self, path: Path) -> SourceFile | None:
        if path not in self._by_path:
            file = self._by_path[path] = self._load(path)
            if file is not None:
                self.files.append(file)
        return self._by_path[path]

    def settle(self, target: Target) -> Target:
        """What a name of another file is there, as far as that file is at hand."""
        match target:
            case Outside():
                found = self._named(target)
                return found[1] if found else target
            case OutsidePart(whole=whole, name=name):
                found = self._named(whole)
                part = _part_of(*found, name) if found else None
                return self.settle(part) if part is not None else target
        return target

    def _named(self, outside: Outside) -> tuple[SourceFile, Binding] | None:
        module: Path | None
        if isinstance(outside.module, Outside):
            above = self._named(outside.module)
            if above is None or not isinstance(above[1].declaration, n.Import):
                return None
            module = above[0].leads_to(above[1].declaration)
        else:
            module = outside.module
        file = self._at(module) if module is not None else None
        binding = file.analysis.names.bindings.get(outside.name) if file is not None else None
        return (file, binding) if file is not None and binding is not None else None

    def occurrences(self, file: SourceFile, mention: Mention) -> list[Occurrence]:
        """All places that name what a mention of a file names, those of that file first."""
        target = self.settle(mention.target)
        if isinstance(target, Unknown):
            return [Occurrence(file, mention)]
        if _stays_in_statement(target):
            item = file.analysis.item_at(mention.start)
            assert item is not None
            found = ((file, other) for other in file.mentions(item))
        else:
            files = sorted(self.files, key=lambda other: other is not file)
            found = ((other, part) for other in files for part in other.mentions_of(target.name))
        return [Occurrence(other, part) for other, part in found if self.settle(part.target) == target]

    def unknown(self, name: str, *, label: bool = False) -> Iterator[Occurrence]:
        """The places that may name anything of this name."""
        wanted = Unknown(name, label)
        for file in self.files:
            for mention in file.mentions_of(name):
                if mention.target == wanted:
                    yield Occurrence(file, mention)

    def related(self, file: SourceFile) -> Project:
        """The files that are connected with one by imports, in whatever direction: values can flow between them."""
        found = [file]
        for known in found:
            for other in self.files:
                linked = other.path in known.imported or known.path in other.imported
                if linked and other not in found:
                    found.append(other)
        return Project(found)


def _stays_in_statement(target: Target) -> bool:
    match target:
        case Dimension():
            return True
        case Binding(item=item, kind=kind):
            return item is None and kind not in (BindingKind.PARAMETER, BindingKind.BUILTIN)
    return False


def _part_of(file: SourceFile, whole: Binding, name: str) -> Target | None:
    """A parameter of a function, or a field of a struct type."""
    assert whole.item is not None
    function = function_of(whole)
    if function is not None:
        return parameter_of(file, whole.item, function, name)
    struct = struct_of(file, whole.item, whole)
    return OutsidePart(struct, name) if isinstance(struct, Outside) else Field(struct, name) if struct else None
