"""The command `normil-ls`.

Takes in the command line; gives out a served client and an exit status. Imports late: `--version` and wrong use
are answered before anything large is loaded.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Sequence

from normil import __version__
from normil_ls.tcp import accept, parse_address
from normil_ls.transport import Connection


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="normil-ls",
        description="The language server of NORMiL. Editors start it; it speaks LSP.",
        epilog="examples: normil-ls --stdio   normil-ls --tcp 127.0.0.1:0 --log-file server.log",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stdio", action="store_true", help="speak on standard input and output (the default)")
    how.add_argument(
        "--tcp", metavar="HOST:PORT", help="wait for one client on a loopback address (port 0: any free one)"
    )
    parser.add_argument("--log-file", metavar="FILE", help="write a log to FILE instead of standard error")
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    options = parser.parse_args(arguments)
    if options.version:
        print(f"normil-ls {__version__}")
        return 0
    try:
        address = None if options.tcp is None else parse_address(options.tcp)
        log = logging.FileHandler(options.log_file, encoding="utf-8") if options.log_file else None
    except (ValueError, OSError) as error:
        parser.error(str(error))
    logging.basicConfig(
        handlers=[log or logging.StreamHandler()],
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    if log:
        logging.getLogger("normil_ls").setLevel(logging.INFO)
    try:
        return _serve(_stdio() if address is None else accept(*address))
    except OSError as error:  # the address is taken
        print(f"normil-ls: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _stdio() -> Connection:
    """Takes standard input and output for the protocol alone, so that nothing else can read or write in it."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    return Connection(reader, writer)


def _serve(connection: Connection) -> int:
    gc.disable()  # the types of the protocol make hundreds of thousands of objects that all stay
    from normil_ls.server import NormilLanguageServer

    server = NormilLanguageServer()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], 60)  # hardly ever; the server collects when it has nothing to do
    gc.enable()
    return server.serve(connection)


if __name__ == "__main__":
    sys.exit(main())
