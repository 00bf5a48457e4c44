from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from dap_client import Client, wait_gone


@pytest.fixture
def dap() -> Iterator[Client]:
    """A client with an adapter of its own. Whatever a test did, no process may stay behind."""
    client = Client()
    yield client
    client.close()
    if client.program_pid is not None:
        wait_gone(client.program_pid)


@pytest.fixture(scope="module")
def shared_dap() -> Iterator[Client]:
    """For tests that leave the program as it is."""
    client = Client()
    yield client
    client.close()


class Programs:
    """Writes programs. A line ending in `// <NAME>` can be asked for by that name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: dict[str, int] = {}

    def write(self, text: str, name: str = "program.nor") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode())
        for number, line in enumerate(text.split("\n"), 1):
            _, mark, label = line.rpartition("// <")
            if mark:
                self.lines[label.strip().removesuffix(">")] = number
        return path

    def python(self, commands: str) -> Path:
        """A Python that first does something in a shell."""
        path = self.folder / "python.sh"
        path.write_text(f'#!/bin/sh\n{commands}\nexec {sys.executable} "$@"\n')
        path.chmod(0o700)
        return path


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path)
