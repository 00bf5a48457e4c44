"""The generated parser belongs to the grammar that stands beside it."""

from __future__ import annotations

import hashlib
import json

import tree_sitter_normil
from normil.syntax.grammar import COMMENTS, FAULTS, RESERVED
from tests.grammar.corpus import GRAMMAR, LANGUAGE


def _json(path: str) -> dict[str, object]:
    found = json.loads((GRAMMAR / path).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_parser_is_generated_from_this_grammar() -> None:
    record = _json("src/generated.json")
    # As git stores it, whatever line ends the working tree has.
    source = (GRAMMAR / "grammar.js").read_bytes().replace(b"\r\n", b"\n")
    assert record["grammar.js"] == hashlib.sha256(source).hexdigest(), "run grammar/generate.sh"
    parser = (GRAMMAR / "src/parser.c").read_text(encoding="utf-8")
    assert f"#define LANGUAGE_VERSION {LANGUAGE.abi_version}" in parser


def test_words_and_kinds_known_by_name_exist() -> None:
    reserved = _json("src/grammar.json")["reserved"]
    assert isinstance(reserved, dict)
    assert {word["value"] for word in reserved["global"]} == RESERVED
    kinds = {LANGUAGE.node_kind_for_id(kind) for kind in range(LANGUAGE.node_kind_count)}
    assert (COMMENTS | FAULTS) - {"ERROR"} <= kinds


def test_the_package_gives_the_queries() -> None:
    for name in ("highlights", "locals", "tags", "folds", "indents", "injections", "textobjects"):
        assert tree_sitter_normil.query(name) == (GRAMMAR / f"queries/{name}.scm").read_text(encoding="utf-8")
