"""What all tests share: hypothesis never fails a test for the time it takes. The tests, and the processes that they
start, have a cache folder of their own: the user's is left alone."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("normil", deadline=None)
settings.load_profile("normil")

FOLDER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FOLDER] = tempfile.mkdtemp(prefix="normil-cache-")
    os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = config.stash[FOLDER]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)
