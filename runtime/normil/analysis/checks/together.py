"""The checks that need all statements of a file: what its names mean to each other.

Takes in the linked statements of a file, gives out findings for each of them.
"""

from __future__ import annotations

from normil.analysis.checks import (
    aliases,
    duplicates,
    early,
    flow,
    hiding,
    imports,
    modes,
    prelude,
    readonly,
    undefined,
    unused,
)
from normil.analysis.diagnostics import Findings
from normil.analysis.module import Module
from normil.analysis.names import Binding, BindingKind, Use
from normil.analysis.unit import Unit
from normil.analysis.visible import visible
from normil.syntax import nodes as n


class Together:
    """`modules` looks imports up, if it is there. `broken`: a part of the file could not be read, so that what
    seems missing may stand there. `is_prelude`: the file is the one that declares the builtins."""

    def __init__(self, module: Module, modules: imports.Modules | None, *, broken: bool, is_prelude: bool) -> None:
        self.module = module
        self.units = module.units
        self.names = module.names
        self.builtins = module.builtins.bindings
        self.modules = modules
        self.broken = broken
        self.is_prelude = is_prelude
        self.own_imports = [unit.statement for unit in self.units if isinstance(unit.statement, n.Import)]
        self.found = [Findings(unit.statement) for unit in self.units]

    def run(self) -> list[Findings]:
        self._undefined()
        self._declarations()
        self._writes()
        self._modes()
        self._unreachable()
        self._aliases()
        if not self.is_prelude:
            self._builtins()
        if not self.broken:
            self._unused_imports()
        if self.modules is not None:
            for unit, found in zip(self.units, self.found, strict=True):
                imports.check(unit.statement, unit.names.imports, self.modules, found)
        return self.found

    def _home(self, binding: Binding) -> n.Statement | None:
        return self.units[binding.item].statement if binding.item is not None else None

    # ------------------------------------------------------------ names

    def _undefined(self) -> None:
        types_known = self.module.builtins.type_names
        for index, use in self.names.unresolved:
            if use.in_type and use.name in types_known:
                continue
            if use.name and not self._may_be_module(self.units[index], use):
                names = self._visible(self.units[index], use.node.start)
                undefined.check(use, names, types_known, self.found[index])
        for binding in self.names.bindings.values():
            if binding.kind is BindingKind.IMPLICIT and binding.item is not None:
                names = self._visible(self.units[binding.item], 0)
                undefined.check_implicit(binding, names, self.found[binding.item])

    def _may_be_module(self, unit: Unit, use: Use) -> bool:
        """Whether it could be the first name of a dotted import, which a Python module that was not found binds."""
        return any(
            statement.alias is None
            and len(statement.path) > 1
            and statement.path[0].text == use.name
            and (self.modules is None or self.modules.missing([part.text for part in statement.path]) is not None)
            for statement in (*self.own_imports, *unit.names.imports)
        )

    def _visible(self, unit: Unit, offset: int) -> dict[str, Binding]:
        return {**self.builtins, **self.names.bindings, **visible(unit.names, offset)}

    def _declarations(self) -> None:
        for index, use, binding in self.names.early:
            home = self._home(binding)
            if home is not None:
                early.report(use, binding, home, self.found[index])
        for index, duplicate in self.names.duplicates:
            home = self._home(duplicate.first)
            if home is not None:
                duplicates.report_declaration(duplicate, home, self.found[index])

    def _writes(self) -> None:
        for unit, found in zip(self.units, self.found, strict=True):
            for use in unit.writes:
                binding = self.names.uses.get(use.node)
                if binding is not None:
                    readonly.report(use, binding, self._home(binding), found)
            for use in unit.plastic_uses:
                hidden = self.names.bindings.get(use.name)
                home = self._home(hidden) if hidden is not None else None
                if hidden is not None and home is not None:
                    hiding.report_plastic(use, hidden, home, found)

    def _builtins(self) -> None:
        for binding in self.names.bindings.values():
            if binding.item is not None:
                hiding.check_builtin(binding, self.builtins, self.found[binding.item])
        for unit, found in zip(self.units, self.found, strict=True):
            prelude.check(unit.statement, found)

    def _unused_imports(self) -> None:
        free = {use.name for _, use in self.names.unresolved}
        for binding in self.names.bindings.values():
            if binding.kind is BindingKind.IMPORT and binding.item is not None:
                unused.check_import(binding, free, self.found[binding.item])

    # ------------------------------------------------------------ the rest

    def _modes(self) -> None:
        if any(unit.names.imports for unit in self.units):
            return  # another file of the program may register the mode
        known = {name for unit in self.units for name in unit.registers}
        for unit, found in zip(self.units, self.found, strict=True):
            modes.check(unit.modes, known, found)

    def _unreachable(self) -> None:
        unreachable = flow.first_unreachable([unit.statement for unit in self.units])
        if unreachable is not None and not isinstance(unreachable[0], n.Return | n.Break | n.Continue):
            cause, first = unreachable
            found = next(found for found in self.found if found.item is first)
            flow.report_unreachable((first.start, first.end), cause, cause, found, flow.removable([first]))

    def _aliases(self) -> None:
        homes = {
            binding: binding.item
            for binding in self.names.bindings.values()
            if binding.kind is BindingKind.TYPE and binding.item is not None
        }
        homes.update((binding, index) for index, unit in enumerate(self.units) for binding in unit.types)

        def meaning(alias: Binding, name: n.Name) -> Binding | None:
            binding = self.units[homes[alias]].names.uses.get(name) or self.names.uses.get(name)
            return binding if binding in homes else None

        aliases.check(homes, meaning, lambda alias: self.found[homes[alias]])
