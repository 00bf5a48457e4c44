"""The NORMiL grammar for the Python binding of tree-sitter.

Gives the grammar and the texts of its queries; knows nothing of the rest of the product.
"""

from pathlib import Path

from tree_sitter_normil._binding import language

__all__ = ["language", "query"]

_HERE = Path(__file__).parent


def query(name: str) -> str:
    """The text of `queries/<name>.scm`: `highlights`, `locals`, `tags`, ..."""
    installed = _HERE / "queries"
    folder = installed if installed.is_dir() else _HERE.parents[2] / "queries"
    return (folder / f"{name}.scm").read_text(encoding="utf-8")
