"""What ends a program, as a person reads it on standard error (LANGUAGE 19.3, 23)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from normil.engine.frames import Origin
from normil.excerpt import excerpt, of_diagnostic, wants_colour
from normil.syntax.lines import LineIndex

if TYPE_CHECKING:
    from normil.engine.annotations import Profile
    from normil.engine.frames import Frame
    from normil.engine.modules import BlockedError
    from normil.values.errors import Error

_INNER, _OUTER = 12, 4  # callers that are shown of a long chain, at its two ends
_ROUND = 3  # functions that call each other in turn


def report_blocked(blocked: BlockedError) -> None:
    """Writes the diagnostics that keep a program from starting, and how many they are."""
    lines = LineIndex(blocked.text)
    colour = wants_colour(sys.stderr)
    for diagnostic in blocked.diagnostics:
        print(of_diagnostic(diagnostic, blocked.path, lines, colour=colour), file=sys.stderr, end="\n\n")
    count = len(blocked.diagnostics)
    print(f"{blocked.path} was not run: {count} error{'' if count == 1 else 's'}", file=sys.stderr)


def report_error(error: Error) -> None:
    """Writes an uncaught error: its place, the calls that led there, and what to do."""
    sys.stdout.flush()
    if not isinstance(error.origin, Origin) or not error.origin.frames:
        print(f"error[{error.kind}]: {error.message}", file=sys.stderr)
        return
    here = error.origin.frames[0]
    notes = _calls(error.origin.frames) + ([f"help: {error.help}"] if error.help else [])
    text = excerpt(
        "error",
        error.kind,
        error.message,
        here.module.compiled.path,
        here.module.lines,
        here.start,
        here.end,
        notes=notes,
        colour=wants_colour(sys.stderr),
    )
    print(text, file=sys.stderr)


def report_profiles(profiles: Iterable[Profile]) -> None:
    """Writes what the `@profile` functions of a run took, those first that took most."""
    rows = [("calls", "total ms", "own ms", "function")]
    for profile in sorted(profiles, key=lambda profile: -profile.own):
        times = (f"{profile.total * 1000:.3f}", f"{profile.own * 1000:.3f}")
        rows.append((str(profile.calls), *times, f"{profile.name}() at {profile.file}:{profile.line}"))
    for calls, total, own, function in rows if len(rows) > 1 else ():
        print(f"{calls:>8} {total:>12} {own:>12}  {function}", file=sys.stderr)


def _calls(frames: list[Frame]) -> list[str]:
    """`in f(), called from g() at FILE:LINE:COLUMN`, then a line for each caller further out; calls that repeat, as of
    a recursion, are shown once."""
    inner, *callers = frames
    if not inner.function.index:
        return []
    rows = []
    keys = [(id(frame.function), frame.start) for frame in callers]
    at = 0
    while at < len(callers):
        length, times = _repetition(keys, at)
        rows += [f"called from {_named(caller)} at {_place(caller)}" for caller in callers[at : at + length]]
        if times > 1:
            rows[-1] += f", {times} times" if length == 1 else f", these {length} calls {times} times"
        at += length * times
    if len(rows) > _INNER + _OUTER:
        rows[_INNER:-_OUTER] = [f"... {len(rows) - _INNER - _OUTER} more ..."]
    return [", ".join([f"in {_named(inner)}", *rows[:1]]), *rows[1:]]


def _repetition(keys: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """How many calls from there on are one round of a recursion, and how many rounds there are."""
    for length in range(1, _ROUND + 1):
        one = keys[at : at + length]
        end = at + length
        while keys[end : end + length] == one:
            end += length
        times = (end - at) // length
        if times > min(length, 2):
            return length, times
    return 1, 1


def _place(frame: Frame) -> str:
    line, column = frame.position
    return f"{frame.module.compiled.path}:{line}:{column}"


def _named(frame: Frame) -> str:
    return f"{frame.function.name}()" if frame.function.index else "the top level"
