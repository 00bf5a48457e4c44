"""The nodes that programs are lowered to."""

from __future__ import annotations

import pytest

from normil.syntax import nodes, parse
from normil.syntax.lower.base import MAX_DEPTH
from tests.grammar.corpus import Case, cases
from tests.syntax.dump import all_problems, dump

CASES = cases()


def lowered(text: str) -> str:
    return "\n".join(dump(item.statement, spans=False) for item in parse(text).program.items)


def value(text: str) -> nodes.Expression:
    statement = parse(text).program.items[-1].statement
    assert isinstance(statement, nodes.ExpressionStatement)
    return statement.value


def constant(text: str) -> object:
    found = value(text)
    assert isinstance(found, nodes.Constant)
    return found.value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nodes_lie_inside_their_parents(case: Case) -> None:
    def check(node: nodes.Node) -> None:
        for child in nodes.children(node):
            assert node.start <= child.start <= child.end <= node.end, (node, child)
            check(child)

    for item in parse(case.source).program.items:
        assert (item.statement.start, item.statement.end) == (0, item.end - item.start)
        check(item.statement)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_names_stand_where_they_say(case: Case) -> None:
    """What the parser has read otherwise than it is written (`syntax.reading`) is a problem at that place."""
    wrong = [(problem.start, problem.end) for problem in all_problems(parse(case.source).program)]

    def check(node: nodes.Node, text: str) -> None:
        if isinstance(node, nodes.Name):
            assert text[node.start : node.end] == node.text
        if isinstance(node, nodes.Identifier):
            assert text[node.start : node.end] == node.name
        if isinstance(node, nodes.Binary):
            place = case.source.index(text) + node.op_start
            assert text.startswith(node.op, node.op_start) or any(start <= place < end for start, end in wrong)
        for child in nodes.children(node):
            check(child, text)

    program = parse(case.source).program
    for item in program.items:
        check(item.statement, case.source[item.start : item.end])
    for comment in program.comments:
        assert case.source[comment.start : comment.end] == comment.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("007", 7),
        ("1e3", 1000.0),
        ("2.5E-1", 0.25),
        ("1e999", float("inf")),
        ("true", True),
        ("none", None),
        (r'"a\tb\n\r\0\"\'\\"', "a\tb\n\r\0\"'\\"),
        (r'"\u00e9\u{e9}\u{1F600}"', "éé\U0001f600"),
        (r'"\q\u12\u{110000}"', "qu12u{110000}"),
        ('"\U0001f600\ud800\0"', "\U0001f600\ud800\0"),
        ('"/* # //"', "/* # //"),
    ],
)
def test_constants(text: str, expected: object) -> None:
    found = constant(text)
    assert found == expected
    assert type(found) is type(expected)


def test_an_int_has_any_size() -> None:
    assert constant("1" + "0" * 20_000) == 10**20_000


def test_numbers_with_members() -> None:
    assert lowered("1.x") == ("ExpressionStatement(value=Member(object=Constant(value=1), name=Name(text='x')))")


def test_keys_of_maps() -> None:
    assert lowered('{a: 1, type: 2, true: 3, -1: 4, (b): 5, "c": 6}') == (
        "ExpressionStatement(value=MapLiteral(entries=["
        "MapEntry(key=Constant(value='a'), value=Constant(value=1), bare=True), "
        "MapEntry(key=Constant(value='type'), value=Constant(value=2), bare=True), "
        "MapEntry(key=Constant(value=True), value=Constant(value=3), bare=False), "
        "MapEntry(key=Constant(value=-1), value=Constant(value=4), bare=False), "
        "MapEntry(key=Identifier(name='b'), value=Constant(value=5), bare=False), "
        "MapEntry(key=Constant(value='c'), value=Constant(value=6), bare=False)]))"
    )


def test_identifiers_are_normalised() -> None:
    decomposed = "cafe\u0301"
    assert lowered(f"{decomposed} = 1").startswith("Assign(target=Identifier(name='café')")


