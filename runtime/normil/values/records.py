"""Struct types and their records (LANGUAGE 12).

A struct type is a Python class with a slot for each field, so compiled code that knows the type reads and writes
`record.field` natively, the attribute of a field being `slot(field)`. `construct(type_, {field: value})` makes a
record; where the fields are known to be right, `type_.__make__(value, ...)` does, with all of them in declared order.
Calling the class is an error: a struct type is not callable.
"""

from __future__ import annotations

from normil.values.errors import Error
from normil.values.kinds import article, describe, register
from normil.values.suggest import did_you_mean
from normil.values.text import FORMS, inner, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, ClassVar

    from normil.values.nested import Shape

    Spec = tuple[str, int | None, int | None]  # ("Vec", dim, q) or ("Matrix", rows, cols)


class RecordType(type):
    """The class of struct types."""

    __fields__: tuple[str, ...]
    __optional__: frozenset[str]
    __checks__: Mapping[str, Callable[[Any], Any]]
    __constructors__: Mapping[str, Callable[..., Any]]
    __validate__: Callable[[Any], None] | None
    __make__: Callable[..., Any]

    def __getattr__(cls, name: str) -> Callable[..., Any]:
        """`__make__` is compiled when it is first asked for."""
        if name != "__make__":
            raise AttributeError(name)
        from normil.values.factories import factory

        made = factory(cls)
        cls.__make__ = staticmethod(made)
        return made

    def __call__(cls, *arguments: object, **named: object) -> Any:
        raise Error("TypeError", f"{cls.__name__} is not callable", help=f"write {cls.__name__} {{field: value}}")


class Record(metaclass=RecordType):
    """`__fields__` in declared order, `__optional__` those that may be left out, `__checks__` what a value must pass
    to be stored, `__plain__` the fields that hold any value under their own name. For builtin types: `__methods__` of
    a record, `__constructors__` of the type, `__validate__` for a new record, `__text__` in place of the common text
    form (None where that is to be used)."""

    __slots__ = ()
    __fields__: ClassVar[tuple[str, ...]] = ()
    __optional__: ClassVar[frozenset[str]] = frozenset()
    __checks__: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    __plain__: ClassVar[frozenset[str]] = frozenset()
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
        "__checks__": {field: _check(field, spec) for field, _, spec in fields if spec is not None},
        "__plain__": frozenset(field for field, _, spec in fields if spec is None and slot(field) == field),
        "__methods__": methods or {},
        "__constructors__": constructors or {},
        "__validate__": staticmethod(validate) if validate is not None else None,
        "__text__": staticmethod(text) if text is not None else None,
    }
    return RecordType(name, (Record,), namespace)


def _check(field: str, spec: Spec) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        from normil.values import vectors  # only now is a Vec or Matrix wanted

        family, *sizes = spec
        try:
            return (vectors.check_vector if family == "Vec" else vectors.check_matrix)(value, *sizes)
        except Error as error:
            error.field = field
            raise

    return check


def slot(field: str) -> str:
    """The Python attribute of a field: its name, unless Python has a meaning of its own for that."""
    return f"_slot{field}" if field.startswith("__") or field in ("None", "True", "False") else field


def construct(type_: object, values: Mapping[str, object]) -> Any:
    """The value of a struct literal."""
    if type(type_) is not RecordType:
        raise Error("TypeError", f"{to_string(type_)} is not a struct type")
    arguments = []
    for field in type_.__fields__:
        if field not in values and field not in type_.__optional__:
            raise Error("TypeError", f"{type_.__name__} is missing the field '{field}'")
        arguments.append(values.get(field))
    for field in values:
        if field not in type_.__fields__:
            meant = did_you_mean(field, type_.__fields__)
            raise Error("TypeError", f"{type_.__name__} has no field '{field}'", help=meant)
    return type_.__make__(*arguments)


def make(type_: RecordType, *values: object) -> Any:
    """A record of the given field values, all of them, in declared order."""
    return type_.__make__(*values)


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
                raise Error("KeyError", f"no key {inner(field)}, which {article(type_.__name__)} needs")
        return construct(type_, {field: value[field] for field in type_.__fields__ if field in value})
    raise Error("TypeError", f"expected {article(type_.__name__)}, found {describe(value)}")


def _text(record: Any) -> str | Shape:
    if record.__text__ is not None:
        text = record.__text__(record)
        if text is not None:
            return str(text)
    parts = ((f"{field}: ", read(record, field)) for field in record.__fields__)
    return f"{type(record).__name__} {{", parts, ", ", "}"


FORMS["record"] = _text
