"""The builtin functions, one module a family.

Takes in names, gives out the values they have; imports the families of those names only, so that a program without
vectors imports no numpy. What the names mean to tools stands in `prelude.nor`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FAMILIES = {
    "construction": "vec zeros ones fill one_hot to_dense to_sparse",
    "randomness": "random uniform random_int choice shuffle seed random_matrix",
    "vectors": "dot norm normalize vec_add vec_sub vec_mul vec_div scale cosine_similarity distance softmax",
    "matrices": "matrix identity outer outer_product matvec matmul transpose row col reshape",
    "arithmetic": (
        "abs sqrt exp log log2 log10 sin cos tan tanh sigmoid relu pow floor ceil round is_nan is_finite clip"
        " pi inf nan"
    ),
    "reductions": "min max sum mean var std median argmax argmin",
    "strings": (
        "string_length string_upper string_lower string_substring string_split string_join string_replace"
        " string_contains string_startswith string_endswith string_trim string_repeat string_char_at string_index_of"
    ),
    "types": "int float bool str list map timestamp uuid Vec Matrix SparseVec auto",
    "general": "to_string to_int to_float type_of is_none len range copy fields assert",
    "system": "print input generate_uuid now clock sleep breakpoint read_file write_file",
    "jsontext": "json_encode json_decode",
    "lists": ("append push pop insert remove concat sort reverse slice flatten unique contains index_of"),
    "maps": "keys values items get merge",
    "functional": "filter reduce any_of all_of zip enumerate",
    "neural": "lowrankupdate quantize dequantize onlinecluster_update",
    "plasticity": (
        "normalize_plasticity decay_learning_rate compute_stability compute_stability_window compute_weight_variance"
        " register_plasticity_mode list_plasticity_modes plastic_state plastic_reset"
    ),
    "schedules": "lr_warmup_linear lr_cosine_annealing lr_step_decay lr_plateau_factor",
    "metrics": "log_metric export_metrics",
    "records": "EpisodicRecord Concept ProtoInstinct WorkingMemoryEntry Label Provenance Rule Policy",
    "episodic": "episodic_append episodic_query episodic_get episodic_count episodic_all episodic_clear",
    "working": "wm_add wm_get wm_query wm_count wm_clear",
    "semantic": (
        "semantic_upsert semantic_query semantic_get semantic_count semantic_clear semantic_merge consolidate"
    ),
    "audit": "audit_log audit_verify audit_snapshot audit_entries",
}
FAMILY = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_PYTHON_NAMES = {"assert": "assert_"}


def load(names: Iterable[str]) -> dict[str, object]:
    """The values of builtin names. `args` has none here: it belongs to the entry file."""
    loaded = {}
    for name in names:
        if name in FAMILY:
            family = __import__(f"normil.primitives.{FAMILY[name]}", None, None, [name])
            loaded[name] = getattr(family, _PYTHON_NAMES.get(name, name))
    return loaded