def test_offsets_count_code_points() -> None:
    program = parse('let s = "\U0001f600é"; let \U0001d4b3 = 1 /* \U0001f600 */\nlet z = 2').program
    assert [(item.start, item.end) for item in program.items] == [(0, 12), (14, 23), (32, 41)]
    assert lowered("let \U0001d4b3\U0001d7d8 = 1") == (
        "Let(name=Name(text='\U0001d4b3\U0001d7d8'), type=None, value=Constant(value=1), constant=False, doc=None)"
    )


def test_a_parenthesis_is_no_node_but_widens_what_holds_it() -> None:
    found = value("(a + b) * c")
    assert isinstance(found, nodes.Binary)
    assert (found.start, found.end, found.left.start, found.left.end) == (0, 11, 1, 6)


def test_statements_of_cases_are_blocks() -> None:
    statement = parse("match x { case 1 -> f() }").program.items[0].statement
    assert isinstance(statement, nodes.Match)
    body = statement.cases[0].body
    assert (body.start, body.end, len(body.statements)) == (20, 23, 1)


def test_else_if_is_an_if() -> None:
    assert lowered("if a {} else if b {} else {}") == (
        "If(condition=Identifier(name='a'), body=Block(statements=[]), orelse="
        "If(condition=Identifier(name='b'), body=Block(statements=[]), orelse=Block(statements=[])))"
    )


def test_declarations() -> None:
    assert lowered("@a(1, b: c)\ntransaction t(x: int = 1) -> V {} rollback {}") == (
        "FunctionDeclaration(name=Name(text='t'), parameters=[Parameter(name=Name(text='x'), "
        "type=NamedType(path=[Name(text='int')], arguments=[]), default=Constant(value=1), variadic=False)], "
        "result=NamedType(path=[Name(text='V')], arguments=[]), body=Block(statements=[]), "
        "annotations=[Annotation(name=Name(text='a'), arguments=["
        "AnnotationArgument(name=None, value=Constant(value=1)), "
        "AnnotationArgument(name=Name(text='b'), value=Identifier(name='c'))])], "
        "transaction=True, rollback=Block(statements=[]), doc=None)"
    )
    assert lowered("primitive Vec.f(...xs, g: fn | int)") == (
        "PrimitiveDeclaration(owner=Name(text='Vec'), name=Name(text='f'), parameters=["
        "Parameter(name=Name(text='xs'), type=None, default=None, variadic=True), "
        "Parameter(name=Name(text='g'), type=UnionType(alternatives=["
        "NamedType(path=[Name(text='fn')], arguments=[]), NamedType(path=[Name(text='int')], arguments=[])]), "
        "default=None, variadic=False)], result=None, annotations=[], doc=None)"
    )


def test_types() -> None:
    assert lowered("type T = a.B<{c: fn(int) -> none}, 3, dim=n, q=8, s=0.5>") == (
        "TypeDeclaration(name=Name(text='T'), type=NamedType(path=[Name(text='a'), Name(text='B')], arguments=["
        "TypeArgument(name=None, value=StructType(fields=[FieldDeclaration(name=Name(text='c'), "
        "type=FunctionType(parameters=[NamedType(path=[Name(text='int')], arguments=[])], "
        "result=NamedType(path=[Name(text='none')], arguments=[])), doc=None)])), "
        "TypeArgument(name=None, value=3), TypeArgument(name=Name(text='dim'), value=Name(text='n')), "
        "TypeArgument(name=Name(text='q'), value=8), TypeArgument(name=Name(text='s'), value=0.5)]), doc=None)"
    )


