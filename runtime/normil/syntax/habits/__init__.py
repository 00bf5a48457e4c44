"""What writers bring along from other languages, and how to read it: `and` as `&&`, `def` as `fn`, `'a'` as `"a"`.

Takes in the tokens of a line that the parser could not read, gives out readings: what the parser would have to see
instead, at the same length, and what to tell the writer. Whether a reading helps, the parser decides
(`syntax.reading`), so that a habit here may guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normil.syntax.habits import forms, signs, words
from normil.syntax.habits.base import Habit, Line, Reading, Token

__all__ = ["Reading", "Token", "missing_commas", "readings"]

_BY_TEXT: dict[str, tuple[Habit, ...]] = {
    "and": (words.replaced("&&", words.operand_before),),
    "or": (words.replaced("||", words.operand_before),),
    "is": (words.replaced("==", words.operand_before),),
    "not": (words.membership, words.not_),
    "in": (words.membership,),
    **dict.fromkeys(("elif", "elsif", "elseif"), (words.elif_,)),
    **dict.fromkeys(("def", "func", "function", "fun", "proc"), (words.replaced("fn"),)),
    **dict.fromkeys(("var", "val", "local"), (words.replaced("let", words.begins_before_name),)),
    "except": (words.except_,),
    "catch": (words.catch,),
    "raise": (words.replaced("throw"),),
    "of": (words.replaced("in", words.behind_loop_variable),),
    **dict.fromkeys(("class", "struct", "interface", "record"), (words.struct,)),
    "type": (words.type_,),
    **dict.fromkeys(
        ("int", "float", "bool", "str", "string", "double", "auto"), (words.typed_declaration, forms.parameter_type)
    ),
    **dict.fromkeys(("list", "map", "Vec", "Matrix", "any"), (forms.parameter_type,)),
    **dict.fromkeys(("let", "const"), (words.several_names,)),
    "mut": (words.mut,),
    "loop": (words.loop,),
    "switch": (words.switch,),
    "default": (words.default,),
    "from": (words.from_,),
    "import": (words.import_,),
    "for": (forms.for_, words.comprehension),
    "if": (words.conditional,),
    "lambda": (words.lambda_,),
    **dict.fromkeys(("print", "assert", "println"), (words.call_without_parentheses,)),
    "new": (words.ignored("write `Name {field: value}` to make a record"),),
    **dict.fromkeys(("async", "await"), (words.ignored("remove it: there are no asynchronous functions"),)),
    **dict.fromkeys(
        ("export", "public", "private", "pub", "static"), (words.ignored("remove it: a module gives all its names"),)
    ),
    **dict.fromkeys(("then", "do"), (words.ignored("write the block between `{` and `}`"),)),
    "=": (signs.condition, signs.field_value),
    "==": (signs.declared_equal,),
    "+": (signs.step,),
    "-": (signs.step,),
    ")": (forms.result_type,),
    "->": (forms.no_result_type,),
    ":": (forms.indented_block, signs.case_arrow, signs.slice_step),
    "[": (signs.list_type,),
    "...": (signs.spread,),
    "*": (signs.spread,),
    "|": (signs.bar_function,),
}
_ANYWHERE: tuple[Habit, ...] = (
    signs.quotes,
    signs.prefixed_string,
    signs.long_string,
    signs.range_,
    signs.number,
    signs.assignment,
    signs.sign,
    signs.arrow_function,
    signs.question,
    signs.one_of_two,
    signs.leading_operator,
)


def readings(text: str, seen: str, tokens: Sequence[Token]) -> Iterator[Reading]:
    """`seen` is what the parser has read instead of `text` so far. The likelier readings come first."""
    lines = [Line(text, seen, tokens, index) for index in range(len(tokens))]
    for line in lines:
        for habit in (*_BY_TEXT.get(line.here.text, ()), *_ANYWHERE):
            reading = habit(line)
            if reading is not None:
                yield reading


def missing_commas(text: str, seen: str, tokens: Sequence[Token], wrong: int) -> Iterator[Reading]:
    """`wrong`: where the parser has come to a halt, which is at the token before the comma or soon behind it."""
    for index in range(len(tokens)):
        near = [token.start for token in tokens[index : index + 5]]
        if wrong in near or wrong == tokens[-1].end:
            reading = signs.comma(Line(text, seen, tokens, index))
            if reading is not None:
                yield reading
