"""Markdown for the clients that take it, plain text for the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


def markup(server: NormilLanguageServer, capability: str) -> Callable[[str], lsp.MarkupContent | str]:
    """Wraps Markdown for the client; `capability` is the list of formats that it takes."""
    formats = get_capability(server.client_capabilities, capability)
    if not formats:
        return str
    kind = lsp.MarkupKind.Markdown if lsp.MarkupKind.Markdown in formats else lsp.MarkupKind.PlainText
    return partial(lsp.MarkupContent, kind)
