"""What a program pays for: numpy is imported by those that use vectors."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from normil import primitives
from normil.engine import run
from normil.values import access, operators, patterns, records, sparse, text, types
run.start(1)
families = [name for name, family in primitives.FAMILY.items()
            if family not in ("construction", "randomness", "matrices")]
loaded = primitives.load(families)
assert loaded["sum"]([1, 2.5]) == 3.5 and loaded["sqrt"](4) == 2.0 and loaded["sort"]([2, 1]) == [1, 2]
assert operators.add([1], [2]) == [1, 2] and text.to_string({"a": [1.5]}) == "{'a': [1.5]}"
assert "numpy" not in sys.modules, "numpy"
heavy = {"re", "typing", "dataclasses", "inspect", "json", "uuid"} & set(sys.modules) - before
assert not heavy, heavy
import numpy
assert operators.eq(access.from_python(numpy.int64(2)), 2)
assert text.to_string(access.from_python(numpy.arange(2))) == "Vec(dim=2, data=[0. 1.]...)"
"""


def test_programs_without_vectors_import_no_numpy() -> None:
    script = "import sys\nbefore = set(sys.modules)\n" + SCRIPT
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
