"""A file of NORMiL made ready to run: checked, compiled, with its globals.

Takes in text, gives out a `LoadedModule` or the blocking diagnostics. Reads no files but those of
the cache, and asks what the imports find.
"""

from __future__ import annotations

import os

from normil.compiler.code import HIT, MODULE, flag
from normil.engine import cache, support

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normil.analysis import Diagnostic
    from normil.compiler.code import CompiledModule
    from normil.project import Imports
    from normil.syntax.lines import LineIndex


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
        self._lines: LineIndex | None = None
        self.globals: dict[str, object] = {
            "__builtins__": {**support.builtins(compiled.code, compiled.builtins), "args": list(args)},
            "__name__": os.path.splitext(os.path.basename(compiled.path))[0],
            MODULE: self,
        }
        if hit is not None:
            from functools import partial

            self.globals[HIT] = partial(hit, self)
            self.globals.update((flag(site.index), False) for site in compiled.sites)

    @property
    def lines(self) -> LineIndex:
        """Made when it is first used: programs that do well need none."""
        if self._lines is None:
            from normil.syntax.lines import LineIndex

            self._lines = LineIndex(self.compiled.text)
        return self._lines

    def execute(self) -> None:
        """Runs the top-level statements."""
        exec(self.compiled.code, self.globals)


def compile_text(
    text: str,
    path: str,
    *,
    first: str | None = None,
    python: bool = True,
    strict: bool = False,
    debug: bool = False,
) -> CompiledModule:
    """What an earlier run has compiled, else parses, checks and compiles; in strict mode warnings block too. `first` is
    the file with which the run began, where it is another; `python` says whether Python modules may be imported. Raises
    BlockedError."""

    def imports() -> Imports:
        from normil.project import Imports

        return Imports(path, first, python=python)

    found = cache.Answers(imports)
    kept = cache.Entry(text, path, strict=strict, debug=debug, entry=first is None)
    compiled = kept.load(found)
    if compiled is None:
        compiled = _compile(text, path, found, strict=strict, debug=debug, entry=first is None)
        kept.save(compiled, found)
    return compiled


def _compile(text: str, path: str, imports: cache.Answers, *, strict: bool, debug: bool, entry: bool) -> CompiledModule:
    from pathlib import Path

    from normil.analysis import analyse
    from normil.compiler import compile_module
    from normil.syntax import parse

    tree = parse(text)
    analysis = analyse(tree.program, path=Path(path), modules=imports, strict=strict)
    blocking = [diagnostic for diagnostic in analysis.diagnostics if diagnostic.blocking]
    if blocking:
        raise BlockedError(path, text, blocking)
    return compile_module(tree.program, analysis.names, path=path, debug=debug, entry=entry)
