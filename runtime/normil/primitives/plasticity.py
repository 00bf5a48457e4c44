"""Plasticity: its formulas, the registry of modes, the state of functions (PRIMITIVES 12).

Imports no numpy: weights that are given are proof that it is there.
"""

from __future__ import annotations

from itertools import pairwise

from normil.engine import run
from normil.primitives.arguments import as_array, as_bool, as_float, as_sequence, as_str, wrong
from normil.primitives.vectors import norm, plain_copy
from normil.values import arrays
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NEAR_ZERO = 1e-4  # weights with a norm below this count as none


def normalize_plasticity(weights: Any) -> Any:
    return normalized(as_array("normalize_plasticity", "weights", weights))


def normalized(weights: Any) -> Any:
    """The weights scaled to norm 1."""
    length = norm(weights)
    return plain_copy(weights) if length < NEAR_ZERO else weights / length


def decay_learning_rate(lr: object, factor: object = 0.99) -> float:
    lr, factor = as_float("decay_learning_rate", "lr", lr), as_float("decay_learning_rate", "factor", factor)
    if not 0 < factor <= 1:
        raise Error("ValueError", f"decay_learning_rate(): factor must be in (0, 1], it is {factor}")
    if not 0 <= lr <= 1:
        raise Error("ValueError", f"decay_learning_rate(): lr must be from 0 to 1, it is {lr}")
    return lr * factor


def compute_stability(weights_old: Any, weights_new: Any, threshold: Any = 0.01) -> bool:
    old = as_array("compute_stability", "weights_old", weights_old)
    new = as_array("compute_stability", "weights_new", weights_new)
    return _is_stable(old, new, as_float("compute_stability", "threshold", threshold))


def _is_stable(old: Any, new: Any, threshold: float) -> bool:
    if old.shape != new.shape:
        raise arrays.vectors.mismatch(old, new)
    size = norm(old)
    return size < NEAR_ZERO or norm(new - old) / size < threshold


def compute_stability_window(weight_history: Any, threshold: Any = 0.01) -> bool:
    history = _history("compute_stability_window", weight_history)
    threshold = as_float("compute_stability_window", "threshold", threshold)
    return all(_is_stable(old, new, threshold) for old, new in pairwise(history))


def compute_weight_variance(weight_history: Any) -> float:
    history = _history("compute_weight_variance", weight_history)
    if len(history) < 2 or history[0].size == 0:
        return 0.0
    return float(arrays.numpy.var(history, axis=0).mean())


def _history(function: str, weight_history: Any) -> Any:
    """A list of weights of the same shape."""
    for entry in as_sequence(function, "weight_history", weight_history):
        as_array(function, "an element of weight_history", entry)
        if entry.shape != weight_history[0].shape:
            raise arrays.vectors.mismatch(weight_history[0], entry)
    return weight_history


def register_plasticity_mode(name: Any, normalize: Any = False, description: Any = "") -> bool:
    name = as_str("register_plasticity_mode", "name", name)
    normalize = as_bool("register_plasticity_mode", "normalize", normalize)
    as_str("register_plasticity_mode", "description", description)
    if name in run.current.modes:
        return False
    run.current.modes[name] = normalize
    return True


def list_plasticity_modes() -> list[str]:
    return list(run.current.modes)


def plastic_state(f: Any) -> dict[str, Any]:
    return _plasticity("plastic_state", f).state()  # type: ignore[no-any-return]


def plastic_reset(f: Any) -> None:
    _plasticity("plastic_reset", f).reset()


def _plasticity(function: str, f: Any) -> Any:
    plasticity = getattr(f, "__plastic__", None)
    if plasticity is None:
        raise wrong(function, "f", "a `@plastic` function", f)
    return plasticity
