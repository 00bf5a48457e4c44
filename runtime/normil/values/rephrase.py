"""What Python says about an operation of a NORMiL program, said in the language's own words (LANGUAGE 11.2).

Takes in a Python exception, gives out the message and a suggestion. The text of an exception that arose inside a
Python module is left as it is.
"""

from __future__ import annotations

import os
import re
import sys
from opcode import opmap
from types import FunctionType, TracebackType

from normil.values import errors
from normil.values.interop import ask
from normil.values.kinds import article
from normil.values.suggest import did_you_mean
from normil.values.text import inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = str | tuple[str, str | None]
    Rule = Callable[[re.Match[str], TracebackType | None], Answer]

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_METHOD = re.compile(r"(?:str|list|map|Vec)\.|SparseVec\.to_dense$")
_TYPES = {
    "NoneType": "none",
    "None": "none",
    "dict": "map",
    "Type": "type",
    "RecordType": "type",
    "Module": "module",
    "Error": "error",
    "ndarray": "Vec or Matrix",
    "Quantised": "Vec",
    "function": "fn",
}


def rephrase(exception: BaseException) -> tuple[str, str | None]:
    text = str(exception)
    if isinstance(exception, RecursionError) and "recursion" in text:  # else a Python module raised it in its own words
        return _too_deep(_innermost(exception))
    if is_of_python(exception) and exception.__traceback__ is not None:
        return text, None
    innermost = _innermost(exception)
    if innermost is not None and is_member_of_none(exception):
        if innermost.tb_frame.f_code.co_code[innermost.tb_lasti] == opmap["STORE_ATTR"]:
            return "none has no fields that can be assigned", None
        return text.replace("'NoneType' object has no attribute", "none has no member"), None
    if isinstance(exception, KeyError) and len(exception.args) == 1:
        return no_key(exception.args[0]), None
    for cls, pattern, rule in _RULES:
        if isinstance(exception, cls):
            match = pattern.search(text)
            if match is not None:
                answer = rule(match, innermost)
                return answer if isinstance(answer, tuple) else (answer, None)
    return text, None


def is_of_python(exception: BaseException) -> bool:
    """Whether an exception arose in what the program asked of Python, not in an operation of its own."""
    innermost = _innermost(exception)
    if innermost is None:
        return True
    code = innermost.tb_frame.f_code
    return code is ask.__code__ or _is_foreign(code.co_filename)


def is_member_of_none(exception: BaseException) -> bool:
    """Whether compiled code asked none for the field of a record."""
    text = str(exception)
    return text.startswith("'NoneType' object has no attribute") and not is_of_python(exception)


def no_key(key: object) -> str:
    return f"no key {inner(key)}"


def _innermost(exception: BaseException) -> TracebackType | None:
    traceback = exception.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback


def _is_foreign(filename: str) -> bool:
    """Whether code is of a Python module that is not part of the implementation."""
    return filename.endswith(".py") and not os.path.abspath(filename).startswith(_PACKAGE)


def _function(qualname: str) -> str:
    """The name of a function as the program has it; of a compiled one `2:outer.<locals>.3:learn`."""
    return qualname.rpartition(".")[2].rpartition(":")[2]


def _variable(name: str) -> str:
    """The name of a variable as the program has it; of a compiled one `x.2` or `.rate`."""
    return name.strip(".").partition(".")[0]


def _type(name: str) -> str:
    name = name.rpartition(".")[2]
    return article(_TYPES.get(name, name))


def _expected(wanted: str) -> Rule:
    """The rule for texts whose last group is the type of what was found."""
    return lambda match, _: f"expected {wanted}, found {_type(match[match.lastindex or 1])}"


def _system(match: re.Match[str], where: TracebackType | None) -> str:
    """What the operating system says, as a part of a sentence."""
    return match[1][:1].lower() + match[1][1:]


def _count(number: str) -> str:
    return f"{number} argument" if number == "1" else f"{number} arguments"


def _takes(function: str, accepted: str, given: str) -> str:
    return f"{_function(function)}() takes {accepted}, got {given}"


def _positional(match: re.Match[str], where: TracebackType | None) -> str:
    function, least, most, given = match.groups()
    if _METHOD.match(function):  # Python counts the value before the dot
        least, most, given = (number and str(int(number) - 1) for number in (least, most, given))
    return _takes(function, f"{least} to {_count(most)}" if least else _count(most), given)


def _c_function(match: re.Match[str], where: TracebackType | None) -> str:
    function, accepted, given = match.groups()
    accepted = {"no": "0", "exactly one": "1"}.get(accepted, accepted.rpartition(" ")[2])
    return _takes(function, _count(accepted), given)


def _c_arguments(match: re.Match[str], where: TracebackType | None) -> str:
    function, bound, number, given = match.groups()
    return _takes(function, f"{bound} {_count(number)}" if bound else _count(number), given)


def _missing(match: re.Match[str], where: TracebackType | None) -> str:
    function, names = match.groups()
    arguments = "arguments" if names.count("'") > 2 else "argument"
    return f"{_function(function)}() is missing the {arguments} {names}"


def _unexpected(match: re.Match[str], where: TracebackType | None) -> tuple[str, str | None]:
    function, name = match.groups()
    written = _function(function)
    return f"{written}() has no parameter '{name}'", did_you_mean(name, _parameters(written, where))


def _parameters(function: str, where: TracebackType | None) -> list[str]:
    """The parameters of the function of that name that the failing code saw."""
    if where is None:
        return []
    frame = where.tb_frame
    for value in (*frame.f_locals.values(), *frame.f_globals.values()):
        if isinstance(value, FunctionType) and _function(value.__name__) == function:
            code = value.__code__
            return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    return []


