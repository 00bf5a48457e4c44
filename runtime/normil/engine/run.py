"""The state of the running program that builtins share: random generator, plasticity modes, memory stores, metrics,
arguments.

Takes in the seed and the arguments, gives out `current`. Knows nothing of modules or compiled code; who runs a
program calls `start` first, and a debugger puts its own functions in `on_breakpoint` and `on_traced`.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType, FrameType
    from typing import Any

    from normil.engine.annotations import Profile
    from normil.engine.audit import AuditLog
    from normil.engine.importing import Importer

    Point = dict[str, Any]  # name, step, value, time

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


class Run:
    def __init__(self, seed: int | None = None, args: Sequence[str] = ()) -> None:
        self.args = list(args)
        self.seed = int.from_bytes(os.urandom(4), "little") if seed is None else seed
        self._generator: Any = None
        self.modes = {"hebbian": True, "stdp": True, "anti_hebbian": True}  # name -> whether it normalises
        self.stores: dict[str, list[Any]] = {"episodic": [], "working": [], "semantic": []}  # records of the memories
        self.metrics: list[Point] = []
        self.loss: float | None = None  # the last value logged as "loss" during the current `@plastic` call
        self.make_importer: Callable[[], Importer]  # set by who runs a program
        self._importer: Importer | None = None
        self._audit: AuditLog | None = None
        self.trace: list[dict[str, Any]] = []  # calls of `@trace` functions
        self.profiles: dict[CodeType, Profile] = {}  # of the `@profile` functions that have been called
        self.profile_stack: list[float] = []  # for each running call of one, the seconds spent in calls of others
        self._warned: set[object] = set()

    @property
    def generator(self) -> Any:
        """The one random generator; made, and numpy imported, when it is first used."""
        if self._generator is None:
            self.restart_generator(self.seed)
        return self._generator

    def restart_generator(self, seed: int) -> None:
        from numpy.random import PCG64, Generator

        self._generator = Generator(PCG64(seed))

    @property
    def importer(self) -> Importer:
        if self._importer is None:
            self._importer = self.make_importer()
        return self._importer

    @property
    def audit(self) -> AuditLog:
        if self._audit is None:
            from normil.engine.audit import AuditLog

            self._audit = AuditLog()
        return self._audit

    def restorer(self) -> Callable[[], None]:
        """What of it `@atomic` functions put back, beside the stores."""
        modes = dict(self.modes)
        return lambda: setattr(self, "modes", dict(modes))

    def normalizes(self, mode: str) -> bool:
        """Whether results of `@plastic` functions of this mode are scaled to norm 1."""
        return self.modes.get(mode, False)

    def on_breakpoint(self, condition: object) -> None:
        """What `breakpoint(condition)` does without a debugger: says once at each place that it is ignored."""
        from normil.values.operators import truth

        if not truth(condition):
            return
        frame = _caller()
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        self.warn((where, frame.f_lasti), f"breakpoint at {where} ignored, no debugger attached")

    def on_traced(self, entry: dict[str, Any]) -> None:
        """A call of a `@trace` function has ended: for a debugger."""

    def warn(self, about: object, message: str) -> None:
        """Writes a warning, once for each thing it is `about`."""
        if about not in self._warned:
            self._warned.add(about)
            sys.stdout.flush()
            print(f"warning: {message}", file=sys.stderr)


def _caller() -> FrameType:
    """The innermost activation that is not part of the implementation."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename.startswith(_PACKAGE) and frame.f_back is not None:
        frame = frame.f_back
    return frame


current = Run()


def start(seed: int | None = None, args: Sequence[str] = ()) -> Run:
    """Begins a program: fresh state, which is `current` from now on."""
    global current
    sys.set_int_max_str_digits(0)  # ints have any size, and a text
    current = Run(seed, args)
    return current
