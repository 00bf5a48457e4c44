"""Code lenses: run and debug `main` and the tests of a file, and how often a function is used.

Their commands are the client's: `normil.run` and `normil.debug` with the URI and the name of the test, if it is one,
and `normil.showReferences` with the URI, a position and locations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

from normil.analysis import Analysis
from normil.analysis.names import Binding
from normil.syntax import nodes as n
from normil_ls.documents import Document

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer


@dataclass(frozen=True, slots=True)
class Lens:
    """At the name of a function. `uses` are the places of its uses, None for a lens that runs `test`, or the file."""

    start: int
    end: int
    title: str
    command: str
    test: str | None = None
    uses: tuple[tuple[int, int], ...] | None = None


def code_lenses(document: Document, *, references: bool) -> Iterator[Lens]:
    analysis = document.analysis
    tests = is_test_file(document.path)
    for index, item in enumerate(analysis.program.items):
        function = item.statement
        if not isinstance(function, n.FunctionDeclaration) or not function.name.text:
            continue
        name = function.name.text
        start, end = item.start + function.name.start, item.start + function.name.end
        is_test = tests and name.startswith("test_") and not function.parameters
        if is_test or (name == "main" and not function.transaction):
            test = name if is_test else None
            yield Lens(start, end, "Run test" if is_test else "Run", "normil.run", test)
            yield Lens(start, end, "Debug test" if is_test else "Debug", "normil.debug", test)
        binding = analysis.names.bindings.get(name)
        if references and binding is not None and binding.item == index:
            uses = tuple(_uses(analysis, binding))
            title = "1 reference" if len(uses) == 1 else f"{len(uses)} references"
            yield Lens(start, end, title, "normil.showReferences", uses=uses)


def is_test_file(path: Path | None) -> bool:
    return path is not None and path.suffix == ".nor" and (path.stem.startswith("test_") or path.stem.endswith("_test"))


def _uses(analysis: Analysis, binding: Binding) -> Iterator[tuple[int, int]]:
    """The uses of a name of the file."""
    for item, names in zip(analysis.program.items, analysis.names.items, strict=True):
        for use in names.free:
            if analysis.names.uses.get(use.node) is binding:
                yield item.start + use.node.start, item.start + use.node.end


# ---------------------------------------------------------------- the form of the protocol


def _to_lsp(document: Document, lens: Lens) -> lsp.CodeLens:
    where = document.lines.range(lens.start, lens.end)
    arguments: list[object] = [document.uri]
    if lens.uses is not None:
        arguments += [where.start, [lsp.Location(document.uri, document.lines.range(*use)) for use in lens.uses]]
    elif lens.test is not None:
        arguments.append(lens.test)
    return lsp.CodeLens(where, lsp.Command(lens.title, lens.command, arguments=arguments))


def register(server: NormilLanguageServer) -> None:
    if get_capability(server.client_capabilities, "workspace.code_lens.refresh_support"):
        server.on_settings.append(lambda: server.workspace_code_lens_refresh(None))

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def text_document_code_lens(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        document = server.document(params.text_document.uri)
        found = code_lenses(document, references=server.settings.reference_lenses)
        return [_to_lsp(document, lens) for lens in found]
