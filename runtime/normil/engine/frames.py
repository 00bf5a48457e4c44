"""Python frames and tracebacks in terms of NORMiL: which function, and which span of the source.

Takes in frames, tracebacks and exceptions; gives out `Frame`s and the origin of errors. A frame is NORMiL's when
its globals hold the `LoadedModule` under `code.MODULE`; all others (helpers, primitives, Python callers) are passed
over.
"""

from __future__ import annotations

from itertools import chain, islice

from normil.compiler.code import MODULE
from normil.syntax.lines import LineIndex  # noqa: F401  # here, since the stack may be deep when it is needed
from normil.values.errors import translate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType
    from typing import Any

    from normil.compiler.code import Function
    from normil.engine.modules import LoadedModule
    from normil.values.errors import Error

    _Row = tuple[int, CodeType, int, dict[str, Any]]  # an activation: its id, code, instruction, globals


class Frame:
    """An activation: `start`, `end` is the span of what it is doing, offsets in the file. `python` is the frame, where
    it is still alive."""

    __slots__ = ("end", "function", "module", "python", "start")

    def __init__(
        self, module: LoadedModule, function: Function, start: int, end: int, python: FrameType | None = None
    ) -> None:
        self.module = module
        self.function = function
        self.start = start
        self.end = end
        self.python = python

    @property
    def position(self) -> tuple[int, int]:
        """Line and column, 1-based."""
        line, column = self.module.lines.position(self.start)
        return line + 1, column + 1

    @property
    def end_position(self) -> tuple[int, int]:
        line, column = self.module.lines.position(self.end)
        return line + 1, column + 1


def module_of(frame: FrameType) -> LoadedModule | None:
    return frame.f_globals.get(MODULE)


def function_of(code: CodeType, module: LoadedModule) -> Function | None:
    """The function that a code object is or belongs to; None for code that no file has."""
    index, colon, _ = code.co_qualname.partition(":")
    return module.compiled.functions[int(index)] if colon and index.isdigit() else None


def span(code: CodeType, instruction: int, module: LoadedModule) -> tuple[int, int]:
    """The span of the instruction at `f_lasti` or `tb_lasti`."""
    line, end_line, column, end_column = next(islice(code.co_positions(), instruction // 2, None), (None,) * 4)
    if line is None or end_line is None or column is None or end_column is None:
        return 0, 0
    return module.lines.offset(line - 1, column), module.lines.offset(end_line - 1, end_column)


def activation(frame: FrameType) -> Frame | None:
    """What a Python frame is in the program, if it is anything there."""
    module = module_of(frame)
    function = None if module is None else function_of(frame.f_code, module)
    if module is None or function is None:
        return None
    return Frame(module, function, *span(frame.f_code, frame.f_lasti, module), python=frame)


class Origin:
    """Where an error arose, and the facts of LANGUAGE 19.2. They are found out when they are asked for; what is noted
    when the error is caught is what has changed by then."""

    def __init__(self, error: Error) -> None:
        self._blame = error.blame
        self._at_callee = error.at_callee
        self._field = error.field
        self._inner: list[_Row] = []  # what the error went through, outermost first
        self._outer: list[_Row] = []  # what is around that, innermost first, from `_start` on
        self._start = 0
        self._frames: list[Frame] | None = None
        step = error.__traceback__
        if step is None:
            return
        catcher = step.tb_frame
        while step is not None:
            frame = step.tb_frame
            self._inner.append((id(frame), frame.f_code, step.tb_lasti, frame.f_globals))
            step = step.tb_next
        known = getattr(error.__context__, "origin", None)
        if isinstance(known, Origin) and known._shares(id(catcher), self):
            return
        around = catcher.f_back
        while around is not None:
            self._outer.append((id(around), around.f_code, around.f_lasti, around.f_globals))
            around = around.f_back

    def _shares(self, catcher: int, other: Origin) -> bool:
        """Gives what is around the catcher of an error that arose where this one is handled: it has not moved since."""
        for index in range(self._start, len(self._outer)):
            if self._outer[index][0] == catcher:
                other._outer, other._start = self._outer, index + 1
                return True
        return False

    @property
    def frames(self) -> list[Frame]:
        """The activations, innermost first."""
        if self._frames is None:
            frames = _read(chain(reversed(self._inner), islice(self._outer, self._start, None)))
            if self._at_callee and frames:
                callees = frames[0].module.compiled.callees
                frames[0].end = callees.get((frames[0].start, frames[0].end), frames[0].end)
            if self._field is not None and frames:
                _point_at_value(frames[0], self._field)
            self._frames = frames[self._blame :] or frames
        return self._frames

    @property
    def file(self) -> str:
        return self.frames[0].module.compiled.path if self.frames else ""

    @property
    def line(self) -> int:
        return self._position[0]

    @property
    def column(self) -> int:
        return self._position[1]

    @property
    def end_line(self) -> int:
        return self._end[0]

    @property
    def end_column(self) -> int:
        return self._end[1]

    @property
    def _position(self) -> tuple[int, int]:
        return self.frames[0].position if self.frames else (0, 0)

    @property
    def _end(self) -> tuple[int, int]:
        return self.frames[0].end_position if self.frames else (0, 0)

    @property
    def trace(self) -> list[dict[str, object]]:
        return [
            {
                "function": frame.function.name,
                "file": frame.module.compiled.path,
                "line": frame.position[0],
                "column": frame.position[1],
            }
            for frame in self.frames
        ]


def _read(rows: Iterable[_Row]) -> list[Frame]:
    known: dict[tuple[int, int], tuple[Function, int, int] | None] = {}  # deep calls are at few places
    found = []
    for _, code, instruction, bindings in rows:
        module = bindings.get(MODULE)
        if module is None:
            continue
        place = (id(code), instruction)
        if place not in known:
            function = function_of(code, module)
            known[place] = None if function is None else (function, *span(code, instruction, module))
        if (there := known[place]) is not None:
            found.append(Frame(module, *there))
    return found


def locate(error: Error) -> Error:
    """Gives an error its origin, once."""
    if error.origin is None:
        error.origin = Origin(error)
    error.__context__ = None  # see `translate`
    return error


def _point_at_value(frame: Frame, field: str) -> None:
    """What is wrong is the value that is stored into a field."""
    stored, place = frame.module.compiled.stored, (frame.start, frame.end)
    span = stored.get((*place, field)) or stored.get((*place, ""))
    if span is not None:
        frame.start, frame.end = span


def caught(exception: Exception) -> Error:
    """The error value for a `catch`; running out of memory is not catchable."""
    if isinstance(exception, MemoryError):
        raise exception
    return locate(translate(exception))
