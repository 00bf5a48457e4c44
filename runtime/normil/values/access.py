"""Members, indexes, slices, and stores to them (LANGUAGE 8.6, 8.7, 9.2, 22).

Takes in an object and the name or index, gives out the value or raises. What arrays have is added to the tables by
`vectors`.
"""

from __future__ import annotations

import operator
from functools import partial
from types import MethodType

from normil.values import arrays, lists, maps, strings
from normil.values.errors import Error
from normil.values.interop import ask, from_python, is_own
from normil.values.iteration import iterate
from normil.values.kinds import KINDS, describe, kind, number
from normil.values.lists import out_of_range
from normil.values.records import RecordType, read, store
from normil.values.suggest import did_you_mean
from normil.values.text import inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

__all__ = ["call_method", "index", "iterate", "member", "set_index", "set_member", "slice_"]


def _of_error(name: str) -> Callable[[Any], Any]:
    return lambda error: getattr(error, name)


def _of_origin(name: str, nowhere: object) -> Callable[[Any], Any]:
    return lambda error: getattr(error.origin, name, nowhere)


# members that are values, read at once
ATTRIBUTES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "str": {"length": len},
    "list": {"length": len},
    "tuple": {"length": len},
    "map": {"length": len},
    "fn": {"name": lambda function: function.__name__},
    "error": {
        **{name: _of_error(name) for name in ("message", "kind", "value", "cause")},
        **{name: _of_origin(name, 0) for name in ("line", "column", "end_line", "end_column")},
        "file": _of_origin("file", ""),
        "trace": lambda error: list(getattr(error.origin, "trace", ())),
        "rolled_back": lambda error: list(error.rolled_back),
    },
}
METHODS: dict[str, dict[str, Callable[..., Any]]] = {
    "str": strings.METHODS,
    "list": lists.METHODS,
    "map": maps.METHODS,
    "tuple": {name: lists.METHODS[name] for name in ("index", "count")},
}
BY_NAME = {"str": strings.BY_NAME, "list": lists.BY_NAME}  # instead of those, for arguments with names
_NOTHING = object()
_NONE: dict[str, Any] = {}

# ---------------------------------------------------------------- members


def member(value: Any, name: str) -> Any:
    cls = type(value)
    if cls is dict:
        found = value.get(name, _NOTHING)
        if found is not _NOTHING and name[:2] != "__":
            return found
    elif type(cls) is RecordType and name[:2] != "__":
        found = getattr(value, name, _NOTHING)  # a record has no public attributes but its fields
        if found is not _NOTHING:
            return found
    elif cls in arrays.TYPES:
        attribute = ATTRIBUTES.get(arrays.vectors.kind(value), _NONE).get(name)
        if attribute is not None:
            return attribute(value)
    return _member(value, name)


def _member(value: Any, name: str) -> Any:
    kind_ = kind(value)
    if kind_ == "none":
        raise Error("TypeError", f"none has no member '{name}'")
    if name.startswith("__"):
        raise Error("NameError", f"'{name}' is not accessible")
    if kind_ == "map" and name in value:
        return value[name]
    if kind_ == "record" and name in value.__fields__:
        return read(value, name)
    attribute = ATTRIBUTES.get(kind_, _NONE).get(name)
    if attribute is not None:
        return attribute(value)
    method = _methods(value, kind_).get(name)
    if method is not None:
        return MethodType(BY_NAME.get(kind_, _NONE).get(name, method), value)
    if kind_ == "type":
        if isinstance(value, RecordType) and name in value.__constructors__:
            return value.__constructors__[name]
    elif kind_ in ("module", "object") or (_is_derived(value, kind_) and not name.startswith("_")):
        found = getattr(value, name, _NOTHING)
        if found is not _NOTHING:
            return from_python(found)
    raise no_member(value, kind_, name)


def _methods(value: Any, kind_: str) -> Mapping[str, Any]:
    methods: Mapping[str, Any] = value.__methods__ if kind_ == "record" else METHODS.get(kind_, _NONE)
    return methods


def _is_derived(value: Any, kind_: str) -> bool:
    """Whether Python's attributes of the value are its members, beside those of its kind."""
    return kind_ in ("int", "float", "bool", "fn") or (
        kind_ in ("str", "list", "tuple", "map") and type(value) not in KINDS
    )


def no_member(value: Any, kind_: str, name: str) -> Error:
    """The error of a member that a value of the kind does not have."""
    if kind_ == "map":
        return _no_key(value, name)
    if kind_ == "record":
        names: Iterable[str] = (*value.__fields__, *value.__methods__)
        message = f"{type(value).__name__} has no field '{name}'"
    elif kind_ == "module":
        names = vars(value)
        message = f"module '{value.__name__}' has no member '{name}'"
    else:
        names = (*ATTRIBUTES.get(kind_, ()), *_methods(value, kind_))
        if kind_ == "type" and isinstance(value, RecordType):
            names = value.__constructors__
        elif kind_ == "object":
            names = dir(value)
        message = f"{describe(value)} has no member '{name}'"
    names = [candidate for candidate in names if not candidate.startswith("_") and "." not in candidate]
    return Error("NameError", message, help=did_you_mean(name, names))


