"""Which loops have iterations that cannot depend on each other (`@parallel`, LANGUAGE 13).

Takes in a loop and what its names mean; gives out whether it is proved that its iterations could run in any order:
their statements call nothing but pure builtins, read only what no iteration changes, and change only what is their own,
a list they append to by `acc = acc + [x]`, or the elements `xs[i]` of a list or Vec that no other name holds, where `i`
comes from `range`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from normil.analysis.builtins import builtins
from normil.analysis.names import Binding, BindingKind
from normil.analysis.walk import walk
from normil.syntax import nodes as n

Meaning = Callable[[n.Node], Binding | None]

# they end more than their own iteration, or make something that may run at another time
_REFUSED = (
    n.Return | n.Break | n.Throw | n.Try | n.Import | n.FunctionDeclaration | n.FunctionLiteral | n.TypeDeclaration
)
_FRESH = ("zeros", "ones", "fill", "range", "list", "copy")  # builtins whose result nothing else holds


def independent(loop: n.For, meaning: Meaning) -> bool:
    nodes = list(walk(loop.body))
    if any(isinstance(node, _REFUSED) for node in nodes):
        return False
    if not all(_is_pure(node.callee, meaning) for node in nodes if isinstance(node, n.Call)):
        return False
    uses = Counter(meaning(node) for node in nodes if isinstance(node, n.Identifier))
    own: Counter[Binding | None] = Counter()  # the uses that change something in one of the two ways
    for node in nodes:
        if not isinstance(node, n.Assign):
            continue
        if isinstance(node.target, n.Identifier):
            target = meaning(node.target)
            if target is None or _is_inside(target, loop):
                continue
            own[target] += _appends(node, target, meaning)
        elif isinstance(node.target, n.Index) and isinstance(node.target.object, n.Identifier):
            target = meaning(node.target.object)
            if target is None or not _is_apart(target, loop, meaning):
                return False
            own[target] = sum(_is_element(other, target, loop, meaning) for other in nodes)
        else:
            return False
    return all(uses[target] == count for target, count in own.items())


def _is_pure(callee: n.Expression, meaning: Meaning) -> bool:
    binding = meaning(callee) if isinstance(callee, n.Identifier) else None
    if binding is None or binding.kind is not BindingKind.BUILTIN:
        return False
    declared = builtins().find(binding.name)
    return bool(declared) and all(_calls_nothing(builtin.statement) for builtin in declared)


def _calls_nothing(statement: n.Statement) -> bool:
    """Whether a builtin is declared as pure, and not as one that calls its argument."""
    annotations = statement.annotations if isinstance(statement, n.PrimitiveDeclaration) else []
    return any(annotation.name.text == "pure" and not annotation.arguments for annotation in annotations)


def _is_inside(binding: Binding, loop: n.For) -> bool:
    return binding.name_node is not None and loop.start <= binding.name_node.start < loop.end


def _appends(node: n.Assign, target: Binding, meaning: Meaning) -> int:
    """How often a statement that appends to `target` names it; 0 if it does something else."""
    match node.op, node.value:
        case "+=", n.ListLiteral():
            return 1
        case "=", n.Binary(op="+", left=n.Identifier() as left, right=n.ListLiteral()) if meaning(left) is target:
            return 2
    return 0


def _is_element(node: n.Node, target: Binding, loop: n.For, meaning: Meaning) -> bool:
    """Whether it is the element of `target` that belongs to the iteration."""
    match node:
        case n.Index(object=n.Identifier() as object_, index=n.Identifier() as index) if meaning(object_) is target:
            variable = meaning(index)
            return variable is not None and variable.declaration is loop and not any(variable.writes)
    return False


def _is_apart(target: Binding, loop: n.For, meaning: Meaning) -> bool:
    """Whether the loop goes over different ints, and `target` holds something that nothing else holds: made where it is
    declared, and up to the loop only indexed."""
    ranged, declaration = loop.iterable, target.declaration
    if not (isinstance(ranged, n.Call) and _names(ranged.callee, ("range",), meaning)):
        return False
    if not isinstance(declaration, n.Let) or not _is_fresh(declaration.value, meaning):
        return False
    if any(target.writes) or target.captured or target.scope is None or target.scope.node is None:
        return False
    parts = list(walk(target.scope.node))
    indexed = {id(node.object) for node in parts if isinstance(node, n.Index)}
    before = (node for node in parts if isinstance(node, n.Identifier) and node.start < loop.end)
    return all(id(node) in indexed for node in before if meaning(node) is target)


def _is_fresh(value: n.Expression, meaning: Meaning) -> bool:
    match value:
        case n.ListLiteral():
            return True
        case n.Binary(op="*", left=n.ListLiteral()) | n.Binary(op="*", right=n.ListLiteral()):
            return True
        case n.Call(callee=callee):
            return _names(callee, _FRESH, meaning)
    return False


def _names(callee: n.Expression, wanted: tuple[str, ...], meaning: Meaning) -> bool:
    binding = meaning(callee) if isinstance(callee, n.Identifier) else None
    return binding is not None and binding.kind is BindingKind.BUILTIN and binding.name in wanted
