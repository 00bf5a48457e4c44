"""Room for nested calls: what comes through the thread with a stack of its own, and that nothing stays changed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

import pytest

from normil.engine import stack

SMALL, DEEP = 1000, 100_000


def nested(depth: int) -> int:
    return depth and 1 + nested(depth - 1)


def by_way_of_c(depth: int) -> int:
    return depth and 1 + max(map(by_way_of_c, [depth - 1]))


def functions_of(thread: threading.Thread) -> list[str]:
    assert thread.ident is not None
    frame: FrameType | None = sys._current_frames()[thread.ident]
    names = []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


@pytest.fixture(autouse=True)
def settings_stay() -> object:
    before = sys.getrecursionlimit(), threading.stack_size(), threading.active_count()
    yield
    assert (sys.getrecursionlimit(), threading.stack_size(), threading.active_count()) == before


def test_what_needs_little_runs_where_it_is() -> None:
    assert stack.call(threading.current_thread, 100) is threading.current_thread()


@pytest.mark.parametrize("depth", [SMALL, DEEP])
def test_calls_nest_as_deep_as_is_said_and_no_deeper(depth: int) -> None:
    assert stack.call(lambda: nested(depth - 20), depth) == depth - 20
    with pytest.raises(RecursionError):
        stack.call(lambda: nested(depth + 20), depth)


@pytest.mark.parametrize("depth", [SMALL, DEEP])
def test_calls_by_way_of_c_end_in_an_error(depth: int) -> None:
    with pytest.raises(RecursionError):
        stack.call(lambda: by_way_of_c(depth + 20), depth)


@pytest.mark.parametrize("depth", [SMALL, DEEP])
@pytest.mark.parametrize("error", [ValueError("a"), SystemExit(3), KeyboardInterrupt()])
def test_what_is_raised_comes_through(depth: int, error: BaseException) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as info:
        stack.call(fail, depth)
    assert info.value is error


@pytest.mark.skipif(os.name != "posix", reason="how Windows interrupts is another matter")
def test_an_interruption_is_one_of_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "_PATIENCE", 60)
    ended: list[str] = []

    def spin() -> None:
        while "start" in functions_of(threading.main_thread()):
            pass  # not yet does it wait for the function
        os.kill(os.getpid(), signal.SIGINT)
        try:
            while True:
                pass
        except KeyboardInterrupt:
            for _ in range(10):
                nested(DEEP - 100)
            ended.append("in its own time")
            raise

    with pytest.raises(KeyboardInterrupt):
        stack.call(spin, DEEP)
    assert ended == ["in its own time"]


def test_a_stack_that_the_system_has_not() -> None:
    # more than there are addresses
    with pytest.raises(stack.RoomError, match="there is no stack of 1073741824 MB"):
        stack._in_thread(lambda: 0, 1 << 50)


def test_a_stack_that_suits_the_limit_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "_room", lambda: 1 << 20)
    assert stack.call(threading.current_thread, SMALL) is not threading.current_thread()


def test_threads_of_the_function_have_the_usual_stack() -> None:
    sizes: list[int] = []
    look: Callable[[], None] = lambda: sizes.append(threading.stack_size())  # noqa: E731
    stack.call(look, DEEP)
    assert sizes == [threading.stack_size()]
