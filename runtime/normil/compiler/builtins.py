"""What the compiler may rely on about builtins: the types of their results.

Reads the declarations of the prelude; an implementation's test holds it to them.
"""

from __future__ import annotations

from normil.compiler.lattice import ANY, BOOL, FLOAT, INT, LIST, MAP, MATRIX, NEVER, NONE, STR, VEC, Ty

_RESULT = {
    "none": NONE,
    "bool": BOOL,
    "int": INT,
    "float": FLOAT | INT,
    "str": STR,
    "uuid": STR,
    "timestamp": FLOAT,
    "list": LIST,
    "map": MAP,
    "Vec": VEC,
    "Vector": VEC,
    "Matrix": MATRIX,
}


def value(name: str) -> Ty:
    return ANY


def result(name: str, arguments: list[Ty] | None) -> Ty:
    """The type of a call's result; `arguments` is None where they are named."""
    if arguments is not None and not all(ty.mask for ty in arguments):
        return NEVER
    return Ty(
        {
            "zeros": VEC,
            "ones": VEC,
            "fill": VEC,
            "random": VEC,
            "len": INT,
            "norm": FLOAT | INT,
            "dot": FLOAT | INT,
            "vec": VEC,
            "range": LIST,
            "print": NONE,
            "scale": VEC,
        }.get(name, ANY.mask)
    )
