"""Runs a program from its text to its exit status (LANGUAGE 18.1).

Takes in the text and options, writes to the standard streams; gives out the exit status. Knows no command line and
no protocol.
"""

from __future__ import annotations

import sys

from normil.compiler.code import MAIN_BEGAN
from normil.engine import run, stack
from normil.engine.modules import BlockedError, LoadedModule, compile_text
from normil.values import errors
from normil.values.errors import translate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from normil.compiler.code import CompiledModule
    from normil.engine.importing import Importer

    class Debugger(Protocol):
        """What runs under a debugger tells it."""

        def module_loaded(self, module: LoadedModule) -> None: ...

        def hit(self, module: LoadedModule, site: int) -> None: ...


OK, FAILED, REFUSED, INTERRUPTED = 0, 1, 2, 130
MAX_DEPTH = 1000


def run_text(
    text: str,
    path: str,
    *,
    args: Sequence[str] = (),
    seed: int | None = None,
    max_depth: int = MAX_DEPTH,
    strict: bool = False,
    python: bool = True,
    debugger: Debugger | None = None,
) -> int:
    """Checks, compiles and runs a program; `path` is its name in messages. Errors go to standard error."""
    try:
        compiled = compile_text(text, path, python=python, strict=strict, debug=debugger is not None)
    except BlockedError as blocked:
        from normil.engine.report import report_blocked

        report_blocked(blocked)
        return REFUSED
    return run_compiled(compiled, args=args, seed=seed, max_depth=max_depth, python=python, debugger=debugger)


def run_compiled(
    compiled: CompiledModule,
    *,
    args: Sequence[str] = (),
    seed: int | None = None,
    max_depth: int = MAX_DEPTH,
    python: bool = True,
    debugger: Debugger | None = None,
    test: str | None = None,
) -> int:
    """Runs a compiled program; `python` says whether it may import Python modules, `test` which function of its top
    level to call instead of `main`."""
    run.start(seed, args)

    def ready(part: CompiledModule, args: Sequence[str] = ()) -> LoadedModule:
        module = LoadedModule(part, args=args, hit=debugger.hit if debugger is not None else None)
        if debugger is not None:
            debugger.module_loaded(module)
        return module

    def load(text: str, path: str) -> LoadedModule:
        return ready(compile_text(text, path, first=compiled.path, python=python, debug=debugger is not None))

    def importer() -> Importer:
        from normil.engine.importing import Importer

        return Importer(compiled.path, load, python=python)

    run.current.make_importer = importer
    errors.max_depth = max_depth
    try:
        return stack.call(lambda: _execute(ready(compiled, args), test), max_depth)
    except stack.RoomError as error:
        print(f"error: calls cannot nest {max_depth} deep here: {error}\n   = help: lower --max-depth", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        sys.stdout.flush()
        if run.current.profiles:
            from normil.engine.report import report_profiles

            report_profiles(run.current.profiles.values())


def _execute(module: LoadedModule, test: str | None) -> int:
    """Runs the statements, then the test or `main`; gives the exit status, after an error has been shown."""
    try:
        module.execute()
        if test is None and (not module.compiled.main or MAIN_BEGAN in module.globals):
            return OK
        result = module.globals[test or "main"]()  # type: ignore[operator]
        return result % 256 if test is None and type(result) is int else OK
    except BrokenPipeError:
        raise  # whoever read the output has gone: no error of the program
    except Exception as exception:
        from normil.engine.frames import locate
        from normil.engine.report import report_error

        report_error(locate(translate(exception)))
        return FAILED
