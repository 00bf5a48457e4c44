"""The typed nodes of a NORMiL program: plain data, made by `syntax.lower`, read by everything else.

Takes in nothing, gives out classes; knows neither tree-sitter nor what a program means.

Every node has `start` and `end`, offsets in code points. They are relative to the top-level statement
(`Item`) that holds the node, so that an item whose text did not change keeps its nodes when text before it
is edited; `Item.start + node.start` is the offset in the file. Nodes are compared and hashed by identity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True, eq=False)
class Node:
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Name(Node):
    """An identifier where it declares or labels something, in NFC. A use of it is an `Identifier`."""

    text: str


# ---------------------------------------------------------------- expressions


@dataclass(slots=True, eq=False)
class Identifier(Node):
    """A name that is read, or that is the target of an assignment."""

    name: str


@dataclass(slots=True, eq=False)
class Constant(Node):
    """A literal: `value` is an int, float, str, bool or None."""

    value: int | float | str | bool | None


@dataclass(slots=True, eq=False)
class ListLiteral(Node):
    items: list[Expression]


@dataclass(slots=True, eq=False)
class MapEntry(Node):
    """`key: value`. A bare NAME key is a `Constant` string with `bare`; a computed key is any expression."""

    key: Expression
    value: Expression
    bare: bool


@dataclass(slots=True, eq=False)
class MapLiteral(Node):
    entries: list[MapEntry]


@dataclass(slots=True, eq=False)
class FieldInit(Node):
    name: Name
    value: Expression


@dataclass(slots=True, eq=False)
class StructLiteral(Node):
    """`a.b.Name { f: v }`: `path` are the parts of the type's name."""

    path: list[Name]
    fields: list[FieldInit]


@dataclass(slots=True, eq=False)
class FunctionLiteral(Node):
    parameters: list[Parameter]
    result: Type | None
    body: Block


@dataclass(slots=True, eq=False)
class Unary(Node):
    """`op` is `-` or `!`."""

    op: str
    operand: Expression


@dataclass(slots=True, eq=False)
class Binary(Node):
    """`op` is one of the operators of LANGUAGE 4, `&&` and `||` included. `op_start` is where it stands."""

    op: str
    left: Expression
    right: Expression
    op_start: int


@dataclass(slots=True, eq=False)
class Argument(Node):
    name: Name | None
    value: Expression


@dataclass(slots=True, eq=False)
class Call(Node):
    callee: Expression
    arguments: list[Argument]


@dataclass(slots=True, eq=False)
class Index(Node):
    object: Expression
    index: Expression


@dataclass(slots=True, eq=False)
class Slice(Node):
    object: Expression
    lower: Expression | None
    upper: Expression | None


@dataclass(slots=True, eq=False)
class Member(Node):
    object: Expression
    name: Name


@dataclass(slots=True, eq=False)
class ErrorExpression(Node):
    """What could not be read as an expression; a problem of the same place says why."""


Expression: TypeAlias = (
    Identifier
    | Constant
    | ListLiteral
    | MapLiteral
    | StructLiteral
    | FunctionLiteral
    | Unary
    | Binary
    | Call
    | Index
    | Slice
    | Member
    | ErrorExpression
)

# ---------------------------------------------------------------- types


@dataclass(slots=True, eq=False)
class TypeArgument(Node):
    """An argument in `<...>`: a type, an int (`Matrix<3, 4>`), or `name=value`: an int, a float or a `Name`.

    A plain identifier is a `NamedType` even where it turns out to be a dimension variable (`Matrix<m, n>`).
    """

    name: Name | None
    value: Type | int | float | Name


@dataclass(slots=True, eq=False)
class NamedType(Node):
    """`a.b.Name<...>`; the type `none` is the name `none`."""

    path: list[Name]
    arguments: list[TypeArgument]


@dataclass(slots=True, eq=False)
class FieldDeclaration(Node):
    name: Name
    type: Type
    doc: str | None


@dataclass(slots=True, eq=False)
class StructType(Node):
    fields: list[FieldDeclaration]


