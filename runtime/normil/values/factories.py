"""The function that makes the records of a struct type, compiled as one would write it by hand.

Takes in the class, gives out

    def Point(x, y, note):
        record = new(Point)
        record.x = x
        record.y = check_y(y)
        record.note = note
        validate(record)
        return record
"""

from __future__ import annotations

import _ast as tree  # the module `ast` takes long to import
from types import CodeType, FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_PLACE: dict[str, Any] = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
_LOAD, _STORE = tree.Load(), tree.Store()


def factory(cls: Any) -> Callable[..., Any]:
    """The parameters are the attributes of the fields. Other names begin with a dot, as those of no field do."""
    fields = dict(zip(cls.__slots__, cls.__fields__, strict=True))
    checks = {slot: cls.__checks__[field] for slot, field in fields.items() if field in cls.__checks__}
    names = {".new": object.__new__, ".class": cls, ".validate": cls.__validate__}
    names |= {f".check.{slot}": check for slot, check in checks.items()}

    body: list[tree.stmt] = [tree.Assign([_name(".record", _STORE)], _call(".new", _name(".class")), **_PLACE)]
    for slot in fields:
        value = _call(f".check.{slot}", _name(slot)) if slot in checks else _name(slot)
        body.append(tree.Assign([tree.Attribute(_name(".record"), slot, _STORE, **_PLACE)], value, **_PLACE))
    if cls.__validate__ is not None:
        body.append(tree.Expr(_call(".validate", _name(".record")), **_PLACE))
    body.append(tree.Return(_name(".record"), **_PLACE))

    parameters = [tree.arg(slot, **_PLACE) for slot in fields]
    signature = tree.arguments([], parameters, None, [], [], None, [])
    definition = tree.FunctionDef(cls.__name__, signature, body, [], **_PLACE)
    module = compile(tree.Module([definition], []), __file__, "exec")
    code = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
    return FunctionType(code, names, cls.__name__)


def _name(name: str, context: tree.expr_context = _LOAD) -> tree.expr:
    return tree.Name(name, context, **_PLACE)


def _call(function: str, argument: tree.expr) -> tree.expr:
    return tree.Call(_name(function), [argument], [], **_PLACE)
