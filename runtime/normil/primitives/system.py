"""Output, input, files, clock, uuids, the debugger (PRIMITIVES 6)."""

# The functions have the names of the language.
# ruff: noqa: A001

from __future__ import annotations

import os
import sys
import time

from normil.engine import run
from normil.primitives.arguments import as_bool, as_int, as_str
from normil.values.errors import Error
from normil.values.text import to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def print(*values: Any, sep: Any = " ", end: Any = "\n") -> None:
    sep, end = as_str("print", "sep", sep), as_str("print", "end", end)
    sys.stdout.write(sep.join(map(to_string, values)) + end)


def input(prompt: Any = "") -> str:
    sys.stdout.write(as_str("input", "prompt", prompt))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise Error("IOError", "input(): end of input")
    return line.rstrip("\n").removesuffix("\r")


def generate_uuid() -> str:
    number = int.from_bytes(os.urandom(16), "big")
    number = number & ~(0xF << 76) | 4 << 76  # the version
    number = number & ~(0x3 << 62) | 2 << 62  # the variant
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def now() -> float:
    return time.time()


def clock() -> float:
    return time.perf_counter()


def sleep(ms: Any) -> None:
    ms = as_int("sleep", "ms", ms)
    if ms < 0:
        raise Error("ValueError", f"sleep(): ms must not be negative, it is {ms}")
    time.sleep(ms / 1000)


def breakpoint(condition: Any = True) -> None:
    run.current.on_breakpoint(condition)


def read_file(path: Any) -> str:
    path = as_str("read_file", "path", path)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except OSError as exception:
        raise _failed("read", path, exception) from None
    except UnicodeDecodeError as exception:
        raise Error("ValueError", f"{path!r} is not UTF-8: {exception.reason} at byte {exception.start}") from None


def write_file(path: Any, content: Any, append: Any = False) -> None:
    path, content = as_str("write_file", "path", path), as_str("write_file", "content", content)
    mode = "ab" if as_bool("write_file", "append", append) else "wb"
    try:
        data = content.encode()  # before the file is opened, which empties it
    except UnicodeEncodeError as exception:
        character = f"U+{ord(content[exception.start]):04X}"
        raise Error("ValueError", f"write_file(): content has {character}, which UTF-8 has no bytes for") from None
    try:
        with open(path, mode) as file:
            file.write(data)
    except OSError as exception:
        raise _failed("write", path, exception) from None


def _failed(what: str, path: str, exception: OSError) -> Error:
    return Error("IOError", f"cannot {what} {path!r}: {exception.strerror or exception}", value=exception)
