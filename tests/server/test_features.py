"""What each feature says about small programs; see `snapshots`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from normil.analysis import builtins, prelude_path
from normil.analysis.mentions import Role
from normil.analysis.references import Project
from normil.analysis.rename import Edits, RefusedError, rename
from normil_ls.documents import Document
from normil_ls.features.call_hierarchy import Hierarchy
from normil_ls.features.code_actions import quick_fixes
from normil_ls.features.code_lenses import code_lenses
from normil_ls.features.completion import BUILTIN, FILE, KEYWORD, LABEL, NEAR, completion
from normil_ls.features.definition import definition, elsewhere, module_at, type_definition
from normil_ls.features.diagnostics import to_lsp
from normil_ls.features.document_symbols import to_lsp as symbols_to_lsp
from normil_ls.features.folding import FoldTable
from normil_ls.features.hover import hover
from normil_ls.features.inlay_hints import inlay_hints
from normil_ls.features.inline_values import inline_values
from normil_ls.features.linked_editing import linked
from normil_ls.features.links import links
from normil_ls.features.references import highlights, references
from normil_ls.features.selection import selections
from normil_ls.features.semantic_tokens import shared_names, statement_tokens
from normil_ls.features.signature_help import signature_help
from normil_ls.features.workspace_symbols import matching
from normil_ls.settings import Settings, read
from tests.server.snapshots import Case, cases


def underlined(text: str, start: int, end: int) -> list[str]:
    """The line of a place, and a mark below it."""
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start:].partition("\n")[0]
    return [line, " " * (start - line_start) + "^" * max(end - start, 1)]


@pytest.mark.parametrize("case", cases("hover"), ids=str)
def test_hover(case: Case) -> None:
    document = case.document
    found = hover(document, case.offset)
    if found is None:
        case.check(["nothing"])
        return
    lines = underlined(document.text, found.start, found.end)
    case.check([*lines, found.description.code, *"\n".join(found.description.notes).splitlines()])


@pytest.mark.parametrize("case", cases("completion"), ids=str)
def test_completion(case: Case) -> None:
    found = sorted(completion(case.document, case.offset), key=lambda candidate: candidate.distance)
    lines = []
    for name, rank in (("labels", LABEL), ("near", NEAR), ("file", FILE), ("words", KEYWORD)):
        labels = [
            f"{candidate.label} ({candidate.kind.name}{f' {candidate.detail}' if candidate.detail else ''})"
            for candidate in found
            if candidate.rank == rank
        ]
        if rank == KEYWORD:
            labels = [candidate.label for candidate in found if candidate.rank == rank]
        if labels:
            lines.append(f"{name}: {', '.join(labels)}")
    offered = {candidate.label for candidate in found if candidate.rank == BUILTIN}
    if offered:
        lines.append("builtins" if "zeros" in offered else "builtin types")
        assert "Vec" in offered
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("case", cases("completion_snippets"), ids=str)
def test_completion_snippets(case: Case) -> None:
    """What the text becomes, with the places to fill in."""
    document, lines = case.document, []
    for candidate in completion(document, case.offset, snippets=True):
        if candidate.snippet:
            before = document.text[candidate.start or 0 : case.offset] if candidate.start is not None else ""
            lines += [f"{candidate.label}: {before} =>" if before else f"{candidate.label} =>"]
            lines += [f"    {line}" for line in (candidate.insert or "").replace("\t", "  ").splitlines()]
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("case", cases("signature_help"), ids=str)
def test_signature_help(case: Case) -> None:
    found = signature_help(case.document, case.offset)
    lines = []
    for at, signature in enumerate(found.signatures if found else ()):
        assert found is not None
        active = found.active[at]
        lines.append(("> " if at == found.best else "  ") + signature.label)
        if active is not None:
            start, end = signature.span(active)
            lines.append("  " + " " * start + "^" * (end - start))
    case.check(lines or ["nothing"])


def hinted(document: Document, settings: Settings, start: int = 0, end: int | None = None) -> list[str]:
    """The text with the hints in it, each in guillemets."""
    text = document.text
    for hint in reversed(inlay_hints(document, start, len(text) if end is None else end, settings)):
        text = f"{text[: hint.offset]}«{hint.text}»{text[hint.offset :]}"
    return text.splitlines()


@pytest.mark.parametrize("case", cases("inlay_hints"), ids=str)
def test_inlay_hints(case: Case) -> None:
    case.check(hinted(case.document, Settings()))


def test_inlay_hints_follow_the_settings() -> None:
    document = Document("file:///demo.nor", 1, "let w = uniform(2, -1.0)\nlet n = norm(scale(w, w.dim))\n", "utf-16")
    off = {"inlayHints": {"dimensions": False, "types": False, "parameterNames": "none"}}
    assert hinted(document, read(off)) == document.text.splitlines()
    assert hinted(document, read({"inlayHints": {"dimensions": False}})) == [
        "let w = uniform(«dim:»2, «low:»-1.0)",
        "let n«: float» = norm(scale(w, w.dim))",
    ]
    assert hinted(document, read({"inlayHints": {"types": False, "parameterNames": "all"}})) == [
        "let w«: Vec(2)» = uniform(«dim:»2, «low:»-1.0)",
        "let n = norm(scale(«v:»w, «scalar:»w.dim))",
    ]


def test_inlay_hints_are_those_of_the_range() -> None:
    document = Document("file:///demo.nor", 1, "fn f() {\n    let a = ones(1)\n    let b = ones(2)\n}\n", "utf-16")
    start = document.text.index("let b")
    assert hinted(document, Settings(), start, len(document.text))[1:3] == [
        "    let a = ones(1)",
        "    let b«: Vec(2)» = ones(2)",
    ]


@pytest.mark.parametrize(("name", "runs"), [("test_demo", True), ("demo_test", True), ("demo", False)])
def test_code_lenses(name: str, runs: bool) -> None:
    text = "fn main() { }\nfn test_one() { }\nfn test_two(x) { main()\nmain() }\nlet test_three = main\n"
    document = Document(f"file:///{name}.nor", 1, text, "utf-16")
    found = [(text[lens.start : lens.end], lens.title, lens.test) for lens in code_lenses(document, references=False)]
    main = [("main", "Run", None), ("main", "Debug", None)]
    tests = [("test_one", "Run test", "test_one"), ("test_one", "Debug test", "test_one")]
    assert found == (main + tests if runs else main)
    counted = [lens for lens in code_lenses(document, references=True) if lens.uses is not None]
    assert [lens.title for lens in counted] == ["3 references", "0 references", "0 references"]
    assert [text[start:end] for start, end in counted[0].uses or ()] == ["main"] * 3


@pytest.mark.parametrize("case", cases("inline_values"), ids=str)
def test_inline_values(case: Case) -> None:
    """The program is stopped in the line with the cursor; the names that are shown are in guillemets."""
    document = case.document
    text, end = document.text, document.text.find("\n", case.offset)
    stopped = end if end >= 0 else len(text)
    for start, end in reversed(inline_values(document, 0, len(text), stopped)):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    case.check(text.splitlines())


@pytest.mark.parametrize("case", cases("definition"), ids=str)
def test_definition(case: Case) -> None:
    document = case.document
    lines = []
    for place in definition(document, case.offset):
        text = builtins().text if place.in_prelude else document.text
        lines += [*(["prelude:"] if place.in_prelude else []), *underlined(text, place.start, place.end)]
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("case", cases("references"), ids=str)
def test_references(case: Case) -> None:
    lines = []
    document = case.document
    named = document.source.at(case.offset)
    found = references(Project([document.source]), document.source, named) if named is not None else []
    for place in found:
        mention = place.mention
        line, mark = underlined(document.text, mention.start, mention.end)
        lines += [line, f"{mark} {mention.role.name.lower()}"]
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("case", cases("highlights"), ids=str)
def test_highlights(case: Case) -> None:
    """What is read is in guillemets, what is written in double brackets."""
    document = case.document
    text = document.text
    for mention in reversed(highlights(document, case.offset)):
        opening, closing = "«»" if mention.role is Role.READ else ("[[", "]]")
        text = f"{text[: mention.start]}{opening}{text[mention.start : mention.end]}{closing}{text[mention.end :]}"
    case.check(text.splitlines())


@pytest.mark.parametrize("case", cases("document_symbols"), ids=str)
def test_document_symbols(case: Case) -> None:
    document = case.document

    def outline(symbols: list[lsp.DocumentSymbol], depth: int) -> Iterator[str]:
        for symbol in symbols:
            lines = symbol.range.start.line + 1, symbol.range.end.line + 1
            yield f"{'    ' * depth}{symbol.name} ({symbol.kind.name}, lines {lines[0]} to {lines[1]})"
            yield from outline(list(symbol.children or ()), depth + 1)

    case.check(list(outline(symbols_to_lsp(document, document.symbols), 0)))


@pytest.mark.parametrize("case", cases("rename"), ids=str)
def test_rename(case: Case) -> None:
    document = case.document
    project = Project([document.source])
    try:
        edits = rename(project, document.source, case.offset, "new")
    except RefusedError as error:
        case.check([f"refused: {error}"])
        return
    case.check(edited(document, edits).splitlines())


@pytest.mark.parametrize("new", ["1a", "a b", "let", "_", "", "norm", "Vec", "float", "a", "é1\u0000"])
def test_a_name_that_none_can_have(new: str) -> None:
    document = Document("file:///demo.nor", 1, "let value = 1\nlet a = 2\n", "utf-16")
    with pytest.raises(RefusedError):
        rename(Project([document.source]), document.source, 4, new)


GEO = "type Point = {x: float}\nfn area(p: Point, scale = 1.0) { return p.x * scale }\n"
MAIN = """\
import geo
fn area(p) -> geo.Point { return geo.Point {x: geo.area(p, scale: 2.0)} }
match area(1) { case geo.Point {x} -> print(x) }
"""


def opened(folder: Path, **texts: str) -> list[Document]:
    for name, text in texts.items():
        (folder / f"{name}.nor").write_text(text, encoding="utf-8")
    return [Document((folder / f"{name}.nor").as_uri(), 1, text, "utf-16") for name, text in texts.items()]


@pytest.mark.parametrize(
    ("name", "at", "geo", "main"),
    [
        ("area", 0, GEO.replace("area", "new"), MAIN.replace("geo.area", "geo.new")),
        ("Point", 0, GEO.replace("Point", "new"), MAIN.replace("Point", "new")),
        ("scale", 0, GEO.replace("scale", "new"), MAIN.replace("scale", "new")),
        ("x", 0, GEO.replace("x", "new"), MAIN.replace("{x:", "{new:").replace("{x}", "{new: x}")),
        ("geo", 1, GEO, MAIN.replace("geo", "new").replace("import new", "import geo as new")),
        ("area", 1, GEO, MAIN.replace(" area", " new")),
    ],
)
def test_names_of_modules_have_their_places_in_other_files(
    tmp_path: Path, name: str, at: int, geo: str, main: str
) -> None:
    documents = opened(tmp_path, geo=GEO, main=MAIN)
    project = Project(document.source for document in documents)
    expected = [geo, main]
    for document, text in zip(documents, (GEO, MAIN), strict=True):
        mentions = [mention for mention in document.source.all_mentions() if mention.target.name == name]
        for mention in mentions:
            is_field_of_short_pattern = document.source.at(mention.start) is not mention
            if not is_field_of_short_pattern and project.settle(mention.target) == _declared(
                project, documents[at], name
            ):
                edits = rename(project, document.source, mention.start, "new")
                assert [edited(other, edits) for other in documents] == expected, (text, mention)
    assert edits


def _declared(project: Project, document: Document, name: str) -> object:
    mentions = document.source.all_mentions()
    return next(
        mention.target for mention in mentions if mention.target.name == name and mention.role is Role.DECLARATION
    )


def edited(document: Document, edits: Edits) -> str:
    text = document.text
    for edit in reversed(edits.get(document.source, [])):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_a_module_that_is_passed_on_may_be_used_anywhere(tmp_path: Path) -> None:
    uses = "import geo\nfn f(m) { return m.area(1) }\nprint(f(geo))\n"
    documents = opened(tmp_path, geo=GEO, main=uses)
    with pytest.raises(RefusedError, match=r"line 2 of main\.nor"):
        rename(Project(document.source for document in documents), documents[0].source, GEO.index("area"), "new")


def test_what_another_file_declares_is_renamed_where_that_is_open(tmp_path: Path) -> None:
    _, main = opened(tmp_path, geo=GEO, main=MAIN)
    with pytest.raises(RefusedError, match="Open that file"):
        rename(Project([main.source]), main.source, MAIN.index("geo.area") + 4, "new")


@pytest.mark.parametrize("case", cases("type_definition"), ids=str)
def test_type_definition(case: Case) -> None:
    document = case.document
    lines = []
    for place in type_definition(document, case.offset):
        text = builtins().text if place.in_prelude else document.text
        lines += [*(["prelude:"] if place.in_prelude else []), *underlined(text, place.start, place.end)]
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("name", ["geo.area", "geo.Point {", "scale", "x:"])
def test_a_member_of_a_module_is_defined_in_its_file(tmp_path: Path, name: str) -> None:
    geo, main = opened(tmp_path, geo=GEO, main=MAIN)
    offset = MAIN.index(name) + (4 if "." in name else 0)
    (place,) = elsewhere(main, offset, {geo.real_path: geo.source}.get)
    assert place.file is geo.source
    assert GEO[place.mention.start : place.mention.end] == name.removeprefix("geo.").rstrip(" {:")
    assert elsewhere(main, offset, lambda _: None) == []


@pytest.mark.parametrize(
    ("at", "found"),
    [("o as g", True), ("g\n", True), ("g.area", True), ("area", False), ("ath\n", False), ("ath.pi", False)],
)
def test_the_name_of_a_module_is_defined_by_its_file(tmp_path: Path, at: str, *, found: bool) -> None:
    text = "import geo as g\nimport math\nprint(g.area, math.pi)\n"
    _, main = opened(tmp_path, geo=GEO, main=text)
    assert module_at(main, text.index(at)) == ((tmp_path / "geo.nor").resolve() if found else None)


@pytest.mark.parametrize("case", cases("folding"), ids=str)
def test_folding(case: Case) -> None:
    document = case.document
    program = document.text.splitlines()
    lines = []
    for fold in FoldTable().folds(document):
        lines += [f"{program[fold.first].strip()} ... {program[fold.last].strip()} {fold.kind or ''}"]
    case.check(lines)


@pytest.mark.parametrize("case", cases("selection"), ids=str)
def test_selection(case: Case) -> None:
    text = case.document.text
    case.check([text[start:end].replace("\n", "\\n") for start, end in selections(case.document, case.offset)])


@pytest.mark.parametrize("case", cases("linked_editing"), ids=str)
def test_linked_editing(case: Case) -> None:
    document = case.document
    lines: list[str] = []
    for mention in linked(document, case.offset):
        lines += underlined(document.text, mention.start, mention.end)
    case.check(lines or ["nothing"])


@pytest.mark.parametrize("case", cases("call_hierarchy"), ids=str)
def test_call_hierarchy(case: Case) -> None:
    document = case.document
    hierarchy = Hierarchy(Project([document.source]))
    function = hierarchy.function_at(document.source, case.offset)
    if function is None:
        case.check(["nothing"])
        return
    lines = []
    for word, found in (("from", hierarchy.incoming(function)), ("to", hierarchy.outgoing(function))):
        for calls in found:
            lines.append(f"{word} {calls.other.name or 'the file'}")
            for start, end in calls.places:
                lines += [f"    {line}" for line in underlined(document.text, start, end)]
    case.check(lines)


def test_calls_between_files(tmp_path: Path) -> None:
    documents = opened(tmp_path, geo=GEO, main=MAIN)
    hierarchy = Hierarchy(Project(document.source for document in documents))
    main = documents[1].source
    (called,) = hierarchy.outgoing(found) if (found := hierarchy.function_at(main, MAIN.index("area"))) else ()
    assert (called.other.file.key, called.other.name) == (documents[0].uri, "area")
    (calls,) = hierarchy.incoming(called.other)
    assert (calls.other.file.key, calls.other.name) == (documents[1].uri, "area")
    assert [MAIN[start:end] for start, end in calls.places] == ["area"]


@pytest.mark.parametrize("case", cases("workspace_symbols"), ids=str)
def test_workspace_symbols(case: Case) -> None:
    query = case.program.rpartition("query:")[2].strip()
    found = matching(case.document.symbols, query)
    case.check([f"{symbol.name} {symbol.kind}{f' in {owner}' if owner else ''}" for symbol, owner in found])


def test_imports_of_files_are_links(tmp_path: Path) -> None:
    (tmp_path / "modules" / "deep").mkdir(parents=True)
    (tmp_path / "modules" / "deep" / "net.nor").touch()
    text = "import math\nimport nowhere\nfn f() { import geo as g }\nimport deep.net\n"
    _, document = opened(tmp_path, geo=GEO, main=text)
    found = [(text[link.start : link.end], link.file) for link in links(document)]
    expected = [("geo", tmp_path / "geo.nor"), ("deep.net", tmp_path / "modules" / "deep" / "net.nor")]
    assert found == [(name, file.resolve()) for name, file in expected]


@pytest.mark.parametrize("case", cases("semantic_tokens"), ids=str)
def test_semantic_tokens(case: Case) -> None:
    document = case.document
    analysis = document.analysis
    lines = []
    for item, names, shared in zip(analysis.program.items, analysis.names.items, shared_names(analysis), strict=True):
        for token in statement_tokens(item.statement, names, shared):
            text = document.text[item.start + token.start : item.start + token.end]
            lines.append(f"{text:<12} {token.type:<14} {' '.join(token.modifiers)}")
    case.check(lines)


@pytest.mark.parametrize("case", cases("diagnostics"), ids=str)
def test_diagnostics(case: Case) -> None:
    document = case.document
    lines = []
    for diagnostic in document.analysis.diagnostics:
        shown = to_lsp(document, diagnostic)
        assert shown.severity is not None
        lines += underlined(document.text, diagnostic.start, diagnostic.end)
        tags = "".join(f" [{tag.name}]" for tag in shown.tags or ())
        lines += f"{shown.severity.name} {shown.code}{tags}: {shown.message}".splitlines()
        for related in shown.related_information or ():
            lines.append(f"  line {related.location.range.start.line + 1}: {related.message}")
        if diagnostic.fix is not None:
            lines += [f"  fix: {diagnostic.fix.title}", *fixed(document, diagnostic.fix.edits)]
    case.check(lines or ["nothing"])


def fixed(document: Document, edits: tuple[tuple[int, int, str], ...]) -> list[str]:
    """The lines that the edits make anew."""
    text = document.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return [f"    {line}" for line in text.splitlines() if line not in document.text.splitlines()]


def test_quick_fixes_are_those_of_the_diagnostics_that_the_range_touches() -> None:
    document = Document("file:///demo.nor", 1, "fn f() { total = 2 }\nlet length = 1\nprint(lenght)\n", "utf-16")
    first, second = quick_fixes(document, 0, len(document.text))
    assert [diagnostic.code for diagnostic, _ in (first, second)] == ["NOR003", "NOR002"]
    assert list(quick_fixes(document, first[0].end, first[0].end)) == [first]
    assert list(quick_fixes(document, 0, 3)) == []


def test_the_prelude_has_nothing_wrong_in_an_editor() -> None:
    path = prelude_path()
    document = Document(path.as_uri(), 1, path.read_text(encoding="utf-8"), "utf-16")
    assert document.analysis.diagnostics == []
