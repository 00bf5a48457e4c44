"""Definition: where the name at a place is declared; for a builtin, in the prelude that is installed.

Implementation is the same in this language; declaration as well, except that an import declares the name of a module,
whose definition is its file. The type of a name is declared where its struct type is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis import builtins, prelude_path
from normil.analysis.mentions import Dimension, Outside, OutsidePart, Role, SourceFile
from normil.analysis.names import Binding, BindingKind
from normil.analysis.references import Occurrence, Project
from normil.analysis.types import Function, List, Map, Optional, Record, Type, TypeValue
from normil.analysis.walk import walk
from normil.syntax import nodes as n
from normil_ls.documents import Document
from normil_ls.features.links import links
from normil_ls.positions import LineTable
from normil_ls.subject import FieldOf, Named, Place, Predeclared, place_of, struct_named, subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def definition(document: Document, offset: int) -> list[Place]:
    """In the file itself, or in the prelude."""
    analysis = document.analysis
    match subject_at(analysis, offset):
        case Named(binding=binding, item=item):
            declared = analysis.declared_at(item, binding)
            return [Place(*declared)] if declared else []
        case Predeclared(forms=forms):
            return [Place(form.start, form.end, in_prelude=True) for form in forms]
        case FieldOf(home=home, field=field):
            return [place_of(analysis, home, field.name)]
    mention = document.source.at(offset)
    if mention is not None and isinstance(mention.target, Dimension):  # the first place of it is what declares it
        first = Project([document.source]).occurrences(document.source, mention)[0].mention
        return [Place(first.start, first.end)]
    return []


def module_at(document: Document, offset: int) -> Path | None:
    """The NORMiL file that is named at a place, by its path in an import or by the name that the import binds."""
    for link in links(document):
        if link.start <= offset <= link.end:
            return link.file
    mention = document.source.at(offset)
    if mention is not None and isinstance(mention.target, Binding):
        return document.source.module(mention.target)
    return None


def elsewhere(document: Document, offset: int, load: Callable[[Path], SourceFile | None]) -> list[Occurrence]:
    """Where a member of a module, or a part of one, is declared in another file."""
    project = Project([document.source], load)
    mention = document.source.at(offset)
    if mention is None or not isinstance(mention.target, Outside | OutsidePart):
        return []
    places = project.occurrences(document.source, mention)
    return [place for place in places if place.mention.role is Role.DECLARATION]


def type_definition(document: Document, offset: int) -> list[Place]:
    """Where the struct type of a value is declared, or of what it holds or gives; of a type, where it is itself,
    behind its aliases."""
    analysis = document.analysis
    item, path = analysis.item_at(offset), analysis.nodes_at(offset)
    if item is None or not path:
        return []
    record = _record(analysis.type_of(item, path[-1]))
    if record is not None:
        home = record.unit.statement
        return [place_of(analysis, home, _name(home, record.declaration))]
    name = path[-1]
    if not isinstance(name, n.Name) or analysis.binding(item, name) is None:
        return []
    named = struct_named(analysis.visible_at(offset), analysis.builtins, [name])
    if named is None:
        return []
    binding, struct = named
    if binding.kind is BindingKind.BUILTIN:
        home = analysis.builtins.find(binding.name)[0].statement
    else:
        home = analysis.program.items[item if binding.item is None else binding.item].statement
    return [place_of(analysis, home, _name(home, struct))]


def _record(type_: Type | None) -> Record | None:
    match type_:
        case Record():
            return type_
        case Optional(inner=inner) | List(element=inner) | Map(value=inner) | Function(result=inner):
            return _record(inner)
        case TypeValue(type=inner):
            return _record(inner)
    return None


def _name(home: n.Statement, struct: n.StructType) -> n.Node:
    """The name of a struct type, or all of one without."""
    for node in walk(home):
        if isinstance(node, n.TypeDeclaration) and node.type is struct:
            return node.name
    return struct


@cache
def _prelude(encoding: str) -> tuple[str, LineTable]:
    """Its URI and its lines. The package is installed as files, so that editors can open it."""
    return prelude_path().as_uri(), LineTable(builtins().text, encoding)


def register(server: NormilLanguageServer) -> None:
    def go_to(
        params: lsp.DefinitionParams | lsp.DeclarationParams | lsp.ImplementationParams, *, module: bool = True
    ) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        offset = document.lines.offset(params.position)
        file = module_at(document, offset) if module else None
        if file is not None:
            top = lsp.Position(0, 0)
            return [lsp.Location(file.as_uri(), lsp.Range(top, top))]
        places = elsewhere(document, offset, server.files.source_at)
        if places:
            return [server.location(place.file.key, place.mention.start, place.mention.end) for place in places]
        return [_location(document, place) for place in definition(document, offset)]

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def go_to_definition(params: lsp.DefinitionParams) -> list[lsp.Location]:
        return go_to(params)

    @server.feature(lsp.TEXT_DOCUMENT_DECLARATION)
    def go_to_declaration(params: lsp.DeclarationParams) -> list[lsp.Location]:
        return go_to(params, module=False)

    @server.feature(lsp.TEXT_DOCUMENT_IMPLEMENTATION)
    def go_to_implementation(params: lsp.ImplementationParams) -> list[lsp.Location]:
        return go_to(params)

    @server.feature(lsp.TEXT_DOCUMENT_TYPE_DEFINITION)
    def go_to_type_definition(params: lsp.TypeDefinitionParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        places = type_definition(document, document.lines.offset(params.position))
        return [_location(document, place) for place in places]


def _location(document: Document, place: Place) -> lsp.Location:
    uri, lines = document.uri, document.lines
    if place.in_prelude:
        uri, lines = _prelude(lines.encoding)
    return lsp.Location(uri, lines.range(place.start, place.end))
