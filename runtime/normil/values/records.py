"""Struct types and their records (LANGUAGE 12).

A struct type is a Python class with a slot for each field, so compiled code that knows the type reads and writes
`record.field` natively. It makes a record in one of three ways:

- `construct(type_, {field: value})`, always right: checks names, fills optional fields, applies vector types;
- `make(type_, *values)` with a value for every field in declared order;
- `new(type_)`, then one store for each field by the name `slot(field)`, where the type has no `__checks__`.

Calling the class is an error: in NORMiL a struct type is not callable.
"""

from __future__ import annotations

from normil.values.errors import Error
from normil.values.kinds import describe, register
from normil.values.suggest import did_you_mean
from normil.values.text import FORMS, enclosed, inner, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, ClassVar

new: Callable[[Any], Any] = object.__new__


class RecordType(type):
    """The class of struct types."""

    __fields__: tuple[str, ...]
    __optional__: frozenset[str]
    __checks__: Mapping[str, Callable[[Any], Any]]
    __constructors__: Mapping[str, Callable[..., Any]]

    def __call__(cls, *arguments: object, **named: object) -> Any:
        raise Error("TypeError", f"{cls.__name__} is not callable", help=f"write {cls.__name__} {{field: value}}")


class Record(metaclass=RecordType):
    """`__fields__` in declared order, `__optional__` those that may be left out, `__checks__` what a value must pass
    to be stored. For builtin types: `__methods__` of a record, `__constructors__` of the type, `__validate__` for a new
    record, `__text__` in place of the common text form (None where that is to be used)."""

    __slots__ = ()
    __fields__: ClassVar[tuple[str, ...]] = ()
    __optional__: ClassVar[frozenset[str]] = frozenset()
    __checks__: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    __methods__: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    __constructors__: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    __validate__: ClassVar[Callable[[Any], None] | None] = None
    __text__: ClassVar[Callable[[Any], str | None] | None] = None
    __hash__ = None  # type: ignore[assignment]  # mutable, so never the key of a map

    def __str__(self) -> str:
        return to_string(self)

    __repr__ = __str__


register(RecordType, "type")
register(Record, "record")


Spec = tuple[str, int | None, int | None]  # ("Vec", dim, q) or ("Matrix", rows, cols)


def struct_type(
    name: str,
    fields: Iterable[tuple[str, bool, Spec | None]],
    *,
    constructors: Mapping[str, Callable[..., Any]] | None = None,
    methods: Mapping[str, Callable[..., Any]] | None = None,
    validate: Callable[[Any], None] | None = None,
    text: Callable[[Any], str | None] | None = None,
) -> RecordType:
    """A new struct type. `fields` in declared order: the name, whether it may be left out, and its vector type."""
    fields = tuple(fields)
    namespace: dict[str, object] = {
        "__slots__": tuple(slot(field) for field, _, _ in fields),
        "__fields__": tuple(field for field, _, _ in fields),
        "__optional__": frozenset(field for field, optional, _ in fields if optional),
        "__checks__": {field: _check(spec) for field, _, spec in fields if spec is not None},
        "__methods__": methods or {},
        "__constructors__": constructors or {},
        "__validate__": staticmethod(validate) if validate is not None else None,
        "__text__": staticmethod(text) if text is not None else None,
    }
    return RecordType(name, (Record,), namespace)


def _check(spec: Spec) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        from normil.values import vectors  # only now is a Vec or Matrix wanted

        family, *sizes = spec
        return (vectors.check_vector if family == "Vec" else vectors.check_matrix)(value, *sizes)

    return check


def slot(field: str) -> str:
    """The Python attribute of a field: its name, unless Python could have a meaning of its own for that."""
    return f"_slot{field}" if field.startswith("__") else field


def construct(type_: object, values: Mapping[str, object]) -> Any:
    """The value of a struct literal."""
    if not isinstance(type_, RecordType):
        raise Error("TypeError", f"{to_string(type_)} is not a struct type")
    record = new(type_)
    for field in type_.__fields__:
        if field in values:
            store(record, field, values[field])
        elif field in type_.__optional__:
            setattr(record, slot(field), None)
        else:
            raise Error("TypeError", f"{type_.__name__} is missing the field '{field}'")
    for field in values:
        if field not in type_.__fields__:
            raise Error(
                "TypeError",
                f"{type_.__name__} has no field '{field}'",
                help=did_you_mean(field, type_.__fields__),
            )
    if record.__validate__ is not None:
        record.__validate__(record)
    return record


def make(type_: RecordType, *values: object) -> Any:
    """A record of the given field values, all of them, in declared order."""
    record = new(type_)
    for field, value in zip(type_.__fields__, values, strict=True):
        store(record, field, value)
    if record.__validate__ is not None:
        record.__validate__(record)
    return record


def store(record: Record, field: str, value: object) -> None:
    """Sets a field that exists, as its declared type wants it."""
    check = record.__checks__.get(field)
    setattr(record, slot(field), value if check is None else check(value))


def read(record: Record, field: str) -> Any:
    """The value of a field that exists."""
    return getattr(record, slot(field))


def as_record(type_: RecordType, value: object) -> Any:
    """The record that a builtin gets where it takes one of this type: a map can stand in for it."""
    if isinstance(value, type_):
        return value
    if isinstance(value, dict):
        for field in type_.__fields__:
            if field not in value and field not in type_.__optional__:
                raise Error("KeyError", f"no key {inner(field)}, which a {type_.__name__} needs")
        return construct(type_, {field: value[field] for field in type_.__fields__ if field in value})
    raise Error("TypeError", f"expected a {type_.__name__}, found {describe(value)}")


def _text(record: Any, path: set[int]) -> str:
    if record.__text__ is not None:
        text = record.__text__(record)
        if text is not None:
            return str(text)
    parts = (f"{field}: {inner(read(record, field), path)}" for field in record.__fields__)
    return enclosed(record, path, f"{type(record).__name__} {{", parts, "}")


FORMS["record"] = _text
