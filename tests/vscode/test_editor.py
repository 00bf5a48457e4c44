"""What a person does and sees in VS Code. The steps are in `scenarios/`, one file for each test."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.vscode,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="installed on Debian only"),
]

EXAMPLES = Path(__file__).parents[2] / "examples"

FAULTY = """\
// Two vectors that do not fit together.
let short = zeros(3)
let long = ones(4)
print(short + long)
"""


def test_program_is_debugged(editor: Callable[..., Any]) -> None:
    name = "debug_training.nor"
    editor({name: (EXAMPLES / name).read_text()}).run("debugging")


def test_program_is_run_in_the_terminal(editor: Callable[..., Any]) -> None:
    name = "closures.nor"
    editor({name: (EXAMPLES / name).read_text()}).run("running")


TESTS = """\
fn test_length() {
    let v = normalize(ones(4))
    assert(norm(v) > 0.9)
    print("length is", norm(v))
}
"""


def test_a_test_is_run_from_its_lens(editor: Callable[..., Any]) -> None:
    editor({"test_vectors.nor": TESTS}).run("lenses")


def test_dimension_mismatch_is_shown(editor: Callable[..., Any]) -> None:
    editor({"faulty.nor": FAULTY}).run("diagnostics")


def test_builtin_is_explained_completed_and_found(editor: Callable[..., Any]) -> None:
    editor({"faulty.nor": FAULTY}).run("assistance")


def test_interpreter_without_normil_is_told_and_replaced(
    editor: Callable[..., Any], environments: dict[str, Path]
) -> None:
    made = editor({"faulty.nor": FAULTY}, environment="without")
    (made.folder / "interpreter.txt").write_text(str(environments["with"] / "python3"))
    made.run("interpreter")


PYTHON_EXTENSION = """
exports.activate = () => ({
    environments: {
        getActiveEnvironmentPath: () => ({ path: PYTHON }),
        resolveEnvironment: async ({ path }) => ({ executable: { uri: require("vscode").Uri.file(path) } }),
        onDidChangeActiveEnvironmentPath: () => ({ dispose() {} }),
    },
});
"""


def test_environment_of_the_python_extension_is_used(
    editor: Callable[..., Any], environments: dict[str, Path], tmp_path: Path
) -> None:
    manifest = {
        "publisher": "ms-python",
        "name": "python",
        "version": "1.0.0",
        "engines": {"vscode": "^1.100.0"},
        "main": "./main.js",
        "activationEvents": ["onLanguage:python"],
    }
    python = json.dumps(str(environments["with"] / "python3"))
    with zipfile.ZipFile(tmp_path / "python.vsix", "w") as stand_in:
        stand_in.writestr("extension/package.json", json.dumps(manifest))
        stand_in.writestr("extension/main.js", PYTHON_EXTENSION.replace("PYTHON", python))
    editor({"faulty.nor": FAULTY}, environment="without", extensions=[tmp_path / "python.vsix"]).run("diagnostics")


def test_untrusted_workspace_starts_nothing_of_its_own(editor: Callable[..., Any], tmp_path: Path) -> None:
    made = editor({"faulty.nor": FAULTY}, **{"security.workspace.trust.enabled": True})
    trap = made.folder / "python3"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    (made.folder / ".vscode").mkdir()
    settings = {"normil.interpreter": str(trap)}
    (made.folder / ".vscode" / "settings.json").write_text(json.dumps(settings))
    made.run("restricted")
    assert not (tmp_path / "sprung").exists()
