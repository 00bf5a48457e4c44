"""Going on and stopping: threads, continue, next, stepIn, stepOut, pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from normil_dap.arguments import BOOLEAN, INTEGER
from normil_dap.client import RefusedError, Request
from normil_dap.registry import STOPPED, State, request

if TYPE_CHECKING:
    from normil_dap.session import Session

THREAD = 1  # the only one that executes statements
_ARGUMENTS = {"threadId": INTEGER, "singleThread?": BOOLEAN}


def check_thread(request: Request) -> None:
    number = request.arguments["threadId"]
    if number != THREAD:
        raise RefusedError(f"argument 'threadId': there is no thread {number}")


@request("threads", {})
def threads(session: Session, request: Request) -> None:
    alive = session.state in (State.RUNNING, State.STOPPED)
    request.respond({"threads": [{"id": THREAD, "name": "main"}] if alive else []})


def _resuming(how: str) -> Callable[[Session, Request], None]:
    def handle(session: Session, request: Request) -> None:
        check_thread(request)
        session.resume(request, how, {"allThreadsContinued": True} if how == "continue" else None)

    return handle


for _how in ("continue", "next", "stepIn", "stepOut"):
    request(_how, _ARGUMENTS, STOPPED)(_resuming(_how))


@request("pause", {"threadId": INTEGER}, frozenset({State.RUNNING, State.STOPPED}))
def pause(session: Session, request: Request) -> None:
    check_thread(request)
    assert session.program is not None
    request.respond()
    session.program.tell("pause", {})
