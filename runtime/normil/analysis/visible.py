"""Which names can be used at a place.

Takes in the scopes of a top-level statement and an offset in it, gives out bindings. Knows nothing of the file.
"""

from __future__ import annotations

from normil.analysis.names import Binding, BindingKind, ItemNames, Scope, ScopeKind
from normil.syntax import nodes as n

_IN_ORDER = frozenset({BindingKind.LET, BindingKind.CONST, BindingKind.IMPORT})


def visible(names: ItemNames, offset: int) -> dict[str, Binding]:
    """The names that the statement declares and that are visible at `offset`, the inner ones first."""
    found: dict[str, Binding] = {}
    for scope in reversed(scopes_at(names.root, offset)):
        for name, binding in scope.bindings.items():
            if binding.kind not in _IN_ORDER or _declared_before(binding, offset):
                found.setdefault(name, binding)
    return found


def scopes_at(root: Scope, offset: int) -> list[Scope]:
    """The scopes around `offset`, the outermost first."""
    path = [root]
    while True:
        inner = [child for child in path[-1].children if _holds(child, offset)]
        if not inner:
            return path
        path.append(inner[-1])


def _declared_before(binding: Binding, offset: int) -> bool:
    return binding.declaration is not None and binding.declaration.end <= offset


def _holds(scope: Scope, offset: int) -> bool:
    node = scope.node
    start, end = (node.start, node.end) if node is not None else (0, 0)
    match scope.kind, node:
        case ScopeKind.FOR, n.For(body=body):
            start = body.start
        case ScopeKind.CATCH, n.Try(name=name):
            start = name.start
        case ScopeKind.FUNCTION | ScopeKind.PLASTIC, n.FunctionDeclaration(name=name):
            start = name.end
        case ScopeKind.ROLLBACK, None:
            return any(_holds(child, offset) for child in scope.children)
    return start <= offset <= end
