"""Linked editing: what is typed into a name is typed into its other places as well.

Only for names that are declared inside of a statement, where all places are at hand: nothing is checked while somebody
types, and a name of the file may be used anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from normil.analysis.mentions import Dimension, Mention
from normil.analysis.names import Binding
from normil.analysis.references import Project
from normil.analysis.rename import RefusedError, renameable
from normil.syntax import nodes as n
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def linked(document: Document, offset: int) -> list[Mention]:
    source = document.source
    project = Project([source])
    try:
        mention = renameable(project, source, offset)
    except RefusedError:
        return []
    target = mention.target
    if not isinstance(target, Dimension) and not (isinstance(target, Binding) and target.item is None):
        return []
    found = [place.mention for place in project.occurrences(source, mention)]
    if any(_needs_more(place) for place in found) or len({document.text[at.start : at.end] for at in found}) > 1:
        return []
    return found


def _needs_more(mention: Mention) -> bool:
    """Whether another name takes more than to be written there."""
    match mention.within:
        case n.FieldPattern(pattern=None) | n.Import(alias=None):
            return True
    return False


def register(server: NormilLanguageServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_LINKED_EDITING_RANGE)
    def linked_editing_range(params: lsp.LinkedEditingRangeParams) -> lsp.LinkedEditingRanges | None:
        document = server.document(params.text_document.uri)
        found = linked(document, document.lines.offset(params.position))
        if not found:
            return None
        return lsp.LinkedEditingRanges([document.lines.range(mention.start, mention.end) for mention in found])
