"""Pieces of programs with places to fill in, in the snippet form of LSP: indented with tabs, which editors adapt.

Takes in nothing; gives out templates by label. Must never know where they are offered.
"""

from __future__ import annotations

import re

BLOCKS = {
    "if {}": "if ${1:condition} {\n\t$0\n}",
    "if {} else {}": "if ${1:condition} {\n\t$2\n} else {\n\t$0\n}",
    "for in {}": "for ${1:item} in ${2:items} {\n\t$0\n}",
    "while {}": "while ${1:condition} {\n\t$0\n}",
    "match {}": "match ${1:value} {\n\tcase ${2:pattern} -> $0\n}",
    "try {} catch {}": "try {\n\t$1\n} catch ${2:error} {\n\t$0\n}",
    "fn {}": "fn ${1:name}(${2:parameters}) {\n\t$0\n}",
    "transaction {} rollback {}": "transaction ${1:name}(${2:parameters}) {\n\t$3\n} rollback {\n\t$0\n}",
    "type = {}": "type ${1:Name} = {${2:field}: ${3:type}}$0",
}
"""What a statement can begin with; the first word is the keyword."""

FUNCTION = "fn(${1:parameters}) { return $0 }"

POSTFIX = {
    "if": "if {value} {\n\t$0\n}",
    "for": "for ${1:item} in {value} {\n\t$0\n}",
    "let": "let ${1:name} = {value}",
    "print": "print({value})",
    "match": "match {value} {\n\tcase ${1:pattern} -> $0\n}",
}
"""What can be made of a value by writing a dot and a word behind it."""

HEADED = frozenset({"if", "for", "match"})
"""Those in which a block follows the value."""


def postfix(word: str, value: str) -> str:
    return POSTFIX[word].replace("{value}", re.sub(r"[\\$}]", r"\\\g<0>", value))
