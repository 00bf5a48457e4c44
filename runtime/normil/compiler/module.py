"""A file's typed nodes → its code object, and what explains its frames in terms of the source.

The code expects the helpers of `engine.support` and the builtins it names in `__builtins__`. Knows nothing of files,
runs or protocols.
"""

from __future__ import annotations

from types import CodeType

from normil.analysis.names import ModuleNames
from normil.compiler.code import CompiledModule
from normil.compiler.declarations import Declarations
from normil.compiler.emitter import assemble
from normil.compiler.infer import Inference
from normil.compiler.vectortypes import VectorTypes
from normil.syntax.nodes import Program


def compile_module(
    program: Program,
    names: ModuleNames,
    *,
    path: str,
    debug: bool = False,
    entry: bool = True,
    optimise: bool = True,
) -> CompiledModule:
    """Compiles a file. `debug` adds a stop before each statement; `entry` says that no other file can call its
    functions; without `optimise` every operation goes through its helper."""
    inference = None
    if optimise:
        inference = Inference(program, names, VectorTypes(names), entry=entry)
        inference.run()
    emitter = Declarations(program, names, inference, debug=debug)
    tree = emitter.module()
    code = named(assemble(tree, path))
    return CompiledModule(
        path,
        program.text,
        code,
        emitter.functions,
        emitter.sites,
        emitter.callees,
        emitter.stored,
        frozenset(emitter.builtins),
        main=emitter.main is not None,
    )


def named(code: CodeType, around: str = "0:<top level>") -> CodeType:
    """Code objects with the names that people see: `INDEX:NAME` becomes the qualified name, NAME the name. What the
    compiler makes beside functions, for the arguments of annotations say, counts as part of the function around it."""
    _, colon, name = code.co_name.partition(":")
    qualified = code.co_name if colon else around
    constants = tuple(named(part, qualified) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_consts=constants, co_name=name if colon else code.co_name, co_qualname=qualified)
