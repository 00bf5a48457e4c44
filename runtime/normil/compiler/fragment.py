"""Text typed at a debugger → a function of the variables that are visible there.

Takes in the text and the variables; gives out a `Fragment`, or the problems of the text. Knows nothing of frames.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType

from normil.analysis.names import Binding, BindingKind, link, resolve_item
from normil.compiler.code import Storage, Variable
from normil.compiler.declarations import Declarations
from normil.compiler.emitter import assemble, load
from normil.compiler.places import Place
from normil.syntax import nodes as n
from normil.syntax import parse

_HEAD = "fn evaluate() {\n"
_OUT = ".out"


class FragmentError(Exception):
    """The text cannot be evaluated: `start`, `end` are offsets in it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(slots=True)
class Fragment:
    """`code` takes a dict for the new values of the locals that it assigns, which are put there also when it raises,
    then the values of `parameters`: Python names of the locals and boxes that it reads or assigns. It returns the value
    of the last expression. `node`: what was parsed."""

    code: CodeType
    parameters: list[str]
    builtins: frozenset[str]
    node: n.Block


def compile_fragment(text: str, visible: Iterable[Variable], builtins: Iterable[str]) -> Fragment:
    """Compiles an expression, or statements whose last may be an expression. Of two visible variables of one name
    the later counts. Raises FragmentError."""
    tree = parse(f"{_HEAD}{text}\n}}")
    program = tree.program
    for problem in [*program.problems, *(p for item in program.items for p in item.problems)]:
        start = max(0, problem.start - len(_HEAD))
        raise FragmentError(problem.message, start, max(start, problem.end - len(_HEAD)))
    function = program.items[0].statement
    if len(program.items) != 1 or not isinstance(function, n.FunctionDeclaration):
        raise FragmentError("this closes a block that it did not open", 0, len(text))
    statements = function.body.statements
    if not statements:
        raise FragmentError("there is nothing to evaluate", 0, len(text))
    last = statements[-1]
    if isinstance(last, n.ExpressionStatement):
        statements[-1] = n.Return(last.start, last.end, last.value)
    variables = {variable.name: variable for variable in visible}
    known = {name: Binding(name, BindingKind.BUILTIN) for name in builtins}
    known |= {name: Binding(name, BindingKind[v.kind.upper()]) for name, v in variables.items()}
    names = link([resolve_item(function)], [function], known)
    for _, use in names.unresolved:
        if not use.in_type:
            start, end = use.node.start - len(_HEAD), use.node.end - len(_HEAD)
            raise FragmentError(f"'{use.name}' is not defined here", start, end)
    emitter = _FragmentEmitter(program, names, None, debug=False)
    emitter.adopt({known[name]: Place(v.python, v.storage) for name, v in variables.items()})
    return emitter.fragment(function)


class _FragmentEmitter(Declarations):
    def adopt(self, places: dict[Binding, Place]) -> None:
        """The visible variables have their places already."""
        self.places.places.update(places)
        self.visible = set(places)

    def fragment(self, function: n.FunctionDeclaration) -> Fragment:
        self.enter(None, "<evaluation>")
        self.at_item(0)
        used = [b for b in dict.fromkeys(self.names.uses.values()) if b in self.visible]
        held = [b for b in used if self.place(b).storage in (Storage.LOCAL, Storage.BOX)]
        parameters = list(dict.fromkeys(self.place(b).python for b in held))
        assigned = {use.name for item in self.names.items for use in item.free if use.write}
        locals_ = [self.place(b).python for b in held if b.name in assigned and self.place(b).storage is Storage.LOCAL]
        self.function(function, "evaluate")
        definition = self.activation.before[-1]
        assert isinstance(definition, ast.FunctionDef)
        arguments = ast.arguments([ast.arg(_OUT), *map(ast.arg, parameters)], [], None, [], [], None, [])
        definition.args = self.put(arguments, function)
        body = [tree for tree in definition.body if not isinstance(tree, ast.Nonlocal)]
        if locals_:
            keep: list[ast.stmt] = [
                ast.Assign([ast.Subscript(load(_OUT), ast.Constant(name), ast.Store())], load(name)) for name in locals_
            ]
            body = [ast.Try(body, [], [], keep)]
        definition.body = [self.put(tree, function) for tree in body]
        module = self.put(ast.Module([definition], []), function)
        code = assemble(module, "<evaluation>")
        inner = next(part for part in code.co_consts if isinstance(part, CodeType))
        return Fragment(inner, parameters, frozenset(self.builtins), function.body)
