"""What compiled code finds under names with a dot: the helpers behind operators, access, patterns and checks.

A helper is imported for the first file whose code uses it, so that a program starts without what it does not need.
"""

from __future__ import annotations

from normil import primitives
from normil.compiler.code import Box
from normil.values.errors import Error, throw

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import CodeType, ModuleType
    from typing import Any, NoReturn


def repeated_argument(name: str, *_: object) -> NoReturn:
    raise Error("TypeError", f"the argument '{name}' is given twice")


def check_vector(value: object, dim: int | None, q: int | None) -> Any:
    return _vectors().check_vector(value, dim, q)


def check_matrix(value: object, rows: int | None, cols: int | None) -> Any:
    return _vectors().check_matrix(value, rows, cols)


def _vectors() -> ModuleType:
    """numpy is imported when the first vector is made or asked for."""
    from normil.values import vectors

    return vectors


def check_parameters(specs: tuple[tuple[object, ...] | None, ...], *values: object) -> list[object]:
    """Checks arguments against their vector types; gives the dimensions of the variables, then the values."""
    dimensions: dict[str, int] = {}
    try:
        checked = [_check(spec, value, dimensions) for spec, value in zip(specs, values, strict=True)]
    except Error as error:
        error.blame = 1  # the caller's argument is wrong, not this function
        raise
    return [dimensions, *checked]


def check_dimensions(dimensions: dict[str, int], spec: tuple[object, ...] | None, value: object) -> object:
    return _check(spec, value, dimensions)


def check_declared(value: object, spec: tuple[object, ...] | None) -> object:
    """The value to bind where a type of another module is declared."""
    return _check(spec, value, {})


def _check(spec: tuple[Any, ...] | None, value: Any, dimensions: dict[str, int]) -> Any:
    if spec is None:
        return value
    family, *wanted = spec
    known: list[Any] = [dimensions.get(part) if isinstance(part, str) else part for part in wanted]
    if family == "Vec":
        value = check_vector(value, *known)
        found = [value.size]
    else:
        value = check_matrix(value, *known)
        found = list(value.shape)
    for part, size in zip(wanted, found, strict=False):
        if isinstance(part, str):
            dimensions[part] = size
    return value


_HOMES = {
    "primitives.general": "lazy_range",
    "values.operators": "add sub mul div mod neg matmul dot_add dot_sub dot_mul dot_div eq ne lt le gt ge truth",
    "values.access": "member set_member index set_index slice_ iterate call_method method",
    "values.interop": "from_python",
    "values.patterns": "is_int is_number is_vec is_matrix is_function matches get_field has_fields MISSING",
    "values.records": "struct_type construct",
    "values.types": "alias_type type_member spec_of is_optional",
    "engine.annotations": "gpu memoize parallel profile trace",
    "engine.frames": "caught",
    "engine.importing": "import_module Module",
    "engine.plasticity": "plastic",
    "engine.transactions": "transaction RollbackEnd",
    "engine.undo": "atomic",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
_OTHERWISE_NAMED = {"slice": "slice_", "field": "get_field", "missing": "MISSING", "import": "import_module"}
_HERE: dict[str, object] = {
    "repeated_argument": repeated_argument,
    "check_vector": check_vector,
    "check_matrix": check_matrix,
    "check_parameters": check_parameters,
    "check_dimensions": check_dimensions,
    "check_declared": check_declared,
    "box": Box,
    "unbound": Box.unbound,
    "throw": throw,
    "Exception": Exception,
    "NameError": (NameError, AttributeError),  # of a name or a Box without a value
    "sequences": (list, tuple),
    # Python's own, where they mean the same
    "isinstance": isinstance,
    "type": type,
    "len": len,
    "abs": abs,
    "range": range,
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "list": list,
    "dict": dict,
}


def builtins(code: CodeType, names: Iterable[str]) -> dict[str, object]:
    """The helpers that code uses, and the builtins of these names: as they are, and with an `@` for where a parameter
    of the same name hides them from its own default."""
    found = primitives.load(names)
    found |= {f"@{name}": value for name, value in found.items()}
    for name in set(_names(code)):
        if name.startswith("."):
            _add_helper(found, name)
    return found


def _add_helper(found: dict[str, object], dotted: str) -> None:
    """Names with a dot that are none of a helper belong to the file."""
    name = dotted[1:]
    if name in _HERE:
        found[dotted] = _HERE[name]
        return
    name = _OTHERWISE_NAMED.get(name, name)
    if name in _HOME:
        home = __import__(f"normil.{_HOME[name]}", None, None, [name])
        found[dotted] = getattr(home, name)


def _names(code: CodeType) -> Iterator[str]:
    """The names that code and the functions in it may look up outside of functions."""
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is type(code):
            yield from _names(constant)
