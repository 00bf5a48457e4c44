"""The builtin record types, all but SparseVec: fields, text forms, constructor functions (LANGUAGE 12.3, 12.4, 21.1).

Takes in field values, gives out records. What is stored where is not known here.
"""

from __future__ import annotations

from normil.primitives.arguments import as_float, as_int, as_sequence, as_str, as_vec
from normil.primitives.system import generate_uuid, now
from normil.values.kinds import kind
from normil.values.records import Record, RecordType, make, read, struct_type
from normil.values.text import inner, to_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Shown = Callable[
        [Any], Any
    ]  # a field's value as its template takes it; None if it is of another type than declared


def _str(value: Any) -> str | None:
    return str.__str__(value) if kind(value) == "str" else None


def _int(value: Any) -> int | None:
    return int(value) if kind(value) == "int" else None


def _float(value: Any) -> float | None:
    try:
        return float(value) if kind(value) in ("int", "float") else None
    except OverflowError:  # an int that is no float
        return None


def _strs(value: Any) -> str | None:
    return inner(value) if kind(value) == "list" and all(kind(item) == "str" for item in value) else None


def _count_of_rules(value: Any) -> int | None:
    return len(value) if kind(value) == "list" and all(isinstance(rule, (Rule, dict)) for rule in value) else None


def _form(template: str, shown: dict[str, Shown]) -> Callable[[Any], str | None]:
    """The text form of a type, which is None where a field that it shows is of another type than declared."""

    def text(record: Record) -> str | None:
        parts = {field: show(read(record, field)) for field, show in shown.items()}
        return None if None in parts.values() else template.format(**parts)

    return text


def _type(
    name: str,
    fields: str,
    template: str,
    shown: dict[str, Shown],
    create: Callable[..., Any] | None = None,
) -> RecordType:
    """`fields` in declared order, with a `?` after those that may be left out."""
    if create is not None:
        create.__name__, create.__qualname__ = "create", f"{name}.create"  # as messages show it
    return struct_type(
        name,
        tuple((field.removesuffix("?"), field.endswith("?"), None) for field in fields.split()),
        constructors={} if create is None else {"create": create},
        text=_form(template, shown),
    )


# ---------------------------------------------------------------- constructor functions


def _episodic_record(summary: Any, vec: Any, trust: Any = 0.9, source: Any = "default") -> Any:
    function = "EpisodicRecord.create"
    summary, vec = as_str(function, "summary", summary), as_vec(function, "vec", vec)
    trust, source = as_float(function, "trust", trust), as_str(function, "source", source)
    vecs = {"default": vec}
    return make(EpisodicRecord, generate_uuid(), now(), [source], vecs, summary, [], trust, _provenance(), None)


def _concept(centroid: Any, labels: Any = (), trust: Any = 0.8) -> Any:
    function = "Concept.create"
    centroid, trust = as_vec(function, "centroid", centroid), as_float(function, "trust", trust)
    return make(Concept, generate_uuid(), centroid, 1, ["v1"], trust, list(as_sequence(function, "labels", labels)))


def _entry(vec: Any, relevance: Any = 1.0, ttl_ms: Any = 60000) -> Any:
    function = "WorkingMemoryEntry.create"
    vec, relevance = as_vec(function, "vec", vec), as_float(function, "relevance", relevance)
    ttl = as_int(function, "ttl_ms", ttl_ms)
    return make(WorkingMemoryEntry, generate_uuid(), vec, now() * 1000, relevance, ttl, [])


def _proto_instinct(id: Any, vec: Any, weight: Any = 1.0, rule: Any = None) -> Any:  # noqa: A002
    function = "ProtoInstinct.create"
    name, vec = as_str(function, "id", id), as_vec(function, "vec", vec)
    return make(ProtoInstinct, name, vec, rule, as_float(function, "weight", weight))


def _provenance(device_id: Any = "default") -> Any:
    import hashlib  # takes a while

    device, time = as_str("Provenance.create", "device_id", device_id), now()
    signed = (device + to_string(time)).encode("utf-8", "surrogatepass")
    return make(Provenance, device, hashlib.sha256(signed).hexdigest(), time)


# ---------------------------------------------------------------- the types

EpisodicRecord = _type(
    "EpisodicRecord",
    "id timestamp sources vecs summary labels trust provenance outcome?",
    "EpisodicRecord(id={id:.8}..., timestamp={timestamp:.2f}, sources={sources}, trust={trust:.2f})",
    {"id": _str, "timestamp": _float, "sources": _strs, "trust": _float},
    _episodic_record,
)
Concept = _type(
    "Concept",
    "concept_id centroid_vec doc_count provenance_versions trust_score labels",
    "Concept(id={concept_id:.8}..., doc_count={doc_count}, trust={trust_score:.2f}, labels={labels})",
    {"concept_id": _str, "doc_count": _int, "trust_score": _float, "labels": _strs},
    _concept,
)
ProtoInstinct = _type(
    "ProtoInstinct",
    "id vec_ref rule? weight",
    "ProtoInstinct({id}, weight={weight:.2f})",
    {"id": _str, "weight": _float},
    _proto_instinct,
)
WorkingMemoryEntry = _type(
    "WorkingMemoryEntry",
    "id vec_combined last_access_ms relevance_score expire_ttl refs_to_episodic_ids",
    "WorkingMemoryEntry(id={id:.8}..., relevance={relevance_score:.2f}, ttl={expire_ttl}ms)",
    {"id": _str, "relevance_score": _float, "expire_ttl": _int},
    _entry,
)
Label = _type("Label", "label score", "Label({label}, {score:.3f})", {"label": _str, "score": _float})
Provenance = _type(
    "Provenance",
    "device_id signature timestamp",
    "Provenance({device_id}, {signature:.8}...)",
    {"device_id": _str, "signature": _str},
    _provenance,
)
Rule = _type("Rule", "id condition action priority", "Rule({id}, priority={priority})", {"id": _str, "priority": _int})
Policy = _type(
    "Policy",
    "name rules activation_threshold",
    "Policy({name}, {rules} rules)",
    {"name": _str, "rules": _count_of_rules},
)