@dataclass(slots=True, eq=False)
class FunctionType(Node):
    parameters: list[Type]
    result: Type | None


@dataclass(slots=True, eq=False)
class UnionType(Node):
    """`A | B`, in primitive declarations only; the type `fn` there is a `NamedType` called `fn`."""

    alternatives: list[Type]


@dataclass(slots=True, eq=False)
class ErrorType(Node):
    """What could not be read as a type."""


Type: TypeAlias = NamedType | StructType | FunctionType | UnionType | ErrorType

# ---------------------------------------------------------------- patterns


@dataclass(slots=True, eq=False)
class Wildcard(Node):
    """`_`"""


@dataclass(slots=True, eq=False)
class LiteralPattern(Node):
    value: int | float | str | bool | None


@dataclass(slots=True, eq=False)
class NamePattern(Node):
    """Binds `name.text`."""

    name: Name


@dataclass(slots=True, eq=False)
class TypePattern(Node):
    """`T(p)`. The grammar allows `type` no arguments."""

    type: NamedType
    inner: Pattern


@dataclass(slots=True, eq=False)
class FieldPattern(Node):
    """`name: pattern`, or `name` alone, which binds that name (`pattern` is None)."""

    name: Name
    pattern: Pattern | None


@dataclass(slots=True, eq=False)
class RecordPattern(Node):
    """`{f: p, g}` (`path` is empty) or `a.T {f: p}`."""

    path: list[Name]
    fields: list[FieldPattern]


@dataclass(slots=True, eq=False)
class RestPattern(Node):
    """`...name` or `...` (also `..._`, which binds nothing: `name` is None)."""

    name: Name | None


@dataclass(slots=True, eq=False)
class ListPattern(Node):
    elements: list[Pattern | RestPattern]


@dataclass(slots=True, eq=False)
class AlternativePattern(Node):
    alternatives: list[Pattern]


@dataclass(slots=True, eq=False)
class ErrorPattern(Node):
    """What could not be read as a pattern."""


Pattern: TypeAlias = (
    Wildcard
    | LiteralPattern
    | NamePattern
    | TypePattern
    | RecordPattern
    | ListPattern
    | AlternativePattern
    | ErrorPattern
)

# ---------------------------------------------------------------- declarations and statements


@dataclass(slots=True, eq=False)
class Parameter(Node):
    """`variadic` (`...name`) occurs in primitive declarations only."""

    name: Name
    type: Type | None
    default: Expression | None
    variadic: bool = False


@dataclass(slots=True, eq=False)
class AnnotationArgument(Node):
    name: Name | None
    value: Expression


@dataclass(slots=True, eq=False)
class Annotation(Node):
    """`@name(...)`; the name is without the `@`."""

    name: Name
    arguments: list[AnnotationArgument]


@dataclass(slots=True, eq=False)
class Block(Node):
    """`{ ... }` with its braces; the body of a one-statement `case` is a block that spans the statement."""

    statements: list[Statement]


@dataclass(slots=True, eq=False)
class Let(Node):
    """`let` and, with `constant`, `const`. The name `_` binds nothing."""

    name: Name
    type: Type | None
    value: Expression
    constant: bool
    doc: str | None = None


@dataclass(slots=True, eq=False)
class Assign(Node):
    """`op` is `=`, `+=`, ... A `target` other than an Identifier, Member or Index was reported."""

    target: Expression
    op: str
    value: Expression


@dataclass(slots=True, eq=False)
class ExpressionStatement(Node):
    value: Expression


@dataclass(slots=True, eq=False)
class If(Node):
    """`orelse` is a Block, or the If of an `else if`."""

    condition: Expression
    body: Block
    orelse: Block | If | None


@dataclass(slots=True, eq=False)
class While(Node):
    condition: Expression
    body: Block


@dataclass(slots=True, eq=False)
class For(Node):
    variable: Name
    iterable: Expression
    body: Block


@dataclass(slots=True, eq=False)
class Case(Node):
    pattern: Pattern
    guard: Expression | None
    body: Block


