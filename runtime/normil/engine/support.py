"""What compiled code finds under names with a dot: the helpers behind operators, access, patterns and checks."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from normil import primitives
from normil.compiler.code import Box
from normil.engine import run
from normil.engine.annotations import gpu, memoize, parallel, profile, trace
from normil.engine.frames import locate
from normil.engine.plasticity import plastic
from normil.engine.transactions import RollbackEnd, transaction
from normil.engine.undo import atomic
from normil.primitives import general
from normil.values import access, operators, patterns, records, types
from normil.values.errors import Error, throw, translate
from normil.values.interop import from_python

if TYPE_CHECKING:
    from normil.engine.modules import LoadedModule

MISSING = patterns.MISSING


def caught(exception: Exception) -> Error:
    """The error value for a `catch`; running out of memory is not catchable."""
    if isinstance(exception, MemoryError):
        raise exception
    return locate(translate(exception))


def repeated_argument(name: str, *_: object) -> NoReturn:
    raise Error("TypeError", f"the argument '{name}' is given twice")


def import_module(importer: LoadedModule, dotted: str, aliased: bool) -> object:
    return run.current.importer.module(importer, dotted, aliased)


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


HELPERS: dict[str, object] = {
    # operators
    "add": operators.add,
    "sub": operators.sub,
    "mul": operators.mul,
    "div": operators.div,
    "mod": operators.mod,
    "neg": operators.neg,
    "matmul": operators.matmul,
    "dot_add": operators.dot_add,
    "dot_sub": operators.dot_sub,
    "dot_mul": operators.dot_mul,
    "dot_div": operators.dot_div,
    "eq": operators.eq,
    "ne": operators.ne,
    "lt": operators.lt,
    "le": operators.le,
    "gt": operators.gt,
    "ge": operators.ge,
    "truth": operators.truth,
    # access
    "member": access.member,
    "set_member": access.set_member,
    "index": access.index,
    "set_index": access.set_index,
    "slice": access.slice_,
    "iterate": access.iterate,
    "lazy_range": general.lazy_range,
    "call_method": access.call_method,
    "from_python": from_python,
    "repeated_argument": repeated_argument,
    # declarations
    "struct_type": records.struct_type,
    "construct": records.construct,
    "alias_type": types.alias_type,
    "type_member": types.type_member,
    "spec_of": types.spec_of,
    "is_optional": types.is_optional,
    "plastic": plastic,
    "atomic": atomic,
    "memoize": memoize,
    "profile": profile,
    "parallel": parallel,
    "gpu": gpu,
    "trace": trace,
    "transaction": transaction,
    "RollbackEnd": RollbackEnd,
    "check_vector": check_vector,
    "check_matrix": check_matrix,
    "check_parameters": check_parameters,
    "check_dimensions": check_dimensions,
    "check_declared": check_declared,
    "import": import_module,
    "missing": MISSING,
    "box": Box,
    "unbound": Box.unbound,
    # errors
    "throw": throw,
    "caught": caught,
    "Exception": Exception,
    "NameError": (NameError, AttributeError),  # of a name or a Box without a value
    # patterns
    "is_int": patterns.is_int,
    "is_number": patterns.is_number,
    "is_vec": patterns.is_vec,
    "is_matrix": patterns.is_matrix,
    "is_function": patterns.is_function,
    "matches": patterns.matches,
    "field": patterns.get_field,
    "has_fields": patterns.has_fields,
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
_DOTTED = {f".{name}": helper for name, helper in HELPERS.items()}


def builtins(names: Iterable[str]) -> dict[str, object]:
    """The helpers, and the builtins that a file uses: under their names, and with an `@` for where a parameter of the
    same name hides them from its own default."""
    loaded = primitives.load(names)
    return {**_DOTTED, **loaded, **{f"@{name}": value for name, value in loaded.items()}}
