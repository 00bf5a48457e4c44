"""Types as values: `int`, `Vec`, aliases (LANGUAGE 11.2, 23). Struct types are classes of their own (`records`).

Takes in and gives out values; the conversions that `int(x)` and the like do are in `conversions`.
"""

from __future__ import annotations

from normil.values import conversions
from normil.values.errors import Error
from normil.values.kinds import register
from normil.values.records import RecordType
from normil.values.text import FORMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Type:
    """Compiled code may call `convert` itself; it is None where there is no conversion. Of an alias of a type that is
    no value itself, for the modules that import it: `spec` is what is checked where a value is declared with it,
    `optional` says that a field of it may be left out, `test` is that of a pattern."""

    __slots__ = ("convert", "name", "optional", "spec", "test")

    def __init__(self, name: str, convert: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.convert = convert
        self.spec: tuple[Any, ...] | None = None
        self.optional = False
        self.test: Callable[[object], bool] | None = None

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if self.convert is None:
            raise Error("TypeError", f"{self.name} is not callable")
        return self.convert(*arguments, **named)


register(Type, "type")
FORMS["type"] = lambda value: f"<type {value.name if isinstance(value, Type) else value.__name__}>"

TYPES: dict[str, Type] = {
    name: Type(name, getattr(conversions, name, None))
    for name in ("int", "float", "bool", "str", "list", "map", "timestamp", "uuid", "Vec", "Matrix")
}


def alias_type(
    name: str,
    target: Type | RecordType | None,
    spec: tuple[Any, ...] | None = None,
    optional: bool = False,
    test: Callable[[object], bool] | None = None,
) -> Type | RecordType:
    """The value of a type alias: the type it stands for, where that is a value itself."""
    if target is not None:
        return target
    alias = Type(name)
    alias.spec, alias.optional, alias.test = spec, optional, test
    return alias


def type_member(module: Any, name: str) -> Any:
    """A type of another module; None where it has none of that name."""
    try:
        return None if name.startswith("__") else getattr(module, name, None)
    except Error:  # a module of the language says itself what it does not have
        return None


def spec_of(type_: object) -> tuple[Any, ...] | None:
    """What is checked where a value is declared with a type."""
    return type_.spec if isinstance(type_, Type) else None


def is_optional(type_: object) -> bool:
    """Whether a field of a type may be left out."""
    return isinstance(type_, Type) and type_.optional


class Auto:
    """The class of `auto`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "auto"


AUTO = Auto()
register(Auto, "auto")
FORMS["auto"] = lambda value: "auto"