def _twice(match: re.Match[str], where: TracebackType | None) -> str:
    return f"{_function(match[1])}() got the argument '{match[2]}' twice"


def _not_able(match: re.Match[str], where: TracebackType | None) -> str:
    words = {"callable": "is not callable", "iterable": "cannot be iterated", "subscriptable": "cannot be indexed"}
    return f"{_type(match[1])} {words[match[2]]}"


def _too_deep(where: TracebackType | None) -> tuple[str, str | None]:
    if where is not None and sys.version_info >= (3, 12):
        depth, frame = 0, where.tb_frame.f_back
        while frame is not None:
            depth, frame = depth + 1, frame.f_back
        if depth < errors.max_depth * 0.9:  # it is Python's own limit for calls by way of C code, which is fixed
            return "calls by way of Python objects are nested too deep", None
    return (
        f"calls are nested deeper than {errors.max_depth}",
        "normil run --max-depth N allows more; annotations and builtins between calls count too",
    )


_RULES: list[tuple[type[BaseException] | tuple[type[BaseException], ...], re.Pattern[str], Rule]] = [
    (cls, re.compile(pattern), rule)
    for cls, pattern, rule in (
        (TypeError, r"^(\S+)\(\) takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+)", _positional),
        (TypeError, r"^(\S+)\(\) takes (no|exactly \w+) arguments? \((\d+) given\)", _c_function),
        (TypeError, r"^(\S+) expected (?:(at most|at least) )?(\d+) arguments?, got (\d+)", _c_arguments),
        (
            TypeError,
            r"^(\S+)\(\) takes (at most|at least) (\d+) (?:positional )?arguments? \((\d+) given\)",
            _c_arguments,
        ),
        (TypeError, r"^(\S+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.*)", _missing),
        (TypeError, r"^(\S+)\(\) got an unexpected keyword argument '(.*?)'", _unexpected),
        (
            TypeError,
            r"^(\S+)\(\) got some positional-only arguments passed as keyword arguments: '(.*?)'",
            lambda match, _: f"{_function(match[1])}() has no parameter '{match[2]}'",
        ),
        (
            TypeError,
            r"^(\S+)\(\) takes no keyword arguments$",
            lambda match, _: f"{_function(match[1])}() takes no named arguments",
        ),
        (TypeError, r"^(\S+)\(\) got multiple values for argument '(.*)'", _twice),
        (TypeError, r"'(\S+)' object is not (callable|iterable|subscriptable)$", _not_able),
        (TypeError, r"'(\S+)' object cannot be interpreted as an integer", _expected("an int")),
        (TypeError, r"only integer scalar arrays", lambda match, _: "expected an int, found a Vec or Matrix"),
        (TypeError, r"^slice indices must be integers", lambda match, _: "expected an int"),
        (TypeError, r"must be str(?: or a tuple of str| or None)?, not (\S+)$", _expected("a str")),
        (TypeError, r"^\w+ arg must be None or str$", lambda match, _: "expected a str"),
        (TypeError, r"^The fill character must", lambda match, _: "what to fill with must be one character"),
        (TypeError, r"^can only join an iterable$", lambda match, _: "expected a list of str"),
        (
            TypeError,
            r"^sequence item (\d+): expected str instance, (\S+) found$",
            lambda match, _: f"element {match[1]} must be a str, not {_type(match[2])}",
        ),
        (
            TypeError,
            r"^unsupported format string passed to (\S+)\.__format__$",
            lambda match, _: f"{_type(match[1])} can be formatted by '{{}}' only",
        ),
        (TypeError, r"unhashable type: '(\S+)'", lambda match, _: f"{_type(match[1])} cannot be the key of a map"),
        (
            NameError,
            r"(?:variable|name) '(\S+)' (?:is not defined|where it is not associated)",
            lambda match, _: f"{_variable(match[1])} is used before it is initialised",
        ),
        (
            IndexError,
            r"index (-?\d+) is out of bounds for axis 0 with size (\d+)",
            lambda match, _: f"index {match[1]} is out of range for {match[2]} elements",
        ),
        (
            IndexError,
            r"^(str|list|tuple)(?:ing)?(?: assignment)? index out of range",
            lambda match, _: f"index is out of range for the {match[1]}",
        ),
        (
            IndexError,
            r"cannot fit 'int' into an index|^only integers, slices",
            lambda match, _: "index is out of range",
        ),
        (
            (ValueError, OverflowError),
            r"cannot fit 'int' into an index|^Maximum allowed dimension|^array is too big|too large to convert to C",
            lambda match, _: "the number is too large",
        ),
        (
            OverflowError,
            r"^(?:int too large to convert to float|integer division result too large for a float)$",
            lambda match, _: "the int is too large for a float",
        ),
        (
            (ValueError, OverflowError),
            r"^cannot convert float (NaN|infinity) to integer$",
            lambda match, _: f"{'nan' if match[1] == 'NaN' else 'inf'} is no int",
        ),
        (ValueError, r"^embedded null", lambda match, _: "a path cannot hold the character U+0000"),
        (OSError, r"^\[Errno \d+\] (.*)", _system),
        (MemoryError, r"^Unable to allocate ([\d.]+ \w+)", lambda match, _: f"not enough memory for {match[1]}"),
        (MemoryError, r"^$", lambda match, _: "not enough memory"),
        (ZeroDivisionError, "modul", lambda match, _: "remainder of a division by zero"),
        (ZeroDivisionError, "zero", lambda match, _: "division by zero"),
    )
]
