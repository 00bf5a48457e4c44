"""What can be asked at a stop: frames, scopes, variables, the value of a text.

Takes in the frames of a stop; gives out plain data. Numbers of frames and references are good for this stop only, and
never used again. Must never know why the program stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, islice
from types import FrameType
from typing import Any

from normil.compiler.code import Variable
from normil.debug import description, evaluation
from normil.debug.description import Children, Part
from normil.debug.effects import Effects
from normil.engine.frames import Frame, activation
from normil.engine.plasticity import Plasticity
from normil.values.kinds import type_of

_numbers = count(1)
_DECLARATIONS = ("function", "transaction", "type", "import")  # shown after the values of a module


@dataclass(frozen=True, slots=True)
class FrameInfo:
    """Lines and columns are 1-based, in code points."""

    id: int
    name: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Value:
    """`reference`: for `variables`, 0 without children, of which there are `named` or `indexed`."""

    name: str
    text: str
    type: str
    reference: int
    named: int
    indexed: int
    evaluate_name: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    name: str
    reference: int
    named: int


class UnknownError(Exception):
    """A frame or reference that does not exist, or not any more."""


class Stopped:
    def __init__(self, here: Frame, stack: list[FrameType]) -> None:
        """`stack`: the frames of the program's functions, that of `here` first."""
        self._stack = {next(_numbers): frame for frame in stack}
        self._frames = {next(iter(self._stack)): here}  # what has been asked for
        self._children: dict[int, Children] = {}

    # ------------------------------------------------------------ frames

    def frames(self, start: int = 0, number: int = 0) -> list[FrameInfo]:
        """`number` frames from `start` on, innermost first; 0 means all of them."""
        stop = start + number if number else None
        return [self._info(key) for key in islice(self._stack, start, stop)]

    @property
    def depth(self) -> int:
        return len(self._stack)

    def _info(self, number: int) -> FrameInfo:
        frame = self._frame(number)
        path = frame.module.compiled.path
        return FrameInfo(number, frame.function.name, path, *frame.position, *frame.end_position)

    def _frame(self, number: int) -> Frame:
        if number not in self._frames:
            if number not in self._stack:
                raise UnknownError(f"there is no frame {number} any more")
            frame = activation(self._stack[number])
            assert frame is not None
            self._frames[number] = frame
        return self._frames[number]

    # ------------------------------------------------------------ variables

    def scopes(self, number: int) -> list[Scope]:
        frame = self._frame(number)
        visible = evaluation.visible(frame.module, frame.function, frame.start)
        of_module = sorted(visible.of_module, key=lambda variable: variable.kind in _DECLARATIONS)
        at_top_level = frame.function.parent is None
        scopes = [("Locals", self._parts(of_module + visible.own if at_top_level else visible.own, frame))]
        if captured := self._parts(visible.around, frame):
            scopes.append(("Closure", captured))
        scopes.append(("Module", self._parts(of_module, frame)))
        state = plastic_state(frame)
        if state is not None:
            scopes.append(("Plastic state", [Part(key, item, None) for key, item in state.items()]))
        return [Scope(name, self._refer(_listed(parts)), len(parts)) for name, parts in scopes]

    def _parts(self, variables: list[Variable], frame: Frame) -> list[Part]:
        """Those that have a value, of each name the innermost."""
        assert frame.python is not None
        local_values = frame.python.f_locals
        found = {v.name: evaluation.value(v, local_values, frame.module) for v in variables}
        return [Part(name, item, name) for name, item in found.items() if item is not evaluation.MISSING]

    def variables(self, reference: int, only: str | None = None, start: int = 0, number: int = 0) -> list[Value]:
        """The children of a scope or value, or `only` those that are `named` or `indexed`: `number` of them from
        `start` on, 0 means all."""
        if reference not in self._children:
            raise UnknownError(f"there are no variables {reference} any more")
        children = self._children[reference]
        if only is not None and not getattr(children, only):
            return []
        return [self._value(part) for part in children.page(start, start + number if number else None)]

    def _refer(self, children: Children) -> int:
        reference = next(_numbers)
        self._children[reference] = children
        return reference

    def _value(self, part: Part) -> Value:
        children = description.children(part.value, part.path)
        return Value(
            part.name,
            description.line(part.value),
            type_of(part.value),
            self._refer(children) if children is not None else 0,
            children.named if children is not None else 0,
            children.indexed if children is not None else 0,
            part.path,
        )

    # ------------------------------------------------------------ evaluation

    def evaluate(self, text: str, number: int | None, effects: Effects, *, whole: bool = False) -> Value:
        """The value of an expression, or of the last of several statements. Without a frame the names of the entry
        file are visible. `whole`: the text is not shortened. Raises UnknownError, RefusedError, what the text does."""
        if number is not None:
            frame = self._frame(number)
        else:
            last = self._frame(next(reversed(self._stack)))
            end = len(last.module.compiled.text)
            frame = Frame(last.module, last.module.compiled.functions[0], end, end, last.python)
        assert frame.python is not None
        prepared = evaluation.prepare(text, frame.module, frame.function, frame.start, effects)
        result = prepared.run(frame.python)
        value = self._value(Part("", result, text if text.isidentifier() else f"({text})"))
        if whole:
            return replace(value, text=description.full(result))
        if result is None and effects is Effects.ALL:
            return replace(value, text="")  # as the REPL shows it
        return value


def _listed(parts: list[Part]) -> Children:
    return Children(len(parts), 0, lambda start, stop: parts[start:stop])


def plastic_state(frame: Frame) -> dict[str, Any] | None:
    """The state of the `@plastic` function value of which the frame is a call: its wrapper is who called."""
    caller = frame.python.f_back if frame.function.plastic and frame.python is not None else None
    state = caller.f_locals.get("state") if caller is not None else None
    return state.state() if isinstance(state, Plasticity) else None
