"""PRIMITIVES 11 to 13 and the metrics of 15.1."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.engine import run
from normil.values.vectors import bits
from tests.primitives.builtin import P, same
from tests.values.raising import raises

V0, V1 = np.zeros(2), np.ones(2)
EYE = np.eye(2)

CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    (
        "lowrankupdate",
        (np.zeros((2, 2)), np.array([1.0, 0.0]), np.array([0.0, 1.0])),
        np.array([[0.0, 1.0], [0.0, 0.0]]),
    ),
    ("lowrankupdate", ([[1, 1]], np.ones(1), V1), np.array([[2.0, 2.0]])),
    ("onlinecluster_update", (V0, V1, 0.5), np.array([0.5, 0.5])),
    ("onlinecluster_update", (V0, V1), np.array([0.1, 0.1])),
    ("normalize_plasticity", (np.array([3.0, 4.0]),), np.array([0.6, 0.8])),
    ("normalize_plasticity", (np.array([[3.0, 4.0]]),), np.array([[0.6, 0.8]])),
    ("normalize_plasticity", (np.array([1e-5]),), np.array([1e-5])),
    ("decay_learning_rate", (0.2, 0.9), 0.18000000000000002),
    ("decay_learning_rate", (1,), 0.99),
    ("compute_stability", (V1, V1), True),
    ("compute_stability", (V1, 1.005 * V1), True),
    ("compute_stability", (V1, 1.02 * V1), False),
    ("compute_stability", (V1, 1.02 * V1, 0.05), True),
    ("compute_stability", (V0, V1), True),
    ("compute_stability", (EYE, 2 * EYE), False),
    ("compute_stability_window", ([V1, V1, V1],), True),
    ("compute_stability_window", ([V1, V1, 2 * V1],), False),
    ("compute_stability_window", ([V1],), True),
    ("compute_stability_window", ([],), True),
    ("compute_weight_variance", ([V0, 2 * V1],), 1.0),
    ("compute_weight_variance", ([EYE, EYE],), 0.0),
    ("compute_weight_variance", ([V1],), 0.0),
    ("lr_warmup_linear", (3, 4, 0.8), 0.6000000000000001),
    ("lr_warmup_linear", (4, 4, 0.8), 0.8),
    ("lr_warmup_linear", (0, 0, 1), 1.0),
    ("lr_warmup_linear", (-5, -1, 0.5), 0.5),
    ("lr_warmup_linear", (-2, 4, 0.8), -0.4),
    ("lr_step_decay", (-1, 0.5, 0.5, 2), 1.0),
    ("onlinecluster_update", (V1, V0, True), V0),
    ("onlinecluster_update", (V0, V1, 0), V0),
    ("compute_weight_variance", ([],), 0.0),
    ("compute_weight_variance", ([np.zeros(0), np.zeros(0)],), 0.0),
    ("normalize_plasticity", (np.zeros(0),), np.zeros(0)),
    ("decay_learning_rate", (0, 1), 0.0),
    ("lr_cosine_annealing", (30, 60, 0.0, 0.5), 0.25),
    ("lr_cosine_annealing", (0, 60, 0.0, 0.5), 0.5),
    ("lr_cosine_annealing", (60, 60, 0.1, 0.5), 0.1),
    ("lr_cosine_annealing", (5, 0, 0.1, 0.5), 0.5),
    ("lr_step_decay", (7, 0.8, 0.5, 3), 0.2),
    ("lr_step_decay", (7, 0.8, 0.5, 0), 0.8),
    ("lr_plateau_factor", ([4.0, 2.0, 2.0, 2.0], 2, 0.25, 0.05), 0.25),
    ("lr_plateau_factor", ([4.0, 2.0], 2, 0.25, 0.05), 1.0),
    ("lr_plateau_factor", ([4.0, 2.0, 1.0], 2, 0.25, 0.05), 1.0),
    ("lr_plateau_factor", ([0.0, 0.0], 1, 0.25, 0.05), 0.25),
    ("lr_plateau_factor", ([1, 0], 1, 0.25, 0.05), 1.0),
]


@pytest.mark.parametrize(("name", "arguments", "result"), CASES)
def test_result(name: str, arguments: tuple[Any, ...], result: object) -> None:
    assert same(P[name](*arguments), result), P[name](*arguments)


ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("lowrankupdate", (EYE, np.ones(3), V1), "DimensionError", "Matrix(2, 2) and Matrix(3, 2)"),
    ("lowrankupdate", (V1, V1, V1), "TypeError", "a Matrix or a list of rows"),
    ("quantize", (V1, 0), "ValueError", "0"),
    ("quantize", (V1, 17), "ValueError", "17"),
    ("quantize", (V1, 4.0), "TypeError", "bits"),
    ("quantize", (np.array([math.nan]), 4), "ValueError", "nan"),
    ("quantize", ([1.0], 4), "TypeError", "a Vec"),
    ("dequantize", ([1.0],), "TypeError", "a Vec"),
    ("onlinecluster_update", (V0, np.ones(3)), "DimensionError", "Vec(2) and Vec(3)"),
    ("onlinecluster_update", (V0, V1, 1.5), "ValueError", "1.5"),
    ("onlinecluster_update", (V0, V1, math.nan), "ValueError", "nan"),
    ("normalize_plasticity", ([1],), "TypeError", "a Vec or Matrix"),
    ("decay_learning_rate", (0.2, 0), "ValueError", "factor"),
    ("decay_learning_rate", (0.2, 1.1), "ValueError", "factor"),
    ("decay_learning_rate", (1.1,), "ValueError", "lr"),
    ("compute_stability", (V0, np.ones(3)), "DimensionError", "Vec(2) and Vec(3)"),
    ("compute_stability", (V0, EYE), "DimensionError", "Vec(2) and Matrix(2, 2)"),
    ("compute_stability_window", ([V1, np.ones(3)],), "DimensionError", "Vec(2) and Vec(3)"),
    ("compute_stability_window", ([V1, 1],), "TypeError", "weight_history"),
    ("compute_weight_variance", ([V1, np.ones(3)],), "DimensionError", "Vec(2) and Vec(3)"),
    ("compute_stability_window", ([V1, 5 * V1, np.ones(3)],), "DimensionError", "Vec(2) and Vec(3)"),
    ("compute_weight_variance", (V1,), "TypeError", "a list"),
    ("register_plasticity_mode", (5,), "TypeError", "name"),
    ("register_plasticity_mode", ("x", 1), "TypeError", "normalize must be a bool"),
    ("plastic_state", (abs,), "TypeError", "a `@plastic` function"),
    ("plastic_reset", (5,), "TypeError", "a `@plastic` function"),
    ("lr_warmup_linear", (1.5, 4, 0.8), "TypeError", "current_step"),
    ("lr_step_decay", (4000, 1.0, 10.0, 1), "ValueError", "lr_step_decay(): 10.0 to the power of 4000 is too large"),
    ("lr_step_decay", (-1, 1.0, 0.0, 1), "ZeroDivisionError", ""),
    ("decay_learning_rate", (math.nan,), "ValueError", "lr"),
    ("decay_learning_rate", (-0.1,), "ValueError", "lr"),
    ("quantize", (np.array([1.0, -math.inf]), 4), "ValueError", "inf"),
    ("lr_plateau_factor", ([1.0], 0, 0.5, 0.1), "ValueError", "patience"),
    ("lr_plateau_factor", (["a"], 1, 0.5, 0.1), "TypeError", "loss_history"),
    ("log_metric", (1, 2), "TypeError", "name"),
    ("log_metric", ("a", "b"), "TypeError", "value must be a number"),
    ("log_metric", ("a", 1, 1.5), "TypeError", "step"),
    ("export_metrics", ("a", "xml"), "ValueError", "'xml'"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)


def test_quantisation() -> None:
    result = P["quantize"](np.array([0.0, 0.4, 1.0]), 1)
    assert result.tolist() == [0.0, 0.0, 1.0]
    assert bits(result) == 1
    assert bits(P["dequantize"](result)) is None
    # in the order of operations as written, which decides where half a step lies
    assert P["quantize"](np.array([0.0, 7.1, 14.2]), 2).tolist() == [0.0, 2 / 3 * 14.2, 14.2]
    assert P["quantize"](np.array([-4.8, -0.7, 15.7]), 4)[1] == -4.8 + 3 / 15 * 20.5


numbers = st.floats(-1e3, 1e3)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5), st.floats(0, 1), st.integers(1, 16))
def test_the_order_of_floating_point_operations(pairs: list[tuple[float, float]], lr: float, bits: int) -> None:
    a, b = np.array(pairs).T.copy()
    moved = [(1 - lr) * x + lr * y for x, y in pairs]
    assert P["onlinecluster_update"](a, b, lr).tolist() == moved
    assert P["lowrankupdate"](a.reshape(1, -1), np.ones(1), b).tolist() == [[x + 1.0 * y for x, y in pairs]]
    low, high, levels = min(a.tolist()), max(a.tolist()), 2**bits - 1
    if low < high:
        rounded = [low + round((x - low) / (high - low) * levels) / levels * (high - low) for x, _ in pairs]
        assert P["quantize"](a, bits).tolist() == rounded


@given(st.integers(0, 200), st.integers(1, 100), st.floats(0, 1), st.floats(0, 1))
def test_schedules_stay_between_their_ends(step: int, total: int, a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert low - 1e-9 <= P["lr_cosine_annealing"](step, total, low, high) <= high + 1e-9
    assert 0 <= P["lr_warmup_linear"](step, total, high) <= high
    assert P["lr_step_decay"](step, high, 0.5, total) <= high


def test_modes_are_of_the_run() -> None:
    run.start()
    assert P["list_plasticity_modes"]() == ["hebbian", "stdp", "anti_hebbian"]
    assert P["register_plasticity_mode"]("bounded", normalize=True, description="d") is True
    assert P["register_plasticity_mode"]("plain") is True
    assert P["register_plasticity_mode"]("bounded") is False
    assert P["list_plasticity_modes"]()[3:] == ["bounded", "plain"]
    assert [run.current.normalizes(mode) for mode in ("stdp", "bounded", "plain", "unknown")] == [
        True,
        True,
        False,
        False,
    ]
    run.start()
    assert len(P["list_plasticity_modes"]()) == 3


def test_state_of_plastic_functions() -> None:
    class State:
        count = 3

        def state(self) -> dict[str, int]:
            return {"step_count": self.count}

        def reset(self) -> None:
            self.count = 0

    def learn() -> None:
        pass

    learn.__plastic__ = State()  # type: ignore[attr-defined]
    assert P["plastic_state"](learn) == {"step_count": 3}
    assert P["plastic_reset"](learn) is None
    assert P["plastic_state"](learn) == {"step_count": 0}


def logged() -> list[tuple[str, int, float]]:
    return [(point["name"], point["step"], point["value"]) for point in run.current.metrics]


def test_metrics() -> None:
    run.start()
    P["log_metric"]("a", 1.5)
    P["log_metric"]("b", True, 10)
    P["log_metric"]("a", 2)
    P["log_metric"]("b", math.nan)
    P["log_metric"]("b", 0, 3)
    P["log_metric"]("b", 0)
    assert [entry[:2] for entry in logged()] == [("a", 0), ("b", 10), ("a", 1), ("b", 11), ("b", 3), ("b", 4)]
    assert run.current.loss is None
    P["log_metric"]("loss", 2)
    assert same(run.current.loss, 2.0)
    with raises("ValueError"):
        P["log_metric"]("loss", 10**400)
    assert logged()[-1] == ("loss", 0, 2)


def test_export_of_metrics(tmp_path: Path) -> None:
    run.start()
    P["log_metric"]("a, b", 1.5)
    P["log_metric"]("c", math.inf, 7)
    P["log_metric"]("huge", 10**400)
    path = tmp_path / "run.json"
    assert P["export_metrics"](str(path)) == 3
    points = json.loads(path.read_text(encoding="utf-8"))
    assert [[point[key] for key in ("name", "step", "value")] for point in points] == [
        ["a, b", 0, 1.5],
        ["c", 7, "inf"],
        ["huge", 0, 10**400],
    ]
    assert isinstance(points[0]["time"], float)
    path = tmp_path / "run.csv"
    assert P["export_metrics"](str(path), "csv") == 3
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["name", "step", "value", "time"]
    assert [row[:3] for row in rows[1:]] == [["a, b", "0", "1.5"], ["c", "7", "inf"], ["huge", "0", str(10**400)]]
    with raises("IOError", "cannot write"):
        P["export_metrics"](str(tmp_path / "none" / "run.csv"))
