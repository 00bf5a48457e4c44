"""Which Python types stand for which NORMiL types (LANGUAGE 5).

Takes in any value, gives out its kind, one of

    none bool int float str list tuple map Vec Matrix record fn module type error auto object

`object` is everything that the language does not know: it behaves as Python says. Modules that define a Python class
for a kind register it here; this module knows none of them.
"""

from __future__ import annotations

import types

from normil.values import arrays

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KINDS: dict[type, str] = {}
_BASES: list[tuple[type, str]] = []
_EXACT: frozenset[type] = frozenset((bool, int, float))


def register(base: type, kind: str) -> None:
    """Values of this class are of this kind, and so are those of classes derived from it."""
    KINDS[base] = kind
    _BASES.insert(0, (base, kind))  # the last registered are records, of which there are most


for _base, _kind in (
    (bool, "bool"),
    (int, "int"),
    (float, "float"),
    (str, "str"),
    (list, "list"),
    (tuple, "tuple"),
    (dict, "map"),
    (types.ModuleType, "module"),
):
    register(_base, _kind)
KINDS[type(None)] = "none"
for _function in (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
):
    KINDS[_function] = "fn"


def kind(value: object) -> str:
    cls = type(value)
    return KINDS.get(cls) or _search(cls, value)


def _search(cls: type, value: object) -> str:
    if cls in arrays.TYPES:
        name: str = arrays.vectors.kind(value)
        return name
    for base, name in _BASES:
        if issubclass(cls, base):
            return name
    return "object"


def number(value: Any) -> Any:
    """A number of a class derived from int or float, or of numpy, as what it stands for."""
    if type(value) in _EXACT:
        return value
    return float(value) if kind(value) == "float" else int(value)


def type_of(value: object) -> str:
    """The name that the builtin `type_of` gives."""
    name = kind(value)
    if name == "object" and isinstance(value, type):
        return "type"
    return type(value).__name__ if name in ("record", "object") else name


def describe(value: object) -> str:
    """The type with its article, for messages: `an int`, `a Vec`, `none`."""
    return article(type_of(value))


def article(name: str) -> str:
    if name == "none":
        return name
    if name == "fn":
        return "a function"
    return f"an {name}" if name[:1] in "aeiouAEIOU" else f"a {name}"
