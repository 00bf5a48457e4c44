"""Which statement a step ends at.

Takes in the stack at which the step begins; gives out which functions have to be watched, and whether a statement that
is about to be executed is the one. Frames are compared by identity, so that recursion is no matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import FrameType
from typing import Any

from normil.compiler.code import MODULE
from normil.engine.frames import Frame, module_of


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
    """`origin`: where it begins. `frames`: the activations in which it may end. They are held, so that their identity
    stays theirs."""

    how: How
    origin: Frame | None = None
    frames: frozenset[FrameType] = frozenset()
    functions: set[tuple[Any, int]] = field(default_factory=set)  # (module, index) of those activations

    @classmethod
    def begin(cls, how: How, stack: list[Frame]) -> Step:
        inside = [] if how.anywhere else stack[1:] if how is How.STEP_OUT else stack
        frames = frozenset(frame.python for frame in inside if frame.python is not None)
        step = cls(how, stack[0], frames)
        step.functions = {(frame.module, frame.function.index) for frame in inside}
        outermost = stack[-1]
        if outermost.function.parent is None:
            # `main` is called by nobody after the top level has ended
            functions = outermost.module.compiled.functions
            step.functions |= {(outermost.module, f.index) for f in functions if f.name == "main" and f.parent == 0}
        return step

    def ends_at(self, frame: FrameType) -> bool:
        return self.how.anywhere or frame in self.frames or _is_outermost(frame)

    def begins_in(self, frame: Frame) -> bool:
        """Whether an activation is at the statement where this step begins."""
        origin = self.origin
        return origin is not None and frame.python is origin.python and origin.start <= frame.start < origin.end


def _is_outermost(frame: FrameType) -> bool:
    outer = frame.f_back
    while outer is not None:
        if MODULE in outer.f_globals:
            return False
        outer = outer.f_back
    return True


def own_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of NORMiL code."""
    while frame is not None and module_of(frame) is None:
        frame = frame.f_back
    return frame
