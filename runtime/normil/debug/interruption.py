"""Interrupting the program's thread, wherever it is.

Takes in a request from any thread; raises KeyboardInterrupt in the main thread, once. Must never know why.
"""

from __future__ import annotations

import _thread
import signal
import threading
import time
from types import FrameType

AGAIN = 0.05  # seconds


class Interruption:
    def __init__(self) -> None:
        """To be made by the main thread. Interruptions from the keyboard are the same for the program."""
        self._requested = False
        self._delivered = False
        signal.signal(signal.SIGINT, self._handle)

    def request(self) -> None:
        if not self._requested:
            self._requested = True
            threading.Thread(target=self._insist, daemon=True, name="interruption").start()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if not (self._requested and self._delivered):
            self._delivered = True
            raise KeyboardInterrupt

    def _insist(self) -> None:
        """A signal that comes just before a system call does not end it, so one may not be enough."""
        main = threading.main_thread().ident
        assert main is not None
        while not self._delivered:
            if hasattr(signal, "pthread_kill"):
                signal.pthread_kill(main, signal.SIGINT)
            else:
                _thread.interrupt_main()
            time.sleep(AGAIN)
