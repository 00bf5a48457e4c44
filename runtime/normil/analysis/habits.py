"""What other languages call something, and what it is called here.

Names that are right here never get this far: only one that means nothing at its place is looked up.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("null", "None", "nil", "undefined", "NULL", "nullptr"), ("none",)),
    **dict.fromkeys(("True", "TRUE"), ("true",)),
    **dict.fromkeys(("False", "FALSE"), ("false",)),
    **dict.fromkeys(("println", "printf", "echo", "puts"), ("print",)),
    **dict.fromkeys(("length", "size", "count", "strlen"), ("len",)),
    **dict.fromkeys(("string", "String"), ("str",)),
    **dict.fromkeys(("integer", "Int", "Integer"), ("int",)),
    **dict.fromkeys(("double", "Float", "Double", "real"), ("float",)),
    **dict.fromkeys(("boolean", "Bool", "Boolean"), ("bool",)),
    **dict.fromkeys(("dict", "Map", "hash", "object"), ("map",)),
    **dict.fromkeys(("List", "Array", "tuple"), ("list",)),
    **dict.fromkeys(("array", "vector", "tensor", "Tensor", "ndarray"), ("vec",)),
    "Vector": ("vec",),
    "eye": ("identity",),
    "typeof": ("type_of",),
    "rand": ("random",),
    "sorted": ("sort",),
    "reversed": ("reverse",),
    "maximum": ("max",),
    "minimum": ("min",),
    "average": ("mean",),
    "avg": ("mean",),
    "any": ("any_of",),
    "all": ("all_of",),
    "fold": ("reduce",),
    "argv": ("args",),
}

TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("integer", "Integer", "long", "i32", "i64"), ("int",)),
    **dict.fromkeys(("double", "Double", "real", "number", "Number", "f32", "f64"), ("float",)),
    **dict.fromkeys(("boolean", "Boolean"), ("bool",)),
    **dict.fromkeys(("char", "text", "Text"), ("str",)),
    **dict.fromkeys(("dict", "Dict", "HashMap"), ("map",)),
    **dict.fromkeys(("array", "Array", "tuple", "Tuple", "Sequence"), ("list",)),
    **dict.fromkeys(("vector", "vec", "Tensor", "tensor", "ndarray"), ("Vec",)),
    "matrix": ("Matrix",),
    **dict.fromkeys(("null", "None", "nil", "unit", "undefined", "Unit"), ("none",)),
    **dict.fromkeys(("object", "Object", "unknown", "dynamic"), ("any",)),
    "Option": ("optional",),
}

MEMBERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("count", "Length"), ("length", "dim")),
    "length": ("dim", "rows"),
    "shape": ("dim", "shape"),
    **dict.fromkeys(("add", "push_back"), ("append",)),
    "addAll": ("extend",),
    **dict.fromkeys(("removeAt", "delete", "shift"), ("pop", "remove")),
    **dict.fromkeys(("toUpperCase", "toUpper", "to_upper", "uppercase"), ("upper",)),
    **dict.fromkeys(("toLowerCase", "toLower", "to_lower", "lowercase"), ("lower",)),
    **dict.fromkeys(("trim", "chomp"), ("strip",)),
    **dict.fromkeys(("startsWith", "starts_with", "hasPrefix"), ("startswith",)),
    **dict.fromkeys(("endsWith", "ends_with", "hasSuffix"), ("endswith",)),
    **dict.fromkeys(("indexOf", "index_of"), ("index", "find")),
    "replaceAll": ("replace",),
    **dict.fromkeys(("tolist", "toList", "to_array"), ("to_list",)),
    **dict.fromkeys(("clone", "deepcopy"), ("copy",)),
    **dict.fromkeys(("msg", "what"), ("message",)),
    **dict.fromkeys(("stack", "traceback"), ("trace",)),
    **dict.fromkeys(("ndim", "n", "dimension"), ("dim",)),
    "nrows": ("rows",),
    **dict.fromkeys(("ncols", "columns"), ("cols",)),
}

# Builtins that other languages have as methods.
METHODS: Mapping[str, str] = {
    **dict.fromkeys(("len", "size"), "len"),
    **dict.fromkeys(("toString", "to_str"), "to_string"),
    **dict.fromkeys(("includes", "has", "has_key"), "contains"),
    "forEach": "map",
    "fold": "reduce",
    "every": "all_of",
    "some": "any_of",
    "T": "transpose",
}

# What most often gives none without being meant to.
OF_NONE = "a function that changes its list, like `xs.append(x)`, gives none: use the list itself afterwards"

# Words that are not a name for something else, with what to do instead.
ADVICE: Mapping[str, str] = {
    "self": "functions have no receiver: give the record to them as a parameter",
    "this": "functions have no receiver: give the record to them as a parameter",
    "super": "there are no classes and no inheritance; call the other function by its name",
    "pass": "remove it; a block may be empty",
    "end": "remove it; a block stands between `{` and `}`",
    "begin": "a block stands between `{` and `}`",
    "console": "write `print(...)`",
    "Math": "the functions of mathematics are builtins: `sqrt(x)`",
    "math": "the functions of mathematics are builtins: `sqrt(x)`; Python's module needs `import math`",
    "np": "the functions on vectors are builtins: `zeros(3)`; Python's module needs `import numpy as np`",
    "numpy": "the functions on vectors are builtins: `zeros(3)`; Python's module needs `import numpy`",
    "torch": "the functions on vectors are builtins: `zeros(3)`; Python's module needs `import torch`",
    "isinstance": "compare `type_of(x)` with the name of the type, or use `match`",
    "set": "there are no sets; use a map with the elements as keys",
    "Error": 'throw a text, or a map with `message` and `kind`: `throw "no data"`',
    "Exception": 'throw a text, or a map with `message` and `kind`: `throw "no data"`',
    "ValueError": 'throw a map: `throw {kind: "ValueError", message: "..."}`',
    "TypeError": 'throw a map: `throw {kind: "TypeError", message: "..."}`',
    "lambda": "write `fn(x) { return ... }`",
}
