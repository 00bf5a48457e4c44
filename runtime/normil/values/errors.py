"""Run-time errors, which are the error values of the language too (LANGUAGE 9.8, 19).

Takes in kinds and messages, thrown values, Python exceptions; gives out `Error`. Where an error arose is the business
of whoever catches it: it is read from the traceback, and kept in `origin`.
"""

from __future__ import annotations

import sys

from normil.values.kinds import register
from normil.values.text import FORMS, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Protocol

    class Origin(Protocol):
        """Where an error arose; `trace` is as in LANGUAGE 19.2. It may be found out when it is asked for."""

        @property
        def file(self) -> str: ...

        @property
        def line(self) -> int: ...

        @property
        def column(self) -> int: ...

        @property
        def end_line(self) -> int: ...

        @property
        def end_column(self) -> int: ...

        @property
        def trace(self) -> list[dict[str, object]]: ...


_IMPORTING = 500  # calls
max_depth = 1000  # how deep calls may nest, for messages; who runs a program sets it


class Error(Exception):
    """`value` is the thrown value, or the Python exception that was translated; `help` says what to do."""

    origin: Origin | None = None  # set where the error is caught
    blame: int = 0  # how many of the innermost activations only passed on what their caller gave
    field: str | None = None  # that of a record which refused a value
    at_callee: bool = False  # it arose when what a method call names was looked up, before the call

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        value: object = None,
        cause: Error | None = None,
        help: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.value = value
        self.cause = cause
        self.help = help
        self.rolled_back: list[str] = []

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"


register(Error, "error")
FORMS["error"] = lambda value: str(value)

_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (ZeroDivisionError, "ZeroDivisionError"),
    (KeyError, "KeyError"),
    (IndexError, "IndexError"),
    (ImportError, "ImportError"),
    (OSError, "IOError"),
    (RecursionError, "RecursionError"),
    ((AttributeError, NameError), "NameError"),
    (TypeError, "TypeError"),
    ((ValueError, ArithmeticError), "ValueError"),
    (AssertionError, "UserError"),
)


def translate(exception: BaseException) -> Error:
    """The error that an exception is for the program; a NORMiL error is itself."""
    if isinstance(exception, Error):
        return exception
    words = _words()
    message, help_ = words.rephrase(exception)
    kind = next((kind for classes, kind in _KINDS if isinstance(exception, classes)), None)
    if kind is None:
        kind, message = "UserError", f"{type(exception).__name__}: {message}"
    elif words.is_member_of_none(exception):
        kind = "TypeError"
    error = Error(kind, message, value=exception if words.is_of_python(exception) else None, help=help_)
    error.__traceback__ = exception.__traceback__
    # Python goes through all that an exception arose from whenever another arises from that
    error.__context__, exception.__context__ = exception.__context__, None
    return error


def _words() -> ModuleType:
    """The module `rephrase`. It needs regular expressions, so it is for programs that fail only; that may be as deep as
    calls can nest, and so the first import may go deeper."""
    limit = sys.getrecursionlimit()
    if "normil.values.rephrase" not in sys.modules:
        sys.setrecursionlimit(limit + _IMPORTING)
    try:
        from normil.values import rephrase
    finally:
        if sys.getrecursionlimit() != limit:
            sys.setrecursionlimit(limit)
    return rephrase


def throw(value: object) -> Error:
    """The exception that `throw value` raises."""
    if isinstance(value, Error):
        return value
    if isinstance(value, str):
        return Error("UserError", str(value), value=value)
    if isinstance(value, dict) and "message" in value:
        kind = value.get("kind")
        kind = str(kind) if isinstance(kind, str) else "UserError"
        return Error(kind, to_string(value["message"]), value=value)
    return Error("UserError", to_string(value), value=value)
