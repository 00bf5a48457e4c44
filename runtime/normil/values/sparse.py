"""SparseVec, the record of a vector that is mostly zero (LANGUAGE 12.3, 12.4).

Takes in lists and Vecs, gives out records. Whatever reads a SparseVec as a vector checks it first, since its fields
can be assigned freely.
"""

from __future__ import annotations

from normil.values.errors import Error
from normil.values.kinds import describe, kind
from normil.values.records import as_record, make, struct_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def check(vec: Any) -> None:
    if kind(vec.indices) not in ("list", "tuple") or kind(vec.values) not in ("list", "tuple"):
        raise Error("TypeError", "the indices and values of a SparseVec must be lists")
    if kind(vec.dim) != "int" or any(kind(index) != "int" for index in vec.indices):
        raise Error("TypeError", "the indices and the dim of a SparseVec must be ints")
    if not all(kind(value) in ("int", "float", "bool") for value in vec.values):
        raise Error("TypeError", "the values of a SparseVec must be numbers")
    if vec.dim < 0:
        raise Error("ValueError", f"the dim of a SparseVec must not be negative, it is {vec.dim}")
    if len(vec.indices) != len(vec.values):
        raise Error("ValueError", f"a SparseVec with {len(vec.indices)} indices but {len(vec.values)} values")
    if len(set(vec.indices)) < len(vec.indices):
        raise Error("ValueError", "a SparseVec with a repeated index")
    for index in vec.indices:
        if not 0 <= index < vec.dim:
            raise Error("ValueError", f"index {index} is outside of a SparseVec of dim {vec.dim}")


def from_dense(v: Any, threshold: float = 1e-6) -> Any:
    """The elements with an absolute value greater than the threshold."""
    if kind(v) != "Vec":
        raise Error("TypeError", f"v must be a Vec, not {describe(v)}")
    kept = [(index, value) for index, value in enumerate(v.tolist()) if abs(value) > threshold]
    return make(SparseVec, [index for index, _ in kept], [value for _, value in kept], len(v))


def from_lists(indices: Any, values: Any, dim: Any) -> Any:
    return make(SparseVec, indices, values, dim)


def to_dense(vec: Any) -> Any:
    from normil.values.vectors import dense

    vec = as_record(SparseVec, vec)
    check(vec)
    return dense(vec.indices, vec.values, vec.dim)


def _iterate(vec: Any) -> Iterator[list[Any]]:
    check(vec)
    return map(list, zip(vec.indices, vec.values, strict=True))


def _text(vec: Any) -> str | None:
    if type(vec.dim) is not int or not isinstance(vec.indices, list):
        return None
    nonzero = len(vec.indices)
    sparsity = (1 - nonzero / vec.dim) * 100 if vec.dim else 0.0
    return f"SparseVec(dim={vec.dim}, nnz={nonzero}, sparsity={sparsity:.1f}%)"


SparseVec = struct_type(
    "SparseVec",
    (("indices", False, None), ("values", False, None), ("dim", False, None)),
    constructors={"from_dense": from_dense, "from_lists": from_lists},
    methods={"to_dense": to_dense, "__iterate__": _iterate, "__len__": lambda vec: vec.dim},
    validate=check,
    text=_text,
)
