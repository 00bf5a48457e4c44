"""Completion: what can be written at a place.

The grammar says which kinds of things can stand there (`expected`), analysis which names there are. Lists hold
no more than editors need to show them; the text of a chosen item comes with `completionItem/resolve`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Analysis, builtins
from normil.analysis.checks.annotation import ANNOTATIONS, SCHEDULES
from normil.analysis.checks.modes import BUILTIN_MODES, used
from normil.analysis.names import HOISTED, Binding, BindingKind, resolve_item
from normil.analysis.types import BOOL, EXACT_FLOAT, FLOAT, INT, NONE, Function, Overloads, Record, TypeValue
from normil.analysis.visible import visible as visible_in
from normil.analysis.walk import path_to, walk
from normil.syntax import nodes as n
from normil_ls.calls import Site, site_at
from normil_ls.describe import Description, describe_builtin, describe_name
from normil_ls.documents import Document
from normil_ls.expected import Expected, expected_at
from normil_ls.markup import markup
from normil_ls.modules import importable
from normil_ls.snippets import BLOCKS, FUNCTION, HEADED, POSTFIX, postfix
from normil_ls.subject import owner_of, struct_named, type_of

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

Kind = lsp.CompletionItemKind
_FUNCTIONS = (n.FunctionDeclaration, n.FunctionLiteral)
_ONLY_TYPES = ("Vector", "SparseVector", "any", "optional")  # the other names of types are names of builtins too
LABEL, NEAR, FILE, BUILTIN, KEYWORD = range(5)
FAR = 99_999

_NOT_ITERABLE = frozenset({INT, FLOAT, EXACT_FLOAT, BOOL, NONE})

_KINDS = {
    BindingKind.CONST: Kind.Constant,
    BindingKind.PLASTIC: Kind.Constant,
    BindingKind.ERROR: Kind.Constant,
    BindingKind.FUNCTION: Kind.Function,
    BindingKind.TRANSACTION: Kind.Function,
    BindingKind.TYPE: Kind.Struct,
    BindingKind.IMPORT: Kind.Module,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """`rank` and then `distance` order the list: what is nearer comes first. `owner` is the builtin type whose member
    it is. `start`: it takes the place of the text from there, which is not the beginning of the word. `snippet`:
    `insert` has places to fill in."""

    label: str
    kind: Kind
    rank: int
    insert: str | None = None
    detail: str | None = None
    owner: str | None = None
    builtin: bool = False
    distance: int = 0
    start: int | None = None
    snippet: bool = False


def completion(document: Document, offset: int, *, snippets: bool = False, python: bool = False) -> list[Candidate]:
    """`snippets`: the client can fill in places; `python`: Python modules are wanted too."""
    expected = expected_at(document.tree, offset)
    if expected is None:
        return list(_words_in_string(document, offset))
    if expected.role == "dotted_name":
        names = importable(document.path, expected.siblings, python=python) if document.path else ()
        return [Candidate(name, Kind.File, NEAR) for name in names]
    place = _Place(document.analysis, offset, expected)
    if expected.role == "member_expression" and not expected.expression:
        return [*place.members(), *(place.postfix() if snippets else ())]
    if expected.role == "annotation":
        return [Candidate(name, Kind.Function, NEAR) for name in ANNOTATIONS]
    found = list(place.labels())
    if expected.role in ("named_argument", "annotation_argument"):
        words = words_for(document, site_at(document.tree, offset))
        found += (Candidate(f'"{word}"', Kind.EnumMember, LABEL) for word in words)
    if expected.expression:
        found += place.names(types_only=False)
    elif expected.kinds & {"named_type", "pattern"}:
        found += place.names(types_only=True)
        found += (Candidate(word, Kind.Class, BUILTIN) for word in _ONLY_TYPES)
    keywords = place.keywords()
    if snippets:
        found += _blocks(keywords)
    return found + [Candidate(word, Kind.Keyword, KEYWORD) for word in keywords]


def _blocks(keywords: list[str]) -> Iterator[Candidate]:
    if "let" in keywords:
        for label, text in BLOCKS.items():
            if label.split()[0] in keywords:
                yield Candidate(label, Kind.Snippet, KEYWORD, insert=text, snippet=True)
    elif "fn" in keywords:
        yield Candidate("fn() {}", Kind.Snippet, KEYWORD, insert=FUNCTION, snippet=True)


def words_for(document: Document, site: Site | None) -> Sequence[str]:
    """The words that a string at the place is one of, as far as there are such."""
    match site:
        case Site(node=n.Annotation(name=n.Name(text="plastic")), label="mode"):
            return list(dict.fromkeys((*BUILTIN_MODES, *document.analysis.modes)))
        case Site(node=n.Annotation(name=n.Name(text="plastic")), label="schedule"):
            return SCHEDULES
        case Site(node=n.Call(callee=n.Identifier(name="register_plasticity_mode")), index=0, label=None | "name"):
            return _unregistered(document.analysis)
    return ()


def _unregistered(analysis: Analysis) -> list[str]:
    """The modes that functions of the file name, but nothing registers."""
    functions = (node for item in analysis.program.items for node in walk(item.statement))
    modes = (str(mode.value) for node in functions if isinstance(node, n.FunctionDeclaration) for mode in used(node))
    return [mode for mode in dict.fromkeys(modes) if mode not in BUILTIN_MODES and mode not in analysis.modes]


def _words_in_string(document: Document, offset: int) -> Iterator[Candidate]:
    """The words for the string that the place is in."""
    site = site_at(document.tree, offset)
    value = site.parts[site.index].value if site is not None else None
    if site is None or not isinstance(value, n.Constant) or not isinstance(value.value, str):
        return
    if site.base + value.start < offset:
        for word in words_for(document, site):
            yield Candidate(word, Kind.EnumMember, LABEL, start=site.base + value.start + 1)


class _Place:
    def __init__(self, analysis: Analysis, offset: int, expected: Expected) -> None:
        self.analysis = analysis
        self.offset = offset
        self.expected = expected
        self.item = _item_at(expected.tree.program, expected.start)
        self.path = _path_in(self.item, expected.start)

    # ------------------------------------------------------------ words and names

    def keywords(self) -> list[str]:
        words = set(self.expected.keywords)
        if any(isinstance(node, n.ErrorStatement) for node in self.path):
            return sorted(words)  # what it would be in is not known
        functions = [at for at, node in enumerate(self.path) if isinstance(node, _FUNCTIONS)]
        if not functions:
            words.discard("return")
        if not any(isinstance(node, n.While | n.For) for node in self.path[functions[-1] if functions else 0 :]):
            words -= {"break", "continue"}
        return sorted(words)

    def names(self, *, types_only: bool) -> Iterator[Candidate]:
        for name, binding in self.visible.items():
            builtin = binding.kind is BindingKind.BUILTIN
            kind = builtin_kind(name) if builtin else _KINDS.get(binding.kind, Kind.Variable)
            if not types_only or kind in (Kind.Struct, Kind.Class, Kind.Module):
                rank = BUILTIN if builtin else NEAR if binding.item is None else FILE
                distance = self._distance(binding) if rank == NEAR else 0
                yield Candidate(name, kind, rank, builtin=builtin, distance=distance)

    def _distance(self, binding: Binding) -> int:
        """How far above its declaration is."""
        if binding.name_node is None or self.item is None:
            return FAR
        return max(0, min(self.expected.start - self.item.start - binding.name_node.start, FAR))

    @cached_property
    def visible(self) -> dict[str, Binding]:
        """The names that can be used here: those of the statement as it reads with a word in this place."""
        in_function = any(isinstance(node, _FUNCTIONS) for node in self.path)
        outer = {
            name: binding
            for name, binding in self.analysis.names.bindings.items()
            if in_function or binding.kind in HOISTED or self._declared_before(binding)
        }
        inner: dict[str, Binding] = {}
        if self.item is not None:
            inner = visible_in(resolve_item(self.item.statement), self.expected.start - self.item.start)
        return {**self.analysis.builtins.bindings, **outer, **inner}

    def _declared_before(self, binding: Binding) -> bool:
        here = self.offset if self.item is None else self.item.start
        return binding.item is not None and self.analysis.program.items[binding.item].start < here

    # ------------------------------------------------------------ members, fields, arguments

    def members(self) -> Iterator[Candidate]:
        item, path = self.analysis.item_at(self.offset), self.analysis.nodes_at(self.offset)
        member = next((node for node in reversed(path) if isinstance(node, n.Member)), None)
        if item is None or member is None:
            return
        owner = type_of(self.analysis, item, member.object)
        if owner is None:
            return
        name = owner_of(owner)
        for label, type_ in self.analysis.members(owner).items():
            is_method = isinstance(type_, Function | Overloads)
            kind = Kind.Method if is_method else Kind.Field if isinstance(owner, Record) else Kind.Property
            detail = None if is_method else str(type_)
            yield Candidate(label, kind, NEAR, detail=detail, owner=name, builtin=True)

    def postfix(self) -> Iterator[Candidate]:
        """What can be made of the statement that is nothing but a value and a dot."""
        match self.analysis.nodes_at(self.offset)[-3:]:
            case [n.ExpressionStatement(), n.Member() as member, n.Name()]:
                pass
            case _:
                return
        index = self.analysis.item_at(self.offset)
        assert index is not None
        base, value = self.analysis.program.items[index].start, member.object
        text = self.analysis.program.text[base + value.start : base + value.end]
        if "\n" in text or "\r" in text or isinstance(value, n.ErrorExpression):
            return
        in_head = f"({text})" if any(isinstance(node, n.StructLiteral) for node in walk(value)) else text
        type_ = type_of(self.analysis, index, value)
        for word in POSTFIX:
            if word == "for" and type_ in _NOT_ITERABLE:
                continue
            insert = postfix(word, in_head if word in HEADED else text)
            yield Candidate(word, Kind.Snippet, KEYWORD, insert=insert, start=base + value.start, snippet=True)

    def labels(self) -> Iterator[Candidate]:
        """Names that are written before a colon: of arguments and of fields."""
        kinds, expected = self.expected.kinds, self.expected
        if "named_argument" in kinds:
            for name in self._parameters():
                yield Candidate(name, Kind.Variable, LABEL, insert=f"{name}: ")
        elif "field_initializer" in kinds:
            tree = expected.tree.edit(expected.start, expected.end, "x: 0")  # only then it is a field
            for name in self._fields(_path_in(_item_at(tree.program, expected.start), expected.start)):
                yield Candidate(name, Kind.Field, LABEL, insert=f"{name}: ")
        elif "field_pattern" in kinds:
            for name in self._fields(self.path):
                yield Candidate(name, Kind.Field, LABEL)

    def _fields(self, path: list[n.Node]) -> list[str]:
        """The fields that the innermost struct literal or pattern of a path could still name."""
        for node in reversed(path):
            if isinstance(node, n.StructLiteral | n.RecordPattern):
                found = struct_named(self.visible, self.analysis.builtins, node.path)
                named = {field.name.text for field in node.fields if field.name.start != path[-1].start}
                declared = [field.name.text for field in found[1].fields] if found else []
                return [name for name in declared if name not in named]
        return []

    def _parameters(self) -> list[str]:
        """The parameters that the innermost call of the path could still name."""
        for node in reversed(self.path):
            match node:
                case n.Annotation(name=name, arguments=arguments) if self._is_after(name):
                    named = {argument.name.text for argument in arguments if argument.name}
                    return [name for name in ANNOTATIONS.get(name.text, ()) if name not in named]
                case n.Call(callee=callee, arguments=arguments) if self._is_after(callee):
                    named = {argument.name.text for argument in arguments if argument.name}
                    given = sum(argument.name is None for argument in arguments if self._is_after(argument))
                    return [name for name in self._declared_parameters(callee, given) if name not in named]
        return []

    def _is_after(self, node: n.Node) -> bool:
        return self.path[-1].start >= node.end

    def _declared_parameters(self, callee: n.Expression, given: int) -> list[str]:
        """Those of all forms of what is called, without the first `given`."""
        declarations: list[n.Node | None] = []
        match callee:
            case n.Member(object=n.Identifier(name=owner), name=name):
                declarations += (form.statement for form in self.analysis.builtins.find(name.text, owner))
            case n.Identifier(name=text):
                binding = self.visible.get(text)
                if binding is not None and binding.kind is BindingKind.BUILTIN:
                    declarations += (form.statement for form in self.analysis.builtins.find(text))
                elif binding is not None:
                    declaration = binding.declaration
                    declarations.append(declaration.value if isinstance(declaration, n.Let) else declaration)
        names: dict[str, None] = {}
        for declaration in declarations:
            if isinstance(declaration, n.FunctionDeclaration | n.FunctionLiteral | n.PrimitiveDeclaration):
                for parameter in (declaration.parameters or [])[given:]:
                    if not parameter.variadic:
                        names[parameter.name.text] = None
        return list(names)


def _item_at(program: n.Program, offset: int) -> n.Item | None:
    """The top-level statement that holds the character at the offset."""
    index = bisect_right(program.items, offset, key=lambda item: item.start) - 1
    return program.items[index] if index >= 0 and offset < program.items[index].end else None


def _path_in(item: n.Item | None, offset: int) -> list[n.Node]:
    """The nodes that hold the word at the offset, from the top-level statement inwards."""
    return path_to(item.statement, offset + 1 - item.start) if item is not None else []


@cache
def builtin_kind(name: str) -> Kind:
    forms = builtins().find(name)
    if any(isinstance(form.statement, n.TypeDeclaration) for form in forms):
        return Kind.Struct
    if isinstance(builtins().value(name), TypeValue):
        return Kind.Class
    return Kind.Function if isinstance(forms[0].type, Function) else Kind.Constant


# ---------------------------------------------------------------- the form of the protocol


def _to_lsp(document: Document, offset: int, candidate: Candidate) -> lsp.CompletionItem:
    edit = filter_text = None
    if candidate.start is not None:
        edit = lsp.TextEdit(document.lines.range(candidate.start, offset), candidate.insert or candidate.label)
        if candidate.snippet:  # the editor compares it with all that is replaced
            filter_text = document.text[candidate.start : offset].rpartition(".")[0] + f".{candidate.label}"
    data: dict[str, Any] | None = None
    if candidate.builtin:
        data = {"owner": candidate.owner}
    elif candidate.kind not in (Kind.Keyword, Kind.Snippet, Kind.EnumMember, Kind.File):
        data = {"uri": document.uri, "offset": offset}
    return lsp.CompletionItem(
        candidate.label,
        kind=candidate.kind,
        detail=candidate.detail,
        sort_text=f"{candidate.rank}{candidate.distance:05}{candidate.label}",
        filter_text=filter_text,
        insert_text=candidate.insert if edit is None else None,
        insert_text_format=lsp.InsertTextFormat.Snippet if candidate.snippet else None,
        text_edit=edit,
        data=data,
    )


def _describe(server: NormilLanguageServer, item: lsp.CompletionItem) -> Description | None:
    match item.data:
        case {"owner": str() | None as owner}:
            forms = builtins().find(item.label, owner)
            return describe_builtin(forms) if forms else None
        case {"uri": str(uri), "offset": int(offset)} if uri in server.documents:
            return _describe_name(server.documents[uri], offset, item.label)
    return None


def _describe_name(document: Document, offset: int, name: str) -> Description | None:
    analysis = document.analysis
    binding = analysis.visible_at(offset).get(name)
    item = analysis.item_at(offset) if binding is None or binding.item is None else binding.item
    if binding is None or item is None or binding.kind is BindingKind.BUILTIN:
        return None
    type_ = analysis.type_of(item, binding.name_node) if binding.name_node else None
    return describe_name(document, binding, item, type_)


def register(server: NormilLanguageServer) -> None:
    options = lsp.CompletionOptions(trigger_characters=[".", "@", '"'], resolve_provider=True)
    item = "text_document.completion.completion_item"
    documentation = markup(server, f"{item}.documentation_format")
    snippets = bool(get_capability(server.client_capabilities, f"{item}.snippet_support"))

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)
    def text_document_completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        document = server.document(params.text_document.uri)
        offset = document.lines.offset(params.position)
        found = completion(document, offset, snippets=snippets, python=server.settings.resolve_python)
        return lsp.CompletionList(
            is_incomplete=False, items=[_to_lsp(document, offset, candidate) for candidate in found]
        )

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem:
        if (description := _describe(server, item)) is not None:
            item.detail = description.code
            if description.notes:
                item.documentation = documentation("\n\n".join(description.notes))
        return item
