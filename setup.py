"""What pyproject.toml cannot say: the C extension of the grammar, and that its queries go into the package."""

from pathlib import Path
from shutil import copy2

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

GRAMMAR = Path("grammar")


class BuildWithQueries(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "tree_sitter_normil", "queries")
            target.mkdir(parents=True, exist_ok=True)
            for query in GRAMMAR.glob("queries/*.scm"):
                copy2(query, target)


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
    cmdclass={"build_py": BuildWithQueries, "bdist_wheel": StableAbiWheel},
)
