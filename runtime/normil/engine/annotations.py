"""`@memoize`, `@trace`, `@profile`, `@parallel` and `@gpu` (LANGUAGE 13).

Each takes in a function and gives out the function that programs call. Nothing runs on several workers or on a GPU: the
last two do no more than say so.
"""

from __future__ import annotations

import functools
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from types import FunctionType
from typing import Any

from normil.engine import run, undo
from normil.values import arrays
from normil.values.errors import Error, translate
from normil.values.operators import truth
from normil.values.text import inner, to_string


class Memo:
    """The results of one `@memoize` function by the contents of its arguments."""

    def __init__(self, maxsize: int) -> None:
        self.maxsize = maxsize
        self.results: OrderedDict[Hashable, Any] = OrderedDict()

    def restorer(self) -> Callable[[], None]:
        old = self.results.copy()
        return lambda: setattr(self, "results", old.copy())


undo.register(Memo)
_UNCACHED = object()
_MISSING = object()


def _content(value: Any) -> Hashable:
    """What a value is compared by; `_UNCACHED` for one that calls are not remembered by. Lists are flattened, each
    with its length: a nested tuple would be hashed by recursion."""
    if value is None or type(value) in (bool, int, float, str):
        return (type(value), value)
    found: list[Hashable] = []
    levels = [iter((value,))]
    around: dict[int, None] = {}  # the lists of the levels, by id
    while levels:
        for part in levels[-1]:
            if part is None or type(part) in (bool, int, float, str):
                found.append((type(part), part))
            elif type(part) is list and id(part) not in around:
                found.append((list, len(part)))
                levels.append(iter(part))
                around[id(part)] = None
                break
            elif type(part) in arrays.TYPES and part.ndim == 1:
                found.append(("Vec", part.tobytes(), getattr(part, "q", None)))
            else:
                return _UNCACHED
        else:
            levels.pop()
            if around:
                around.popitem()
    return tuple(found)


def memoize(function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], parameters: tuple[str, ...]) -> Any:
    memo: Memo | None = None

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        nonlocal memo
        if memo is None:
            memo = Memo(_maxsize(arguments()))
            call.__memo__ = memo  # type: ignore[attr-defined]
        bound = {**dict(zip(parameters, args, strict=False)), **named}
        if len(bound) != len(args) + len(named):  # a wrong call: the function says what is wrong
            return function(*args, **named)
        key = tuple((name, _content(value)) for name, value in sorted(bound.items()))
        if any(content is _UNCACHED for _, content in key):
            return function(*args, **named)
        result = memo.results.get(key, _MISSING)
        if result is _MISSING:
            result = function(*args, **named)
            memo.results[key] = result
            if len(memo.results) > memo.maxsize:
                memo.results.popitem(last=False)
        else:
            memo.results.move_to_end(key)
        return result

    return call


def _maxsize(given: dict[str, Any]) -> int:
    size = given.get("maxsize", 128)
    if type(size) is not int or size < 0:
        raise Error("ValueError", f"@memoize: maxsize must be an int >= 0, not {inner(size)}")
    return size


def trace(function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], parameters: tuple[str, ...]) -> Any:
    """Records each call in the run's trace log, and tells a debugger when it has ended."""
    given: dict[str, bool] | None = None

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        nonlocal given
        if given is None:
            given = {"args": True, "result": True, **arguments()}
            given = {name: truth(value) for name, value in given.items()}
        entry: dict[str, Any] = {"function": function.__name__}
        if given["args"]:
            bound = {**dict(zip(parameters, args, strict=False)), **named}
            entry["args"] = {name: to_string(value) for name, value in bound.items()}
        run.current.trace.append(entry)
        began = time.perf_counter()
        try:
            result = function(*args, **named)
            entry["duration_ms"] = (time.perf_counter() - began) * 1000
            if given["result"]:
                entry["result"] = to_string(result)
        except (MemoryError, BrokenPipeError):
            raise
        except Exception as exception:
            entry["duration_ms"] = (time.perf_counter() - began) * 1000
            error = translate(exception)  # once, however many calls it goes through
            entry["error"] = to_string(error)
            raise error from None
        finally:
            run.current.on_traced(entry)
        return result

    return call


class Profile:
    """Calls, total and own time of one `@profile` function, in seconds; `active`: how many calls of it are running."""

    def __init__(self, name: str, file: str, line: int) -> None:
        self.name = name
        self.file = file
        self.line = line
        self.active = 0
        self.calls = 0
        self.total = 0.0
        self.own = 0.0


def profile(function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], parameters: tuple[str, ...]) -> Any:
    """Accumulates the time of calls; the run reports it at its end."""
    code = _compiled(function).__code__

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        record = run.current.profiles.get(code)
        if record is None:
            record = run.current.profiles[code] = Profile(function.__name__, code.co_filename, code.co_firstlineno)
        stack = run.current.profile_stack
        stack.append(0.0)
        record.active += 1
        began = time.perf_counter()
        try:
            return function(*args, **named)
        finally:
            elapsed = time.perf_counter() - began
            inside = stack.pop()
            record.active -= 1
            record.calls += 1
            record.own += elapsed - inside
            if not record.active:  # a recursive call is inside of its caller's total
                record.total += elapsed
            if stack:
                stack[-1] += elapsed

    return call


def _compiled(function: Any) -> FunctionType:
    """The compiled function inside of what annotations put around it."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function  # type: ignore[no-any-return]


def parallel(
    function: Callable[..., Any],
    arguments: Callable[[], dict[str, Any]],
    parameters: tuple[str, ...],
    loops: tuple[int, ...],
) -> Any:
    """`loops`: the lines of those in the body whose iterations were not proved to be independent."""
    file = _compiled(function).__code__.co_filename

    def warn() -> None:
        for line in loops:
            reason = "its iterations were not proved to be independent"
            run.current.warn((parallel, file, line), f"loop at {file}:{line} runs sequentially, {reason}")

    return _at_first_call(function, arguments, warn)


def gpu(function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], parameters: tuple[str, ...]) -> Any:
    code = _compiled(function).__code__

    def warn() -> None:
        where = f"{code.co_filename}:{code.co_firstlineno}"
        run.current.warn((gpu, where), f"{code.co_name}() at {where} runs on the CPU, no GPU backend is available")

    return _at_first_call(function, arguments, warn)


def _at_first_call(
    function: Callable[..., Any], arguments: Callable[[], dict[str, Any]], act: Callable[[], None]
) -> Any:
    begun = False

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        nonlocal begun
        if not begun:
            arguments()
            begun = True
            act()
        return function(*args, **named)

    return call