def _no_key(m: dict[Any, Any], key: Any) -> Error:
    names = [other for other in m if type(other) is str] if type(key) is str else []
    return Error("KeyError", f"no key {inner(key)}", help=did_you_mean(key, names) if names else None)


def set_member(value: Any, name: str, new: Any) -> None:
    cls = type(value)
    if name[:2] == "__":
        raise Error("NameError", f"'{name}' is not accessible")
    if cls is dict:
        value[name] = new
        return
    if type(cls) is RecordType:
        if name in cls.__plain__:
            setattr(value, name, new)
        elif name in cls.__fields__:
            store(value, name, new)
        else:
            raise no_member(value, "record", name)
        return
    kind_ = kind(value)
    if kind_ == "map":
        value[name] = new
    elif kind_ == "object":
        try:
            setattr(value, name, new)
        except AttributeError as exception:
            raise Error("NameError", f"{describe(value)}: {exception}", value=exception) from exception
    else:
        raise Error("TypeError", f"{describe(value)} has no fields that can be assigned")


def call_method(value: Any, name: str, /, *arguments: Any, **named: Any) -> Any:
    """`value.name(...)`, for builtin values without making the bound method."""
    kind_ = KINDS.get(type(value), "")
    methods = METHODS.get(kind_)
    if methods is not None:
        method = methods.get(name)
        if method is not None and (type(value) is not dict or name not in value):
            if named:
                method = BY_NAME.get(kind_, _NONE).get(name, method)
            return method(value, *arguments, **named)
    try:
        found = member(value, name)
    except Error as error:
        error.at_callee = True
        raise
    if is_own(found):
        return found(*arguments, **named)
    if not callable(found):
        raise Error("TypeError", f"{describe(found)} is not callable")
    return ask(found, *arguments, **named)


def method(value: Any, name: str) -> Callable[..., Any]:
    """What calls `value.name`."""
    return partial(call_method, value, name)


# ---------------------------------------------------------------- index and slice


def index(value: Any, i: Any) -> Any:
    cls = type(value)
    if cls is list or cls is str or cls is tuple:
        if type(i) is int:
            try:
                return value[i]
            except IndexError:
                raise out_of_range(i, value) from None
    elif cls is dict:
        try:
            return value[i]
        except KeyError:
            raise _no_key(value, i) from None
    elif cls in arrays.TYPES:
        return arrays.vectors.index(value, i)
    return _index(value, i)


def _index(value: Any, i: Any) -> Any:
    kind_ = kind(value)
    if kind_ in ("list", "str", "tuple"):
        i = int_index(value, i)
        try:
            return value[i]
        except IndexError:
            raise out_of_range(i, value) from None
    if kind_ == "map":
        try:
            return value[i]
        except KeyError:
            raise _no_key(value, i) from None
    if kind_ == "record":
        return read(value, _field(value, i))
    if kind_ == "object" and (hasattr(type(value), "__getitem__") or hasattr(value, "__class_getitem__")):
        return ask(operator.getitem, value, i)
    raise Error("TypeError", f"{describe(value)} cannot be indexed")


def int_index(value: Any, i: Any) -> int:
    if kind(i) != "int":
        raise Error("TypeError", f"the index of {describe(value)} must be an int, not {describe(i)}")
    return int(number(i))


def _field(record: Any, i: Any) -> str:
    if kind(i) != "str":
        raise Error("TypeError", f"{describe(record)} is indexed by the name of a field, not {describe(i)}")
    if i not in record.__fields__:
        raise no_member(record, "record", i)
    return str(i)


def set_index(value: Any, i: Any, new: Any) -> None:
    cls = type(value)
    if cls is list and type(i) is int:
        try:
            value[i] = new
        except IndexError:
            raise out_of_range(i, value) from None
        return
    if cls is dict:
        value[i] = new
        return
    if cls in arrays.TYPES:
        arrays.vectors.set_index(value, i, new)
        return
    kind_ = kind(value)
    if kind_ == "list":
        i = int_index(value, i)
        try:
            value[i] = new
        except IndexError:
            raise out_of_range(i, value) from None
    elif kind_ == "record":
        store(value, _field(value, i), new)
    elif kind_ == "map":
        value[i] = new
    elif kind_ == "object":
        ask(operator.setitem, value, i, new)
    else:
        raise Error("TypeError", f"{describe(value)} has no elements that can be assigned")


def slice_(value: Any, lower: Any, upper: Any) -> Any:
    cls = type(value)
    if cls in arrays.TYPES:
        return arrays.vectors.slice_(value, lower, upper)
    kind_ = kind(value)
    if kind_ in ("list", "str", "tuple"):
        return value[bound(lower) : bound(upper)]
    if kind_ == "object":
        return ask(operator.getitem, value, slice(lower, upper))
    raise Error("TypeError", f"{describe(value)} cannot be sliced")


def bound(value: Any) -> int | None:
    """A bound of a slice."""
    if type(value) is int or value is None:
        return value
    if kind(value) != "int":
        raise Error("TypeError", f"the bounds of a slice must be ints, not {describe(value)}")
    return int(number(value))
