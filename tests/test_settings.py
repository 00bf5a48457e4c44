"""What a `normil.toml` may say, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from normil.settings import Settings, SettingsError, read_settings


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "normil.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def test_values(tmp_path: Path) -> None:
    assert read_settings(tmp_path).get("format", "line-length", 100) == 100
    found = settings(
        tmp_path,
        '[check]\nstrict = true\ndisable = ["NOR004"]\n[format]\nline-length = 80\n[run]\nseed = 0\npython = false\n',
    )
    assert found.warnings == []
    assert found.get("check", "strict", False) is True
    assert found.get("check", "disable", []) == ["NOR004"]
    assert found.get("format", "line-length", 100) == 80
    assert found.get("run", "seed", None) == 0
    assert found.get("run", "python", True) is False
    assert found.get("run", "max-depth", 1000) == 1000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("format = 3\n", "'format' is a section, write [format] and its keys below it"),
        ("[format\n", "this is not TOML: "),
        ("[format]\nline-length = 19\n", "'line-length' in [format] is 19, but must be an integer from 20 up"),
        ("[format]\nline-length = true\n", "'line-length' in [format] is True, but must be an integer from 20 up"),
        ("[run]\nseed = -1\n", "'seed' in [run] is -1, but must be an integer from 0 up"),
        ("[check]\nstrict = 1\n", "'strict' in [check] is 1, but must be true or false"),
        ("[check]\ndisable = [4]\n", "'disable' in [check] is [4], but must be a list of codes"),
    ],
)
def test_wrong_values(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'normil.toml'}: {says}")


def test_unknown_names_are_warnings(tmp_path: Path) -> None:
    found = settings(tmp_path, "colour = 1\n[format]\nwidth = 3\nline-lenght = 80\n")
    path = tmp_path / "normil.toml"
    assert found.values == {}
    assert found.warnings == [
        f"{path}: there is no section [colour]; known are check, format, run",
        f"{path}: there is no key 'width' in [format]; known are line-length",
        f"{path}: there is no key 'line-lenght' in [format]; did you mean 'line-length'?",
    ]
