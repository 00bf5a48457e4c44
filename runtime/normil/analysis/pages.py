"""The pages of the diagnostics: what each code means, a wrong and a right example, what to do.

Gives out where the page of a code is and what stands in it; knows no form in which it is shown.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def page_path(code: str) -> Path:
    """The page as a file, in the installed package or in the repository."""
    installed = _PACKAGE / "diagnostics"
    folder = installed if installed.is_dir() else _PACKAGE.parents[1] / "docs" / "diagnostics"
    return folder / f"{code}.md"


def page(code: str) -> str:
    return page_path(code).read_text(encoding="utf-8")
