"""Values: what the words of the language mean at run time.

Takes in and gives out Python values, which NORMiL values are; knows nothing of programs, modules or debugging.
"""

from normil.values.interop import ensure_arrays, from_python

__all__ = ["ensure_arrays", "from_python"]
