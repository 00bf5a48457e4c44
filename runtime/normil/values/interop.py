"""Values that come from Python code (LANGUAGE 17.4).

Takes in what Python gave, gives out what it is in NORMiL: numpy's scalars and arrays of numbers are converted, all
else is itself.
"""

from __future__ import annotations

import sys

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


def ensure_arrays() -> None:
    """Gives arrays their meaning if some Python module has imported numpy."""
    if arrays.vectors is None and "numpy" in sys.modules:
        import normil.values.vectors  # noqa: F401  # registers itself
