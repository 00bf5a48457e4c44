"""Which statement a step ends at.

Takes in the stack at which the step begins; gives out which functions have to be watched, and whether a statement that
is about to be executed is the one. Frames are compared by identity, so that recursion is no matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import FrameType
from typing import TYPE_CHECKING

from normil.engine.frames import Frame, function_of, module_of

if TYPE_CHECKING:
    from normil.engine.modules import LoadedModule


class How(StrEnum):
    CONTINUE = "continue"
    NEXT = "next"
    STEP_IN = "stepIn"
    STEP_OUT = "stepOut"
    PAUSE = "pause"
    ENTRY = "entry"

    @property
    def reason(self) -> str:
        return self.value if self in (How.PAUSE, How.ENTRY) else "step"

    @property
    def anywhere(self) -> bool:
        """Whether the next statement is the one, whichever it is."""
        return self in (How.STEP_IN, How.PAUSE, How.ENTRY)


@dataclass(slots=True)
class Step:
    """`origin`: where it begins. `frames`: the activations in which it may end, and `functions`, theirs. They are
    held, so that their identity stays theirs."""

    how: How
    origin: Frame | None = None
    frames: frozenset[FrameType] = frozenset()
    functions: set[tuple[LoadedModule, int]] = field(default_factory=set)

    @classmethod
    def begin(cls, how: How, origin: Frame, stack: list[FrameType]) -> Step:
        """`stack`: the activations, that of `origin` first."""
        if how.anywhere:
            return cls(how, origin)
        frames = stack[1:] if how is How.STEP_OUT else stack
        functions = {key for frame in frames if (key := _function(frame)) is not None}
        outermost = _function(stack[-1])
        if outermost is not None and outermost[1] == 0:
            # `main` is called by nobody, after the top level has ended
            module = outermost[0]
            functions |= {(module, f.index) for f in module.compiled.functions if f.name == "main" and f.parent == 0}
        return cls(how, origin, frozenset(frames), functions)

    def ends_at(self, frame: FrameType) -> bool:
        return self.how.anywhere or frame in self.frames or _is_outermost(frame)

    def begins_in(self, frame: Frame) -> bool:
        """Whether an activation is at the statement where this step begins."""
        origin = self.origin
        return origin is not None and frame.python is origin.python and origin.start <= frame.start < origin.end


def own_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of NORMiL code."""
    while frame is not None and module_of(frame) is None:
        frame = frame.f_back
    return frame


def own_stack(frame: FrameType | None) -> list[FrameType]:
    """The frames of NORMiL functions from `frame` outwards, innermost first."""
    found = []
    while frame is not None:
        if _function(frame) is not None:
            found.append(frame)
        frame = frame.f_back
    return found


def _is_outermost(frame: FrameType) -> bool:
    return own_frame(frame.f_back) is None


def _function(frame: FrameType) -> tuple[LoadedModule, int] | None:
    module = module_of(frame)
    function = None if module is None else function_of(frame.f_code, module)
    return None if module is None or function is None else (module, function.index)
