"""Typed nodes → Python code objects.

`compile_module` takes in a program without blocking diagnostics and its names; gives out a `CompiledModule`. The
compiler is imported when it is asked for: a program whose compiled code is at hand needs `code` at most.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from normil.compiler.module import compile_module
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from normil.compiler.module import compile_module

        return compile_module


__all__ = ["compile_module"]
