"""`@plastic`: learning state around a function (LANGUAGE 14).

Takes in the compiled function, a thunk of the annotation's arguments and the parameter names; gives out the function
that programs call. Its state is under `__plastic__`, for `plastic_state` and `plastic_reset`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from normil.analysis.names import WEIGHT_NAMES
from normil.engine import run, undo
from normil.primitives import plasticity as formulas
from normil.primitives import schedules
from normil.primitives.vectors import norm
from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.patterns import is_weights
from normil.values.text import inner
from normil.values.types import AUTO

_DEFAULTS: dict[str, Any] = {
    "rate": 0.001,
    "mode": "hebbian",
    "stability_threshold": 0.01,
    "decay_factor": None,  # depends on the schedule
    "stability_window": 1,
    "max_variance": None,
    "min_steps": 0,
    "history": 10,
    "schedule": "constant",
    "warmup_steps": None,  # depends on the schedule
    "total_steps": 100,
    "min_rate": 0.0,
    "step_factor": 0.5,
    "decay_steps": 10,
    "patience": 3,
    "plateau_factor": 0.5,
    "plateau_threshold": 0.01,
}
_SCHEDULES = ("constant", "warmup", "cosine", "step", "plateau")


def _is_number(value: object) -> bool:
    return kind(value) in ("bool", "int", "float")


def _is_count(value: object) -> bool:
    return kind(value) == "int"


# argument -> (what it must be, in words, the test)
_RULES: dict[str, tuple[str, Callable[[Any, dict[str, Any]], bool]]] = {
    "rate": ("a number >= 0", lambda v, _: _is_number(v) and v >= 0),
    "mode": ("a str", lambda v, _: isinstance(v, str)),
    "stability_threshold": ("a number > 0", lambda v, _: _is_number(v) and v > 0),
    "decay_factor": ("a number in (0, 1]", lambda v, _: _is_number(v) and 0 < v <= 1),
    "stability_window": ("an int >= 1", lambda v, _: _is_count(v) and v >= 1),
    "max_variance": ("none or a number > 0", lambda v, _: v is None or (_is_number(v) and v > 0)),
    "min_steps": ("an int >= 0", lambda v, _: _is_count(v) and v >= 0),
    "history": (
        "an int >= 2 and >= stability_window + 1",
        lambda v, given: _is_count(v) and v >= max(2, given["stability_window"] + 1),
    ),
    "schedule": ("one of " + ", ".join(_SCHEDULES), lambda v, _: v in _SCHEDULES),
    "warmup_steps": ("an int >= 0", lambda v, _: _is_count(v) and v >= 0),
    "total_steps": ("an int >= 1", lambda v, _: _is_count(v) and v >= 1),
    "min_rate": ("a number >= 0", lambda v, _: _is_number(v) and v >= 0),
    "step_factor": ("a number > 0", lambda v, _: _is_number(v) and v > 0),
    "decay_steps": ("an int >= 1", lambda v, _: _is_count(v) and v >= 1),
    "patience": ("an int >= 1", lambda v, _: _is_count(v) and v >= 1),
    "plateau_factor": ("a number > 0", lambda v, _: _is_number(v) and v > 0),
    "plateau_threshold": ("a number >= 0", lambda v, _: _is_number(v) and v >= 0),
}


def settings(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments with their defaults, checked. Unknown ones are ignored (NOR015 has warned)."""
    known = {key: value for key, value in given.items() if key in _DEFAULTS and value is not AUTO}
    chosen = {**_DEFAULTS, **known}
    if "decay_factor" not in known:
        chosen["decay_factor"] = 0.99 if chosen["schedule"] == "constant" else 1.0
    if "warmup_steps" not in known:
        chosen["warmup_steps"] = 10 if chosen["schedule"] == "warmup" else 0
    for name, (words, holds) in _RULES.items():
        if not holds(chosen[name], chosen):
            raise Error("ValueError", f"@plastic: {name} must be {words}, not {inner(chosen[name])}")
    return chosen


