"""What PRIMITIVES says of all builtins at once ("How to read the entries"), held for each of them by its declaration:
what their parameters accept and refuse, by position and by name, and that arguments stay what they are."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from normil.engine import run
from normil.syntax import nodes as n
from normil.values import access
from normil.values.copying import deep_copy
from normil.values.errors import Error
from normil.values.kinds import kind
from normil.values.text import inner
from normil.values.vectors import bits, quantize
from tests.primitives.builtin import P, same
from tests.primitives.test_prelude import FUNCTIONS, MEMBERS, RECORD_TYPES
from tests.values.raising import raises
from tests.values.samples import samples

V, W = np.array([0.25, 0.5, 1.0]), np.array([1.0, 0.5, 0.25])
M = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
SPARSE = P["SparseVec"].__constructors__["from_lists"]([1], [2.5], 3)
CONCEPT = P["Concept"].__constructors__["create"](V, ["a"])
EPISODE = P["EpisodicRecord"].__constructors__["create"]("s", V)
ENTRY = P["WorkingMemoryEntry"].__constructors__["create"](V)


def first(*values: Any) -> Any:
    return values[0]


class Plasticity:
    def state(self) -> dict[str, Any]:
        return {}

    def reset(self) -> None: ...


def learn() -> None: ...


learn.__plastic__ = Plasticity()  # type: ignore[attr-defined]

# arguments that each form of each builtin accepts, in declared order; `min` and `max` take anything
VALID: list[tuple[str, dict[str, Any]]] = [
    ("vec", {"dim": 3, "values": [1, 2.5, True]}),
    ("vec", {"values": V}),
    ("zeros", {"dim": 3}),
    ("ones", {"dim": 3}),
    ("fill", {"dim": 3, "value": 0.5}),
    ("random", {"dim": 3, "mean": 0.5, "std": 2.0}),
    ("uniform", {"dim": 3, "low": -1.0, "high": 2.0}),
    ("random_int", {"low": 0, "high": 5}),
    ("choice", {"items": ["a", "b"]}),
    ("shuffle", {"items": ["a", "b"]}),
    ("seed", {"n": 5}),
    ("concat", {"a": V, "b": W}),
    ("concat", {"a": [1], "b": [2]}),
    ("concat", {"parts": [V, W]}),
    ("one_hot", {"index": 1, "dim": 3}),
    ("to_dense", {"v": SPARSE}),
    ("to_sparse", {"v": V, "threshold": 0.25}),
    *((name, {"v1": V, "v2": W}) for name in ("dot", "vec_add", "vec_sub", "vec_mul", "vec_div", "cosine_similarity")),
    *((name, {"v": V}) for name in ("norm", "normalize", "argmax", "argmin", "softmax", "dequantize")),
    ("norm", {"v": M}),
    ("argmax", {"v": [1, 2]}),
    ("argmin", {"v": [1, 2]}),
    ("scale", {"v": V, "scalar": 2.0}),
    ("scale", {"v": M, "scalar": 2.0}),
    ("distance", {"v1": V, "v2": W, "metric": "manhattan"}),
    *(("clip", {"x": x, "low": 0.0, "high": 2.0}) for x in (1.5, V, M)),
    *(
        (name, {"x": x})
        for name in ("sigmoid", "tanh", "relu", "abs", "sqrt", "exp", "log2", "log10", "sin", "cos", "tan", "floor")
        for x in (1.5, V, M)
    ),
    *(("ceil", {"x": x}) for x in (1.5, V, M)),
    *(("log", {"x": x, "base": 2.0}) for x in (1.5, V, M)),
    *(("pow", {"x": x, "y": 2.0}) for x in (1.5, V, M)),
    *(("round", {"x": x, "digits": 1}) for x in (1.5, V, M)),
    ("matrix", {"rows": 1, "cols": 3, "values": [1, 2, 3]}),
    ("matrix", {"values": [V, [1, 2, 3]]}),
    ("identity", {"n": 2}),
    ("random_matrix", {"rows": 2, "cols": 2, "mean": 0.5, "std": 2.0}),
    ("outer", {"u": V, "v": W}),
    ("outer_product", {"u": V, "v": W}),
    ("matvec", {"M": M, "v": V}),
    ("matvec", {"M": [[1, 2, 3]], "v": V}),
    ("matmul", {"A": M, "B": np.eye(3)}),
    ("transpose", {"M": M}),
    ("transpose", {"M": [[1, 2, 3]]}),
    ("row", {"M": M, "i": 1}),
    ("col", {"M": M, "j": 1}),
    ("reshape", {"x": V, "rows": 1, "cols": 3}),
    ("reshape", {"x": M, "rows": 1, "cols": 6}),
    ("flatten", {"x": M}),
    ("flatten", {"x": [[1], [2]]}),
    *(("sum", {"x": x, "start": 0.5}) for x in ([1, 2], V, M)),
    *((name, {"x": x}) for name in ("mean", "var", "std") for x in ([1, 2], V, M)),
    *(("median", {"x": x}) for x in ([1, 2], V)),
    ("is_nan", {"x": 0.5}),
    ("is_finite", {"x": 0.5}),
    *((name, {"s": "aB"}) for name in ("string_length", "string_upper", "string_lower", "string_trim")),
    ("string_substring", {"s": "abc", "start": 1, "end": 2}),
    ("string_split", {"s": "a,b", "delimiter": ","}),
    ("string_join", {"parts": ["a", "b"], "separator": "-"}),
    ("string_replace", {"s": "aa", "old": "a", "new": "b"}),
    ("string_contains", {"s": "abc", "substring": "b"}),
    ("string_startswith", {"s": "abc", "prefix": "a"}),
    ("string_endswith", {"s": "abc", "suffix": "c"}),
    ("string_repeat", {"s": "ab", "count": 2}),
    ("string_char_at", {"s": "abc", "index": 1}),
    ("string_index_of", {"s": "abc", "substring": "c"}),
    *((name, {"value": [1]}) for name in ("to_string", "str", "type_of", "is_none", "len", "copy")),
    *((name, {"x": x}) for name in ("int", "to_int", "float", "to_float") for x in (1.5, "5")),
    ("bool", {"x": [1]}),
    ("list", {"x": [1]}),
    ("map", {"x": {"a": 1}}),
    ("map", {"items": [1, 2], "f": first}),
    ("timestamp", {"x": 0.5}),
    ("uuid", {"x": "00000000-0000-4000-8000-00000000000A"}),
    ("range", {"start": 1, "end": 5, "step": 2}),
    ("range", {"end": 3}),
    ("fields", {"record": {"a": 1}}),
    ("print", {"sep": "-", "end": "!"}),
    ("input", {"prompt": "? "}),
    ("assert", {"condition": 1, "message": "m"}),
    ("generate_uuid", {}),
    ("now", {}),
    ("clock", {}),
    ("sleep", {"ms": 0}),
    ("breakpoint", {"condition": 0}),
    ("read_file", {"path": "no such folder/a"}),
    ("write_file", {"path": "no such folder/a", "content": "c", "append": True}),
    ("json_encode", {"value": [1], "indent": 1}),
    ("json_decode", {"text": "[1]"}),
    ("append", {"items": [1], "value": 2}),
    ("push", {"items": [1], "value": 2}),
    ("pop", {"items": [1, 2], "index": 0}),
    ("pop", {"m": {"a": 1}, "key": "a"}),
    ("insert", {"items": [1], "index": 0, "value": 9}),
    ("remove", {"m": {"a": 1}, "key": "a"}),
    ("remove", {"m": [1], "key": 1}),
    ("sort", {"items": [2, 1], "key": first, "reverse": True}),
    ("sort", {"items": V, "key": None, "reverse": True}),
    *(("reverse", {"items": items}) for items in ([1, 2], "ab", V)),
    *(("slice", {"items": items, "start": 1, "end": 2}) for items in ([1, 2], "ab", V, M)),
    *(("contains", {"container": container, "item": 1}) for container in ([1, 2], {1: 2}, V)),
    ("contains", {"container": "ab", "item": "a"}),
    ("index_of", {"items": [1, 2], "item": 2}),
    ("unique", {"items": [1, 1]}),
    *((name, {"m": {"a": 1}}) for name in ("keys", "values", "items")),
    ("get", {"m": {"a": 1}, "key": "b", "default": 0}),
    ("merge", {"a": {"a": 1}, "b": {"b": 2}}),
    ("filter", {"items": [1, 0], "f": first}),
    ("reduce", {"items": [1, 2], "f": first, "initial": 0}),
    ("reduce", {"items": [1, 2], "f": first}),
    ("any_of", {"items": [1, 0], "f": first}),
    ("all_of", {"items": [1, 0], "f": first}),
    ("zip", {"a": [1], "b": [2]}),
    ("enumerate", {"items": ["a"], "start": 5}),
    ("lowrankupdate", {"W": np.ones((3, 3)), "u": V, "v": W}),
    ("lowrankupdate", {"W": [[1, 2, 3]], "u": np.ones(1), "v": W}),
    ("quantize", {"v": V, "bits": 4}),
    ("onlinecluster_update", {"centroid": V, "x": W, "lr": 0.5}),
    ("normalize_plasticity", {"weights": V}),
    ("normalize_plasticity", {"weights": M}),
    ("decay_learning_rate", {"lr": 0.5, "factor": 0.5}),
    ("compute_stability", {"weights_old": V, "weights_new": W, "threshold": 0.5}),
    ("compute_stability", {"weights_old": M, "weights_new": M, "threshold": 0.5}),
    ("compute_stability_window", {"weight_history": [V, W], "threshold": 0.5}),
    ("compute_weight_variance", {"weight_history": [V, W]}),
    ("register_plasticity_mode", {"name": "m", "normalize": True, "description": "d"}),
    ("list_plasticity_modes", {}),
    ("plastic_state", {"f": learn}),
    ("plastic_reset", {"f": learn}),
    ("lr_warmup_linear", {"current_step": 1, "warmup_steps": 4, "target_lr": 0.5}),
    ("lr_cosine_annealing", {"current_step": 1, "total_steps": 4, "min_lr": 0.25, "max_lr": 0.5}),
    ("lr_step_decay", {"current_step": 1, "initial_lr": 0.5, "decay_rate": 0.5, "decay_steps": 4}),
    ("lr_plateau_factor", {"loss_history": [2.0, 1], "patience": 1, "factor": 0.5, "threshold": 0.25}),
    ("log_metric", {"name": "m", "value": 0.5, "step": 1}),
    ("export_metrics", {"path": "no such folder/a", "format": "csv"}),
    ("episodic_append", {"record": EPISODE}),
    ("episodic_query", {"vec": V, "k": 1, "filters": {"trust": 0.5}}),
    ("wm_add", {"entry": ENTRY}),
    *((name, {"id": "x"}) for name in ("episodic_get", "wm_get", "semantic_get")),
    *((name, {"vec": V, "k": 1}) for name in ("wm_query", "semantic_query")),
    *((f"{store}_{what}", {}) for store in ("episodic", "wm", "semantic") for what in ("count", "clear")),
    ("episodic_all", {}),
    ("semantic_upsert", {"concept": CONCEPT}),
    ("semantic_merge", {"c1": CONCEPT, "c2": CONCEPT}),
    ("consolidate", {"episodes": [EPISODE], "method": "distill"}),
    ("audit_log", {"action": "a", "data": {}, "level": "debug"}),
    ("audit_verify", {"from_timestamp": 0.5, "to_timestamp": 1.5}),
    ("audit_snapshot", {"name": "n"}),
    ("audit_entries", {"action": "a"}),
    ("EpisodicRecord.create", {"summary": "s", "vec": V, "trust": 0.5, "source": "cam"}),
    ("Concept.create", {"centroid": V, "labels": ["a"], "trust": 0.5}),
    ("WorkingMemoryEntry.create", {"vec": V, "relevance": 0.5, "ttl_ms": 5}),
    ("ProtoInstinct.create", {"id": "p", "vec": V, "weight": 0.5, "rule": "r"}),
    ("Provenance.create", {"device_id": "cam"}),
    ("SparseVec.from_dense", {"v": V, "threshold": 0.5}),
]

# which kinds a parameter of a type accepts
NUMBER = {"bool", "int", "float"}
ACCEPTED: dict[str, set[str]] = {
    "any": set(samples()),
    "none": {"none"},
    "bool": {"bool"},
    "int": {"bool", "int"},
    "float": NUMBER,
    "str": {"str"},
    "uuid": {"str"},
    "list": {"list", "tuple"},
    "map": {"map"},
    "Vec": {"Vec"},
    "Vector": {"Vec"},
    "Matrix": {"Matrix"},
    "fn": {"fn", "type"},
    **{name: {"map"} for name in RECORD_TYPES},  # which can stand in for a record (LANGUAGE 12.2)
}


def declarations(name: str) -> list[n.PrimitiveDeclaration]:
    owner, _, member = name.rpartition(".")
    return MEMBERS[owner, member] if owner else FUNCTIONS[name]


def function(name: str) -> Any:
    owner, _, member = name.rpartition(".")
    return P[owner].__constructors__[member] if owner else P[name]


def parameters(name: str) -> Iterator[n.Parameter]:
    return itertools.chain.from_iterable(declaration.parameters or () for declaration in declarations(name))


def class_of(name: str) -> tuple[str, list[object]]:
    """`pure`, `random` or `effect`, and the kinds of effect."""
    (annotation,) = declarations(name)[0].annotations
    kinds = [part.value.value for part in annotation.arguments if isinstance(part.value, n.Constant)]
    return annotation.name.text, kinds


def accepted(type_: n.Type | None) -> set[str]:
    if type_ is None:
        return ACCEPTED["any"]
    if isinstance(type_, n.UnionType):
        return set().union(*map(accepted, type_.alternatives))
    assert isinstance(type_, n.NamedType)
    if type_.path[0].text == "optional":
        (argument,) = type_.arguments
        assert isinstance(argument.value, n.NamedType)
        return {"none"} | accepted(argument.value)
    return ACCEPTED[type_.path[0].text]


def accepted_by(name: str, parameter: str) -> set[str]:
    """The kinds that the parameter accepts in one form of the call or another."""
    if (name, parameter) == ("pop", "items"):
        return {"list", "map"}  # by position it is `m` as well
    return set().union(*(accepted(p.type) for p in parameters(name) if p.name.text == parameter))


def call(name: str, /, *arguments: Any, **named: Any) -> Any:
    """As a program calls it, which is what the words of errors are for."""
    return access.call_method({"f": function(name)}, "f", *arguments, **named)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    run.start(seed=0)
    monkeypatch.setattr("sys.stdin", io.StringIO("line\n" * 9))
    yield
    run.start()


def test_every_form_has_valid_arguments() -> None:
    given = {(name, *arguments) for name, arguments in VALID}
    for name in FUNCTIONS:
        if name not in ("min", "max"):
            for declaration in declarations(name):
                named = [p.name.text for p in declaration.parameters or () if not p.variadic]
                assert (name, *named) in given, (name, named)


EACH = pytest.mark.parametrize(
    ("name", "arguments"),
    [pytest.param(name, arguments, id=f"{name}-{i}") for i, (name, arguments) in enumerate(VALID)],
)


@EACH
def test_by_position_and_by_name(name: str, arguments: dict[str, Any]) -> None:
    if name == "print":
        return  # its named arguments have no positions
    class_, effects = class_of(name)
    results = []
    for by_name in (False, True):
        run.start(seed=0)
        given = deep_copy(arguments)
        try:
            results.append(call(name, **given) if by_name else call(name, *given.values()))
        except Error as error:
            assert error.kind == "IOError"  # of files that are not there  # noqa: PT017
            results.append(error.message)
        if "arg" not in effects:
            assert inner(given) == inner(arguments)
    if class_ != "effect":
        assert same(*results) or inner(results[0]) == inner(results[1])


def quantised(value: Any) -> Any:
    if kind(value) == "Vec":
        return quantize(value, 8)
    return [quantised(item) for item in value] if isinstance(value, list) else value


@EACH
def test_results_are_new_and_not_quantised(name: str, arguments: dict[str, Any]) -> None:
    if class_of(name)[0] != "pure" or name == "copy":
        return
    given = {parameter: quantised(value) for parameter, value in arguments.items()}
    result = call(name, **given)
    if isinstance(result, np.ndarray):
        assert result.dtype == np.float64
        assert bits(result) == (arguments["bits"] if name == "quantize" else None)
    for value in given.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, np.ndarray):
                assert bits(part) in (None, 8)
                assert not isinstance(result, np.ndarray) or not np.shares_memory(result, part)
    if isinstance(result, list | dict):
        assert not any(result is value for value in given.values())


@EACH
def test_what_parameters_refuse(name: str, arguments: dict[str, Any]) -> None:
    for parameter, valid in arguments.items():
        kinds = accepted_by(name, parameter)
        for found, value in samples().items():
            if found not in kinds:
                given = {**deep_copy(arguments), parameter: value}
                with raises("TypeError") as caught:
                    call(name, **given)
                message = caught[0].message
                if (name, found) != ("slice", "object"):  # which Python slices
                    said = f"{name.removeprefix('to_')}()" in message or "expected a" in message
                    assert said, (parameter, found, message)
            elif found in NUMBER and kind(valid) in NUMBER:
                value = type(value)(1)
                given = {**deep_copy(arguments), parameter: value}
                try:
                    call(name, **given)
                except Error as error:
                    assert error.kind != "TypeError", (name, parameter, found, error.message)  # noqa: PT017


@EACH
def test_tuples_from_python_count_as_lists(name: str, arguments: dict[str, Any]) -> None:
    class_, effects = class_of(name)
    for parameter, value in arguments.items():
        if isinstance(value, list) and "arg" not in effects and accepted_by(name, parameter) != ACCEPTED["any"]:
            listed = call(name, **deep_copy(arguments))
            tupled = call(name, **{**deep_copy(arguments), parameter: tuple(value)})
            if class_ == "pure" and kind(tupled) != "tuple":
                assert inner(tupled) == inner(listed)


@EACH
def test_wrong_numbers_and_names_of_arguments(name: str, arguments: dict[str, Any]) -> None:
    most = max(len(declaration.parameters or ()) for declaration in declarations(name))
    if name != "print":
        with raises("TypeError", "() takes "):
            call(name, *[None] * (most + 1))
    with raises("TypeError", "has no parameter 'nothing'"):
        call(name, **deep_copy(arguments), nothing=1)
    required = {p.name.text for p in parameters(name) if p.default is None and not p.variadic}
    for parameter in required & set(arguments):
        rest = {key: value for key, value in deep_copy(arguments).items() if key != parameter}
        forms = [{p.name.text for p in d.parameters or () if p.default is None} for d in declarations(name)]
        if not any(form <= set(rest) for form in forms):
            with raises("TypeError", "concat()" if name == "concat" else "missing the argument"):
                call(name, **rest)
