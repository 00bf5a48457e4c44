"""Runs a program from its text to its exit status (LANGUAGE 18.1).

Takes in the text and options, writes to the standard streams; gives out the exit status. Knows no command line and
no protocol.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TextIO

from normil.compiler.code import MAIN_BEGAN, CompiledModule
from normil.engine import run
from normil.engine.frames import Origin, locate
from normil.engine.modules import BlockedError, LoadedModule, compile_text
from normil.values.errors import Error, translate

if TYPE_CHECKING:
    from normil.excerpt import Excerpt

OK, FAILED, REFUSED, INTERRUPTED = 0, 1, 2, 130


class Debugger(Protocol):
    """What runs under a debugger tells it."""

    def module_loaded(self, module: LoadedModule) -> None: ...

    def hit(self, module: LoadedModule, site: int) -> None: ...


def run_text(
    text: str,
    path: str,
    *,
    args: Sequence[str] = (),
    seed: int | None = None,
    max_depth: int = 1000,
    debugger: Debugger | None = None,
) -> int:
    """Checks, compiles and runs a program; `path` is its name in messages. Errors go to standard error."""
    try:
        compiled = compile_text(text, path, debug=debugger is not None)
    except BlockedError as blocked:
        _report_blocked(blocked, path)
        return REFUSED
    return run_compiled(compiled, args=args, seed=seed, max_depth=max_depth, debugger=debugger)


def run_compiled(
    compiled: CompiledModule,
    *,
    args: Sequence[str] = (),
    seed: int | None = None,
    max_depth: int = 1000,
    debugger: Debugger | None = None,
) -> int:
    run.start(seed, args)
    module = LoadedModule(compiled, hit=debugger.hit if debugger is not None else None)
    module.globals.setdefault("args", list(args))
    if debugger is not None:
        debugger.module_loaded(module)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max_depth + _depth() + 10)
    try:
        return _execute(module)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as exception:
        sys.setrecursionlimit(limit)
        report(locate(translate(exception)))
        return FAILED
    finally:
        sys.setrecursionlimit(limit)
        sys.stdout.flush()


def _execute(module: LoadedModule) -> int:
    module.execute()
    if not module.compiled.main or MAIN_BEGAN in module.globals:
        return OK
    result = module.globals["main"]()  # type: ignore[operator]
    return result % 256 if type(result) is int else OK


def _depth() -> int:
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    return depth
