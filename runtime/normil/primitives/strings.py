"""Strings (PRIMITIVES 5)."""

from __future__ import annotations

from normil.primitives.arguments import as_int, as_sequence, as_str
from normil.values.errors import Error
from normil.values.kinds import describe, kind


def string_length(s: object) -> int:
    return len(as_str("string_length", "s", s))


def string_upper(s: object) -> str:
    return as_str("string_upper", "s", s).upper()


def string_lower(s: object) -> str:
    return as_str("string_lower", "s", s).lower()


def string_substring(s: object, start: object, end: object) -> str:
    s = as_str("string_substring", "s", s)
    start = as_int("string_substring", "start", start)
    return s[start : as_int("string_substring", "end", end)]


def string_split(s: object, delimiter: object = " ") -> list[str]:
    s, delimiter = as_str("string_split", "s", s), as_str("string_split", "delimiter", delimiter)
    if not delimiter:
        raise Error("ValueError", "string_split(): the delimiter is empty")
    return s.split(delimiter)


def string_join(parts: object, separator: object = "") -> str:
    separator = as_str("string_join", "separator", separator)
    strings = as_sequence("string_join", "parts", parts)
    for part in strings:
        if kind(part) != "str":
            raise Error("TypeError", f"string_join(): the elements of parts must be str, not {describe(part)}")
    return separator.join(strings)


def string_replace(s: object, old: object, new: object) -> str:
    s, old = as_str("string_replace", "s", s), as_str("string_replace", "old", old)
    return s.replace(old, as_str("string_replace", "new", new))


def string_contains(s: object, substring: object) -> bool:
    s = as_str("string_contains", "s", s)
    return as_str("string_contains", "substring", substring) in s


def string_startswith(s: object, prefix: object) -> bool:
    s = as_str("string_startswith", "s", s)
    return s.startswith(as_str("string_startswith", "prefix", prefix))


def string_endswith(s: object, suffix: object) -> bool:
    s = as_str("string_endswith", "s", s)
    return s.endswith(as_str("string_endswith", "suffix", suffix))


def string_trim(s: object) -> str:
    return as_str("string_trim", "s", s).strip()


def string_repeat(s: object, count: object) -> str:
    s = as_str("string_repeat", "s", s)
    return s * as_int("string_repeat", "count", count)


def string_char_at(s: object, index: object) -> str:
    s, index = as_str("string_char_at", "s", s), as_int("string_char_at", "index", index)
    if not 0 <= index < len(s):
        raise Error("IndexError", f"string_char_at(): index {index} is out of range for a str of length {len(s)}")
    return s[index]


def string_index_of(s: object, substring: object) -> int:
    s = as_str("string_index_of", "s", s)
    return s.find(as_str("string_index_of", "substring", substring))
