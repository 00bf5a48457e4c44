"""Putting things back: what `@atomic` functions and transactions do when a call fails (LANGUAGE 15).

Takes in the function and its arguments, gives out a `Snapshot` of all NORMiL state that the call could change: the
contents of every list, map, record, Vec and Matrix, and every binding, that can be reached from them, from the module
or from the memory stores. Restoring writes the old contents into the same objects, so that identity and aliases stay.
It costs time in proportion to that state, and nothing to code outside of atomic calls.
"""

from __future__ import annotations

import functools
from types import CellType, FunctionType, MethodType

from normil.compiler.code import MODULE, Box
from normil.engine import run
from normil.values import arrays
from normil.values.errors import Error, translate
from normil.values.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Restore = Callable[[], None]

_NOTHING = object()


class Snapshot:
    def __init__(self, *roots: object) -> None:
        self._restores: list[Restore] = []
        self._seen: dict[int, object] = {}  # holds what was seen, so that an id stays one object's
        self._waiting: list[object] = [*roots, run.current, run.current.stores]
        while self._waiting:
            value = self._waiting.pop()
            if id(value) not in self._seen:
                self._visit(value)

    def restore(self) -> None:
        for restore in self._restores:
            restore()

    def _visit(self, value: Any) -> None:
        visit = _VISITS.get(type(value))
        if visit is None:
            for base, candidate in _VISITS.items():
                if isinstance(value, base):
                    visit = candidate
                    break
            else:
                visit = _array if type(value) in arrays.TYPES else None
        if visit is not None:
            self._seen[id(value)] = value
            visit(self, value)

    def keep(self, restore: Restore, *parts: object) -> None:
        """Notes how to put something back, and what to look at next."""
        self._restores.append(restore)
        self._waiting.extend(parts)


def _list(snapshot: Snapshot, value: list[Any]) -> None:
    old = list(value)
    snapshot.keep(lambda: value.__setitem__(slice(None), old), *old)


def _dict(snapshot: Snapshot, value: dict[Any, Any]) -> None:
    old = dict(value)

    def restore() -> None:
        value.clear()
        value.update(old)

    snapshot.keep(restore, *old.values())


def _record(snapshot: Snapshot, value: Any) -> None:
    old = {name: getattr(value, name) for name in type(value).__slots__}

    def restore() -> None:
        for name, part in old.items():
            setattr(value, name, part)

    snapshot.keep(restore, *old.values())


def _array(snapshot: Snapshot, value: Any) -> None:
    if not value.flags.writeable:  # from Python, and nobody can change it
        return
    old, q = value.copy(), getattr(value, "q", None)

    def restore() -> None:
        value[...] = old
        if q is not None:
            value.q = q

    snapshot.keep(restore)


def _tuple(snapshot: Snapshot, value: tuple[Any, ...]) -> None:
    snapshot.keep(_nothing, *value)


def _function(snapshot: Snapshot, value: FunctionType) -> None:
    parts: list[object] = [*(value.__closure__ or ()), *value.__dict__.values()]
    if MODULE in value.__globals__:
        parts.append(_Globals(value.__globals__))
    snapshot.keep(_nothing, *parts)


def _cell(snapshot: Snapshot, value: CellType) -> None:
    try:
        old = value.cell_contents
    except ValueError:  # not bound yet
        old = _NOTHING

    def restore() -> None:
        if old is not _NOTHING:
            value.cell_contents = old
        else:
            del value.cell_contents

    snapshot.keep(restore, old)


def _box(snapshot: Snapshot, value: Box) -> None:
    old = getattr(value, "value", _NOTHING)

    def restore() -> None:
        if old is not _NOTHING:
            value.value = old
        elif hasattr(value, "value"):
            del value.value

    snapshot.keep(restore, old)


class _Globals:
    """The bindings of a module; one object for each dict, whoever reaches it."""

    def __init__(self, bindings: dict[str, Any]) -> None:
        self.bindings = bindings


def _globals(snapshot: Snapshot, value: _Globals) -> None:
    bindings = value.bindings
    if id(bindings) in snapshot._seen:
        return
    snapshot._seen[id(bindings)] = bindings
    old = {name: part for name, part in bindings.items() if not name.startswith((".", "__"))}

    def restore() -> None:
        for name in [name for name in bindings if name not in old and not name.startswith((".", "__"))]:
            del bindings[name]
        bindings.update(old)

    snapshot.keep(restore, *old.values())


def _module(snapshot: Snapshot, value: Any) -> None:
    snapshot.keep(_nothing, _Globals(vars(value)))


def _state(snapshot: Snapshot, value: Any) -> None:
    """An object of the implementation that says itself what of it is put back."""
    snapshot.keep(value.restorer())


def _nothing() -> None:
    pass


def register(cls: type) -> None:
    """Objects of this class have `restorer()`, which gives a function that puts their present state back."""
    _VISITS[cls] = _state


def register_module(cls: type) -> None:
    """Objects of this class are modules: their attributes are bindings."""
    _VISITS[cls] = _module


_VISITS: dict[type, Callable[[Snapshot, Any], None]] = {
    list: _list,
    dict: _dict,
    tuple: _tuple,
    Record: _record,
    FunctionType: _function,
    MethodType: lambda snapshot, value: snapshot.keep(_nothing, value.__self__, value.__func__),
    CellType: _cell,
    Box: _box,
    _Globals: _globals,
    run.Run: _state,
    Error: lambda snapshot, value: snapshot.keep(_nothing, value.value, value.cause),
}


def atomic(function: Callable[..., Any], arguments: object, parameters: tuple[str, ...]) -> Callable[..., Any]:
    """The function with `@atomic` around it, which has no arguments."""
    name = function.__name__

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        snapshot = Snapshot(function, args, named)
        try:
            return function(*args, **named)
        except MemoryError:
            raise
        except Exception as exception:
            error = translate(exception)
            snapshot.restore()
            error.rolled_back.append(name)
            raise error from None

    return call
