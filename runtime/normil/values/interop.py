"""The border to Python (LANGUAGE 17.4).

Takes in what Python gave, gives out what it is in NORMiL: numpy's scalars and arrays of numbers are converted, all
else is itself. What is left to Python is asked of it here, so that an exception that arises there is known as its own.
"""

from __future__ import annotations

import sys
from types import FunctionType, MethodDescriptorType, MethodType

from normil.values import arrays

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_THEMSELVES: frozenset[type] = frozenset((type(None), bool, int, float, str, list, tuple, dict))


def from_python(value: Any) -> Any:
    if type(value) in _THEMSELVES:
        return value
    ensure_arrays()
    return value if arrays.vectors is None else arrays.vectors.from_numpy(value)


def ask(operation: Any, /, *operands: Any, **named: Any) -> Any:
    """What a callable of Python gives."""
    return from_python(operation(*operands, **named))


def is_own(function: Any) -> bool:
    """Whether a function is of a program or of the language, not of a Python module."""
    if type(function) is MethodType:
        function = function.__func__
        if type(function) is MethodDescriptorType:  # Python binds those in another way
            return True
    if type(function) is not FunctionType:
        return False
    names = function.__globals__
    return ".module" in names or names.get("__name__", "").startswith("normil.")


def ensure_arrays() -> None:
    """Gives arrays their meaning if some Python module has imported numpy."""
    if arrays.vectors is None and "numpy" in sys.modules:
        import normil.values.vectors  # noqa: F401  # registers itself
