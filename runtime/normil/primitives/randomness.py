"""Draws from the run's random generator (PRIMITIVES 1 and 3)."""

from __future__ import annotations

import math
from typing import Any

import normil.values.vectors  # noqa: F401  # gives the drawn arrays their meaning
from normil.engine import run
from normil.primitives.arguments import as_float, as_int, as_sequence, as_size
from normil.values.errors import Error


def random(dim: Any, mean: Any = 0.0, std: Any = 1.0) -> Any:
    return _normal("random", mean, std, as_size("random", "dim", dim))


def random_matrix(rows: Any, cols: Any, mean: Any = 0.0, std: Any = 1.0) -> Any:
    shape = as_size("random_matrix", "rows", rows), as_size("random_matrix", "cols", cols)
    return _normal("random_matrix", mean, std, shape)


def _normal(function: str, mean: Any, std: Any, shape: int | tuple[int, int]) -> Any:
    mean, std = as_float(function, "mean", mean), as_float(function, "std", std)
    return run.current.generator.normal(mean, abs(std), shape)


def uniform(dim: Any, low: Any = 0.0, high: Any = 1.0) -> Any:
    dim = as_size("uniform", "dim", dim)
    low, high = as_float("uniform", "low", low), as_float("uniform", "high", high)
    _require_order("uniform", low, high)
    if not math.isfinite(high - low):
        raise Error("ValueError", f"uniform(): the numbers from {low} to {high} are not a finite range")
    return run.current.generator.uniform(low, high, dim)


def random_int(low: Any, high: Any) -> int:
    low, high = as_int("random_int", "low", low), as_int("random_int", "high", high)
    _require_order("random_int", low, high)
    return int(low + _below(high - low + 1))


def _below(count: int) -> int:
    """An int from 0 up to but not including `count`."""
    if count <= 2**63:
        return int(run.current.generator.integers(count))
    bits = (count - 1).bit_length()
    while True:  # twice on average, since no more than half of the draws are too large
        drawn = int.from_bytes(run.current.generator.bytes((bits + 7) // 8), "little") >> (-bits % 8)
        if drawn < count:
            return drawn


def _require_order(function: str, low: float, high: float) -> None:
    if high < low:
        raise Error("ValueError", f"{function}(): high {high} is less than low {low}")


def choice(items: Any) -> Any:
    if not as_sequence("choice", "items", items):
        raise Error("ValueError", "choice() from an empty list")
    return items[_below(len(items))]


def shuffle(items: Any) -> list[Any]:
    order = run.current.generator.permutation(len(as_sequence("shuffle", "items", items)))
    return [items[position] for position in order.tolist()]


def seed(n: Any) -> None:
    run.current.restart_generator(as_size("seed", "n", n))
