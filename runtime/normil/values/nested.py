"""Texts of nested values, whatever the form, made without recursion: values can be nested deeper than calls.

Takes in a value and what writes one value; gives out the text. Knows no form.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    # how the text of a container is put together: what it begins with, the parts with their labels, what stands
    # between them, what it ends with
    Shape = tuple[str, Iterable[tuple[str, Any]], str, str]
    Form = Callable[[Any, int], str | Shape]


def write(value: Any, form: Form, again: Callable[[Any, Shape], str]) -> str:
    """`form` gives the text of a value that is inside so many others, or its shape; `again` the text of a container
    where it is inside itself."""
    written = form(value, 0)
    if isinstance(written, str):
        return written
    opening, parts, separator, closing = written
    pieces = [opening]
    around = {id(value)}
    levels = [(id(value), iter(parts), separator, closing)]
    between = ""
    while levels:
        key, waiting, separator, closing = levels[-1]
        level = len(levels)
        for label, part in waiting:
            written = form(part, level)
            if isinstance(written, str):
                pieces.append(between + label + written)
            elif id(part) in around:
                pieces.append(between + label + again(part, written))
            else:
                opening, parts, inner_separator, inner_closing = written
                pieces.append(between + label + opening)
                around.add(id(part))
                levels.append((id(part), iter(parts), inner_separator, inner_closing))
                between = ""
                break
            between = separator
        else:
            pieces.append(closing)
            around.discard(key)
            levels.pop()
            between = levels[-1][2] if levels else ""
    return "".join(pieces)
