"""Room for nested calls: what comes through the thread with a stack of its own, and that nothing stays changed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest

from normil.engine import stack

SMALL, DEEP = 1000, 100_000


def nested(depth: int) -> int:
    return depth and 1 + nested(depth - 1)


def by_way_of_c(depth: int) -> int:
    return depth and 1 + max(map(by_way_of_c, [depth - 1]))


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
        stack.call(lambda: by_way_of_c(depth), depth)


@pytest.mark.parametrize("depth", [SMALL, DEEP])
@pytest.mark.parametrize("error", [ValueError("a"), SystemExit(3), KeyboardInterrupt()])
def test_what_is_raised_comes_through(depth: int, error: BaseException) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as info:
        stack.call(fail, depth)
    assert info.value is error


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
