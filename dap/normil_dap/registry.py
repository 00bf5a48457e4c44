"""The requests that the adapter knows: each has the types of its arguments, the states it is good in, a handler.

Takes in declarations by decorator; gives out the table. Must never know a particular request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from normil_dap.arguments import Type
from normil_dap.client import RefusedError, Request

if TYPE_CHECKING:
    from normil_dap.session import Session

Handler = Callable[["Session", Request], None]


class State(Enum):
    NEW = auto()
    INITIALIZED = auto()
    LAUNCHING = auto()
    RUNNING = auto()
    STOPPED = auto()
    ENDED = auto()


ALIVE = frozenset({State.LAUNCHING, State.RUNNING, State.STOPPED})
INITIALIZED = frozenset(State) - {State.NEW}
STOPPED = frozenset({State.STOPPED})
BEGINNING = frozenset({State.NEW, State.INITIALIZED})

_WHY = {
    State.NEW: "the first request must be 'initialize'",
    State.INITIALIZED: "no program has been launched",
    State.LAUNCHING: "the program is being started",
    State.RUNNING: "the program is running",
    State.STOPPED: "the program is stopped",
    State.ENDED: "the program has ended",
}


@dataclass(frozen=True, slots=True)
class Entry:
    command: str
    arguments: Type
    states: frozenset[State]
    handler: Handler

    def refusal(self, state: State) -> RefusedError | None:
        """Why the request cannot be done now."""
        if state in self.states:
            return None
        if self.states <= BEGINNING:
            return RefusedError(f"'{self.command}' may be sent only once")
        return RefusedError(_WHY[state], "notStopped" if self.states == STOPPED and state in ALIVE else None)


REQUESTS: dict[str, Entry] = {}


def request(command: str, arguments: Type, states: frozenset[State] = INITIALIZED) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        REQUESTS[command] = Entry(command, arguments, states, handler)
        return handler

    return register
