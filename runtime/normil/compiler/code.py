"""What the compiler gives out beside the Python code object: enough to explain a frame in terms of its source.

Knows nothing of running, debugging or protocols. All offsets are code points in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import CodeType
from typing import NoReturn


class Storage(StrEnum):
    """Where the value of a variable is found in a paused frame."""

    LOCAL = "local"  # f_locals[python], also for the names a closure captured
    BOX = "box"  # f_locals[python].value: a binding of one loop iteration that closures share
    GLOBAL = "global"  # f_globals[python]
    GLOBAL_BOX = "global box"  # f_globals[python].value


@dataclass(slots=True)
class Variable:
    """A declared name and its place at run time. It is visible in `start <= offset < end`; where no value is
    found (or a Box has none), its declaration has not run yet."""

    name: str
    python: str
    storage: Storage
    kind: str  # let, const, parameter, loop, catch, pattern, function, transaction, type, import, plastic, error
    start: int
    end: int


@dataclass(slots=True)
class Function:
    """A function, or (index 0) the top level of the file. `parent`: index of the function around it; the
    variables of the parents are visible too where the frame has captured them. `co_qualname` of its code object is
    `INDEX:NAME`."""

    index: int
    name: str
    parent: int | None
    start: int
    end: int
    plastic: bool
    variables: list[Variable]


@dataclass(slots=True)
class Site:
    """A statement where execution can stop. In the debug build it is preceded by `if .bINDEX: .hit(INDEX)`, both
    names in the module's globals."""

    index: int
    start: int
    end: int
    line: int  # 1-based
    column: int  # 1-based, in code points
    function: int


@dataclass(slots=True)
class CompiledModule:
    path: str
    text: str
    code: CodeType
    functions: list[Function]
    sites: list[Site]
    callees: dict[tuple[int, int], int]  # the span of a method call -> where the member that it calls ends
    builtins: frozenset[str]  # the builtin names it uses
    main: bool  # whether it declares a function `main` that can be called without arguments


class Box:
    """The binding of a variable that closures of one loop iteration share. Unbound until `value` is set."""

    __slots__ = ("name", "value")
    name: str
    value: object

    def __init__(self, value: object) -> None:
        self.value = value

    @classmethod
    def unbound(cls, name: str) -> Box:
        box = cls.__new__(cls)
        box.name = name
        return box

    def __getattr__(self, attribute: str) -> NoReturn:
        # Python asks here for what a slot does not hold
        if attribute == "value":
            raise AttributeError(f"{self.name} is used before it is initialised")
        raise AttributeError(attribute)


def flag(site: int) -> str:
    """The name in the module's globals that arms a site."""
    return f".b{site}"


HIT = ".hit"
MAIN_BEGAN = ".began"  # in the module's globals once a call of `main` has begun
MODULE = ".module"  # in the module's globals: the LoadedModule
