"""Learning-rate schedules (PRIMITIVES 13). The order of the floating-point operations is part of the definition."""

from __future__ import annotations

import math

from normil.primitives.arguments import as_float, as_int, as_sequence
from normil.values.errors import Error


def lr_warmup_linear(current_step: object, warmup_steps: object, target_lr: object) -> float:
    current_step = as_int("lr_warmup_linear", "current_step", current_step)
    warmup_steps = as_int("lr_warmup_linear", "warmup_steps", warmup_steps)
    target_lr = as_float("lr_warmup_linear", "target_lr", target_lr)
    if warmup_steps <= 0 or current_step >= warmup_steps:
        return target_lr
    return target_lr * (current_step / warmup_steps)


def lr_cosine_annealing(current_step: object, total_steps: object, min_lr: object, max_lr: object) -> float:
    current_step = as_int("lr_cosine_annealing", "current_step", current_step)
    total_steps = as_int("lr_cosine_annealing", "total_steps", total_steps)
    min_lr = as_float("lr_cosine_annealing", "min_lr", min_lr)
    max_lr = as_float("lr_cosine_annealing", "max_lr", max_lr)
    if total_steps <= 0:
        return max_lr
    if current_step >= total_steps:
        return min_lr
    return min_lr + (max_lr - min_lr) * (0.5 * (1 + math.cos(math.pi * (current_step / total_steps))))


def lr_step_decay(current_step: object, initial_lr: object, decay_rate: object, decay_steps: object) -> float:
    current_step = as_int("lr_step_decay", "current_step", current_step)
    initial_lr = as_float("lr_step_decay", "initial_lr", initial_lr)
    decay_rate = as_float("lr_step_decay", "decay_rate", decay_rate)
    decay_steps = as_int("lr_step_decay", "decay_steps", decay_steps)
    if decay_steps <= 0:
        return initial_lr
    decays = current_step // decay_steps
    try:
        return initial_lr * decay_rate**decays
    except OverflowError:
        message = f"lr_step_decay(): {decay_rate} to the power of {decays} is too large"
        raise Error("ValueError", message) from None


def lr_plateau_factor(loss_history: object, patience: object, factor: object, threshold: object) -> float:
    losses = [
        as_float("lr_plateau_factor", "an element of loss_history", loss)
        for loss in as_sequence("lr_plateau_factor", "loss_history", loss_history)
    ]
    patience = as_int("lr_plateau_factor", "patience", patience)
    factor = as_float("lr_plateau_factor", "factor", factor)
    threshold = as_float("lr_plateau_factor", "threshold", threshold)
    if patience < 1:
        raise Error("ValueError", f"lr_plateau_factor(): patience must be at least 1, it is {patience}")
    if len(losses) < patience + 1:
        return 1.0
    *before, current = losses[-(patience + 1) :]
    best = min(before)
    improvement = (best - current) / abs(best) if best > 0 else 0.0
    return factor if improvement < threshold else 1.0
