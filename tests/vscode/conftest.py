"""A real VS Code with the extension in it: code-server on loopback, driven in headless Chromium.

`tools/install-vscode.sh` installs it. Screenshots of every step are kept in `.cache/screenshots`.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import site
import subprocess
import threading
import time
import uuid
import venv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
EXTENSION = REPOSITORY / "vscode-extension"
SCREENSHOTS = REPOSITORY / ".cache" / "screenshots"
MARK = "NORMIL_VSCODE_TEST"

SETTINGS = {
    "security.workspace.trust.enabled": False,
    "security.workspace.trust.startupPrompt": "never",
    "telemetry.telemetryLevel": "off",
    "git.openRepositoryInParentFolders": "never",
    "terminal.integrated.gpuAcceleration": "off",  # so that its text is in the page
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.reduceMotion": "on",
    "workbench.colorTheme": "Default Dark Modern",
    "editor.hover.delay": 100,
}


def run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """What a command prints; where it fails, so does the test, with all that was printed."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="session")
def vscode() -> Path:
    """The folder in which code-server and Playwright are installed."""
    return Path(run([str(REPOSITORY / "tools" / "install-vscode.sh")]).strip())


@pytest.fixture(scope="session")
def extension() -> Path:
    """The extension, packed from the sources as they are."""
    if not (EXTENSION / "node_modules").is_dir():
        run(["npm", "ci"], cwd=EXTENSION)
    run(["npm", "run", "package"], cwd=EXTENSION)
    return EXTENSION / "normil.vsix"


@pytest.fixture(scope="session")
def environments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two virtual environments, of which `with` has normil and `without` has not."""
    root = tmp_path_factory.mktemp("environments")
    for name in ("with", "without"):
        venv.create(root / name, symlinks=True)
    (packages,) = (root / "with" / "lib").glob("python*/site-packages")
    folders = [REPOSITORY / part for part in ("grammar/bindings/python", "runtime", "server", "dap")]
    (packages / "normil.pth").write_text("\n".join(map(str, [*folders, *site.getsitepackages()])))
    return {name: root / name / "bin" for name in ("with", "without")}


class Editor:
    """One code-server over one folder. Leaving it ends all that it started, and fails if something is left."""

    def __init__(self, vscode: Path, root: Path, path: Path, settings: dict[str, object]) -> None:
        self.folder = root / "workspace"
        self.folder.mkdir()
        self._vscode = vscode
        self._data = root / "data"
        self._log = root / "code-server.log"
        self._mark = str(uuid.uuid4())
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")},
            "PATH": f"{path}:/usr/local/bin:/usr/bin:/bin",
            "VSCODE_CLI": "1",  # takes this environment as it is, where it would ask a login shell for another PATH
            MARK: self._mark,
            "NORMIL_VSCODE_DIR": str(vscode),
        }
        self._command = [
            "node",
            str(vscode / "node_modules/code-server/out/node/entry.js"),
            f"--config={root / 'config.yaml'}",
            f"--user-data-dir={self._data}",
            f"--extensions-dir={root / 'extensions'}",
        ]
        (self._data / "User").mkdir(parents=True)
        (self._data / "User" / "settings.json").write_text(json.dumps({**SETTINGS, **settings}))

    def install(self, extension: Path) -> None:
        run([*self._command, "--install-extension", str(extension)], env=self._environment)

    def start(self) -> None:
        options = ["--auth=none", "--bind-addr=127.0.0.1:0", "--disable-telemetry", "--disable-update-check"]
        self._process = subprocess.Popen(
            [*self._command, *options],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        address: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._follow, args=(address,), daemon=True).start()
        try:
            self._address = address.get(timeout=60)
        except queue.Empty:
            pytest.fail(f"code-server did not start:\n{self._log.read_text()}")

    def _follow(self, address: queue.Queue[str]) -> None:
        assert self._process.stdout is not None
        with self._log.open("w") as log:
            for line in self._process.stdout:
                log.write(line)
                log.flush()
                if "HTTP server listening on" in line:
                    address.put(line.split()[-1])

    def run(self, scenario: str) -> None:
        """Runs `scenarios/<scenario>.mjs` in a browser. Its screenshots carry its name."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for old in SCREENSHOTS.glob(f"{scenario}-*.png"):
            old.unlink()
        shots = str(SCREENSHOTS / scenario)
        run(
            ["node", str(HERE / "run.mjs"), scenario, self._address, str(self.folder), shots],
            env=self._environment,
        )

    def stop(self) -> None:
        self._process.terminate()
        left = self._await_end(seconds=15)
        for process in left:
            os.kill(process, signal.SIGKILL)
        if left:
            pytest.fail(f"left behind: {list(left.values())}")

    def _await_end(self, seconds: float) -> dict[int, str]:
        """The processes that still run when all should have ended, with their command lines."""
        deadline = time.monotonic() + seconds
        while (left := self._processes()) and (remaining := deadline - time.monotonic()) > 0:
            with contextlib.suppress(ProcessLookupError):
                handle = os.pidfd_open(next(iter(left)))
                select.select([handle], [], [], remaining)
                os.close(handle)
        return left

    def _processes(self) -> dict[int, str]:
        found = {}
        mark = f"{MARK}={self._mark}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    if command:  # a zombie has none
                        found[int(folder.name)] = command
            except OSError:
                continue
        return found


@pytest.fixture
def editor(
    vscode: Path, extension: Path, environments: dict[str, Path], tmp_path: Path
) -> Iterator[Callable[..., Editor]]:
    """Makes the editor of a test: with the extension, with Python from the named environment on the PATH."""
    started: list[Editor] = []

    def make(
        files: dict[str, str], environment: str = "with", extensions: Sequence[Path] = (), **settings: object
    ) -> Editor:
        new = Editor(vscode, tmp_path, environments[environment], settings)
        for name, text in files.items():
            path = new.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for each in (extension, *extensions):
            new.install(each)
        new.start()
        started.append(new)
        return new

    yield make
    for each in started:
        each.stop()
