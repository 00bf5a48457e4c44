"""The formatter: one text for each tree (`docs/style.md`).

`edits` and `formatted` take in a parsed text without syntax errors. `rules` says how each kind of node is laid out,
`layout` breaks lines, `formatter` joins both and places the comments; `indent` is for a line that is being typed.
"""

from normil.format.formatter import LINE_LENGTH, edits, formatted, syntax_error
from normil.format.indent import indentation
from normil.format.layout import Edit

__all__ = ["LINE_LENGTH", "Edit", "edits", "formatted", "indentation", "syntax_error"]
