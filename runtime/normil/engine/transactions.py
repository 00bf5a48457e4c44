"""Transactions: atomic calls that the audit log knows of (LANGUAGE 16.1).

Takes in the compiled function, whose first parameter is the `Transaction` of the call: it tells when the arguments are
bound, what the result is, and hands over the error that ends the body. Gives out the function that programs call.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from normil.engine import run
from normil.engine.frames import locate
from normil.engine.undo import Snapshot
from normil.values.errors import Error, translate
from normil.values.text import to_string


class RollbackEnd(BaseException):
    """`return` in a rollback block, which no `catch` of the program sees."""


class Transaction:
    """One call."""

    def __init__(self, name: str, snapshot: Snapshot) -> None:
        self.name = name
        self.snapshot = snapshot
        self.began = 0.0
        self.error: Error

    def start(self, arguments: dict[str, Any]) -> None:
        """The arguments are bound."""
        data = {name: to_string(value) for name, value in arguments.items()}
        self._append("start", data)
        self.began = time.perf_counter()
        run.current.audit.actors.append(self.name)

    def success(self, result: Any) -> Any:
        """The body has ended with a result."""
        self._append("success", {"result": to_string(result), "duration_ms": self._duration()})
        return result

    def failed(self, exception: Exception) -> Error:
        """The body has ended by an error: puts back what it changed. Gives the error value."""
        if isinstance(exception, MemoryError):
            raise exception
        self.error = locate(translate(exception))
        self.snapshot.restore()
        self.error.rolled_back.append(self.name)
        data = {"error": self.error.message, "kind": self.error.kind, "duration_ms": self._duration()}
        try:
            self._append("failed", data, "error")
        except Error as error:
            error.value, error.rolled_back = self.error, list(self.error.rolled_back)
            raise
        return self.error

    def rolled_back(self) -> None:
        """The rollback block has ended well."""
        self._append("rollback", {})

    def rollback_failed(self, exception: Exception) -> Error:
        """The rollback block has ended by an error; gives the error of the transaction."""
        cause = locate(translate(exception))
        message = f"rollback of {self.name} failed: {cause.message}"
        error = Error("TransactionError", message, value=self.error, cause=cause)
        error.rolled_back = list(self.error.rolled_back)
        return error

    def _duration(self) -> float:
        return (time.perf_counter() - self.began) * 1000

    def _append(self, event: str, data: dict[str, Any], level: str = "info") -> None:
        action = f"transaction_{event}_{self.name}"
        try:
            run.current.audit.append(action, data, level, actor=self.name)
        except RecursionError:
            raise  # calls that nest too deeply are no failure of the log
        except Exception as exception:
            cause = locate(translate(exception))
            message = f"the audit log could not be written: {cause.message}"
            raise Error("TransactionError", message, cause=cause) from None


def transaction(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that a transaction's declaration makes."""
    name = function.__name__

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        actors = run.current.audit.actors
        depth = len(actors)
        try:
            return function(Transaction(name, Snapshot(function, args, named)), *args, **named)
        finally:
            del actors[depth:]

    call.__transaction__ = True  # type: ignore[attr-defined]
    return call
