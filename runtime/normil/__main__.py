"""The process of the command `normil`: its streams and signals. It ends quietly when it is interrupted, at whatever
moment, and when nobody reads what it writes."""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # the module `signal` makes enumerations, which takes a while
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
UNREAD = 1


def main() -> int:
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        # an exception in the middle of an import can be lost or become another one
        signal.signal(signal.SIGINT, _leave)
    from normil import cli

    _open_streams()
    try:
        options = cli.parse(sys.argv[1:])
        signal.signal(signal.SIGINT, usual)
        status = cli.execute(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # say nothing, also not when Python closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would have something to say while it shuts down
    return status


def _leave(signal_number: int, frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def _open_streams() -> None:
    """Text is UTF-8 everywhere; what is closed is empty to read and takes what is written."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
