"""Types of expressions (LANGUAGE 8)."""

from __future__ import annotations

from normil.analysis import habits
from normil.analysis.diagnostics import Fix
from normil.analysis.infer import members, operators
from normil.analysis.infer.calls import Calls
from normil.analysis.infer.numbers import integer
from normil.analysis.names import BindingKind
from normil.analysis.suggest import suggested
from normil.analysis.types import (
    ANY,
    BOOL,
    EXACT_FLOAT,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Dim,
    Function,
    List,
    Map,
    Matrix,
    Optional,
    Overloads,
    Record,
    Simple,
    Type,
    TypeValue,
    Vec,
    join_all,
)
from normil.syntax import nodes as n

_SEQUENCES = (List, Vec, Matrix)
_NOT_INDEXED = (Function, Overloads, TypeValue)


class Expressions(Calls):
    def expression(self, node: n.Expression) -> Type:
        match node:
            case n.Identifier(name=name):
                return self.read(node, name)
            case n.Constant(value=value):
                return _constant(value)
            case n.Binary():
                return self._binary(node)
            case n.Call():
                return self.call(node)
            case n.Member():
                return self._member(node)
            case n.Index():
                return self._index(node)
            case n.Slice():
                return self._slice(node)
            case n.Unary(op=op, operand=operand):
                type_ = self.expression(operand)
                result = operators.unary(op, type_)
                if isinstance(result, operators.WrongType | operators.WrongDimension):
                    self.found.report("NOR005", node, f"`{op}` does not work on {type_}")
                    return ANY
                return result
            case n.ListLiteral(items=items):
                return List(join_all([self.expression(item) for item in items]), fresh=True)
            case n.MapLiteral(entries=entries):
                keys = [self.expression(entry.key) for entry in entries]
                values = [self.expression(entry.value) for entry in entries]
                return Map(join_all(keys), join_all(values), fresh=True)
            case n.StructLiteral():
                return self._struct(node)
            case n.FunctionLiteral():
                return self.function_literal(node)
        return ANY

    def function_literal(self, node: n.FunctionLiteral) -> Type:
        raise NotImplementedError

    # ------------------------------------------------------------ operators

    def _binary(self, node: n.Binary) -> Type:
        # chains of operators lean to the left: go down that side without recursion
        chain = [node]
        while isinstance(chain[-1].left, n.Binary):
            chain.append(chain[-1].left)
        type_ = self.expression(chain[-1].left)
        for part in reversed(chain):
            type_ = self.operation(part, part.op, type_, self.expression(part.right))
        return type_

    def operation(self, node: n.Node, op: str, left: Type, right: Type) -> Type:
        """The type of `left op right`; what would be raised is reported at `node`."""
        result = operators.binary(op, left, right)
        if isinstance(result, operators.WrongDimension):
            self.report_dimensions(node, left, right, result.left, result.right)
            return type(left)() if op != "@" and isinstance(left, Vec | Matrix) else ANY
        if isinstance(result, operators.WrongType):
            message = f"`{op}` does not work on {left} and {right}"
            advice = result.help or (habits.OF_NONE if NONE in (left, right) else None)
            self.found.report("NOR005", node, message, help=advice)
            return ANY
        return result

    # ------------------------------------------------------------ members, elements

    def owner(self, node: n.Member | n.Index) -> Type:
        """The type of the value that a member or an element is of; it is kept, whatever the value is written as."""
        owner = self.expression(node.object)
        if not isinstance(node.object, n.Identifier):
            self.types[node.object] = owner
        return owner

    def _member(self, node: n.Member) -> Type:
        owner = self.owner(node)
        found = members.find(owner, node.name.text, self.lookup)
        if found is None and node.name.text:
            message = f"{members.describe(owner)} has no member '{node.name.text}'"
            advice, fix = self._meant_member(node, owner)
            self.found.report("NOR030", node.name, message, help=advice, fix=fix)
        type_ = found if found is not None else ANY
        self.types[node.name] = type_
        return type_

    def _meant_member(self, node: n.Member, owner: Type) -> tuple[str | None, Fix | None]:
        name = node.name.text
        if owner == NONE:
            return (None if isinstance(node.object, n.Constant) else habits.OF_NONE), None
        names = members.names(owner, self.lookup)
        call = self.calling if self.calling is not None and self.calling.callee is node else None
        function = habits.METHODS.get(name, name)
        if self._is_builtin(function) and (call is not None or name in habits.METHODS):
            advice = f"`{function}` is a function: write `{function}(x)`"
            return advice, None if call is None else _as_function(node, call, function)
        return suggested(node.name, name, names, habits.MEMBERS)

    def _is_builtin(self, name: str) -> bool:
        meaning = self.meaning(name)
        type_ = meaning.type.call if isinstance(meaning.type, TypeValue) else meaning.type
        return meaning.kind is BindingKind.BUILTIN and isinstance(type_, Function | Overloads)

    def _index(self, node: n.Index) -> Type:
        owner, index = self.owner(node), self.expression(node.index)
        sequence = isinstance(owner, _SEQUENCES) or owner == STR
        if sequence and index in (EXACT_FLOAT, BOOL, STR, NONE):
            self.found.report("NOR005", node.index, f"expected int, found {index} as an index of {owner}")
        match owner:
            case List(element=element):
                return _known(element)
            case Vec():
                return EXACT_FLOAT
            case Matrix(cols=cols):
                return Vec(cols)
            case Map(value=value):
                return _known(value)
            case Record():
                return self._field_by_name(owner, node.index)
        if owner == STR:
            return STR
        if isinstance(owner, _NOT_INDEXED) or (isinstance(owner, Simple) and not operators.unsure(owner)):
            advice = habits.OF_NONE if owner == NONE else None
            self.found.report("NOR005", node, f"{owner} cannot be indexed", help=advice)
        return ANY

    def _field_by_name(self, record: Record, index: n.Expression) -> Type:
        if isinstance(index, n.Constant) and isinstance(index.value, str):
            field = self.lookup.fields(record).get(index.value)
            return field.type if field is not None else ANY
        return ANY

    def _slice(self, node: n.Slice) -> Type:
        owner = self.expression(node.object)
        for bound in (node.lower, node.upper):
            if bound is not None and self.expression(bound) in (EXACT_FLOAT, BOOL, STR):
                self.found.report("NOR005", bound, "expected int as the bound of a slice")
        match owner:
            case Vec(dim=dim):
                return Vec(self._slice_length(node, dim))
            case Matrix(rows=rows, cols=cols):
                return Matrix(self._slice_length(node, rows), cols)
            case List():
                return owner
        return STR if owner == STR else ANY

    def _slice_length(self, node: n.Slice, dim: Dim | None) -> Dim | None:
        bounds = [None if bound is None else integer(bound, self) for bound in (node.lower, node.upper)]
        given = [bound is not None for bound in (node.lower, node.upper)]
        if dim is None or not isinstance(dim.value, int):
            return None
        if any(wanted and bound is None for wanted, bound in zip(given, bounds, strict=True)):
            return None
        return Dim(len(range(dim.value)[slice(*bounds)]), self.found.place(node))

    # ------------------------------------------------------------ struct literals

    def _struct(self, node: n.StructLiteral) -> Type:
        given = {field.name.text: self.expression(field.value) for field in node.fields}
        if len(node.path) != 1:
            return ANY
        name = node.path[0]
        type_ = self._struct_type(name)
        if type_ is None:
            return ANY
        if not isinstance(type_, Record):
            self.found.report("NOR009", name, f"'{name.text}' is not a struct type")
            return ANY
        fields = self.lookup.fields(type_)
        for field in node.fields:
            declared = fields.get(field.name.text)
            if declared is None:
                message = f"{type_} has no field '{field.name.text}'"
                others = [other for other in fields if other not in given]
                advice, fix = suggested(field.name, field.name.text, others)
                if advice is None:
                    advice = f"its fields are {', '.join(fields)}" if fields else "it has no fields"
                self.found.report("NOR009", field.name, message, help=advice, fix=fix)
            else:
                what = f"for the field '{field.name.text}' of {type_}"
                self.check(field.value, given[field.name.text], declared.type, what)
        missing = [text for text, field in fields.items() if field.required and text not in given]
        if missing and not self.broken and given.keys() <= fields.keys():
            listed = ", ".join(f"'{text}'" for text in missing)
            plural = "s" if len(missing) > 1 else ""
            fix = _with_fields(node, {text: fields[text].type for text in missing})
            example = ", ".join(f"{text}: ..." for text in missing)
            message = f"{type_} needs the field{plural} {listed}"
            self.found.report("NOR009", name, message, help=f"add `{example}`", fix=fix)
        return type_

    def _struct_type(self, name: n.Name) -> Type | None:
        """The type that a struct literal is of; None if nothing is known of its name."""
        kind = self.kind(name, name.text)
        value = self.read(name, name.text)
        if isinstance(value, TypeValue):
            return value.type if value.type != ANY else None
        return None if kind in (None, BindingKind.IMPORT) else NONE


