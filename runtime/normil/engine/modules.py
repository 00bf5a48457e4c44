"""A file of NORMiL made ready to run: checked, compiled, with its globals.

Takes in text, gives out a `LoadedModule` or the blocking diagnostics. Reads no files, but asks which the imports find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from normil.compiler import compile_module
from normil.compiler.code import HIT, MODULE, CompiledModule, flag
from normil.engine import support
from normil.project import Imports
from normil.syntax import parse
from normil.syntax.lines import LineIndex

if TYPE_CHECKING:
    from normil.analysis import Diagnostic


class BlockedError(Exception):
    """Blocking diagnostics keep a file from running."""

    def __init__(self, path: str, text: str, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} blocking diagnostics")
        self.path = path
        self.text = text
        self.diagnostics = diagnostics


class LoadedModule:
    """`globals` holds its top-level names, beside names with a dot that are the compiler's own."""

    def __init__(
        self,
        compiled: CompiledModule,
        *,
        args: Sequence[str] = (),
        hit: Callable[[LoadedModule, int], None] | None = None,
    ) -> None:
        self.compiled = compiled
        self.lines = LineIndex(compiled.text)
        self.globals: dict[str, object] = {
            "__builtins__": {**support.builtins(compiled.builtins), "args": list(args)},
            "__name__": Path(compiled.path).stem,
            MODULE: self,
        }
        if hit is not None:
            self.globals[HIT] = partial(hit, self)
            self.globals.update((flag(site.index), False) for site in compiled.sites)

    def execute(self) -> None:
        """Runs the top-level statements."""
        exec(self.compiled.code, self.globals)


def compile_text(
    text: str,
    path: str,
    *,
    imports: Imports | None = None,
    strict: bool = False,
    debug: bool = False,
    entry: bool = True,
) -> CompiledModule:
    """Parses, checks and compiles; in strict mode warnings block too. `imports` says what its imports mean where it is
    not a run's first file. Raises BlockedError."""
    from normil.analysis import analyse

    tree = parse(text)
    analysis = analyse(tree.program, path=Path(path), modules=imports or Imports(Path(path)), strict=strict)
    blocking = [diagnostic for diagnostic in analysis.diagnostics if diagnostic.blocking]
    if blocking:
        raise BlockedError(path, text, blocking)
    return compile_module(tree.program, analysis.names, path=path, debug=debug, entry=entry)
