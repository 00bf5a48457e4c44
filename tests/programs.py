"""Runs a program text in this process and gives what it printed: for tests of what programs do."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from normil.analysis import analyse
from normil.compiler import compile_module
from normil.engine.cache import Answers, Entry
from normil.engine.modules import BlockedError
from normil.engine.program import REFUSED, run_compiled
from normil.engine.report import report_blocked
from normil.project import Imports
from normil.syntax import parse


@dataclass(frozen=True)
class Result:
    status: int
    stdout: str
    stderr: str


def run_program(
    text: str,
    path: str = "test.nor",
    *,
    optimise: bool = True,
    entry: bool = True,
    kept: bool = False,
    seed: int = 0,
) -> Result:
    """`entry`: whether it is compiled as a program, not as a module; `kept`: what runs is what the cache gives back."""
    tree = parse(text)
    imports = Answers(lambda: Imports(Path(path)))
    analysis = analyse(tree.program, path=Path(path), modules=imports)
    blocking = [diagnostic for diagnostic in analysis.diagnostics if diagnostic.blocking]
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        if blocking:
            report_blocked(BlockedError(path, text, blocking))
            status = REFUSED
        else:
            compiled = compile_module(tree.program, analysis.names, path=path, optimise=optimise, entry=entry)
            if kept:
                cached = Entry(text, path, optimise=optimise)
                cached.save(compiled, imports)
                loaded = cached.load(Answers(lambda: Imports(Path(path))))
                assert loaded is not None
                compiled = loaded
            status = run_compiled(compiled, seed=seed)
    return Result(status, stdout.getvalue(), stderr.getvalue())
