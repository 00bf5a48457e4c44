"""Which types the values of a file's expressions can have, proved by following the program.

Takes in the nodes and names of one file, gives out a `Ty` for each expression. `flow` follows the statements,
`expressions` and `calls` say what evaluating does, `facts` and `heap` keep what is known.
"""

from normil.compiler.infer.flow import Inference

__all__ = ["Inference"]
