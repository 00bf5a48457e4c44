"""The debugger inside the program's process: stops it before statements, and serves whoever asks while it is stopped.

Takes in what runs (`module_loaded`, `hit`, `on_breakpoint`, `on_traced`, called by the engine) and what the user wants:
breakpoints, steps, work for a stop. Gives out stops and log lines to its `Client`. Must never know a protocol.

The program's own thread does all work at a stop, since the frames are its own: other threads hand it over by `perform`.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol

from normil.compiler.code import flag
from normil.debug.stepping import How, Step, own_frame, own_stack
from normil.engine import run
from normil.engine.frames import Frame, activation
from normil.values.operators import truth

if TYPE_CHECKING:
    from normil.debug.breakpoints import Breakpoint
    from normil.engine.modules import LoadedModule

NOBODY = -1  # a thread that does not exist
EXTRA_DEPTH = 200  # calls that the debugger itself may need where the program is at its deepest


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the program has stopped, in DAP's words, and the breakpoints that asked for it. `stack`: the frames of its
    functions, that of `here` first."""

    reason: str
    here: Frame
    stack: list[FrameType]
    description: str | None = None
    breakpoints: Sequence[int] = ()


Work = Callable[[], None]


class Client(Protocol):
    """Who wants to know. The program's thread calls, but any thread may call `refuted`."""

    def stopped(self, stop: Stop) -> None: ...

    def logged(self, text: str, here: Frame) -> None: ...

    def refuted(self, breakpoint_: Breakpoint, why: str) -> None: ...


class _Watched:
    """A module, its flags, and the breakpoints at its sites."""

    def __init__(self, module: LoadedModule) -> None:
        sites = module.compiled.sites
        self.module = module
        self.flags = [flag(site.index) for site in sites]
        self.at = {(site.line, site.column): site for site in sites}
        self.of_function: defaultdict[int, set[int]] = defaultdict(set)
        for site in sites:
            self.of_function[site.function].add(site.index)
        self.breakpoints: dict[int, list[Breakpoint]] = {}
        self._armed: set[int] = set()

    def arm(self, step: Step | None) -> None:
        """Sets the flags of the sites at which something may happen, and of no other."""
        sites = set(self.breakpoints)
        if step is not None:
            if step.how.anywhere:
                sites.update(range(len(self.flags)))
            else:
                for module, function in step.functions:
                    if module is self.module:
                        sites |= self.of_function[function]
        for changed, value in ((sites - self._armed, True), (self._armed - sites, False)):
            self.module.globals.update((self.flags[site], value) for site in changed)
        self._armed = sites


