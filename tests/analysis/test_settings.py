"""What comments and the strict mode change, and the diagnostics that need other files."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normil.analysis import Analyser, Severity, analyse
from normil.syntax import parse


def codes(source: str, *, strict: bool = False) -> list[str]:
    return [diagnostic.code for diagnostic in analyse(parse(source).program, strict=strict).diagnostics]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("let x = 1\nx\nx\n", ["NOR033", "NOR033"]),
        ("let x = 1\nx // normil: allow NOR033\nx\n", ["NOR033"]),
        ("let x = 1\n// normil: allow NOR033\nx\nx\n", ["NOR033"]),
        ("let x = 1\n\n  //normil:allow NOR004 , NOR033\n  x\n", []),
        ("// normil: allow NOR033\nlet x = 1\nx\nx\n", []),
        ("/* about */ // normil: allow NOR033, NOR017\nlet sum = 1\nsum\n", []),
        ("let x = 1\n// normil: allow NOR034\nx\n", ["NOR033"]),
        ("let x = 1\n// normil: allow all\nx\n", ["NOR033"]),
        ("// normil: allow NOR002\nprint(missing)\n", ["NOR002"]),  # what blocks cannot be silenced
        ("fn f() {\n    // normil: allow NOR004\n    let a = 1\n    let b = 1\n}\n", ["NOR004"]),
        ("// normil: allow NOR006\nlet a = zeros(2) + zeros(3)\n", []),
    ],
)
def test_comments_silence(source: str, left: list[str]) -> None:
    assert codes(source) == left


def test_strict_makes_warnings_blocking_errors() -> None:
    source = "let x = 1\nx\nlet sum = x\nlet f: float = true\n"
    plain = analyse(parse(source).program).diagnostics
    assert [(d.code, d.severity, d.blocking) for d in plain] == [
        ("NOR033", Severity.WARNING, False),
        ("NOR017", Severity.HINT, False),
    ]
    strict = analyse(parse(source).program, strict=True).diagnostics
    assert [(d.code, d.severity, d.blocking) for d in strict] == [
        ("NOR033", Severity.ERROR, True),
        ("NOR017", Severity.HINT, False),
        ("NOR005", Severity.ERROR, True),
    ]


def test_strict_keeps_what_comments_allow() -> None:
    assert codes("let x = 1\nx // normil: allow NOR033\n", strict=True) == []


class Modules:
    def missing(self, parts: Sequence[str]) -> Sequence[str] | None:
        return ["gone.nor", "modules/gone.nor"] if parts[0] == "gone" else None

    def cycle(self, parts: Sequence[str]) -> Sequence[str] | None:
        return ["main", *parts, "main"] if parts[0] == "back" else None

    def binds_first(self, parts: Sequence[str]) -> bool:
        return parts[0] == "python"


def test_imports_are_looked_up_by_who_can() -> None:
    source = "import gone\nimport back.again as b\nfn f() { import there; return there }\nprint(gone, b)\n"
    assert codes(source) == []
    found = analyse(parse(source).program, modules=Modules()).diagnostics
    assert [(d.code, d.blocking, source[d.start : d.end], d.message, d.help) for d in found] == [
        ("NOR026", False, "gone", "there is no module 'gone'", "tried gone.nor, modules/gone.nor"),
        (
            "NOR027",
            False,
            "back.again",
            "import cycle: main -> back -> again -> main",
            "move what both modules need into a third one",
        ),
    ]


def test_a_python_module_without_alias_binds_its_first_name() -> None:
    source = "import python.path\nimport normil_file.last\nprint(python, last)\n"
    assert analyse(parse(source).program, modules=Modules()).diagnostics == []
    source = "import python.path\nimport normil_file.last\nprint(path, normil_file)\n"
    found = analyse(parse(source).program, modules=Modules()).diagnostics
    assert [(d.code, source[d.start : d.end]) for d in found] == [
        ("NOR004", "python"),
        ("NOR002", "path"),
        ("NOR002", "normil_file"),
    ]


def test_what_an_import_binds_can_change_between_versions() -> None:
    modules = Modules()
    analyser = Analyser(modules=modules)
    program = parse("fn f() {\n    import python.path\n    return path\n}\n").program
    assert [d.code for d in analyser.analyse(program).diagnostics] == ["NOR004", "NOR002"]
    modules.binds_first = lambda parts: False  # type: ignore[method-assign]
    assert analyser.analyse(program).diagnostics == []


@pytest.mark.parametrize(
    ("source", "fixed"),
    [
        ("let total = 1\nprint(totl)\n", "let total = 1\nprint(total)\n"),
        ("x = 1\n", "let x = 1\n"),
        ("fn f() {\n    x = 1\n}\n", "fn f() {\n    let x = 1\n}\n"),
        ("import json\n", ""),
        ("let ab = 1\nlet ac = ab\nprint(ad, ac)\n", None),  # two names are as near
    ],
)
def test_fixes(source: str, fixed: str | None) -> None:
    (diagnostic,) = analyse(parse(source).program).diagnostics
    if diagnostic.fix is None:
        assert fixed is None
        return
    for start, end, text in diagnostic.fix.edits:
        source = source[:start] + text + source[end:]
    assert source == fixed


def test_only_declaring_what_is_assigned_cannot_change_the_meaning() -> None:
    sources = {"x = 1": True, "import json": False, "let total = 1\nprint(totl)": False}
    for source, safe in sources.items():
        (diagnostic,) = analyse(parse(source).program).diagnostics
        assert diagnostic.fix is not None
        assert diagnostic.fix.safe is safe
