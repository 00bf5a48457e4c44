"""NORMiL text evaluated in a paused frame.

Takes in a text and a place in a function, gives out a compiled fragment; takes in that and a frame, gives out the
value, and puts what the text assigned back into the frame. Must never know who asks.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from normil.compiler.code import Box, Function, Storage, Variable
from normil.engine import support
from normil.engine.frames import Frame
from normil.values.errors import translate

if TYPE_CHECKING:
    from normil.compiler.fragment import Fragment
    from normil.debug.effects import Effects
    from normil.engine.modules import LoadedModule


class RefusedError(Exception):
    """A text that cannot be evaluated here; says why."""


# ---------------------------------------------------------------- variables


def of_module(variable: Variable) -> bool:
    """Whether a variable of the top level is a name of the module, and not of a block there."""
    return variable.python in (variable.name, f"{variable.name}.")


def functions_around(module: LoadedModule, function: Function) -> list[Function]:
    """The function and those around it, the top level first."""
    found = [function]
    while found[0].parent is not None:
        found.insert(0, module.compiled.functions[found[0].parent])
    return found


def visible(module: LoadedModule, function: Function, offset: int) -> list[Variable]:
    """The variables that can be named at a place; of two with one name the later counts."""
    return [
        variable
        for owner in functions_around(module, function)
        for variable in sorted(owner.variables, key=lambda variable: variable.start)
        if variable.start <= offset < variable.end or (owner.parent is None and of_module(variable))
    ]


MISSING = object()


def value(variable: Variable, local_values: dict[str, Any], module: LoadedModule) -> Any:
    """The value of a variable, or MISSING: its declaration has not run, or this function does not use it."""
    values = local_values if variable.storage in (Storage.LOCAL, Storage.BOX) else module.globals
    found = values.get(variable.python, MISSING)
    return getattr(found, "value", MISSING) if isinstance(found, Box) else found


# ---------------------------------------------------------------- evaluation


def compile_text(text: str, module: LoadedModule, function: Function, offset: int, effects: Effects) -> Fragment:
    """Prepares a text for a place. Raises RefusedError."""
    from normil import primitives
    from normil.compiler.fragment import FragmentError, compile_fragment
    from normil.debug.effects import problem

    try:
        fragment = compile_fragment(text, visible(module, function, offset), [*primitives.FAMILY, "args"])
    except FragmentError as error:
        raise RefusedError(str(error)) from None
    forbidden = problem(fragment, effects)
    if forbidden is not None:
        raise RefusedError(forbidden)
    builtins = module.globals["__builtins__"]
    assert isinstance(builtins, dict)
    for name, builtin in support.builtins(fragment.builtins).items():
        builtins.setdefault(name, builtin)
    return fragment


def run(fragment: Fragment, frame: Frame) -> Any:
    """The value. Raises what the text raises; what it assigned until then stays assigned."""
    python = frame.python
    assert python is not None
    values = dict(python.f_locals)
    for name in fragment.parameters:
        if name not in values:
            raise RefusedError(f"'{name.partition('.')[0]}' has no value here")
    result, assigned = fragment.run(frame.module.globals, values)
    if assigned:
        _write_back(python, assigned)
    return result


def _write_back(frame: FrameType, assigned: dict[str, Any]) -> None:
    frame.f_locals.update(assigned)
    if sys.version_info < (3, 13):
        import ctypes

        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))


def describe(error: Exception) -> str:
    return str(error if isinstance(error, RefusedError) else translate(error))