class Debugger:
    def __init__(self, client: Client, *, stop_on_entry: bool = False) -> None:
        self._client = client
        self._watched: dict[LoadedModule, _Watched] = {}
        self._breakpoints: dict[str, list[Breakpoint]] = {}
        self._lock = threading.RLock()  # for what other threads may change while the program runs
        self._thread: int | None = None  # the program's, in which alone it stops; it is the one that loads modules
        self._step: Step | None = Step(How.ENTRY) if stop_on_entry else None
        self._quiet = 0  # evaluations on their way: nothing stops in them
        self._stop: Stop | None = None  # what the program is at, while it is stopped
        self._work: SimpleQueue[Work | None] = SimpleQueue()  # None: the stop is over

    # ------------------------------------------------------------ what runs

    def module_loaded(self, module: LoadedModule) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.get_ident()
            run.current.on_breakpoint = self.on_breakpoint  # type: ignore[method-assign]
            run.current.on_traced = self.on_traced  # type: ignore[method-assign]
            self._watched[module] = _Watched(module)
            self._place(self._watched[module])
            self._watched[module].arm(self._step)

    def hit(self, module: LoadedModule, index: int) -> None:
        """Called before a statement whose flag is set."""
        if self._quiet or threading.get_ident() != self._thread:
            return
        frame = own_frame(sys._getframe(1))
        assert frame is not None
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + EXTRA_DEPTH)
        try:
            numbers = [
                breakpoint_.number
                for breakpoint_ in self._watched[module].breakpoints.get(index, ())
                if self._wants_stop(breakpoint_, module, index, frame)
            ]
            if numbers:
                self._wait(Stop("breakpoint", _frame(module, index, frame), own_stack(frame), None, numbers))
            elif self._step is not None and self._step.ends_at(frame):
                self._wait(Stop(self._step.how.reason, _frame(module, index, frame), own_stack(frame)))
        finally:
            sys.setrecursionlimit(limit)

    def on_breakpoint(self, condition: object) -> None:
        """Called by `breakpoint(condition)`."""
        frame = own_frame(sys._getframe(1))
        if self._quiet or threading.get_ident() != self._thread or frame is None or not truth(condition):
            return
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + EXTRA_DEPTH)
        try:
            stack = own_stack(frame)
            here = activation(stack[0])
            assert here is not None
            if self._step is None or not self._step.begins_in(here):
                self._wait(Stop("breakpoint", here, stack, "breakpoint()"))
        finally:
            sys.setrecursionlimit(limit)

    def on_traced(self, entry: dict[str, Any]) -> None:
        """Called when a call of a `@trace` function has ended."""
        frame = own_frame(sys._getframe(1))
        here = activation(frame) if frame is not None else None
        if here is not None and not self._quiet and threading.get_ident() == self._thread:
            self._client.logged(_traced(entry), here)

    def _wants_stop(self, breakpoint_: Breakpoint, module: LoadedModule, index: int, frame: FrameType) -> bool:
        """Counts a hit, and logs if that is what the breakpoint is for."""
        self._quiet += 1
        try:
            passes = breakpoint_.passes(frame)
            if not passes or breakpoint_.message is None:
                return passes
            text: str | None = breakpoint_.text(frame)
        except Exception as error:
            text = breakpoint_.complaint(error)
        finally:
            self._quiet -= 1
        if text is not None:
            self._client.logged(text, _frame(module, index, frame))
        return False

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """What is called in here stops nowhere."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    # ------------------------------------------------------------ a stop

    def _wait(self, stop: Stop) -> None:
        with self._lock:
            self._step, self._stop = None, stop
        self._client.stopped(stop)
        while (work := self._work.get()) is not None:
            work()

    def perform(self, work: Work) -> bool:
        """Has the stopped program's thread do something; False if the program is not stopped."""
        with self._lock:
            if self._stop is not None:
                self._work.put(work)
            return self._stop is not None

    def resume(self, how: How) -> None:
        """Ends the stop, after the work that has been handed over."""
        with self._lock:
            if self._stop is not None:
                self._step = None if how is How.CONTINUE else Step.begin(how, self._stop.here, self._stop.stack)
                self._stop = None
                self._arm()
                self._work.put(None)

    # ------------------------------------------------------------ what the user wants

    def set_breakpoints(self, path: str, breakpoints: list[Breakpoint]) -> None:
        """Replaces those of a file. One whose number was there before keeps its hits."""
        with self._lock:
            hits = {known.number: known.hits for known in self._breakpoints.get(_key(path), [])}
            for breakpoint_ in breakpoints:
                breakpoint_.hits = hits.get(breakpoint_.number, 0)
            self._breakpoints[_key(path)] = breakpoints
            for watched in self._watched.values():
                if _key(watched.module.compiled.path) == _key(path):
                    self._place(watched)
            self._arm()

    def pause(self) -> None:
        """Stops before the next statement, wherever that is."""
        with self._lock:
            if self._stop is None:
                self._step = Step(How.PAUSE)
                self._arm()

    def leave_alone(self) -> None:
        """Nothing stops any more."""
        with self._lock:
            self._thread = NOBODY
            self.resume(How.CONTINUE)

    def _place(self, watched: _Watched) -> None:
        watched.breakpoints = {}
        for breakpoint_ in self._breakpoints.get(_key(watched.module.compiled.path), []):
            site = watched.at.get((breakpoint_.line, breakpoint_.column))
            if site is None:
                wrong: str | None = "the file has changed since the program was started"
            else:
                wrong = breakpoint_.compile(watched.module, site)
            if wrong is not None:
                self._client.refuted(breakpoint_, wrong)
            elif site is not None:
                watched.breakpoints.setdefault(site.index, []).append(breakpoint_)

    def _arm(self) -> None:
        for watched in self._watched.values():
            watched.arm(self._step)


def _key(path: str) -> str:
    """One text for all ways to write the path of a file."""
    return os.path.normcase(os.path.realpath(path))


def _frame(module: LoadedModule, index: int, frame: FrameType) -> Frame:
    """The activation that is before a site."""
    site = module.compiled.sites[index]
    return Frame(module, module.compiled.functions[site.function], site.start, site.end, frame)


def _traced(entry: dict[str, Any]) -> str:
    arguments = ", ".join(f"{name}: {text}" for name, text in entry.get("args", {}).items())
    end = (
        f" failed with {entry['error']}"
        if "error" in entry
        else f" gives {entry['result']}"
        if "result" in entry
        else ""
    )
    took = f" in {entry['duration_ms']:.3f} ms" if "duration_ms" in entry else ""
    return f"{entry['function']}({arguments}){end}{took}"