@dataclass(slots=True, eq=False)
class Match(Node):
    subject: Expression
    cases: list[Case]


@dataclass(slots=True, eq=False)
class Try(Node):
    body: Block
    name: Name
    handler: Block


@dataclass(slots=True, eq=False)
class Return(Node):
    value: Expression | None


@dataclass(slots=True, eq=False)
class Throw(Node):
    value: Expression


@dataclass(slots=True, eq=False)
class Break(Node):
    pass


@dataclass(slots=True, eq=False)
class Continue(Node):
    pass


@dataclass(slots=True, eq=False)
class Import(Node):
    path: list[Name]
    alias: Name | None


@dataclass(slots=True, eq=False)
class TypeDeclaration(Node):
    name: Name
    type: Type
    doc: str | None = None


@dataclass(slots=True, eq=False)
class FunctionDeclaration(Node):
    """`fn` and, with `transaction`, `transaction`. The span begins at the first annotation."""

    name: Name
    parameters: list[Parameter]
    result: Type | None
    body: Block
    annotations: list[Annotation]
    transaction: bool = False
    rollback: Block | None = None
    doc: str | None = None


@dataclass(slots=True, eq=False)
class PrimitiveDeclaration(Node):
    """`primitive name(...)`, or with `owner` `primitive owner.name(...)`. `parameters` is None for a constant
    or an attribute (`primitive pi: float`). Legal in the prelude only; elsewhere analysis reports NOR001."""

    owner: Name | None
    name: Name
    parameters: list[Parameter] | None
    result: Type | None
    annotations: list[Annotation]
    doc: str | None = None


@dataclass(slots=True, eq=False)
class ErrorStatement(Node):
    """What could not be read as a statement."""


Statement: TypeAlias = (
    Let
    | Assign
    | ExpressionStatement
    | If
    | While
    | For
    | Match
    | Try
    | Return
    | Throw
    | Break
    | Continue
    | Import
    | TypeDeclaration
    | FunctionDeclaration
    | PrimitiveDeclaration
    | ErrorStatement
)

# ---------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that repair what was found, in the offsets of what was found; `safe` if nobody could have meant
    anything else and no program that runs changes its meaning."""

    title: str
    edits: tuple[tuple[int, int, str], ...]
    safe: bool = False

    def moved(self, by: int) -> Fix:
        return Fix(self.title, tuple((start + by, end + by, text) for start, end, text in self.edits), self.safe)


@dataclass(slots=True, eq=False)
class Problem:
    """Something wrong with the form of the text: NOR001 and the other codes that lowering alone can tell
    (NOR021, NOR022 for the shape of a pattern, NOR024, NOR028 for annotations, NOR029). Offsets as in `Node`.
    `hint`: what to do, or None."""

    code: str
    start: int
    end: int
    message: str
    hint: str | None = None
    fix: Fix | None = None


@dataclass(slots=True, eq=False)
class Item:
    """A top-level statement. `start`, `end`: offsets in the file. The nodes and problems
    inside have offsets relative to `start`."""

    start: int
    end: int
    statement: Statement
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Comment:
    """A comment with its marks; offsets in the file."""

    start: int
    end: int
    text: str


@dataclass(slots=True, eq=False)
class Program:
    """A parsed file. `problems` are those outside every item, with offsets in the file; `comments` are all of
    them, in order."""

    text: str
    items: list[Item]
    comments: list[Comment]
    problems: list[Problem]

    @property
    def unreadable(self) -> list[int]:
        """Where parts of it could not be read."""
        inside = [(item.start, problem) for item in self.items for problem in item.problems]
        found = [(0, problem) for problem in self.problems] + inside
        return [base + problem.start for base, problem in found if problem.code == "NOR001"]


def children(node: Node) -> list[Node]:
    """The child nodes in source order as far as fields are declared in it."""
    found: list[Node] = []
    for cls in type(node).__mro__:
        for name in getattr(cls, "__slots__", ()):
            value = getattr(node, name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, list):
                found.extend(part for part in value if isinstance(part, Node))
    found.sort(key=lambda child: child.start)
    return found
