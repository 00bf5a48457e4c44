"""What pyproject.toml cannot say: the C extension of the grammar, and that its queries and the pages of the
diagnostics go into the packages."""

from collections.abc import Iterable
from pathlib import Path
from shutil import copy2

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

GRAMMAR = Path("grammar")
PAGES = Path("docs", "diagnostics")


class BuildWithTexts(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            self._copy(GRAMMAR.glob("queries/*.scm"), "tree_sitter_normil", "queries")
            self._copy(PAGES.glob("*.md"), "normil", "diagnostics")

    def _copy(self, files: Iterable[Path], *package: str) -> None:
        target = Path(self.build_lib, *package)
        target.mkdir(parents=True, exist_ok=True)
        for file in files:
            copy2(file, target)


class StableAbiWheel(bdist_wheel):
    def finalize_options(self) -> None:
        self.py_limited_api = "cp311"
        super().finalize_options()


setup(
    ext_modules=[
        Extension(
            "tree_sitter_normil._binding",
            sources=[
                "grammar/bindings/python/tree_sitter_normil/binding.c",
                "grammar/src/parser.c",
                "grammar/src/scanner.c",
            ],
            include_dirs=["grammar/src"],
            define_macros=[("Py_LIMITED_API", "0x030B0000"), ("PY_SSIZE_T_CLEAN", None)],
            py_limited_api=True,
        )
    ],
    cmdclass={"build_py": BuildWithTexts, "bdist_wheel": StableAbiWheel},
)
