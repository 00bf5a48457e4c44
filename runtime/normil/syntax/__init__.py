"""From the text of a program to typed nodes (`nodes`), with the problems of its form.

`parse` takes any str and never fails; `SyntaxTree.edit` follows an editor. Knows nothing of what a program
means, and imports neither numpy nor any protocol package.
"""

from normil.syntax.tree import SyntaxTree, parse

__all__ = ["SyntaxTree", "parse"]