def test_patterns() -> None:
    assert lowered("match x { case a.T {f: int(n), g} | [-1, ...r, ..._] | (_) -> y }").split("cases=")[1] == (
        "[Case(pattern=AlternativePattern(alternatives=["
        "RecordPattern(path=[Name(text='a'), Name(text='T')], fields=["
        "FieldPattern(name=Name(text='f'), pattern=TypePattern(type=NamedType(path=[Name(text='int')], "
        "arguments=[]), inner=NamePattern(name=Name(text='n')))), FieldPattern(name=Name(text='g'), pattern=None)]), "
        "ListPattern(elements=[LiteralPattern(value=-1), RestPattern(name=Name(text='r')), RestPattern(name=None)]), "
        "Wildcard()]), guard=None, "
        "body=Block(statements=[ExpressionStatement(value=Identifier(name='y'))]))])"
    )


@pytest.mark.parametrize(
    ("text", "doc"),
    [
        ("/// one\n/// two\nfn f() {}", "one\ntwo"),
        ("///one\nlet x = 1", "one"),
        ("/// one\n\n/// two\nconst x = 1", "two"),
        ("/// one\n\nfn f() {}", None),
        ("//// one\nfn f() {}", None),
        ("// one\nfn f() {}", None),
        ("/// one\n// two\nfn f() {}", None),
        ("x /// one\nfn f() {}", None),
        ("/// one\r\n/// two\r\n@a\r\nfn f() {}", "one\ntwo"),
        ("/// one\ntype T = int", "one"),
    ],
)
def test_documentation(text: str, doc: str | None) -> None:
    statement = parse(text).program.items[-1].statement
    assert isinstance(statement, nodes.FunctionDeclaration | nodes.Let | nodes.TypeDeclaration)
    assert statement.doc == doc


def test_documentation_inside() -> None:
    text = lowered("fn f() {\n  /// inner\n  fn g() {}\n}\ntype T = {\n  /// field\n  a: int\n}")
    assert "doc='inner'" in text
    assert "doc='field'" in text


def test_an_unreadable_place_keeps_the_statements_in_it() -> None:
    program = parse("let a = 1\nfn f( ] {\nlet b = 2\n}\n)\nlet c = 3").program
    assert program.items[0].statement.start == 0
    assert isinstance(program.items[-1].statement, nodes.Let)
    assert program.items[-1].statement.name.text == "c"


@pytest.mark.parametrize(
    ("opening", "inner", "closing"),
    [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{a: ", "1", "}"),
        ("f(", "1", ")"),
        ("f(a: ", "1", ")"),
        ("P {a: ", "1", "}"),
        ("a[", "1", "]"),
        ("-", "1", ""),
        ("fn() { ", "x", " }"),
        ("if a { ", "x", " }"),
        ("if a {} else ", "if b {}", ""),
        ("while a { ", "x", " }"),
        ("try { ", "x", " } catch e { }"),
        ("match a { case b -> { ", "x", " } }"),
        ("fn f() { ", "x", " }"),
        ("let x: list<", "int", "> = 1"),
        ("let x: {a: ", "int", "} = 1"),
        ("let x: fn(", "int", ") = 1"),
        ("match x { case [", "y", "] -> z }"),
        ("match x { case {a: ", "y", "} -> z }"),
        ("match x { case int(", "y", ") -> z }"),
        ("", "x", " + 1"),
        ("", "x", ".a"),
        ("", "x", "()"),
    ],
)
def test_nesting_is_limited_and_never_exhausts_python(opening: str, inner: str, closing: str) -> None:
    def nested(depth: int) -> str:
        # Only what repeats is repeated: `let x: list<list<int>> = 1`.
        before, after = "", ""
        if opening.startswith(("let x: ", "match x { case ")):
            before = "let x: " if opening.startswith("let") else "match x { case "
            after = " = 1" if opening.startswith("let") else " -> z }"
        first, last = opening.removeprefix(before), closing.removesuffix(after)
        return before + first * depth + inner + last * depth + after

    for depth in (MAX_DEPTH * 2, 20_000):
        messages = [problem.message for problem in all_problems(parse(nested(depth)).program)]
        assert any(message.startswith("nested too deeply") for message in messages)
    assert not all_problems(parse(nested(MAX_DEPTH // 4)).program)
