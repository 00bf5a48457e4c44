"""How long `normil run` takes to start: the first time, and with the compiled code that the first time has kept.

Each row has a partner, a plain Python that prints the same. All are started by turns in processes of their own, from a
cache folder that is this benchmark's; each counts with its fastest run, since noise only ever adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCRIPT = Path(sys.executable).parent / ("normil.exe" if sys.platform == "win32" else "normil")
HELLO, VECTORS = 'print("hello")\n', "print(norm(vec(2, [3.0, 4.0])))\n"
PLAIN = [sys.executable, "-c", "print('hello')"]
NUMPY = [sys.executable, "-c", "import numpy; print(numpy.linalg.norm(numpy.array([3.0, 4.0])))"]


def measure(repeat: int) -> list[dict[str, float | str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hello.nor").write_text(HELLO, encoding="utf-8")
        (folder / "vectors.nor").write_text(VECTORS, encoding="utf-8")
        hello, vectors = str(folder / "hello.nor"), str(folder / "vectors.nor")
        rows = {
            "warm": ([str(SCRIPT), "run", hello], PLAIN),
            "warm, python -m": ([sys.executable, "-m", "normil", "run", hello], PLAIN),
            "cold": ([str(SCRIPT), "run", hello], PLAIN),
            "warm, vectors": ([str(SCRIPT), "run", vectors], NUMPY),
        }
        best: dict[str, float] = {}
        for turn in range(repeat + 1):
            for row, (command, partner) in rows.items():
                kept = folder / (f"cold-{turn}" if row == "cold" else "kept")
                kept.mkdir(exist_ok=True)
                for who, what in ((row, command), (f"partner of {row}", partner)):
                    elapsed = seconds(what, kept)
                    if turn:  # the first turn fills the cache
                        best[who] = min(best.get(who, elapsed), elapsed)
    found: list[dict[str, float | str]] = []
    for row, (_, partner) in rows.items():
        own, other = best[row] * 1000, best[f"partner of {row}"] * 1000
        with_ = "python, numpy" if partner is NUMPY else "python"
        found.append(
            {
                "name": row,
                "partner": with_,
                "partner_ms": round(other, 1),
                "ms": round(own, 1),
                "added_ms": round(own - other, 1),
            }
        )
    return found


def seconds(command: list[str], kept: Path) -> float:
    environment = os.environ | dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), str(kept))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else Python compiles the modules of normil each time
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def table(rows: list[dict[str, float | str]]) -> str:
    lines = [f"{'start':<20}{'partner':<16}{'partner, ms':>12}{'normil, ms':>12}{'added, ms':>12}"]
    lines += [f"{r['name']:<20}{r['partner']:<16}{r['partner_ms']:>12}{r['ms']:>12}{r['added_ms']:>12}" for r in rows]
    return "\n".join(lines)
