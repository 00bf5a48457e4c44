"""The command `normil-dap`.

Takes in the command line; gives out a served editor and an exit status.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="normil-dap",
        description="The debug adapter of NORMiL. Editors start it; it speaks DAP.",
        epilog="example: normil-dap --stdio",
    )
    parser.add_argument("--stdio", action="store_true", help="speak on standard input and output (the default)")
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    options = parser.parse_args(arguments)
    if options.version:
        from normil import __version__

        print(f"normil-dap {__version__}")
        return 0
    from normil_dap.session import Session

    # standard input and output are for the protocol alone: nothing else can read or write in it
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    try:
        status = Session(reader, writer).run()
    except KeyboardInterrupt:
        status = 130
    sys.stderr.flush()
    os._exit(status)  # without waiting for threads that an editor which does not read holds up


if __name__ == "__main__":
    sys.exit(main())
