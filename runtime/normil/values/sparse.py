"""SparseVec, the record of a vector that is mostly zero (LANGUAGE 12.3, 12.4).

Takes in lists and Vecs, gives out records. Whatever reads a SparseVec as a vector checks it first, since its fields
can be assigned freely.
"""

from __future__ import annotations

from normil.values import arrays
from normil.values.errors import Error
from normil.values.kinds import describe, kind
from normil.values.records import as_record, make, struct_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


_INTS: frozenset[type] = frozenset((int,))
_NUMBERS: frozenset[type] = frozenset((bool, int, float))
_NUMBER_KINDS = frozenset(("bool", "int", "float"))


def check(vec: Any) -> None:
    indices, values, dim = vec.indices, vec.values, vec.dim
    if kind(indices) not in ("list", "tuple") or kind(values) not in ("list", "tuple"):
        raise Error("TypeError", "the indices and values of a SparseVec must be lists")
    if _dim(vec) < 0:
        raise Error("ValueError", f"the dim of a SparseVec must not be negative, it is {dim}")
    if not (_INTS.issuperset(map(type, indices)) or all(kind(index) == "int" for index in indices)):
        raise Error("TypeError", "the indices of a SparseVec must be ints")
    if not (_NUMBERS.issuperset(map(type, values)) or all(kind(value) in _NUMBER_KINDS for value in values)):
        raise Error("TypeError", "the values of a SparseVec must be numbers")
    if len(indices) != len(values):
        raise Error("ValueError", f"a SparseVec with {len(indices)} indices but {len(values)} values")
    if len(set(indices)) < len(indices):
        raise Error("ValueError", "a SparseVec with a repeated index")
    if indices and not (min(indices) >= 0 and max(indices) < dim):
        outside = next(index for index in indices if not 0 <= index < dim)
        raise Error("ValueError", f"index {outside} is outside of a SparseVec of dim {dim}")


def _dim(vec: Any) -> int:
    if kind(vec.dim) != "int":
        raise Error("TypeError", f"the dim of a SparseVec must be an int, not {describe(vec.dim)}")
    return int(vec.dim)


def from_dense(v: Any, threshold: Any = 1e-6) -> Any:
    """The elements with an absolute value greater than the threshold."""
    if kind(v) != "Vec":
        raise Error("TypeError", f"SparseVec.from_dense(): v must be a Vec, not {describe(v)}")
    if kind(threshold) not in _NUMBER_KINDS:
        raise Error("TypeError", f"SparseVec.from_dense(): threshold must be a number, not {describe(threshold)}")
    kept = [(index, value) for index, value in enumerate(v.tolist()) if abs(value) > threshold]
    return make(SparseVec, [index for index, _ in kept], [value for _, value in kept], len(v))


def from_lists(indices: Any, values: Any, dim: Any) -> Any:
    return make(SparseVec, indices, values, dim)


def to_dense(vec: Any, /) -> Any:
    vec = as_record(SparseVec, vec)
    check(vec)
    if arrays.vectors is None:
        import normil.values.vectors  # noqa: F401  # only now is a Vec wanted
    return arrays.vectors.dense(vec.indices, vec.values, vec.dim)


def _iterate(vec: Any) -> Iterator[list[Any]]:
    check(vec)
    return map(list, zip(vec.indices, vec.values, strict=True))


def _text(vec: Any) -> str | None:
    if type(vec.dim) is not int or not isinstance(vec.indices, list):
        return None
    nonzero = len(vec.indices)
    sparsity = (1 - nonzero / vec.dim) * 100 if vec.dim else 0.0
    return f"SparseVec(dim={vec.dim}, nnz={nonzero}, sparsity={sparsity:.1f}%)"


to_dense.__qualname__ = "SparseVec.to_dense"  # by which messages know that the first argument is the SparseVec
SparseVec = struct_type(
    "SparseVec",
    (("indices", False, None), ("values", False, None), ("dim", False, None)),
    constructors={"from_dense": from_dense, "from_lists": from_lists},
    methods={"to_dense": to_dense, "__iterate__": _iterate, "__len__": _dim},
    validate=check,
    text=_text,
)
