"""Values of every kind, for tables of what operations do with them."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

import normil.values.vectors  # noqa: F401  # arrays have a meaning from here on
from normil.values.errors import Error
from normil.values.records import make, struct_type
from normil.values.types import AUTO, TYPES

Point = struct_type("Point", (("x", False, None), ("y", True, None)))


def samples() -> dict[str, object]:
    """Fresh values by the name of their kind; `object` is a Python object with operators of its own."""
    return {
        "none": None,
        "bool": True,
        "int": 7,
        "float": 2.5,
        "str": "ab",
        "list": [1, 2],
        "tuple": (3,),
        "map": {"a": 1},
        "Vec": np.array([1.0, 2.0]),
        "Matrix": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "record": make(Point, 1, None),
        "fn": len,
        "module": math,
        "type": TYPES["int"],
        "error": Error("UserError", "oh"),
        "auto": AUTO,
        "object": Fraction(1, 2),
    }
