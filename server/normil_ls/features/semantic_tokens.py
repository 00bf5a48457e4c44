"""Semantic tokens: what every name in a file is.

Only names: how keywords, literals and comments look is the business of the editor's grammar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from lsprotocol import types as lsp

from normil.analysis import Analysis, builtins
from normil.analysis.names import TYPE_WORDS, Binding, BindingKind, ItemNames, is_plastic
from normil.analysis.types import Function, Overloads, TypeValue
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

TYPES = (
    "namespace",
    "type",
    "struct",
    "typeParameter",
    "parameter",
    "variable",
    "property",
    "function",
    "method",
    "decorator",
)
MODIFIERS = ("declaration", "readonly", "modification", "defaultLibrary", "plastic", "random", "effect")
"""The last three are of this language: what learns, what draws random numbers, what has effects."""

_KINDS = {
    BindingKind.PARAMETER: "parameter",
    BindingKind.FUNCTION: "function",
    BindingKind.TRANSACTION: "function",
    BindingKind.TYPE: "type",
    BindingKind.IMPORT: "namespace",
}
_OF_PLASTIC = frozenset({BindingKind.FUNCTION, BindingKind.TRANSACTION, BindingKind.PLASTIC})
_READ_ONLY = frozenset({BindingKind.CONST, BindingKind.PLASTIC, BindingKind.ERROR})

Look: TypeAlias = tuple[str, tuple[str, ...]]
"""The type and the modifiers of a token."""


@dataclass(frozen=True, slots=True)
class Token:
    """Offsets are relative to the top-level statement."""

    start: int
    end: int
    type: str
    modifiers: tuple[str, ...]


def statement_tokens(statement: n.Statement, names: ItemNames, shared: Mapping[n.Node, Look]) -> list[Token]:
    """The tokens of a top-level statement in order; `shared` are the names in it that belong to the file."""
    looks = dict(shared)
    for binding in names.bindings:
        if binding.name_node is not None:
            looks[binding.name_node] = _look(binding, "declaration")
        for use in binding.uses:
            looks[use.node] = _look(binding, *(["modification"] if use.write else []))
    for node, binding in names.uses.items():
        looks.setdefault(node, _look(binding))
    called: set[n.Node] = set()
    for node in walk(statement):
        if type(node) not in _LEAVES:
            looks.update(_labels(node, called))
    found = [Token(node.start, node.end, *look) for node, look in looks.items() if node.end > node.start]
    return sorted(found, key=lambda token: token.start)


def shared_names(analysis: Analysis) -> list[dict[n.Node, Look]]:
    """For each top-level statement, the names in it that belong to the file or are builtin."""
    names = analysis.names
    found: list[dict[n.Node, Look]] = [{} for _ in names.items]
    for binding in names.bindings.values():
        if binding.item is not None and binding.name_node is not None:
            found[binding.item][binding.name_node] = _look(binding, "declaration")
    for looks, item in zip(found, names.items, strict=True):
        for use in item.free:
            meant = names.uses.get(use.node)
            if meant is not None and use.node is not meant.name_node:
                looks[use.node] = _look(meant, *(["modification"] if use.write else []))
    return found


def _look(binding: Binding, *modifiers: str) -> Look:
    if binding.kind is BindingKind.BUILTIN:
        return _builtin(binding.name)
    type_ = _KINDS.get(binding.kind, "variable")
    match binding.declaration:
        case n.TypeDeclaration(type=n.StructType()):
            type_ = "struct"
        case n.Let(value=n.FunctionLiteral()):
            type_ = "function"
    if binding.kind in _READ_ONLY:
        modifiers += ("readonly",)
    if binding.name_node is None:
        modifiers += ("defaultLibrary",)
    plastic = isinstance(binding.declaration, n.FunctionDeclaration) and is_plastic(binding.declaration)
    if binding.kind in _OF_PLASTIC and plastic:
        modifiers += ("plastic",)
    return type_, modifiers


@cache
def _builtin(name: str) -> Look:
    match builtins().value(name):
        case TypeValue():
            return "type", ("defaultLibrary",)
        case Function() | Overloads():
            effects = tuple(
                word for word in ("random", "effect") if (builtins().find(name)[0].effect or "").startswith(word)
            )
            return "function", ("defaultLibrary", *effects)
    return "variable", ("readonly", "defaultLibrary")


_LEAVES = frozenset({n.Identifier, n.Name, n.Constant})


def _labels(node: n.Node, called: set[n.Node]) -> Iterator[tuple[n.Node, Look]]:
    """The names directly below a node that are no uses of declared names. `called` collects called members."""
    match node:
        case n.Call(callee=n.Member() as member):
            called.add(member)
        case n.Member(name=name):
            yield name, ("method" if node in called else "property", ())
        case n.FieldInit(name=name) | n.FieldPattern(name=name, pattern=n.Node()):
            yield name, ("property", ())
        case n.FieldDeclaration(name=name):
            yield name, ("property", ("declaration",))
        case n.MapEntry(key=key, bare=True):
            yield key, ("property", ())
        case n.Argument(name=n.Name() as name) | n.AnnotationArgument(name=n.Name() as name):
            yield name, ("parameter", ())
        case n.Annotation(name=name):
            yield name, ("decorator", ())
        case n.Import(path=path, alias=alias):
            yield from ((part, ("namespace", ())) for part in (path if alias else path[:-1]))
        case n.NamedType(path=path, arguments=arguments):
            if len(path) == 1 and path[0].text in TYPE_WORDS:
                yield path[0], ("type", ("defaultLibrary",))
            yield from _dimensions(path, arguments)


def _dimensions(path: list[n.Name], arguments: list[n.TypeArgument]) -> Iterator[tuple[n.Node, Look]]:
    for argument in arguments:
        match argument.value:
            case n.Name() as name:
                yield name, ("typeParameter", ())
            case n.NamedType(path=[name], arguments=[]) if [part.text for part in path] == ["Matrix"]:
                yield name, ("typeParameter", ())


# ---------------------------------------------------------------- the form of the protocol

Encoded: TypeAlias = list[tuple[int, int, int, int, int]]
"""Tokens as five numbers: lines and columns since the one before, length, type, modifiers."""

_TYPE_NUMBERS = {name: number for number, name in enumerate(TYPES)}
_MODIFIER_BITS = {name: 1 << number for number, name in enumerate(MODIFIERS)}


@dataclass(frozen=True, slots=True)
class _Known:
    """The tokens of a statement, the first of them as if it stood where the statement begins."""

    shared: tuple[Look, ...]
    encoded: Encoded
    first: int
    last: int


class TokenTable:
    """The tokens of one document, version after version: those of a statement are kept until it changes, or what
    its names mean."""

    def __init__(self) -> None:
        self._known: dict[n.Statement, _Known] = {}
        self.sent: tuple[str, Encoded] = "", []  # what the client has, and under which id

    def encode(self, document: Document, start: int, end: int) -> Encoded:
        """The tokens of all top-level statements that reach into a part of the text."""
        analysis, lines = document.analysis, document.lines
        known: dict[n.Statement, _Known] = {}
        result: Encoded = []
        line = column = 0
        for index, looks in enumerate(shared_names(analysis)):
            item = analysis.program.items[index]
            tokens = self._known.get(item.statement)
            reached = item.end >= start and item.start <= end
            if reached and (tokens is None or tokens.shared != tuple(looks.values())):
                tokens = _encode_statement(document, item, analysis.names.items[index], looks)
            if tokens is None:
                continue
            known[item.statement] = tokens
            if reached and tokens.encoded:
                first = lines.position(item.start + tokens.first)
                column = first.character - (column if first.line == line else 0)
                result.append((first.line - line, column, *tokens.encoded[0][2:]))
                result += tokens.encoded[1:]
                last = lines.position(item.start + tokens.last)
                line, column = last.line, last.character
        self._known = known
        return result


def _encode_statement(document: Document, item: n.Item, names: ItemNames, looks: Mapping[n.Node, Look]) -> _Known:
    tokens = statement_tokens(item.statement, names, looks)
    encoded: Encoded = []
    line = column = 0
    for token in tokens:
        position = document.lines.position(item.start + token.start)
        length = document.lines.length(item.start + token.start, item.start + token.end)
        bits = sum(_MODIFIER_BITS[modifier] for modifier in token.modifiers)
        across = position.character - (column if position.line == line else 0)
        encoded.append((position.line - line, across, length, _TYPE_NUMBERS[token.type], bits))
        line, column = position.line, position.character
    ends = (tokens[0].start, tokens[-1].start) if tokens else (0, 0)
    return _Known(tuple(looks.values()), encoded, *ends)


def edits(old: Encoded, new: Encoded) -> list[lsp.SemanticTokensEdit]:
    """The one edit that makes the new tokens of the old ones, or none."""
    if old == new:
        return []
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    kept = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    inserted = _flat(new[start : len(new) - kept])
    return [lsp.SemanticTokensEdit(5 * start, 5 * (len(old) - kept - start), inserted or None)]


def _flat(tokens: Iterable[tuple[int, ...]]) -> list[int]:
    return [number for token in tokens for number in token]


def register(server: NormilLanguageServer) -> None:
    legend = lsp.SemanticTokensLegend(TYPES, MODIFIERS)
    tables: dict[str, TokenTable] = {}

    def forget(uri: str) -> None:
        if uri not in server.documents:
            tables.pop(uri, None)

    server.on_change.append(forget)

    def encode(document: Document, start: int, end: int) -> Encoded:
        return tables.setdefault(document.uri, TokenTable()).encode(document, start, end)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def full(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        document = server.document(params.text_document.uri)
        new = encode(document, 0, len(document.text))
        tables[document.uri].sent = str(document.revision), new
        return lsp.SemanticTokens(_flat(new), str(document.revision))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, legend)
    def delta(params: lsp.SemanticTokensDeltaParams) -> lsp.SemanticTokens | lsp.SemanticTokensDelta:
        document = server.document(params.text_document.uri)
        new = encode(document, 0, len(document.text))
        known, old = tables[document.uri].sent
        tables[document.uri].sent = str(document.revision), new
        if known != params.previous_result_id:
            return lsp.SemanticTokens(_flat(new), str(document.revision))
        return lsp.SemanticTokensDelta(edits(old, new), str(document.revision))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, legend)
    def part(params: lsp.SemanticTokensRangeParams) -> lsp.SemanticTokens:
        document = server.document(params.text_document.uri)
        start, end = document.lines.offset(params.range.start), document.lines.offset(params.range.end)
        return lsp.SemanticTokens(_flat(encode(document, start, end)))
