"""Types of calls (LANGUAGE 11.2, 6.4, 6.6)."""

from __future__ import annotations

from dataclasses import dataclass

from normil.analysis.diagnostics import Fix
from normil.analysis.infer import arguments, sizes
from normil.analysis.infer.arguments import Bound
from normil.analysis.infer.assign import Assignment, Mismatch, WrongDimension, WrongType, substitute
from normil.analysis.infer.numbers import integer
from normil.analysis.infer.operators import unsure
from normil.analysis.infer.state import State
from normil.analysis.names import BindingKind
from normil.analysis.types import (
    ANY,
    INT,
    Dim,
    Function,
    Matrix,
    Module,
    Overloads,
    Parameter,
    Record,
    Type,
    TypeValue,
    Vec,
    join_all,
)
from normil.syntax import nodes as n

# a call of these names is known before the program runs, since they cannot be reassigned
_FIXED = frozenset({BindingKind.FUNCTION, BindingKind.TRANSACTION, BindingKind.BUILTIN, BindingKind.TYPE})


@dataclass(slots=True)
class _Form:
    """One way to read a call: a function, or one of its overloads."""

    bound: Bound
    wrong: list[tuple[Parameter, n.Argument, Mismatch]]
    variables: dict[str, Dim]

    @property
    def types_fit(self) -> bool:
        return not any(isinstance(m, WrongType) and not m.strict for _, _, m in self.wrong)


class Calls(State):
    def call(self, node: n.Call) -> Type:
        outer, self.calling = self.calling, node
        callee = self.expression(node.callee)
        self.calling = outer
        given = {argument: self.expression(argument.value) for argument in node.arguments}
        result = self._call(node, callee, given)
        self.types[node] = result
        return result

    def _call(self, node: n.Call, callee: Type, given: dict[n.Argument, Type]) -> Type:
        if isinstance(callee, TypeValue):
            if callee.call is None:
                self._report_type(node, callee)
                return callee.type
            callee = callee.call
        if isinstance(callee, Function):
            return self._choose(node, (callee,), given)
        if isinstance(callee, Overloads):
            return self._choose(node, callee.functions, given)
        if not unsure(callee) and not isinstance(callee, Module):
            advice = fix = None
            if isinstance(node.callee, n.Member) and not node.arguments:
                advice = f"'{node.callee.name.text}' is a value: read it without parentheses"
                fix = Fix("Remove the parentheses", ((node.callee.end, node.end, ""),))
            self.found.report("NOR005", node.callee, f"{callee} is not callable", help=advice, fix=fix)
        return ANY

    def _choose(self, node: n.Call, functions: tuple[Function, ...], given: dict[n.Argument, Type]) -> Type:
        if functions[0].parameters is None:
            return functions[0].result
        bounds = [arguments.bind(function, node) for function in functions]
        fitting = [bound for bound in bounds if not bound.wrong]
        if not fitting:
            self._report_arguments(node, bounds)
            return join_all([function.result for function in functions])
        forms = [self._form(bound, given) for bound in fitting]
        possible = [form for form in forms if form.types_fit]
        best = next((form for form in possible if not form.wrong), possible[0] if possible else forms[0])
        if possible or len(forms) == 1:
            self._report_types(best, given)
        else:
            self._report_forms(node, functions, given)
        if len(possible) > 1 and any(unsure(type_) for type_ in given.values()):
            return join_all([self._result(node, form, given) for form in possible])
        return self._result(node, best, given)

    def _form(self, bound: Bound, given: dict[n.Argument, Type]) -> _Form:
        assignment = Assignment(self.lookup.fields)
        wrong = []
        for parameter, argument in bound.pairs:
            mismatch = assignment.check(given[argument], parameter.type)
            if mismatch is not None:
                wrong.append((parameter, argument, mismatch))
        return _Form(bound, wrong, assignment.variables)

    def _result(self, node: n.Call, form: _Form, given: dict[n.Argument, Type]) -> Type:
        function = form.bound.function
        values = {parameter.name: argument for parameter, argument in form.bound.pairs}
        for name, argument in values.items():
            # a size is named by the parameter that gives it: `zeros(dim: int) -> Vector<float, dim=dim>`
            size = integer(argument.value, self) if given[argument] == INT else None
            if size is not None and size >= 0:
                form.variables.setdefault(name, Dim(size, self.found.place(argument.value)))
        result = substitute(function.result, form.variables)
        if function.kind != "builtin":
            return result
        use = sizes.Use(
            result,
            {name: argument.value for name, argument in values.items()},
            {name: given[argument] for name, argument in values.items()},
            self.found.place(node),
            self,
        )
        return sizes.refined(function.name, use)

    # ------------------------------------------------------------ findings

    def _fixed(self, node: n.Call) -> bool:
        match node.callee:
            case n.Identifier(name=name):
                return self.kind(node.callee, name) in _FIXED
            case n.Member(object=n.Identifier(name=name) as owner):
                return self.kind(owner, name) in _FIXED and isinstance(self.types.get(owner), TypeValue)
        return False

    def _report_arguments(self, node: n.Call, bounds: list[Bound]) -> None:
        nearest = min(bounds, key=lambda bound: len(bound.extra) + len(bound.missing) + 10 * len(bound.unknown))
        name = nearest.function.name
        if self.broken:
            return
        if self._fixed(node):
            arguments.report(nearest, node, name, self.found)
        elif not name:
            wanted = arguments.takes(nearest.function.parameters or ())
            message = f"this function takes {wanted}, got {len(node.arguments)}"
            self.found.report("NOR005", node.callee, message)

    def _report_types(self, form: _Form, given: dict[n.Argument, Type]) -> None:
        called = f"{form.bound.function.name}()" if form.bound.function.name else "this function"
        for parameter, argument, mismatch in form.wrong:
            what = f"for the argument '{parameter.name}' of {called}" if parameter.name else f"for {called}"
            expected = parameter.type
            if isinstance(mismatch, WrongDimension):
                expected = substitute(expected, form.variables)
            self.report_mismatch(argument.value, mismatch, expected, given[argument], what)

    def _report_type(self, node: n.Call, callee: TypeValue) -> None:
        """A type that has no conversion; an alias has that of what it stands for."""
        if isinstance(callee.type, Record):
            advice = f"write `{callee.name} {{...}}` to make one"
        elif isinstance(callee.type, Vec | Matrix):
            advice = f"`{'vec' if isinstance(callee.type, Vec) else 'matrix'}` makes one of a list"
        else:
            return
        self.found.report("NOR005", node.callee, f"{callee} is not callable", help=advice)

    def _report_forms(self, node: n.Call, functions: tuple[Function, ...], given: dict[n.Argument, Type]) -> None:
        types = ", ".join(str(type_) for type_ in given.values())
        self.found.report(
            "NOR005",
            node,
            f"no form of {functions[0].name}() takes ({types})",
            help="it is one of " + "; ".join(str(function).removeprefix("builtin ") for function in functions),
        )
