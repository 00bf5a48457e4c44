"""The types that the compiler proves: sets of run-time types, the dimension of a Vec where it is known, and where in
the program the lists, maps, records and functions come from.

These are facts about values, found by following the program; annotations do not enter (they prove nothing, except
vector types, which are checked at run time). Knows neither nodes nor Python's `ast`.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

NONE = 1
BOOL = 2
INT = 4
FLOAT = 8
STR = 16
LIST = 32
MAP = 64
VEC = 128
MATRIX = 256
FUNCTION = 512
RECORD = 1024
OTHER = 2048  # tuples, types, modules, errors, Python objects
EVERY = 4095

NUMBER = BOOL | INT | FLOAT
ARRAY = VEC | MATRIX
SIMPLE = NUMBER | STR | NONE  # Python's own equality, hash and truth are the language's
PLAIN = SIMPLE | ARRAY  # what holds no other values
CONTENTS = LIST | MAP | RECORD | FUNCTION

Sites = frozenset[Hashable]
UNKNOWN = "unknown"
NOWHERE: Sites = frozenset()
ANYWHERE: Sites = frozenset((UNKNOWN,))


class _Ty(NamedTuple):
    mask: int
    dim: object
    sites: Sites


class Ty(_Ty):
    """`mask`: which types the value may have; 0 says that nothing has been seen to reach this place.
    `dim`: if it is a Vec, its dimension: an int, any other hashable for an unknown but fixed number, or None.
    `sites`: if it is a list, map, record or function, the places of the program where it may have been made; `UNKNOWN`
    among them stands for all others."""

    __slots__ = ()

    def __new__(cls, mask: int, dim: object = None, sites: Sites | None = None) -> Ty:
        if sites is None:
            sites = ANYWHERE if mask & CONTENTS else NOWHERE
        return _Ty.__new__(cls, mask, dim, sites)

    def within(self, mask: int) -> bool:
        """Whether the type is known to be one of `mask`."""
        return 0 < self.mask <= EVERY and not self.mask & ~mask

    @property
    def present(self) -> Ty:
        """The type where it is not none: what is left for an operation that none has not."""
        return Ty(self.mask & ~NONE, self.dim, self.sites) if self.mask & NONE else self

    @property
    def known(self) -> bool:
        """Whether all places are known where what has contents may have been made."""
        return UNKNOWN not in self.sites


NEVER = Ty(0)
ANY = Ty(EVERY)


def join(a: Ty, b: Ty) -> Ty:
    """The type of a value that is one or the other."""
    if a is b or a == b or not b.mask:
        return a
    if not a.mask:
        return b
    if not a.mask & VEC:
        dim = b.dim
    elif not b.mask & VEC or a.dim == b.dim:
        dim = a.dim
    else:
        dim = None
    return Ty(a.mask | b.mask, dim, a.sites if a.sites == b.sites else a.sites | b.sites)


def beyond(ty: Ty) -> Ty:
    """The type outside of the call that made the value: another call's dimension variables stand for other numbers."""
    return ty if ty.dim is None or isinstance(ty.dim, int) else Ty(ty.mask, None, ty.sites)


def arithmetic(op: str, a: Ty, b: Ty) -> Ty:
    """The type of `a op b` where it does not raise, for `+ - * / %` and the element-wise `.+ .- .* ./`. A list that it
    gives is made by the operation."""
    if not a.mask or not b.mask:
        return NEVER
    if (a.mask | b.mask) & OTHER:
        return ANY  # a Python object answers with what it likes
    mask = 0
    dim: object = None
    dotted = op.startswith(".")
    plain = op[-1]
    if not dotted and a.mask & NUMBER and b.mask & NUMBER:
        if plain == "/":
            mask |= FLOAT
        else:
            if (a.mask | b.mask) & FLOAT:
                mask |= FLOAT
            if a.mask & (BOOL | INT) and b.mask & (BOOL | INT):
                mask |= INT
    dims = set()  # what the dimension of the result is in each of the ways in which it can be a Vec
    if a.mask & VEC and b.mask & VEC:
        dims.add(a.dim if a.dim is not None else b.dim)
    if a.mask & VEC and b.mask & NUMBER:
        dims.add(a.dim)
    if b.mask & VEC and a.mask & NUMBER:
        dims.add(b.dim)
    if dims:
        mask |= VEC
        dim = dims.pop() if len(dims) == 1 else None
    if (a.mask & MATRIX and b.mask & (MATRIX | NUMBER)) or (b.mask & MATRIX and a.mask & NUMBER):
        mask |= MATRIX
    if not dotted:
        if plain == "+":
            mask |= (a.mask | b.mask) & STR | (a.mask & b.mask & LIST)
        elif plain == "*":
            for sequence in (STR, LIST):
                if (a.mask & sequence and b.mask & INT) or (b.mask & sequence and a.mask & INT):
                    mask |= sequence
    return Ty(mask, dim)


def dot(a: Ty, b: Ty) -> Ty:
    """The type of `a @ b` where it does not raise."""
    if not a.mask or not b.mask:
        return NEVER
    if (a.mask | b.mask) & OTHER:
        return ANY
    mask = 0
    if a.mask & VEC and b.mask & VEC:
        mask |= FLOAT
    if a.mask & ARRAY and b.mask & ARRAY and (a.mask | b.mask) & MATRIX:
        if a.mask & MATRIX and b.mask & MATRIX:
            mask |= MATRIX
        if (a.mask & MATRIX and b.mask & VEC) or (a.mask & VEC and b.mask & MATRIX):
            mask |= VEC
    return Ty(mask)


def negative(a: Ty) -> Ty:
    if a.mask & OTHER:
        return ANY
    mask = a.mask & (FLOAT | INT | ARRAY) | (INT if a.mask & BOOL else 0)
    return Ty(mask, a.dim)
