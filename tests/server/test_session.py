"""Sessions of real editors (as far as their capabilities tell them apart) with a real server process."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.server.ls_client import COMMAND, ENVIRONMENT

EDITORS = ["visual-studio-code", "neovim@v0.11", "emacs"]
PROGRAM = """\
/// Follows x.
fn follow(weights: Vec, x: Vec) -> Vec {
    return onlinecluster_update(weights, x, 0.1)
}
let 𐌰é = ones(3); /* 😀 e\u0301 */ let w = 𐌰é + zeros(4)\r
print("😀😀", w.dim);\rprint(wx)
"""

_numbers = itertools.count()
_encodings: dict[LanguageClient, str] = {}  # of positions, as agreed on


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=COMMAND, server_env=dict(ENVIRONMENT)), params=EDITORS, scope="module"
)
async def client(lsp_client: LanguageClient, request: pytest.FixtureRequest) -> AsyncGenerator[None, None]:
    lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda _: None)
    capabilities = client_capabilities(request.param)
    result = await lsp_client.initialize_session(lsp.InitializeParams(capabilities=capabilities))
    _encodings[lsp_client] = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[
        result.capabilities.position_encoding or "utf-16"
    ]
    yield
    await lsp_client.shutdown_session()


class Buffer:
    """A file in the editor: its text, and the positions in it as this client counts them."""

    def __init__(self, client: LanguageClient, text: str, uri: str = "") -> None:
        self.client = client
        self.uri = uri or f"file:///session/{next(_numbers)}.nor"
        self.version = 1
        self.text = text
        document = lsp.TextDocumentItem(self.uri, "normil", 1, text)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    @property
    def id(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)

    def position(self, offset: int) -> lsp.Position:
        encoding = _encodings[self.client]
        lines = re.split(r"\r\n|\r|\n", self.text[:offset])
        return lsp.Position(len(lines) - 1, len(lines[-1].encode(encoding)) // len("a".encode(encoding)))

    def at(self, text: str) -> lsp.Position:
        return self.position(self.text.index(text))

    def range(self, text: str, within: str = "") -> lsp.Range:
        start = self.text.index(within) + within.index(text) if within else self.text.index(text)
        return lsp.Range(self.position(start), self.position(start + len(text)))

    def replace(self, old: str, new: str) -> None:
        change = lsp.TextDocumentContentChangePartial(self.range(old), new)
        self.text = self.text.replace(old, new, 1)
        self.version += 1
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    def close(self) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.id))

    async def diagnostics(self) -> Sequence[lsp.Diagnostic]:
        """Those of the present version, as this client gets them."""
        if self.client.capabilities.text_document.diagnostic:
            report = await self.client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(self.id))
            assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
            return report.items
        while True:
            published = await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            if (published.uri, published.version) == (self.uri, self.version):
                return published.diagnostics


def said(content: object) -> str:
    return content.value if isinstance(content, lsp.MarkupContent) else str(content)


session = pytest.mark.asyncio(loop_scope="module")


@session
async def test_diagnostics_follow_the_text(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    mismatch, undefined = await buffer.diagnostics()
    assert (mismatch.code, undefined.code) == ("NOR006", "NOR002")
    assert mismatch.range == buffer.range("𐌰é + zeros(4)")
    assert undefined.range == buffer.range("wx")
    assert undefined.severity == lsp.DiagnosticSeverity.Error
    assert {related.location.uri for related in mismatch.related_information or ()} == {buffer.uri}
    buffer.replace("zeros(4)", "zeros(3)")
    (undefined,) = await buffer.diagnostics()
    assert undefined.range == buffer.range("wx")
    buffer.replace("wx", "w")
    assert list(await buffer.diagnostics()) == []
    buffer.replace("w.dim", "x.dim")
    (undefined,) = await buffer.diagnostics()
    assert undefined.range == buffer.range("x", within="x.dim")


@session
async def test_hover(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    found = await client.text_document_hover_async(lsp.HoverParams(buffer.id, buffer.at("𐌰é + ")))
    assert found is not None
    assert found.range == buffer.range("𐌰é", within="𐌰é + ")
    assert "let 𐌰é: Vector<float, dim=3>" in said(found.contents)
    assert await client.text_document_hover_async(lsp.HoverParams(buffer.id, buffer.at("😀"))) is None


@session
async def test_completion_and_what_is_said_of_an_item(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    params = lsp.CompletionParams(buffer.id, buffer.at("wx"))
    found = await client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    items = {item.label: item for item in found.items}
    assert items["w"].kind == lsp.CompletionItemKind.Variable
    builtin = await client.completion_item_resolve_async(items["norm"])
    assert builtin.detail == "norm(v: Vec | Matrix) -> float"
    assert "`pure`" in said(builtin.documentation)
    own = await client.completion_item_resolve_async(items["follow"])
    assert own.detail == "fn follow(weights: Vec, x: Vec) -> Vec"
    assert said(own.documentation) == "Follows x."
    params = lsp.CompletionParams(buffer.id, buffer.at("dim"))
    found = await client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    member = await client.completion_item_resolve_async(next(item for item in found.items if item.label == "dim"))
    assert member.detail == "Vec.dim: int"


@session
async def test_definition(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    found = await client.text_document_definition_async(lsp.DefinitionParams(buffer.id, buffer.at("𐌰é + ")))
    assert found == [lsp.Location(buffer.uri, buffer.range("𐌰é"))]


@session
async def test_definition_of_a_builtin_is_in_a_file_that_can_be_opened(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    params = lsp.DefinitionParams(buffer.id, buffer.at("onlinecluster_update"))
    found = await client.text_document_definition_async(params)
    assert isinstance(found, list)
    prelude = Path(to_fs_path(found[0].uri) or "")
    assert prelude.name == "prelude.nor"
    text = prelude.read_text(encoding="utf-8")
    start = found[0].range.start
    assert text.split("\n")[start.line][start.character :].startswith("onlinecluster_update(")


@session
async def test_references_and_highlights(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    params = lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=False), buffer.id, buffer.at("𐌰é"))
    found = await client.text_document_references_async(params)
    assert found == (lsp.Location(buffer.uri, buffer.range("𐌰é", within="𐌰é + ")),)
    shown = await client.text_document_document_highlight_async(
        lsp.DocumentHighlightParams(buffer.id, buffer.at("𐌰é + "))
    )
    assert shown == (
        lsp.DocumentHighlight(buffer.range("𐌰é"), lsp.DocumentHighlightKind.Write),
        lsp.DocumentHighlight(buffer.range("𐌰é", within="𐌰é + "), lsp.DocumentHighlightKind.Read),
    )


@session
async def test_rename(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    place = buffer.at("𐌰é + ")
    prepared = await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(buffer.id, place))
    assert prepared == lsp.PrepareRenamePlaceholder(buffer.range("𐌰é", within="𐌰é + "), "𐌰é")
    edit = await client.text_document_rename_async(lsp.RenameParams(buffer.id, place, "new"))
    assert edit is not None
    expected = [
        lsp.TextEdit(buffer.range("𐌰é"), "new"),
        lsp.TextEdit(buffer.range("𐌰é", within="𐌰é + "), "new"),
    ]
    if edit.document_changes is not None:
        (change,) = edit.document_changes
        assert isinstance(change, lsp.TextDocumentEdit)
        assert change.text_document == lsp.OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
        assert list(change.edits) == expected
    else:
        assert {uri: list(edits) for uri, edits in (edit.changes or {}).items()} == {buffer.uri: expected}
    with pytest.raises(JsonRpcException, match="'zeros' is a builtin"):
        await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(buffer.id, buffer.at("zeros")))
    with pytest.raises(JsonRpcException, match="'w' is already declared in the same block"):
        await client.text_document_rename_async(lsp.RenameParams(buffer.id, place, "w"))


@session
async def test_declaration_implementation_and_type_definition(client: LanguageClient) -> None:
    buffer = Buffer(client, "/* 😀 */ type P = {x: float}; let p = P {x: 1.0}; print(p)")
    place = buffer.at("p)")
    declared = [lsp.Location(buffer.uri, buffer.range("p", within="p = P"))]
    assert await client.text_document_declaration_async(lsp.DeclarationParams(buffer.id, place)) == declared
    assert await client.text_document_implementation_async(lsp.ImplementationParams(buffer.id, place)) == declared
    found = await client.text_document_type_definition_async(lsp.TypeDefinitionParams(buffer.id, place))
    assert found == [lsp.Location(buffer.uri, buffer.range("P"))]


@session
async def test_folding_and_selection_ranges(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(buffer.id))
    assert folds == (lsp.FoldingRange(1, 2),)
    params = lsp.SelectionRangeParams(buffer.id, [buffer.at("𐌰é + "), buffer.at("w.dim")])
    found = await client.text_document_selection_range_async(params)
    assert found is not None
    assert [range_.range for range_ in found] == [buffer.range("𐌰é", within="𐌰é + "), buffer.range("w", within="w.dim")]
    assert found[0].parent is not None
    assert found[0].parent.range == buffer.range("𐌰é + zeros(4)")


@session
async def test_linked_editing(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    params = lsp.LinkedEditingRangeParams(buffer.id, buffer.at("x: Vec) ->"))
    found = await client.text_document_linked_editing_range_async(params)
    assert found is not None
    assert list(found.ranges) == [buffer.range("x", within="x: Vec) ->"), buffer.range("x", within="x, 0.1")]


@session
async def test_document_links(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "geo.nor").touch()
    buffer = Buffer(client, "/* 😀 */ import geo\n", (tmp_path / "main.nor").as_uri())
    found = await client.text_document_document_link_async(lsp.DocumentLinkParams(buffer.id))
    assert found == (lsp.DocumentLink(buffer.range("geo"), (tmp_path / "geo.nor").resolve().as_uri()),)


@session
async def test_workspace_symbols_are_those_of_all_open_files(client: LanguageClient) -> None:
    buffers = [Buffer(client, "/* 😀 */ fn unlikely_name() {}\n") for _ in range(2)]
    found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams("unlikelyname"))
    assert found is not None
    assert [symbol.location for symbol in found] == [
        lsp.Location(buffer.uri, buffer.range("unlikely_name")) for buffer in buffers
    ]


@session
async def test_call_hierarchy(client: LanguageClient) -> None:
    buffer = Buffer(client, "/* 😀 */ fn f(x) { return x }; fn g() { return f(1) }; f(2)")
    prepare = lsp.CallHierarchyPrepareParams(buffer.id, buffer.at("f(1)"))
    prepared = await client.text_document_prepare_call_hierarchy_async(prepare)
    assert prepared is not None
    (f,) = prepared
    assert (f.name, f.selection_range) == ("f", buffer.range("f", within="f(x)"))
    callers = await client.call_hierarchy_incoming_calls_async(lsp.CallHierarchyIncomingCallsParams(f))
    assert callers is not None
    g, file = callers
    assert (g.from_.name, list(g.from_ranges)) == ("g", [buffer.range("f", within="f(1)")])
    assert (file.from_.kind, list(file.from_ranges)) == (lsp.SymbolKind.File, [buffer.range("f", within="f(2)")])
    for caller in (g, file):
        called = await client.call_hierarchy_outgoing_calls_async(lsp.CallHierarchyOutgoingCallsParams(caller.from_))
        assert called is not None
        assert [(call.to.name, call.from_ranges) for call in called] == [("f", caller.from_ranges)]


@session
async def test_document_symbols(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    found = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(buffer.id))
    assert found is not None
    symbols = [symbol for symbol in found if isinstance(symbol, lsp.DocumentSymbol)]
    assert [symbol.name for symbol in symbols] == ["follow", "𐌰é", "w"]
    assert symbols[1].selection_range == buffer.range("𐌰é")
    assert symbols[1].range == buffer.range("let 𐌰é = ones(3)")


@session
async def test_semantic_tokens(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    full = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(buffer.id))
    assert full is not None
    buffer.replace("/* 😀 e\u0301 */", "/* 😀😀 */ let 𐌱 = 1;")
    delta = await client.text_document_semantic_tokens_full_delta_async(
        lsp.SemanticTokensDeltaParams(buffer.id, full.result_id or "")
    )
    assert isinstance(delta, lsp.SemanticTokensDelta)
    data = list(full.data)
    for edit in delta.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    again = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(buffer.id))
    assert again is not None
    assert data == list(again.data)
    whole = lsp.Range(lsp.Position(0, 0), buffer.position(len(buffer.text)))
    part = await client.text_document_semantic_tokens_range_async(lsp.SemanticTokensRangeParams(buffer.id, whole))
    assert part is not None
    assert list(part.data) == data
    unknown = await client.text_document_semantic_tokens_full_delta_async(
        lsp.SemanticTokensDeltaParams(buffer.id, "what the server never sent")
    )
    assert isinstance(unknown, lsp.SemanticTokens)
    assert list(unknown.data) == data


@session
async def test_quick_fix(client: LanguageClient) -> None:
    buffer = Buffer(client, "let length = 1\nprint(/* 😀 */ lenght)\n")
    place = buffer.range("lenght")
    params = lsp.CodeActionParams(buffer.id, place, lsp.CodeActionContext([]))
    found = await client.text_document_code_action_async(params)
    assert found is not None
    (action,) = found
    assert isinstance(action, lsp.CodeAction)
    assert action.kind == lsp.CodeActionKind.QuickFix
    assert action.edit is not None
    assert action.edit.changes == {buffer.uri: (lsp.TextEdit(place, "length"),)}
    params.context.only = [lsp.CodeActionKind.Refactor]
    assert await client.text_document_code_action_async(params) == ()


@session
async def test_a_diagnostic_carries_its_fix_and_its_page(client: LanguageClient) -> None:
    buffer = Buffer(client, "let length = 1\nprint(/* 😀 */ lenght)\nprint(1 + none)\n")
    fixable, other = await buffer.diagnostics()
    place = buffer.range("lenght")
    supported = client.capabilities.text_document
    kind = supported.diagnostic or supported.publish_diagnostics
    if kind.code_description_support:
        page = to_fs_path(fixable.code_description.href)
        assert Path(page).read_text(encoding="utf-8").startswith("# NOR002:")
    else:
        assert fixable.code_description is None

    async def asked(*diagnostics: lsp.Diagnostic) -> list[tuple[str, lsp.WorkspaceEdit | None]]:
        context = lsp.CodeActionContext(list(diagnostics))
        found = await client.text_document_code_action_async(lsp.CodeActionParams(buffer.id, place, context))
        actions = [action for action in found or () if isinstance(action, lsp.CodeAction)]
        return [(action.title, action.edit) for action in actions if action.kind == lsp.CodeActionKind.QuickFix]

    edit = lsp.WorkspaceEdit({buffer.uri: (lsp.TextEdit(place, "length"),)})
    assert await asked(fixable) == [("Change to 'length'", edit)]
    assert await asked(other) == []
    assert await asked(other, fixable) == [("Change to 'length'", edit)]
    # The document moves on: what is sent back then is of no use, and the fixes are those of the new text.
    buffer.replace("let ", "let  ")
    assert await asked(other) == [("Change to 'length'", edit)]
    buffer.replace("length", "size")
    assert await asked(fixable) == []


@session
async def test_fix_all(client: LanguageClient) -> None:
    buffer = Buffer(client, 'first = 1\nfn f() { return frist }\nsecond = "\\q"\n')

    async def asked(only: list[str] | None) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only)
        found = await client.text_document_code_action_async(lsp.CodeActionParams(buffer.id, buffer.range(""), context))
        return [action for action in found or () if isinstance(action, lsp.CodeAction)]

    for only in (["source"], ["source.fixAll"], ["source.fixAll.normil"], ["quickfix", "source.fixAll"]):
        *_, action = await asked(only)
        assert action.kind == "source.fixAll.normil"
        assert action.edit is not None
        assert action.edit.changes == {
            buffer.uri: (
                lsp.TextEdit(lsp.Range(buffer.at("first"), buffer.at("first")), "let "),
                lsp.TextEdit(lsp.Range(buffer.at("second"), buffer.at("second")), "let "),
                lsp.TextEdit(buffer.range("\\"), ""),
            )
        }
    assert "source.fixAll.normil" not in [action.kind for action in await asked(None)]
    assert await asked(["source.organizeImports"]) == []
    assert await asked(["source.fixAll.other"]) == []
    clean = Buffer(client, "let a = 1\nprint(a)\n")
    context = lsp.CodeActionContext([], ["source.fixAll"])
    params = lsp.CodeActionParams(clean.id, clean.range(""), context)
    assert await client.text_document_code_action_async(params) == ()


@session
async def test_a_closed_document_has_no_diagnostics_and_no_answers(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM)
    await buffer.diagnostics()
    buffer.close()
    if not client.capabilities.text_document.diagnostic:
        published = await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert (published.uri, published.diagnostics) == (buffer.uri, ())
    with pytest.raises(JsonRpcException, match="not open"):
        await client.text_document_hover_async(lsp.HoverParams(buffer.id, lsp.Position(0, 0)))
    reopened = Buffer(client, "")
    assert list(await reopened.diagnostics()) == []


@session
async def test_a_client_that_pulls_is_pushed_nothing(client: LanguageClient) -> None:
    if not client.capabilities.text_document.diagnostic:
        pytest.skip("this one does not pull")
    buffer = Buffer(client, PROGRAM)
    first = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(buffer.id))
    again = await client.text_document_diagnostic_async(
        lsp.DocumentDiagnosticParams(buffer.id, previous_result_id=first.result_id)
    )
    assert isinstance(again, lsp.RelatedUnchangedDocumentDiagnosticReport)
    buffer.replace("wx", "w")
    changed = await client.text_document_diagnostic_async(
        lsp.DocumentDiagnosticParams(buffer.id, previous_result_id=again.result_id)
    )
    assert isinstance(changed, lsp.RelatedFullDocumentDiagnosticReport)
    assert len(changed.items) == 1
    assert client.diagnostics == {}


@session
async def test_signature_help(client: LanguageClient) -> None:
    buffer = Buffer(client, PROGRAM.replace("print(wx)", '/* 😀 */ follow("😀😀", x: w'))
    params = lsp.SignatureHelpParams(buffer.id, buffer.position(len(buffer.text) - 1))
    found = await client.text_document_signature_help_async(params)
    assert found is not None
    (signature,) = found.signatures
    assert signature.label == "fn follow(weights: Vec, x: Vec) -> Vec"
    assert said(signature.documentation) == "Follows x."
    assert signature.parameters is not None
    assert found.active_parameter == signature.active_parameter == 1
    label = signature.parameters[1].label
    assert (label if isinstance(label, str) else signature.label[label[0] : label[1]]) == "x: Vec"
    params = lsp.SignatureHelpParams(buffer.id, lsp.Position(0, 0))
    assert await client.text_document_signature_help_async(params) is None


@session
async def test_inlay_hints(client: LanguageClient) -> None:
    buffer = Buffer(client, 'print("😀"); let w = concat(ones(2), ones(1))\n')
    whole = lsp.Range(lsp.Position(0, 0), buffer.position(len(buffer.text)))
    found = await client.text_document_inlay_hint_async(lsp.InlayHintParams(buffer.id, whole))
    assert found is not None
    assert [(hint.position, hint.label, hint.kind) for hint in found] == [
        (buffer.at(" = concat"), ": Vec(3)", lsp.InlayHintKind.Type)
    ]
    nothing = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1))
    assert not await client.text_document_inlay_hint_async(lsp.InlayHintParams(buffer.id, nothing))


@session
async def test_completion_of_a_value_with_a_dot_behind_it(client: LanguageClient) -> None:
    buffer = Buffer(client, 'let xs = ["😀"]\r\n/* 😀 */ xs.pr\r\n')
    params = lsp.CompletionParams(buffer.id, buffer.position(buffer.text.index(".pr") + 3))
    found = await client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    snippets = {item.label: item for item in found.items if item.kind == lsp.CompletionItemKind.Snippet}
    completion_item = client.capabilities.text_document.completion.completion_item
    if not completion_item.snippet_support:
        assert not snippets
        return
    item = snippets["print"]
    assert item.text_edit == lsp.TextEdit(buffer.range("xs.pr"), "print(xs)")
    assert item.filter_text == "xs.print"
    assert item.insert_text_format == lsp.InsertTextFormat.Snippet


@session
async def test_code_lenses(client: LanguageClient) -> None:
    buffer = Buffer(client, "/* 😀 */ fn main() {}\n")
    found = await client.text_document_code_lens_async(lsp.CodeLensParams(buffer.id))
    assert found is not None
    assert [lens.range for lens in found] == [buffer.range("main")] * 2
    commands = [lens.command for lens in found if lens.command is not None]
    assert [(command.command, command.arguments) for command in commands] == [
        ("normil.run", (buffer.uri,)),
        ("normil.debug", (buffer.uri,)),
    ]


@session
async def test_inline_values(client: LanguageClient) -> None:
    buffer = Buffer(client, 'fn f(a) { /* 😀 */ let b = a\n return b }\nprint("")\n')
    whole = lsp.Range(lsp.Position(0, 0), buffer.position(len(buffer.text)))
    context = lsp.InlineValueContext(1, lsp.Range(lsp.Position(1, 0), lsp.Position(1, 1)))
    found = await client.text_document_inline_value_async(lsp.InlineValueParams(buffer.id, whole, context))
    assert found is not None
    assert [
        (value.range, value.variable_name) for value in found if isinstance(value, lsp.InlineValueVariableLookup)
    ] == [
        (buffer.range("a", within="a)"), "a"),
        (buffer.range("b", within="b ="), "b"),
        (buffer.range("a", within="a\n"), "a"),
        (buffer.range("b", within="b }"), "b"),
    ]


@session
async def test_refactorings(client: LanguageClient) -> None:
    buffer = Buffer(client, 'import json\nimport bz2\nprint("😀", 1 + 2)\nprint(bz2, json)\n')
    place = buffer.range("1 + 2")
    params = lsp.CodeActionParams(buffer.id, place, lsp.CodeActionContext([], only=["refactor"]))
    found = await client.text_document_code_action_async(params)
    assert found is not None
    (action,) = found
    assert isinstance(action, lsp.CodeAction)
    assert (action.kind, action.title) == ("refactor.extract", "Extract into the variable 'value'")
    assert action.edit is not None
    start = buffer.at("print")
    edits = (lsp.TextEdit(lsp.Range(start, start), "let value = 1 + 2\n"), lsp.TextEdit(place, "value"))
    assert action.edit.changes == {buffer.uri: edits}
    params.context.only = ["refactor.inline"]
    assert not await client.text_document_code_action_async(params)
    params.context.only = [lsp.CodeActionKind.SourceOrganizeImports]
    found = await client.text_document_code_action_async(params)
    assert found is not None
    assert [action.title for action in found] == ["Organize imports"]
    params.context.only = None
    found = await client.text_document_code_action_async(params)
    assert "Organize imports" not in [action.title for action in found or ()]
