"""Metrics of the run (PRIMITIVES 15.1)."""

from __future__ import annotations

import math
import time

from normil.engine import run
from normil.primitives.arguments import as_int, as_number, as_str
from normil.values.errors import Error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_COLUMNS = ("name", "step", "value", "time")


def log_metric(name: Any, value: Any, step: Any = None) -> None:
    name, value = as_str("log_metric", "name", name), +as_number("log_metric", "value", value)
    step = _next_step(name) if step is None else as_int("log_metric", "step", step)
    if name == "loss":
        run.current.loss = float(value)
    run.current.metrics.append({"name": name, "step": step, "value": value, "time": time.time()})


def _next_step(name: str) -> int:
    return next((point["step"] + 1 for point in reversed(run.current.metrics) if point["name"] == name), 0)


def export_metrics(path: Any, format: Any = "json") -> int:  # noqa: A002
    path, format = as_str("export_metrics", "path", path), as_str("export_metrics", "format", format)  # noqa: A001
    write = {"json": _write_json, "csv": _write_csv}.get(format)
    if write is None:
        raise Error("ValueError", f"export_metrics(): format must be json or csv, not {format!r}")
    points = run.current.metrics
    try:
        with open(path, "w", encoding="utf-8", newline="") as file:
            write(points, file)
    except OSError as exception:
        raise Error("IOError", f"cannot write {path!r}: {exception.strerror}", value=exception) from None
    return len(points)


def _write_json(points: list[run.Point], file: Any) -> None:
    import json

    plain = [{**point, "value": _json_number(point["value"])} for point in points]
    json.dump(plain, file, ensure_ascii=False, indent=1)
    file.write("\n")


def _json_number(value: int | float) -> int | float | str:
    """JSON has no nan and inf; they are written as in the audit log."""
    return value if type(value) is int or math.isfinite(value) else repr(value)


def _write_csv(points: list[run.Point], file: Any) -> None:
    import csv

    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([point[column] for column in _COLUMNS] for point in points)
