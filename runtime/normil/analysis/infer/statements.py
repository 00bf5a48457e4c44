"""Types through statements: what a variable holds after an assignment, a branch, a loop (LANGUAGE 9)."""

from __future__ import annotations

from collections.abc import Callable

from normil.analysis import habits
from normil.analysis.checks.flow import always_matches, ends_normally, reaches_end
from normil.analysis.infer.numbers import integer
from normil.analysis.infer.patterns import Patterns
from normil.analysis.infer.state import Variable, narrowed
from normil.analysis.suggest import suggested
from normil.analysis.types import (
    ANY,
    BOOL,
    ERROR,
    EXACT_FLOAT,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Function,
    List,
    Map,
    Matrix,
    Module,
    Optional,
    Overloads,
    Record,
    Type,
    Vec,
    join,
)
from normil.syntax import nodes as n

_MOST_PASSES = 3  # through the body of a loop; after that what still changes is any
_NOT_ITERABLE = frozenset({NONE, BOOL, INT, FLOAT, EXACT_FLOAT})


class Statements(Patterns):
    def block(self, block: n.Block) -> None:
        raise NotImplementedError

    def result(self, node: n.Return) -> None:
        raise NotImplementedError

    def declaration(self, statement: n.Statement) -> None:
        raise NotImplementedError

    def statement(self, statement: n.Statement) -> None:
        match statement:
            case n.Let():
                self._let(statement)
            case n.Assign():
                self._assign(statement)
            case n.ExpressionStatement(value=value) | n.Throw(value=value):
                self.expression(value)
            case n.If():
                self._if(statement)
            case n.While():
                self._while(statement)
            case n.For():
                self._for(statement)
            case n.Match():
                self._match(statement)
            case n.Try():
                self._try(statement)
            case n.Return():
                self.result(statement)
            case n.Import(path=path) if path:
                self.store(self.home.names.imports[statement], statement, Module(".".join(part.text for part in path)))
            case _:
                self.declaration(statement)

    # ------------------------------------------------------------ names

    def _let(self, node: n.Let) -> None:
        value = self.expression(node.value)
        number = integer(node.value, self) if value == INT else None
        declared = self.read_type(node.type) if node.type is not None else None
        if declared is not None:
            self.check(node.value, value, declared, f"for '{node.name.text}'")
            value = narrowed(declared, value)
            binding = self.declarations.get(node.name)
            if binding is not None:
                self.declared[binding] = declared
        self.store(node.name, node, value, number)

    def store(self, name: n.Name, statement: n.Statement, value: Type, number: int | None = None) -> None:
        """Binds the name of a declaration, which is the module's if the declaration is a statement of the file."""
        if statement is self.home.statement:
            self.types[name] = value
            if name.text != "_":
                self.bind(name.text, value, number)
        else:
            self.declare(name, value, number)

    def _assign(self, node: n.Assign) -> None:
        if isinstance(node.target, n.Identifier):
            self._assign_name(node, node.target)
            return
        if isinstance(node.target, n.Member):
            owner = self.owner(node.target)
            expected = self._stored_member(node.target, owner)
            what = f"for the field '{node.target.name.text}'"
        elif isinstance(node.target, n.Index):
            owner, _ = self.owner(node.target), self.expression(node.target.index)
            expected = self._stored_element(node.target, owner)
            what = f"for an element of {owner}"
        else:
            self.expression(node.target)
            expected, what = None, ""
        value = self.expression(node.value)
        if expected is None:
            return
        if node.op != "=":
            value = self.operation(node, node.op[:-1], expected, value)
        self.check(node.value, value, expected, what)

    def _assign_name(self, node: n.Assign, target: n.Identifier) -> None:
        value = self.expression(node.value)
        if node.op != "=":
            value = self.operation(node, node.op[:-1], self.read(target, target.name), value)
        variable, declared = self.variable(target)
        if declared is not None:
            self.check(node.value, value, declared, f"for '{target.name}'")
            value = narrowed(declared, value)
        self.types[target] = value
        self.bind(variable, value)

    def _stored_member(self, target: n.Member, owner: Type) -> Type | None:
        """The type that a member must be given; None if any will do, or none can be stored."""
        name = target.name.text
        if isinstance(owner, Record):
            field = self.lookup.fields(owner).get(name)
            if field is not None:
                return field.type
            if name:
                advice, fix = suggested(target.name, name, self.lookup.fields(owner))
                self.found.report("NOR030", target.name, f"{owner} has no field '{name}'", help=advice, fix=fix)
        elif isinstance(owner, Map):
            return owner.value
        elif isinstance(owner, Vec | Matrix | List) or owner in (STR, NONE, ERROR):
            self.found.report("NOR005", target, f"the members of {owner} cannot be assigned")
        return None

    def _stored_element(self, target: n.Index, owner: Type) -> Type | None:
        match owner:
            case List(element=element):
                return element
            case Map(value=value):
                return value
            case Vec():
                return FLOAT
        if owner in (STR, NONE, BOOL, INT, EXACT_FLOAT):
            self.found.report("NOR005", target, f"the elements of {owner} cannot be assigned")
        return None

    # ------------------------------------------------------------ branches

    def _if(self, node: n.If) -> None:
        self.expression(node.condition)
        before = dict(self.flow)
        self.block(node.body)
        after = [self.flow] if reaches_end(node.body) else []
        self.flow = dict(before)
        if node.orelse is None:
            after.append(before)
        else:
            self.block(node.orelse) if isinstance(node.orelse, n.Block) else self._if(node.orelse)
            falls = reaches_end(node.orelse) if isinstance(node.orelse, n.Block) else ends_normally(node.orelse)
            after += [self.flow] if falls else []
        self.merge(after)

    def _match(self, node: n.Match) -> None:
        subject = self.expression(node.subject)
        before = dict(self.flow)
        after = []
        complete = False
        for case in node.cases:
            self.flow = dict(before)
            self.pattern(case.pattern, subject)
            if case.guard is not None:
                self.expression(case.guard)
            complete |= case.guard is None and always_matches(case.pattern)
            self.block(case.body)
            if reaches_end(case.body):
                after.append(self.flow)
        self.merge(after if complete else [*after, before])

    def _try(self, node: n.Try) -> None:
        before = dict(self.flow)
        with self.noting() as assigned:
            self.block(node.body)
        after = [self.flow] if reaches_end(node.body) else []
        self.flow = _joined(before, assigned)
        self.declare(node.name, ERROR)
        self.block(node.handler)
        if reaches_end(node.handler):
            after.append(self.flow)
        self.merge(after)

    # ------------------------------------------------------------ loops

    def _while(self, node: n.While) -> None:
        def once() -> None:
            self.expression(node.condition)
            self.block(node.body)

        self._loop(once)

    def _for(self, node: n.For) -> None:
        iterable = self.expression(node.iterable)
        element = self._element(node.iterable, iterable)

        def once() -> None:
            self.declare(node.variable, element)
            self.block(node.body)

        self._loop(once)

    def _element(self, node: n.Expression, iterable: Type) -> Type:
        match iterable:
            case List(element=element):
                return ANY if element == NEVER else element
            case Map(key=key):
                return ANY if key == NEVER else key
            case Vec():
                return EXACT_FLOAT
            case Matrix(cols=cols):
                return Vec(cols)
            case Optional(inner=inner):
                return self._element(node, inner)
            case Record(name="SparseVec"):
                return List()
        if iterable == STR:
            return STR
        if isinstance(iterable, Record | Function | Overloads) or iterable in _NOT_ITERABLE:
            advice = habits.OF_NONE if iterable == NONE else None
            if iterable == INT:
                advice = "go through `range(n)`"
            self.found.report("NOR005", node, f"`for` cannot go through {iterable}", help=advice)
        return ANY

    def _loop(self, once: Callable[[], object]) -> None:
        """The body as often as it takes until the types at its start hold for every round."""
        before = dict(self.flow)
        for attempt in range(_MOST_PASSES):
            findings, results = len(self.found), dict(self.results)
            with self.noting() as assigned:
                once()
            start = _joined(before, assigned)
            if start == before or attempt == _MOST_PASSES - 1:
                break
            if attempt == _MOST_PASSES - 2:
                start.update({name: ANY for name in before if start[name] != before[name]})
            del self.found[findings:]
            self.results = results
            before = start
            self.flow = dict(start)
        self.flow = start


def _joined(before: dict[Variable, Type], assigned: dict[Variable, Type]) -> dict[Variable, Type]:
    """What holds where any of the assignments may have happened; variables of inner scopes are left out."""
    return {
        variable: join(type_, assigned[variable]) if variable in assigned else type_
        for variable, type_ in before.items()
    }
