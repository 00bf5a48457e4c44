"""Python frames and tracebacks in terms of NORMiL: which function, and which span of the source.

Takes in frames, tracebacks and exceptions; gives out `Frame`s and the origin of errors. A frame is NORMiL's when
its globals hold the `LoadedModule` under `code.MODULE`; all others (helpers, primitives, Python callers) are passed
over.
"""

from __future__ import annotations

from itertools import islice

from normil.compiler.code import MODULE
from normil.syntax.lines import LineIndex  # noqa: F401  # here, since the stack may be deep when it is needed
from normil.values.errors import translate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType, TracebackType

    from normil.compiler.code import Function
    from normil.engine.modules import LoadedModule
    from normil.values.errors import Error


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


def _frame(code: CodeType, instruction: int, frame: FrameType) -> Frame | None:
    module = module_of(frame)
    if module is None:
        return None
    function = function_of(code, module)
    if function is None:
        return None
    return Frame(module, function, *span(code, instruction, module), python=frame)


def activation(frame: FrameType) -> Frame | None:
    """What a Python frame is in the program, if it is anything there."""
    return _frame(frame.f_code, frame.f_lasti, frame)


def stack(frame: FrameType | None) -> list[Frame]:
    """The NORMiL activations from `frame` outwards, innermost first."""
    found = []
    while frame is not None:
        own = activation(frame)
        if own is not None:
            found.append(own)
        frame = frame.f_back
    return found


def traceback_frames(traceback: TracebackType | None) -> list[Frame]:
    """The activations that an exception went through and those around them, innermost first."""
    if traceback is None:
        return []
    outer = stack(traceback.tb_frame.f_back)
    inner = []
    step: TracebackType | None = traceback
    while step is not None:
        own = _frame(step.tb_frame.f_code, step.tb_lasti, step.tb_frame)
        if own is not None:
            inner.append(own)
        step = step.tb_next
    return inner[::-1] + outer


class Origin:
    """Where an error arose: `frames`, innermost first, and the facts of LANGUAGE 19.2."""

    frames: list[Frame]

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        first = frames[0] if frames else None
        self.file = first.module.compiled.path if first else ""
        self.line, self.column = first.position if first else (0, 0)
        self.end_line, self.end_column = first.end_position if first else (0, 0)

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


def locate(error: Error) -> Error:
    """Gives an error its origin, once; the frames of values refused for a parameter begin at the caller."""
    if error.origin is None:
        frames = traceback_frames(error.__traceback__)
        if error.at_callee and frames:
            callees = frames[0].module.compiled.callees
            frames[0].end = callees.get((frames[0].start, frames[0].end), frames[0].end)
        error.origin = Origin(frames[error.blame :] or frames)
        for frame in frames:
            frame.python = None
    return error


def caught(exception: Exception) -> Error:
    """The error value for a `catch`; running out of memory is not catchable."""
    if isinstance(exception, MemoryError):
        raise exception
    return locate(translate(exception))
