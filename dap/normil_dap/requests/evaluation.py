"""Values of expressions: evaluate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normil_dap.arguments import INTEGER, STRING
from normil_dap.client import Request
from normil_dap.registry import STOPPED, request
from normil_dap.requests.inspection import value

if TYPE_CHECKING:
    from normil_dap.session import Session


@request("evaluate", {"expression": STRING, "frameId?": INTEGER, "context?": STRING}, STOPPED)
def evaluate(session: Session, request: Request) -> None:
    arguments = request.arguments
    context = arguments.get("context", "watch")

    def answer(found: Any) -> None:
        request.respond({"result": found["text"], **value(found)})
        if context == "repl" and session.abilities.get("supportsInvalidatedEvent", False):
            session.client.event("invalidated", {"areas": ["variables"]})

    asked = {"text": arguments["expression"], "frame": arguments.get("frameId"), "context": context}
    session.forward(request, "evaluate", asked, answer)
