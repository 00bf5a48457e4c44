"""Looking at a stopped program: stackTrace, scopes, variables, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normil_dap.arguments import INTEGER, NATURAL, STRING, one_of
from normil_dap.client import Body, RefusedError, Request
from normil_dap.registry import STOPPED, request
from normil_dap.requests.execution import check_thread
from normil_dap.sources import read

if TYPE_CHECKING:
    from normil_dap.session import Session


@request("stackTrace", {"threadId": INTEGER, "startFrame?": NATURAL, "levels?": NATURAL}, STOPPED)
def stack_trace(session: Session, request: Request) -> None:
    check_thread(request)

    def frame(found: Any) -> Body:
        # without its end: an editor may select the whole, and a key pressed by mistake would replace it
        line, column = session.sources.place(found["path"], found["line"], found["column"])
        source = session.sources.source(found["path"])
        return {"id": found["id"], "name": found["name"], "source": source, "line": line, "column": column}

    start = request.arguments.get("startFrame", 0)
    count = request.arguments.get("levels", 0)  # 0 means all
    session.forward(
        request,
        "frames",
        {"start": start, "count": count},
        lambda found: request.respond(
            {"stackFrames": [frame(one) for one in found["frames"]], "totalFrames": found["total"]}
        ),
    )


@request("scopes", {"frameId": INTEGER}, STOPPED)
def scopes(session: Session, request: Request) -> None:
    def scope(found: Any) -> Body:
        body = {
            "name": found["name"],
            "variablesReference": found["reference"],
            "namedVariables": found["named"],
            "expensive": False,
        }
        return body | ({"presentationHint": "locals"} if found["name"] == "Locals" else {})

    session.forward(
        request,
        "scopes",
        {"frame": request.arguments["frameId"]},
        lambda found: request.respond({"scopes": [scope(one) for one in found]}),
    )


@request(
    "variables",
    {
        "variablesReference": INTEGER,
        "filter?": one_of("indexed", "named"),
        "start?": NATURAL,
        "count?": NATURAL,
    },
    STOPPED,
)
def variables(session: Session, request: Request) -> None:
    arguments = request.arguments
    session.forward(
        request,
        "variables",
        {
            "reference": arguments["variablesReference"],
            "only": arguments.get("filter"),
            "start": arguments.get("start", 0),
            "count": arguments.get("count", 0),  # 0 means all
        },
        lambda found: request.respond({"variables": [variable(one) for one in found]}),
    )


def variable(found: Any) -> Body:
    name = {} if found["evaluate_name"] is None else {"evaluateName": found["evaluate_name"]}
    return {"name": found["name"], "value": found["text"], **value(found), **name}


def value(found: Any) -> Body:
    """What variables and results of evaluation have in common."""
    body = {"type": found["type"], "variablesReference": found["reference"]}
    for name, key in (("namedVariables", "named"), ("indexedVariables", "indexed")):
        if found[key]:
            body[name] = found[key]
    return body


@request("source", {"source?": {"path?": STRING}, "sourceReference": INTEGER})
def source(session: Session, request: Request) -> None:
    path = session.sources.path(request.arguments.get("source", {}))
    try:
        request.respond({"content": read(path)})
    except (OSError, ValueError) as error:
        raise RefusedError(f"cannot read {path}: {getattr(error, 'strerror', error)}") from None
