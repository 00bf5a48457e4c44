"""Types of functions and of what they return (LANGUAGE 6.1, 9.9, 13), with NOR013."""

from __future__ import annotations

from normil.analysis.checks.annotation import ANNOTATIONS
from normil.analysis.checks.flow import reaches_end
from normil.analysis.infer.statements import Statements
from normil.analysis.names import Binding, FunctionNode
from normil.analysis.types import (
    ANY,
    NEVER,
    NONE,
    Function,
    Optional,
    Parameter,
    Type,
    TypeValue,
    join_all,
)
from normil.syntax import nodes as n

_LONGEST = 20  # chain of functions of one statement that is followed


class Inference(Statements):
    """One top-level statement. `run` infers it all, `self.result_of` what a function gives."""

    returned: list[Type]
    expected: Type | None = None
    begun: int = 0  # functions whose results are being inferred

    def run(self) -> None:
        self.returned = []
        statement = self.home.statement
        self.statement(statement)
        if isinstance(statement, n.FunctionDeclaration):
            self.result_of(statement)

    # ------------------------------------------------------------ blocks and declarations

    def block(self, block: n.Block) -> None:
        for statement in block.statements:
            self.statement(statement)
        for statement in block.statements:
            if isinstance(statement, n.FunctionDeclaration):
                self.result_of(statement)

    def declaration(self, statement: n.Statement) -> None:
        match statement:
            case n.FunctionDeclaration(annotations=annotations):
                for annotation in annotations:
                    self._annotation(annotation)
            case n.TypeDeclaration(name=name, type=type_):
                self.read_type(type_)
                self.types[name] = TypeValue(name.text, self.reader.declared(statement))

    def _annotation(self, annotation: n.Annotation) -> None:
        known = ANNOTATIONS.get(annotation.name.text, {})
        for argument in annotation.arguments:
            value = self.expression(argument.value)
            if argument.name is not None and argument.name.text in known:
                name, expected = argument.name.text, known[argument.name.text]
                if not self.assignable(value, expected):
                    message = f"expected {expected}, found {value} for '{name}' of '@{annotation.name.text}'"
                    self.found.report("NOR015", argument.value, message)

    # ------------------------------------------------------------ functions

    def function_literal(self, node: n.FunctionLiteral) -> Type:
        return self._signature(node, "", self.result_of(node))

    def local_function(self, binding: Binding) -> Type:
        node = binding.declaration
        assert isinstance(node, n.FunctionDeclaration)
        result = self.read_type(node.result) if node.result is not None else self.result_of(node)
        return self._signature(node, node.name.text, result)

    def _signature(self, node: FunctionNode, name: str, result: Type) -> Function:
        parameters = tuple(
            Parameter(parameter.name.text, self.read_type(parameter.type), parameter.default is None)
            for parameter in node.parameters
        )
        kind = "transaction" if isinstance(node, n.FunctionDeclaration) and node.transaction else "fn"
        return Function(parameters, result, name, kind)

    def result_of(self, node: FunctionNode) -> Type:
        """The type of the result, inferred with the body the first time; any while that is going on, and at the
        end of a long chain of calls."""
        if node not in self.results and self.begun < _LONGEST:
            self.results[node] = ANY
            self.begun += 1
            outer = self.function, self.returned, self.expected
            self.function, self.returned = node, []
            self.expected = self.read_type(node.result) if node.result is not None else None
            self._body(node)
            self.results[node] = self.expected or self._inferred(node)
            self.function, self.returned, self.expected = outer
            self.begun -= 1
            if isinstance(node, n.FunctionDeclaration):
                self.types[node.name] = self._signature(node, node.name.text, self.results[node])
        return self.results.get(node, ANY)

    def _body(self, node: FunctionNode) -> None:
        flow = dict(self.flow)
        for parameter in node.parameters:
            declared = self.read_type(parameter.type)
            if parameter.default is not None:
                given = self.expression(parameter.default)
                self.check(parameter.default, given, declared, f"for '{parameter.name.text}'")
            binding = self.declarations.get(parameter.name)
            if binding is not None and parameter.type is not None:
                self.declared[binding] = declared
            self.declare(parameter.name, declared)
        self.block(node.body)
        if isinstance(node, n.FunctionDeclaration) and node.rollback is not None:
            kept = self.expected, self.returned
            self.expected, self.returned = None, []
            self.block(node.rollback)
            self.expected, self.returned = kept
        self._check_end(node)
        self.flow = flow

    def _inferred(self, node: FunctionNode) -> Type:
        ends = [NONE] if reaches_end(node.body) else []
        found = join_all([*self.returned, *ends])
        return ANY if found == NEVER else found

    def _check_end(self, node: FunctionNode) -> None:
        """NOR013"""
        expected = self.expected
        exempt = expected is None or expected in (ANY, NONE) or isinstance(expected, Optional)
        if exempt or self.broken or not reaches_end(node.body):
            return
        if isinstance(node, n.FunctionDeclaration):
            where, name = (node.name.start, node.name.end), f"'{node.name.text}'"
        else:
            where, name = (node.start, node.start + len("fn")), "this function"
        self.found.report(
            "NOR013",
            where,
            f"{name} may end without `return`, though its result is {expected}",
            help="return a value on every way through it; without `return` the result is none",
        )

    def result(self, node: n.Return) -> None:
        value = self.expression(node.value) if node.value is not None else NONE
        self.returned.append(value)
        if self.expected is not None:
            self.check(node.value or node, value, self.expected, "for the result")
