"""What the file `normil.toml` of a project says.

Takes in the root of a project; gives out the values that are there, checked, and what is wrong with the file. Knows
neither command lines nor editors, which have settings of their own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normil.project import MARKER
from normil.values.suggest import did_you_mean

# section, key: the type of the value, and its name for people
_KNOWN: dict[str, dict[str, tuple[type, str]]] = {
    "check": {"strict": (bool, "true or false"), "disable": (list, "a list of codes")},
    "format": {"line-length": (int, "an integer from 20 up")},
    "run": {
        "seed": (int, "an integer from 0 up"),
        "max-depth": (int, "an integer from 1 up"),
        "python": (bool, "true or false"),
    },
}
_LEAST = {("format", "line-length"): 20, ("run", "seed"): 0, ("run", "max-depth"): 1}


class SettingsError(Exception):
    """A `normil.toml` that cannot be used; the text says why and what to do."""


@dataclass(slots=True)
class Settings:
    """`warnings` are about keys that mean nothing."""

    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def get(self, section: str, key: str, default: Any) -> Any:
        return self.values.get((section, key), default)


def read_settings(root: Path) -> Settings:
    """The settings of a project; without a `normil.toml`, none. Raises SettingsError."""
    path = root / MARKER
    settings = Settings()
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return settings
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: this is not UTF-8 text; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: this is not TOML: {error}") from None
    for section, keys in content.items():
        known = _KNOWN.get(section)
        if known is None:
            settings.warnings.append(_unknown(path, "section", f"[{section}]", section, list(_KNOWN)))
        elif not isinstance(keys, dict):
            raise SettingsError(f"{path}: '{section}' is a section, write [{section}] and its keys below it")
        else:
            for key, value in keys.items():
                if key in known:
                    settings.values[section, key] = _checked(path, section, key, value)
                else:
                    settings.warnings.append(_unknown(path, "key", f"'{key}' in [{section}]", key, list(known)))
    return settings


def _unknown(path: Path, what: str, shown: str, name: str, known: list[str]) -> str:
    meant = did_you_mean(name, known) or f"known are {', '.join(known)}"
    return f"{path}: there is no {what} {shown}; {meant}"


def _checked(path: Path, section: str, key: str, value: Any) -> Any:
    type_, expected = _KNOWN[section][key]
    fits = isinstance(value, type_) and isinstance(value, bool) == (type_ is bool)
    if type_ is int:
        fits = fits and value >= _LEAST[section, key]
    if type_ is list:
        fits = fits and all(isinstance(part, str) for part in value)
    if not fits:
        raise SettingsError(f"{path}: '{key}' in [{section}] is {value!r}, but must be {expected}")
    return value
