"""Room for nested calls (LANGUAGE 11.3): no depth ends the process.

Takes in a function and how deep calls may nest in it, gives out its result. It runs where it is called if there is
room enough, else in a thread with a stack of the size that is wanted. Knows nothing of programs.

Calls between Python functions take no C stack, calls by way of C code do. Python 3.11 counts both against one limit;
since 3.12 there is a limit of its own for C code, which nobody can raise, and so a most that the stack has to hold.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Thread
    from typing import TypeVar

    T = TypeVar("T")

MOST = 1_000_000  # calls; where memory ends, which cannot be caught, is not much further
_OWN = 10  # calls that are not the program's
_KB = 1024
# what a call needs that counts once. The most that is known is 1.6 KB in 3.11, and 5.1 KB since then (`sorted`)
_EACH, _ENOUGH = (4 * _KB, sys.maxsize) if sys.version_info < (3, 12) else (6 * _KB, 48 * _KB * _KB)
_SPARE = 1024 * _KB
_PAGE = 64 * _KB  # sizes are multiples of it
_GLANCE = 0.5  # seconds between two looks at whether there was an interruption
_PATIENCE = 0.5  # seconds that an interruption may take


class RoomError(Exception):
    """The system has no stack of that size."""


def call(function: Callable[[], T], depth: int) -> T:
    """The result of a function in which calls nest so deep at most. Raises RoomError."""
    size = min(_EACH * depth, _ENOUGH) + _SPARE
    if size <= _room():
        return _limited(function, depth)
    return _in_thread(lambda: _limited(function, depth), -size // _PAGE * -_PAGE)


def _room() -> int:
    """The stack that there is."""
    try:
        import resource
    except ImportError:  # on Windows; it suits Python's own limit
        return _EACH * 1000 + _SPARE
    soft, _ = resource.getrlimit(resource.RLIMIT_STACK)
    return soft if soft != resource.RLIM_INFINITY else 8 * _KB * _KB


def _limited(function: Callable[[], T], depth: int) -> T:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_depth() + depth + _OWN)
    try:
        return function()
    finally:
        sys.setrecursionlimit(limit)


def _depth() -> int:
    depth, frame = 0, sys._getframe().f_back
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


# ---------------------------------------------------------------- a thread with a stack of its own


def _in_thread(function: Callable[[], T], size: int) -> T:
    """What the function gives or raises. An interruption of the waiting thread is one of the function."""
    import threading

    usual = threading.stack_size()
    results: list[T] = []
    errors: list[BaseException] = []
    running = threading.Lock()
    running.acquire()

    def run() -> None:
        threading.stack_size(usual)  # for threads that the function makes
        try:
            try:
                results.append(function())
            except BaseException as error:
                errors.append(error)
            running.release()
        except KeyboardInterrupt:  # one that comes after the end
            if running.locked():
                running.release()

    thread = threading.Thread(target=run, daemon=True, name="program")
    try:
        threading.stack_size(size)
        thread.start()
        # An interrupted `join` takes the thread for ended, and what interrupts just before a wait without end is
        # noticed only after it.
        while not running.acquire(timeout=_GLANCE):
            pass
    except (ValueError, RuntimeError):
        threading.stack_size(usual)
        raise RoomError(f"there is no stack of {size >> 20} MB") from None
    except KeyboardInterrupt:
        _interrupt(thread)
        if not running.acquire(timeout=_PATIENCE):
            _give_up()
        if not results and not errors:
            raise
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def _interrupt(thread: Thread) -> None:
    """Raises KeyboardInterrupt in a thread, which notices when it does not wait for the system."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(KeyboardInterrupt))


def _give_up() -> None:
    """Leaves a thread alone that waits for the system. Python cannot end beside one that reads standard input."""
    import atexit
    import os

    atexit.register(os._exit, 130)
