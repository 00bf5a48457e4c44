"""Shows the Python that a program becomes: `python -m normil.compiler FILE`. For people who work on the compiler."""

import ast
import sys
from pathlib import Path

from normil.analysis import analyse
from normil.compiler.declarations import Declarations
from normil.compiler.infer import Inference
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import parse


def python_of(path: Path, *, debug: bool = False, entry: bool = True) -> str:
    program = parse(path.read_text(encoding="utf-8")).program
    names = analyse(program, path=path).names
    inference = Inference(program, names, VectorTypes(names), entry=entry)
    inference.run()
    return ast.unparse(Declarations(program, names, inference, debug=debug).module())


if __name__ == "__main__":
    print(python_of(Path(sys.argv[1]), debug="--debug" in sys.argv, entry="--module" not in sys.argv))
