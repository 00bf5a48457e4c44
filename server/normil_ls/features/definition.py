"""Definition: where the name at a place is declared; for a builtin, in the prelude that is installed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis import builtins, prelude_path
from normil_ls.documents import Document
from normil_ls.positions import LineTable
from normil_ls.subject import FieldOf, Named, Place, Predeclared, place_of, subject_at

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def definition(document: Document, offset: int) -> list[Place]:
    analysis = document.analysis
    match subject_at(analysis, offset):
        case Named(binding=binding, item=item):
            declared = analysis.declared_at(item, binding)
            return [Place(*declared)] if declared else []
        case Predeclared(forms=forms):
            return [Place(form.start, form.end, in_prelude=True) for form in forms]
        case FieldOf(home=home, field=field):
            return [place_of(analysis, home, field.name)]
    return []


@cache
def _prelude(encoding: str) -> tuple[str, LineTable]:
    """Its URI and its lines. The package is installed as files, so that editors can open it."""
    return prelude_path().as_uri(), LineTable(builtins().text, encoding)


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def go_to_definition(params: lsp.DefinitionParams) -> list[lsp.Location]:
        document = server.document(params.text_document.uri)
        places = definition(document, document.lines.offset(params.position))
        return [_location(document, place) for place in places]


def _location(document: Document, place: Place) -> lsp.Location:
    uri, lines = document.uri, document.lines
    if place.in_prelude:
        uri, lines = _prelude(lines.encoding)
    return lsp.Location(uri, lines.range(place.start, place.end))
