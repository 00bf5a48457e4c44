"""What the compiler gives out beside the Python code object: enough to explain a frame in terms of its source.

Knows nothing of running, debugging or protocols. All offsets are code points in the file. Its classes are plain ones:
every program that starts needs this module, and the standard library's shorter ways to write them take long to import.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import NoReturn


# identifiers of the language that Python or its interpreter keeps for itself
_RESERVED = frozenset({"None", "True", "False", "__debug__", "__builtins__", "__name__", "__class__"})


class Storage:
    """Where the value of a variable is found in a paused frame."""

    LOCAL = "local"  # f_locals[python], also for the names a closure captured
    BOX = "box"  # f_locals[python].value: a binding of one loop iteration that closures share
    GLOBAL = "global"  # f_globals[python]
    GLOBAL_BOX = "global box"  # f_globals[python].value


class Variable:
    """A declared name and its place at run time. It is visible in `start <= offset < end`; where no value is
    found (or a Box has none), its declaration has not run yet. `kind` is one of let, const, parameter, loop, catch,
    pattern, function, transaction, type, import, plastic, error."""

    __slots__ = ("end", "kind", "name", "python", "start", "storage")

    def __init__(self, name: str, python: str, storage: str, kind: str, start: int, end: int) -> None:
        self.name = name
        self.python = python
        self.storage = storage
        self.kind = kind
        self.start = start
        self.end = end


class Function:
    """A function, or (index 0) the top level of the file. `parent`: index of the function around it; the
    variables of the parents are visible too where the frame has captured them. `co_qualname` of its code object is
    `INDEX:NAME`."""

    __slots__ = ("end", "index", "name", "parent", "plastic", "start", "variables")

    def __init__(
        self, index: int, name: str, parent: int | None, start: int, end: int, plastic: bool, variables: list[Variable]
    ) -> None:
        self.index = index
        self.name = name
        self.parent = parent
        self.start = start
        self.end = end
        self.plastic = plastic
        self.variables = variables


class Site:
    """A statement where execution can stop. In the debug build it is preceded by `if .bINDEX: .hit(INDEX)`, both
    names in the module's globals. `line` and `column` are 1-based."""

    __slots__ = ("column", "end", "function", "index", "line", "start")

    def __init__(self, index: int, start: int, end: int, line: int, column: int, function: int) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.function = function


class CompiledModule:
    """`callees`: the span of a method call -> where the member that it calls ends. `stored`: the span of a struct
    literal or of a target, and the name of a field, empty for an index -> the span of the value that is stored there.
    `builtins`: the builtin names it uses. `main`: whether it declares a function `main` that can be called without
    arguments."""

    def __init__(
        self,
        path: str,
        text: str,
        code: CodeType,
        functions: list[Function],
        sites: list[Site],
        callees: dict[tuple[int, int], int],
        stored: dict[tuple[int, int, str], tuple[int, int]],
        builtins: frozenset[str],
        main: bool,
    ) -> None:
        self.path = path
        self.text = text
        self.code = code
        self.functions = functions
        self.sites = sites
        self.callees = callees
        self.stored = stored
        self.builtins = builtins
        self.main = main


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


def python_name(name: str) -> str:
    """What Python may call a variable or parameter of that name."""
    return f"{name}." if name in _RESERVED else name


def flag(site: int) -> str:
    """The name in the module's globals that arms a site."""
    return f".b{site}"


HIT = ".hit"
MAIN_BEGAN = ".began"  # in the module's globals once a call of `main` has begun
MODULE = ".module"  # in the module's globals: the LoadedModule
