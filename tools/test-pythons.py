"""Runs the tests of the language on every other Python that the package supports and that is installed.

Builds the wheel once, installs it in `.cache/pythons/VERSION` and runs the tests against what was installed, not
against the sources. Looks for `pythonVERSION` on the path and for versions of pyenv; says what it does not find.

usage: python tools/test-pythons.py [ARGUMENT OF PYTEST...]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "pythons"
VERSIONS = ("3.11", "3.12", "3.13")
AREAS = ("conformance", "values", "compiler", "primitives", "debug")
NEEDED = ("hypothesis", "pytest", "pytest-timeout", "pytest-xdist")
BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


def main() -> int:
    others = [version for version in VERSIONS if version != "{}.{}".format(*sys.version_info)]
    found = {version: find(version) for version in others}
    for version, python in found.items():
        if python is None:
            print(f"Python {version} is not installed: not tested", flush=True)
    if not any(found.values()):
        return 0
    wheel = build()
    failed = [version for version, python in found.items() if python and not passes(version, python, wheel)]
    for version in failed:
        print(f"Python {version}: tests failed")
    return 1 if failed else 0


def find(version: str) -> str | None:
    return next((python for python in candidates(version) if is_of(python, version)), None)


def candidates(version: str) -> Iterator[str]:
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, pyenv.glob(f"versions/{version}.*/{BIN}/python{EXE}"))


def is_of(python: str, version: str) -> bool:
    """What is on the path can be a shim of pyenv for a version that is not there."""
    code = "import sys; print('{}.{}'.format(*sys.version_info))"
    result = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return result.stdout.strip() == version


def build() -> Path:
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # modules that are no longer there would get into the wheel
    shutil.rmtree(CACHE / "wheel", ignore_errors=True)
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(CACHE / "wheel"), str(ROOT))
    (wheel,) = (CACHE / "wheel").glob("*.whl")
    return wheel


def passes(version: str, python: str, wheel: Path) -> bool:
    folder = CACHE / version
    its_python = folder / BIN / f"python{EXE}"
    if not its_python.exists():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
        pip(its_python, "install", *NEEDED)
    pip(its_python, "install", str(wheel))
    pip(its_python, "install", "--no-deps", "--force-reinstall", str(wheel))
    print(f"Python {version}:", flush=True)
    tests = [str(Path("tests", area)) for area in AREAS]
    options = ["--quiet", "--numprocesses", os.environ.get("JOBS", "2"), "--override-ini", "pythonpath=."]
    unknown = ["-W", "ignore::pytest.PytestConfigWarning"]  # options of plugins that these tests do without
    command = [str(its_python), "-m", "pytest", *options, *unknown, *sys.argv[1:], *tests]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def pip(python: str | Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
