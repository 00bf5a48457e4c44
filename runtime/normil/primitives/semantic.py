"""Semantic memory: concepts, and how they come about (PRIMITIVES 10)."""

from __future__ import annotations

from normil.engine import run
from normil.primitives.arguments import as_float, as_int, as_sequence, as_str, as_vec
from normil.primitives.episodic import label_texts, vector
from normil.primitives.lists import unique
from normil.primitives.records import Concept, EpisodicRecord
from normil.primitives.similarity import most_similar, query
from normil.primitives.system import generate_uuid
from normil.primitives.vectors import normalize
from normil.values import arrays
from normil.values.comparison import eq
from normil.values.errors import Error
from normil.values.records import as_record, make, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _store() -> list[Any]:
    return run.current.stores["semantic"]


def _position(id: object) -> int | None:  # noqa: A002
    return next((i for i, concept in enumerate(_store()) if eq(concept.concept_id, id)), None)


def _centroid(concept: Any) -> Any:
    return as_vec("Concept", "centroid_vec", concept.centroid_vec)


def semantic_upsert(concept: Any) -> None:
    concept = as_record(Concept, concept)
    position = _position(concept.concept_id)
    action = "semantic_insert" if position is None else "semantic_update"
    run.current.audit.append(action, {"id": concept.concept_id})
    if position is None:
        _store().append(concept)
    else:
        _store()[position] = concept


def semantic_query(vec: Any, k: Any = 10) -> list[Any]:
    vec, k = query("semantic_query", vec, k)
    return most_similar(vec, k, _store(), _centroid)


def semantic_get(id: Any) -> Any:  # noqa: A002
    position = _position(as_str("semantic_get", "id", id))
    return None if position is None else _store()[position]


def semantic_count() -> int:
    return len(_store())


def semantic_clear() -> None:
    run.current.audit.append("semantic_clear", {"count": semantic_count()})
    _store().clear()


def semantic_merge(c1: Any, c2: Any) -> Any:
    c1, c2 = as_record(Concept, c1), as_record(Concept, c2)
    v1, v2 = _centroid(c1), _centroid(c2)
    if len(v1) != len(v2):
        raise arrays.vectors.mismatch(v1, v2)
    n1, n2 = (as_int("semantic_merge", "doc_count", concept.doc_count) for concept in (c1, c2))
    trust1, trust2 = (as_float("semantic_merge", "trust_score", concept.trust_score) for concept in (c1, c2))
    w1 = n1 / (n1 + n2) if n1 + n2 else 0.5
    w2 = 1 - w1
    return make(
        Concept,
        generate_uuid(),
        w1 * v1 + w2 * v2,
        n1 + n2,
        _union("provenance_versions", c1, c2),
        w1 * trust1 + w2 * trust2,
        _union("labels", c1, c2),
    )


def _union(field: str, c1: Any, c2: Any) -> list[Any]:
    first, second = (as_sequence("semantic_merge", field, read(concept, field)) for concept in (c1, c2))
    return unique([*first, *second])


def consolidate(episodes: Any, method: Any = "cluster") -> list[Any]:
    records = [as_record(EpisodicRecord, episode) for episode in as_sequence("consolidate", "episodes", episodes)]
    method = as_str("consolidate", "method", method)
    if method not in ("cluster", "distill"):
        raise Error("ValueError", f"consolidate(): method must be cluster or distill, not {method!r}")
    trusts = [as_float("consolidate", "trust", record.trust) for record in records]
    weighted = [(v, trust) for v, trust in zip(map(vector, records), trusts, strict=True) if v is not None]
    if not weighted:
        return []
    vectors, weights = [v for v, _ in weighted], [trust for _, trust in weighted]
    for v in vectors:
        if len(v) != len(vectors[0]):
            raise arrays.vectors.mismatch(vectors[0], v)
    if method == "cluster" or not any(weights):
        weights = [1.0] * len(vectors)
    rows, column = arrays.numpy.array(vectors), arrays.numpy.array(weights)
    centroid = (rows * column[:, None]).sum(axis=0) / column.sum()
    labels = unique([text for record in records for text in label_texts(record)])
    trust = sum(trusts) / len(trusts)
    centroid = centroid if method == "cluster" else normalize(centroid)
    return [make(Concept, generate_uuid(), centroid, len(records), ["v1"], trust, labels)]
