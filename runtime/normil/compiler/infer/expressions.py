"""The types of expressions, and what evaluating them does to what is known."""

from __future__ import annotations

from normil.analysis.names import BindingKind, FunctionNode
from normil.compiler.infer.calls import MAP_METHODS, Calls
from normil.compiler.lattice import (
    ANY,
    ARRAY,
    BOOL,
    CONTENTS,
    FLOAT,
    FUNCTION,
    INT,
    LIST,
    MAP,
    MATRIX,
    NEVER,
    NONE,
    NOWHERE,
    OTHER,
    RECORD,
    STR,
    VEC,
    Ty,
    arithmetic,
    dot,
    join,
    negative,
)
from normil.syntax import nodes as n

_CONSTANTS: dict[type, Ty] = {
    type(None): Ty(NONE),
    bool: Ty(BOOL),
    int: Ty(INT),
    float: Ty(FLOAT),
    str: Ty(STR),
}
# what `type_of` says
_NAMED = {
    "none": NONE,
    "bool": BOOL,
    "int": INT,
    "float": FLOAT,
    "str": STR,
    "list": LIST,
    "map": MAP,
    "Vec": VEC,
    "Matrix": MATRIX,
    "fn": FUNCTION,
}


class Expressions(Calls):
    def expression(self, expression: n.Expression) -> Ty:
        return self.note(expression, self.evaluate(expression))

    def evaluate(self, expression: n.Expression) -> Ty:
        match expression:
            case n.Constant(value=value):
                return _CONSTANTS[type(value)]
            case n.Identifier():
                return self.read(expression)
            case n.Binary():
                return self.binary(expression)
            case n.Unary(op="!", operand=operand):
                self.expression(operand)
                return Ty(BOOL)
            case n.Unary(operand=operand):
                return negative(self.expression(operand))
            case n.Call():
                return self.call(expression)
            case n.Index(object=object_, index=index):
                held, by = self.expression(object_), self.expression(index)
                return self.indexed(held, index, by)
            case n.Slice(object=object_, lower=lower, upper=upper):
                held = self.expression(object_)
                for bound in (lower, upper):
                    if bound is not None:
                        self.expression(bound)
                return self.slice(expression, held)
            case n.Member(object=object_, name=name):
                return self.member(expression, self.expression(object_), name.text)
            case n.ListLiteral(items=items):
                found = self.new_list(expression, NEVER)
                for part in items:
                    self.new_list(expression, self.expression(part))
                return found
            case n.MapLiteral():
                return self.map(expression)
            case n.StructLiteral():
                return self.record(expression)
            case n.FunctionLiteral():
                self.walk_function(expression)
                return Ty(FUNCTION, None, frozenset((self.function_site(expression),)))
        return ANY

    def walk_function(self, function: FunctionNode) -> None:
        raise NotImplementedError  # flow.py

    # ------------------------------------------------------------ literals

    def map(self, literal: n.MapLiteral) -> Ty:
        site = self.heap.site(literal, MAP)
        found = Ty(MAP, None, frozenset((site,)))
        for entry in literal.entries:
            by = self.expression(entry.key)
            self.store_key(found, entry.key, by, self.expression(entry.value))
        return found

    def record(self, literal: n.StructLiteral) -> Ty:
        values = {field.name.text: self.expression(field.value) for field in literal.fields}
        declaration = self.struct(literal.path)
        if declaration is None:
            for value in values.values():
                self.heap.escape(value)
            return Ty(RECORD)
        site = self.record_site(declaration)
        for name in site.fields:
            self.heap.put(site, values.get(name, Ty(NONE)), name)
        return Ty(RECORD, None, frozenset((site,)))

    # ------------------------------------------------------------ operators

    def binary(self, expression: n.Binary) -> Ty:
        # a long chain of operators leans to the left: no recursion on that side
        chain = [expression]
        while isinstance(chain[-1].left, n.Binary):
            chain.append(chain[-1].left)
        left = self.expression(chain[-1].left)
        for node in reversed(chain):
            if node.op in ("&&", "||"):
                outer, self.env = self.env, dict(self.env or {})
                self.assume(node.left, node.op == "&&")
                right = self.expression(node.right)
                self.env = outer
            else:
                right = self.expression(node.right)
            self.meets(left, right)
            if node.op in ("&&", "||", "==", "!="):
                left = Ty(BOOL)
            elif node.op in ("<", "<=", ">", ">="):
                left = ANY if (left.mask | right.mask) & OTHER else Ty(BOOL)
            elif node.op == "@":
                left = dot(left, right)
            else:
                left = self.operation(node, node.op, left, right)
            self.note(node, left)
        return left

    def operation(self, node: n.Node, op: str, left: Ty, right: Ty) -> Ty:
        """The type of `left op right`, for the arithmetic operators; a list is made by `node`."""
        found = arithmetic(op, left, right)
        if not found.mask & LIST or found.mask & OTHER:
            return found
        element = join(self.heap.elements(left), self.heap.elements(right))
        return Ty(found.mask, found.dim, self.new_list(node, element).sites)

    def meets(self, left: Ty, right: Ty) -> None:
        """A Python object does what it likes with the other operand."""
        if self.foreign and (left.mask | right.mask) & OTHER:
            self.heap.escape(left)
            self.heap.escape(right)

    # ------------------------------------------------------------ conditions

    def assume(self, condition: n.Expression, holds: bool) -> None:
        """Where the condition holds, or does not, more is known of the variables it is about."""
        match condition:
            case n.Identifier() if holds:
                self.narrow(condition, NONE, False)
            case n.Unary(op="!", operand=operand):
                self.assume(operand, not holds)
            case n.Binary(op="&&" | "||", left=left, right=right) if holds == (condition.op == "&&"):
                self.assume(left, holds)
                self.assume(right, holds)
            case n.Binary(op="==" | "!=", left=left, right=right):
                equal = holds == (condition.op == "==")
                match left, right:
                    case (n.Constant(value=None), other) | (other, n.Constant(value=None)):
                        self.narrow(other, NONE, equal)
                    case (n.Call(callee=n.Identifier(name="type_of")), n.Constant(value=str(name))):
                        if self.is_builtin(left.callee) and len(left.arguments) == 1:
                            self.narrow(left.arguments[0].value, _NAMED.get(name, 0), equal)
            case n.Call(callee=n.Identifier(name="is_none") as callee, arguments=[argument]):
                if self.is_builtin(callee):
                    self.narrow(argument.value, NONE, holds)

    def narrow(self, expression: n.Expression, mask: int, within: bool) -> None:
        """A variable is known to be of one of the types of the mask, or of none of them."""
        binding = self.binding(expression) if isinstance(expression, n.Identifier) else None
        if not mask or self.env is None or binding is None or binding not in self.env:
            return
        old = self.env[binding]
        if within and self.foreign and mask != NONE:
            mask |= OTHER  # classes derived from Python's types have their names
        kept = old.mask & mask if within else old.mask & ~mask
        self.env[binding] = Ty(kept, old.dim if kept & VEC else None, old.sites if kept & CONTENTS else NOWHERE)

    def is_builtin(self, callee: n.Expression) -> bool:
        binding = self.binding(callee)
        return binding is not None and binding.kind is BindingKind.BUILTIN

    # ------------------------------------------------------------ access

    def member(self, node: n.Member, held: Ty, name: str) -> Ty:
        """The type of a member that is read."""
        held = held.present
        if not held.mask:
            return NEVER
        if held.within(VEC | MATRIX):
            if (name == "dim" and held.within(VEC)) or (name in ("rows", "cols") and held.within(MATRIX)):
                return Ty(INT)
            if name == "data" and held.within(VEC):
                return self.new_list(node, Ty(FLOAT))
            if name == "shape" and held.within(MATRIX):
                return self.new_list(node, Ty(INT))
        if name == "length" and held.within(STR | LIST):
            return Ty(INT)
        if held.known:
            if held.within(RECORD):
                return self.heap.field(held, name)
            if held.within(MAP) and name not in MAP_METHODS:
                return join(self.heap.value(held, name), Ty(INT) if name == "length" else NEVER)
        self.heap.escape(held)  # it may be a method that belongs to the value
        return ANY

    def indexed(self, held: Ty, index: n.Expression, by: Ty) -> Ty:
        if not held.mask:
            return NEVER
        self.meets(held, by)
        if held.mask & OTHER:
            return ANY
        found = NEVER
        if held.mask & VEC:
            found = join(found, Ty(FLOAT))
        if held.mask & STR:
            found = join(found, Ty(STR))
        if held.mask & MATRIX:
            found = join(found, Ty(VEC))
        if held.mask & LIST:
            found = join(found, self.heap.elements(held))
        if held.mask & MAP:
            found = join(found, self.mapped(held, index))
        if held.mask & RECORD:
            key = index.value if isinstance(index, n.Constant) else None
            found = join(found, self.heap.field(held, key) if isinstance(key, str) else self.heap.fields(held))
        return found

    def slice(self, node: n.Slice, held: Ty) -> Ty:
        if held.mask & OTHER:
            self.heap.escape(held)
            return ANY
        found = Ty(held.mask & (STR | ARRAY))
        return join(found, self.new_list(node, self.heap.elements(held))) if held.mask & LIST else found

    # ------------------------------------------------------------ constants

    def constant(self, expression: n.Expression) -> int | None:
        """The int that an expression is sure to be, if it is a literal or a name that is given one once."""
        if isinstance(expression, n.Constant) and type(expression.value) is int:
            return expression.value
        if isinstance(expression, n.Identifier):
            binding = self.binding(expression)
            if (
                binding is not None
                and binding.kind in (BindingKind.LET, BindingKind.CONST)
                and isinstance(binding.declaration, n.Let)
                and not any(binding.writes)
            ):
                value = binding.declaration.value
                if isinstance(value, n.Constant) and type(value.value) is int:
                    return value.value
        return None
