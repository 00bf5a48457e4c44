"""The work of the inference grows with the size of a program, not with the length of its chains of calls."""

from __future__ import annotations

from normil.analysis import analyse
from normil.compiler.infer import Inference
from normil.compiler.lattice import INT, Ty
from normil.compiler.vectortypes import VectorTypes
from normil.syntax import nodes as n
from normil.syntax import parse


class Counted(Inference):
    walked = 0

    def walk_function(self, function: n.FunctionDeclaration | n.FunctionLiteral) -> None:
        self.walked += 1
        super().walk_function(function)


def test_long_chains() -> None:
    length = 200
    calls = [f"fn f{i}(x) {{ return f{i + 1}(x) }}" for i in range(length)]
    program = parse("\n".join([*calls, f"fn f{length}(x) {{ return x }}", "let v = f0(1)"])).program
    names = analyse(program).names
    inference = Counted(program, names, VectorTypes(names), entry=True)
    inference.run()
    last = program.items[-1].statement
    assert isinstance(last, n.Let)
    assert inference.type_of(last.value) == Ty(INT)
    assert inference.walked < 5 * length
