"""Breakpoints: setBreakpoints, breakpointLocations, setExceptionBreakpoints.

They are resolved here, from the syntax of the file, so that a busy program never delays the editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from normil_dap.arguments import INTEGER, STRING, ListOf
from normil_dap.client import Body, Request
from normil_dap.program import Program
from normil_dap.registry import request
from normil_dap.sources import Sources, key, read

if TYPE_CHECKING:
    from normil.debug.places import Place, Places
    from normil_dap.session import Session

_TEXTS = ("condition", "hitCondition", "logMessage")


@dataclass(slots=True)
class Breakpoint:
    """As the editor asked for it (`identity`), as DAP has it (`body`), and what the program is told if it is good."""

    identity: tuple[object, ...]
    body: Body
    order: Body | None


class Breakpoints:
    """Those of all files, also before there is a program."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._of_file: dict[str, list[Breakpoint]] = {}
        self._paths: dict[str, str] = {}
        self._places: dict[str, tuple[str, Places]] = {}  # by file: its text when it was read last, and what is in it
        self._count = 0

    def set(self, path: str, wanted: list[Body]) -> list[Body]:
        """Replaces those of a file. One that was there before keeps its number, and so its hits."""
        self._sources.changed(path)
        known = {breakpoint_.identity: breakpoint_.body["id"] for breakpoint_ in self._of_file.get(key(path), [])}
        try:
            places: Places | None = self.places(path)
        except (OSError, ValueError):
            places = None
        self._of_file[key(path)] = [self._resolve(path, places, one, known) for one in wanted]
        self._paths[key(path)] = path
        return [breakpoint_.body for breakpoint_ in self._of_file[key(path)]]

    def places(self, path: str) -> Places:
        """Where breakpoints can be in a file. Raises OSError, ValueError."""
        from normil.debug.places import Places

        text = read(path)
        known = self._places.get(key(path))
        if known is None or known[0] != text:
            known = self._places[key(path)] = text, Places(text)
        return known[1]

    def send(self, program: Program, path: str | None = None) -> None:
        """Tells the program those of a file, or all."""
        for name in self._of_file if path is None else [key(path)]:
            orders = [b.order for b in self._of_file[name] if b.order is not None]
            program.tell("breakpoints", {"path": self._paths[name], "breakpoints": orders})

    def refuted(self, number: int, why: str) -> Body | None:
        """The program found out that a breakpoint cannot be set after all."""
        for breakpoint_ in (b for file in self._of_file.values() for b in file):
            if breakpoint_.body["id"] == number:
                # a new one: the old may still be on its way to the editor
                breakpoint_.body = breakpoint_.body | {"verified": False, "message": why}
                return breakpoint_.body
        return None

    def _resolve(self, path: str, places: Places | None, wanted: Body, known: dict[Any, int]) -> Breakpoint:
        identity = tuple(wanted.get(name) for name in ("line", "column", *_TEXTS))
        number = known.get(identity)
        if number is None:
            self._count += 1
            number = self._count
        body = {"id": number, "verified": False, "source": self._sources.source(path), "line": wanted["line"]}
        result = Breakpoint(identity, body, None)
        if places is None:
            body["message"] = "the file cannot be read"
            return result
        line, column = self._sources.position(path, wanted["line"], wanted.get("column"))
        place = places.resolve(line, column)
        if place is None:
            body["message"] = "no statement follows in this block"
            return result
        body |= self._span(path, place)
        try:
            texts = _meanings(wanted)
        except ValueError as error:
            body["message"] = str(error)
            return result
        body["verified"] = True
        result.order = {"id": number, "line": place.line, "column": place.column, **texts}
        return result

    def _span(self, path: str, place: Place) -> Body:
        return self._sources.span(path, place.line, place.column, place.end_line, place.end_column)


def _meanings(wanted: Body) -> Body:
    """The texts of a breakpoint, for the program. Raises ValueError."""
    from normil.debug import conditions

    condition, hits, message = (wanted.get(name) or None for name in _TEXTS)
    hit_condition = None if hits is None else conditions.hit_condition(hits)
    parts = None if message is None else conditions.log_message(message)
    return {
        "condition": None if condition is None else conditions.condition(condition),
        "hits": None if hit_condition is None else [hit_condition.comparison, hit_condition.number],
        "message": None
        if parts is None
        else [[False, part] if isinstance(part, str) else [True, part.text] for part in parts],
    }


@request(
    "setBreakpoints",
    {
        "source": {"path?": STRING},
        "breakpoints?": ListOf(
            {"line": INTEGER, "column?": INTEGER, **{f"{name}?": STRING for name in _TEXTS}},
        ),
    },
)
def set_breakpoints(session: Session, request: Request) -> None:
    path = session.sources.path(request.arguments["source"])
    with session.lock:
        found = session.breakpoints.set(path, request.arguments.get("breakpoints", []))
        request.respond({"breakpoints": found})
        if session.ready and session.program is not None:
            session.breakpoints.send(session.program, path)


@request(
    "breakpointLocations",
    {"source": {"path?": STRING}, "line": INTEGER, "endLine?": INTEGER},
)
def breakpoint_locations(session: Session, request: Request) -> None:
    arguments, sources = request.arguments, session.sources
    path = sources.path(arguments["source"])
    first, _ = sources.position(path, arguments["line"], None)
    last, _ = sources.position(path, arguments["endLine"] if "endLine" in arguments else arguments["line"], None)
    try:
        places = session.breakpoints.places(path).on_lines(first, last)
    except (OSError, ValueError):
        places = []
    found = [sources.place(path, place.line, place.column) for place in places]
    request.respond({"breakpoints": [{"line": line, "column": column} for line, column in found]})


@request("setExceptionBreakpoints", {"filters": ListOf(STRING)})
def set_exception_breakpoints(session: Session, request: Request) -> None:
    """No filter has been announced, so that none can be set."""
    unknown = [f"there is no filter '{name}'" for name in request.arguments["filters"]]
    request.respond({"breakpoints": [{"verified": False, "message": message} for message in unknown]})