def _as_function(member: n.Member, call: n.Call, function: str) -> Fix | None:
    """`x.len()` as `len(x)`, `x.map(f)` as `map(x, f)`."""
    owner = member.object
    if owner.start != member.start:
        return None  # in parentheses, which no node shows
    tail = (owner.end, call.arguments[0].start, ", ") if call.arguments else (owner.end, call.end, ")")
    return Fix(f"Call the function `{function}`", ((owner.start, owner.start, f"{function}("), tail))


def _with_fields(literal: n.StructLiteral, missing: dict[str, Type]) -> Fix | None:
    """The missing fields with the plainest value of their type, where there is one."""
    values = {text: _plainest(type_) for text, type_ in missing.items()}
    written = ", ".join(f"{text}: {value}" for text, value in values.items())
    if None in values.values():
        return None
    last = literal.fields[-1].end if literal.fields else literal.end - len("}")
    return Fix("Add the missing fields", ((last, last, f", {written}" if literal.fields else written),))


def _plainest(type_: Type) -> str | None:
    match type_:
        case List():
            return "[]"
        case Map():
            return "{}"
        case Optional():
            return "none"
        case Vec(dim=Dim(value=int(size))):
            return f"zeros({size})"
        case Matrix(rows=Dim(value=int(rows)), cols=Dim(value=int(cols))):
            return f"matrix({rows}, {cols})"
        case Simple():
            return {ANY: "none", BOOL: "false", INT: "0", FLOAT: "0.0", STR: '""'}.get(type_)
    return None


def _known(part: Type) -> Type:
    return ANY if part == NEVER else part


def _constant(value: object) -> Type:
    match value:
        case bool():
            return BOOL
        case int():
            return INT
        case float():
            return EXACT_FLOAT
        case str():
            return STR
    return NONE
