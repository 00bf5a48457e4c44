"""What the other modules of `values` and `primitives` know of arrays: nothing, until numpy is there.

numpy takes long to import, so a program without vectors never imports it. `values.vectors` fills in these names when
it is imported; a value whose type is in `TYPES` is proof that it was, and that the rest may be used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TYPES: set[type] = set()
FLOAT64: Any = None  # the one dtype of Vec and Matrix
numpy: Any = None
vectors: Any = None
