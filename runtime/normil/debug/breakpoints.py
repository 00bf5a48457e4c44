"""Breakpoints of the running program: at which site, and whether a hit counts.

Takes in breakpoints whose texts have been checked (`conditions`), and hits; gives out whether to stop and what to log.
Their expressions are compiled when they are put at their site, not in the loop. Must never know stops or steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

from normil.compiler.code import Site
from normil.debug.conditions import Expression, HitCondition
from normil.debug.effects import Effects
from normil.debug.evaluation import Prepared, RefusedError, describe, prepare
from normil.values.operators import truth
from normil.values.text import to_string

if TYPE_CHECKING:
    from normil.engine.modules import LoadedModule


@dataclass(slots=True, eq=False)
class Breakpoint:
    """`line`, `column`: where the statement begins. `message`: it logs this instead of stopping."""

    number: int
    line: int
    column: int
    condition: str | None = None
    hit_condition: HitCondition | None = None
    message: list[str | Expression] | None = None
    hits: int = 0
    _prepared: dict[str, Prepared] = field(default_factory=dict)
    _failed: bool = False

    def compile(self, module: LoadedModule, site: Site) -> str | None:
        """Prepares it for the statement where it is; gives what is wrong with its expressions."""
        texts = [part.text for part in self.message or () if isinstance(part, Expression)]
        for text in [*texts, *([] if self.condition is None else [self.condition])]:
            function = module.compiled.functions[site.function]
            try:
                self._prepared[text] = prepare(text, module, function, site.start, Effects.NONE)
            except RefusedError as error:
                return f"'{text}': {error}"
        return None

    def passes(self, frame: FrameType) -> bool:
        """Counts a hit, if the condition holds; whether this one counts. Raises what the condition raises."""
        if self.condition is not None and not truth(self._prepared[self.condition].run(frame)):
            return False
        self.hits += 1
        return self.hit_condition is None or self.hit_condition.holds(self.hits)

    def complaint(self, error: Exception) -> str | None:
        """What to say about a condition that cannot be evaluated, which counts as false: once is enough."""
        first, self._failed = not self._failed, True
        return f"condition '{self.condition}': {describe(error)}" if first else None

    def text(self, frame: FrameType) -> str:
        """The log message."""
        return "".join(part if isinstance(part, str) else self._text(part, frame) for part in self.message or ())

    def _text(self, part: Expression, frame: FrameType) -> str:
        try:
            return to_string(self._prepared[part.text].run(frame))
        except Exception as error:
            return f"<{describe(error)}>"
