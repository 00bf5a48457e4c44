"""From the text of a program to typed nodes (`nodes`), with the problems of its form.

`parse` takes any str and never fails; `SyntaxTree.edit` follows an editor. Knows nothing of what a program
means, and imports neither numpy nor any protocol package. The parser is imported when it is asked for: a program whose
compiled code is at hand needs `lines` at most.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from normil.syntax.tree import SyntaxTree, parse
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from normil.syntax.tree import SyntaxTree, parse

        return {"SyntaxTree": SyntaxTree, "parse": parse}[name]


__all__ = ["SyntaxTree", "parse"]
