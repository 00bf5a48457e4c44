"""Compares NORMiL programs with the same programs written by hand in Python and numpy.

Prints a table of ratios and keeps it as JSON. Both programs of a pair run in this process, by turns; each counts with
its fastest run, since noise only ever adds. The name `start` stands for the starts of `normil run`.

usage: python -m tests.bench [--repeat N] [--json FILE] [NAME...]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

from normil.engine import run
from normil.engine.importing import Importer
from normil.engine.modules import LoadedModule, compile_text
from tests.bench import start

PROGRAMS = Path(__file__).parent / "programs"


def normil_program(path: Path, *, debug: bool = False) -> Callable[[], None]:
    def load(text: str, file: str) -> LoadedModule:
        compiled = compile_text(text, file, debug=debug, first=str(path))
        return LoadedModule(compiled, hit=(lambda module, site: None) if debug else None)

    # a module's functions may be called from anywhere
    first = "main.nor" if path.stem.startswith("exported") else None
    compiled = compile_text(path.read_text(encoding="utf-8"), str(path), debug=debug, first=first)

    def execute() -> None:
        run.start(0)
        run.current.make_importer = lambda: Importer(path, load)
        LoadedModule(compiled, hit=(lambda module, site: None) if debug else None).execute()

    return execute


def python_program(path: Path) -> Callable[[], None]:
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    return lambda: exec(code, {"__name__": path.stem})


def seconds(program: Callable[[], None]) -> tuple[float, str]:
    """The time of one run, and what it printed."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        start = time.perf_counter()
        program()
        elapsed = time.perf_counter() - start
    return elapsed, output.getvalue()


def compare(name: str, repeat: int) -> dict[str, float | str]:
    programs = {
        "python": python_program(PROGRAMS / f"{name}.py"),
        "normil": normil_program(PROGRAMS / f"{name}.nor"),
        "debug": normil_program(PROGRAMS / f"{name}.nor", debug=True),
    }
    best: dict[str, float] = {}
    outputs: dict[str, str] = {}
    for _ in range(repeat):
        for kind, program in programs.items():
            elapsed, outputs[kind] = seconds(program)
            best[kind] = min(best.get(kind, elapsed), elapsed)
    if len(set(outputs.values())) > 1:
        sys.exit(f"{name}: the programs print different things: {outputs}")
    return {
        "name": name,
        "python_s": round(best["python"], 4),
        "ratio": round(best["normil"] / best["python"], 3),
        "debug_ratio": round(best["debug"] / best["normil"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    names = options.names or ["start", *sorted(path.stem for path in PROGRAMS.glob("*.nor"))]
    starts = []
    if "start" in names:
        names.remove("start")
        starts = start.measure(options.repeat * 3)
        print(f"{start.table(starts)}\n")
    rows = [] if not names else compare_all(names, options.repeat)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        result = {"python": sys.version, "starts": starts, "rows": rows}
        options.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


def compare_all(names: list[str], repeat: int) -> list[dict[str, float | str]]:
    print(f"{'program':<16}{'Python, s':>12}{'NORMiL / Python':>18}{'debug build / plain':>22}")
    rows = []
    for name in names:
        row = compare(name, repeat)
        rows.append(row)
        print(f"{row['name']:<16}{row['python_s']:>12}{row['ratio']:>18}{row['debug_ratio']:>22}")
    mean = fmean(float(row["ratio"]) for row in rows)
    print(f"{'mean':<16}{'':>12}{mean:>18.3f}")
    return rows


if __name__ == "__main__":
    main()
