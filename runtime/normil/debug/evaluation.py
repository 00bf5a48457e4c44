"""NORMiL text evaluated in a paused frame.

Takes in a text and a place in a function, gives out what can be run in frames that are there: it gives the value, and
puts what the text assigned back into the frame. Must never know who asks.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import TYPE_CHECKING, Any

from normil.compiler.code import Box, Function, Storage, Variable
from normil.engine import support
from normil.values.errors import translate

if TYPE_CHECKING:
    from normil.compiler.fragment import Fragment
    from normil.debug.effects import Effects
    from normil.engine.modules import LoadedModule


class RefusedError(Exception):
    """A text that cannot be evaluated here; says why."""


# ---------------------------------------------------------------- variables


@dataclass(frozen=True, slots=True)
class Visible:
    """The variables that can be named at a place: of the function itself, of those around it (as it has captured
    them), and of the module."""

    own: list[Variable]
    around: list[Variable]
    of_module: list[Variable]

    @property
    def all(self) -> list[Variable]:
        """Of two with one name the later counts."""
        return [*self.of_module, *self.around, *self.own]


def visible(module: LoadedModule, function: Function, offset: int) -> Visible:
    found = Visible([], [], [])
    owner: Function | None = function
    while owner is not None:
        here: list[Variable] = []
        for variable in sorted(owner.variables, key=lambda variable: variable.start):
            if owner.parent is None and variable.python in (variable.name, f"{variable.name}."):
                found.of_module.append(variable)  # of the top level itself, not of a block there
            elif variable.start <= offset < variable.end:
                here.append(variable if owner is function else _captured(variable))
        if owner is function:
            found.own.extend(here)
        else:
            found.around[:0] = here
        owner = None if owner.parent is None else module.compiled.functions[owner.parent]
    return found


def _captured(variable: Variable) -> Variable:
    """Where a function finds a variable of one around it, also of a block at the top level."""
    boxed = variable.storage in (Storage.BOX, Storage.GLOBAL_BOX)
    storage = Storage.BOX if boxed else Storage.LOCAL
    return Variable(variable.name, variable.python, storage, variable.kind, variable.start, variable.end)


MISSING = object()


def value(variable: Variable, local_values: dict[str, Any], module: LoadedModule) -> Any:
    """The value of a variable, or MISSING: its declaration has not run, or this function does not use it."""
    values = local_values if variable.storage in (Storage.LOCAL, Storage.BOX) else module.globals
    found = values.get(variable.python, MISSING)
    return getattr(found, "value", MISSING) if isinstance(found, Box) else found


# ---------------------------------------------------------------- evaluation


class Prepared:
    """A text compiled for a place."""

    def __init__(self, fragment: Fragment, module: LoadedModule) -> None:
        self._parameters = fragment.parameters
        self._function = FunctionType(fragment.code, module.globals)

    def run(self, frame: FrameType) -> Any:
        """The value in a frame at that place. Raises what the text raises; what it assigned until then stays."""
        values = frame.f_locals
        try:
            arguments = [values[name] for name in self._parameters]
        except KeyError:
            missing = next(name for name in self._parameters if name not in values)
            raise RefusedError(f"'{missing.partition('.')[0]}' has no value here") from None
        assigned: dict[str, Any] = {}
        try:
            return self._function(assigned, *arguments)
        finally:
            if assigned:
                _write_back(frame, assigned)


def prepare(text: str, module: LoadedModule, function: Function, offset: int, effects: Effects) -> Prepared:
    """Compiles a text for a place. Raises RefusedError."""
    from normil import primitives
    from normil.compiler.fragment import FragmentError, compile_fragment
    from normil.debug.effects import problem

    try:
        fragment = compile_fragment(text, visible(module, function, offset).all, [*primitives.FAMILY, "args"])
    except FragmentError as error:
        raise RefusedError(str(error)) from None
    forbidden = problem(fragment, effects)
    if forbidden is not None:
        raise RefusedError(forbidden)
    builtins = module.globals["__builtins__"]
    assert isinstance(builtins, dict)
    for name, builtin in support.builtins(fragment.code, fragment.builtins).items():
        builtins.setdefault(name, builtin)
    return Prepared(fragment, module)


def _write_back(frame: FrameType, assigned: dict[str, Any]) -> None:
    frame.f_locals.update(assigned)
    if sys.version_info < (3, 13):
        import ctypes

        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))


def describe(error: Exception) -> str:
    return str(error if isinstance(error, RefusedError) else translate(error))