class Plasticity:
    """The state of one `@plastic` function value (14.2) and what a call does to it (14.5)."""

    def __init__(self, arguments: Callable[[], dict[str, Any]]) -> None:
        self.arguments = arguments
        self.reset()

    def reset(self) -> None:
        self.settings: dict[str, Any] = {}
        self.step_count = 0
        self.decay = 1.0
        self.is_stable = False
        self.stable_count = 0
        self.last_change: float | None = None
        self.history: list[Any] = []
        self.losses: list[float] = []

    def restorer(self) -> Callable[[], None]:
        old = {**vars(self), "history": list(self.history), "losses": list(self.losses)}
        return lambda: vars(self).update(old, history=list(old["history"]), losses=list(old["losses"]))

    def begin(self) -> None:
        """Evaluates the annotation's arguments, at the first call since the last reset."""
        self.settings = settings(self.arguments())

    @property
    def rate(self) -> float:
        """The effective rate of the next call (14.4)."""
        given = self.settings
        step, warmup, initial = self.step_count, given["warmup_steps"], given["rate"]
        if step < warmup:
            base = schedules.lr_warmup_linear(step, warmup, initial)
        elif given["schedule"] == "cosine":
            base = schedules.lr_cosine_annealing(
                step - warmup, given["total_steps"] - warmup, given["min_rate"], initial
            )
        elif given["schedule"] == "step":
            base = schedules.lr_step_decay(step - warmup, initial, given["step_factor"], given["decay_steps"])
        else:
            base = initial
        return base * self.decay

    def state(self) -> dict[str, Any]:
        if not self.settings:
            self.begin()
        return {
            "step_count": self.step_count,
            "rate": self.rate,
            "initial_rate": self.settings["rate"],
            "decay": self.decay,
            "mode": self.settings["mode"],
            "is_stable": self.is_stable,
            "stable_count": self.stable_count,
            "last_change": self.last_change,
            "history": [entry.copy() for entry in self.history],
            "losses": list(self.losses),
        }

    def complete(self, before: Any, after: Any, loss: float | None) -> Any:
        """Advances the state by a call that had `before` and `after` as weights (None: none); gives the result."""
        given = self.settings
        self.step_count += 1
        change = None
        if after is not None:
            self.history.append(after.copy())
            if len(self.history) > given["history"]:
                del self.history[0]
            if before is not None and before.shape == after.shape:
                size = norm(before)
                if size >= formulas.NEAR_ZERO:
                    self.last_change = change = norm(after - before) / size
        if not self.is_stable and change is not None:
            self._check(change)
        if not self.is_stable and given["schedule"] == "plateau":
            self._plateau(change if loss is None else loss)
        if after is not None and run.current.normalizes(given["mode"]):
            return formulas.normalized(after)
        return after

    def _check(self, change: float) -> None:
        given = self.settings
        self.stable_count = self.stable_count + 1 if change < given["stability_threshold"] else 0
        window = given["stability_window"]
        self.is_stable = (
            self.stable_count >= window and self.step_count >= given["min_steps"] and self._calm(window + 1)
        )
        if not self.is_stable:
            self.decay *= given["decay_factor"]

    def _calm(self, entries: int) -> bool:
        limit = self.settings["max_variance"]
        if limit is None:
            return True
        if len(self.history) < entries:
            return False
        return bool(formulas.compute_weight_variance(self.history[-entries:]) < limit)

    def _plateau(self, signal: float | None) -> None:
        if signal is None:
            return
        given = self.settings
        self.losses.append(signal)
        if len(self.losses) > given["patience"]:
            factor = schedules.lr_plateau_factor(
                self.losses, given["patience"], given["plateau_factor"], given["plateau_threshold"]
            )
            if factor != 1.0:
                self.decay *= factor
                self.losses.clear()


undo.register(Plasticity)


def plastic(
    function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], parameters: tuple[str, ...]
) -> Callable[..., Any]:
    """Wraps the compiled function, whose first two parameters are the hidden `step` and `rate`."""
    state = Plasticity(arguments)
    candidates = [(parameters.index(name), name) for name in WEIGHT_NAMES if name in parameters]

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        if not state.settings:
            state.begin()
        before: Any = None
        for at, name in candidates:
            value: Any = args[at] if at < len(args) else named.get(name)
            if is_weights(value):
                before = value.copy()
                break
        else:
            if state.history:
                before = state.history[-1]
        current = run.current
        outer, current.loss = current.loss, None
        try:
            result = function(state.step_count, state.rate, *args, **named)
            loss = current.loss
        finally:
            current.loss = outer
        if not is_weights(result):
            state.complete(before, None, loss)
            return result
        return state.complete(before, result, loss)

    call.__plastic__ = state  # type: ignore[attr-defined]
    return call
