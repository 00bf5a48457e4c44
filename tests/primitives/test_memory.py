"""PRIMITIVES 8 to 10: the memory stores."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normil.engine import run
from normil.primitives import working
from normil.values.records import construct, make
from tests.primitives.builtin import P, same
from tests.values.raising import raises


@pytest.fixture(autouse=True)
def _fresh_stores() -> Iterator[None]:
    run.start()
    yield
    run.start()


def vec(*numbers: float) -> Any:
    return np.array(numbers, dtype=float)


def episode(id: str = "e", **given: Any) -> Any:  # noqa: A002
    fields = {"vecs": {"default": vec(1, 0)}, "trust": 0.5, "timestamp": 10.0, "labels": [], "sources": []} | given
    return construct(P["EpisodicRecord"], {"id": id, "summary": id, "provenance": {}, **fields})


def concept(id: str = "c", v: Any = None, count: Any = 1, trust: Any = 0.5, **given: Any) -> Any:  # noqa: A002
    fields = {"labels": [], "provenance_versions": ["v1"]} | given
    centroid = vec(1, 0) if v is None else v
    return construct(
        P["Concept"], {"concept_id": id, "centroid_vec": centroid, "doc_count": count, "trust_score": trust, **fields}
    )


def entry(id: str = "w", v: Any = None, ttl: Any = 1000, last: Any = 0.0) -> Any:  # noqa: A002
    return make(P["WorkingMemoryEntry"], id, vec(1, 0) if v is None else v, last, 1.0, ttl, [])


def ids(records: list[Any]) -> list[str]:
    return [record.id for record in records]


# ---------------------------------------------------------------- episodic memory


def test_episodes_are_stored_themselves_and_in_order() -> None:
    first, second, again = episode("a"), episode("b"), episode("a")
    assert [P["episodic_append"](record) for record in (first, second, again)] == ["a", "b", "a"]
    assert P["episodic_count"]() == 3
    assert P["episodic_get"]("a") is first
    assert P["episodic_get"]("x") is None
    listed = P["episodic_all"]()
    assert listed[2] is again
    listed.clear()
    assert P["episodic_count"]() == 3
    assert P["episodic_clear"]() is None
    assert P["episodic_all"]() == []


def test_the_vector_of_an_episode() -> None:
    for record in (
        episode("other dim", vecs={"default": vec(1, 0, 0)}),
        episode("none", vecs={}),
        episode("first", vecs={"a": vec(1, 0), "b": vec(0, 1)}),
        episode("default", vecs={"a": vec(1, 0), "default": vec(0, 1)}),
    ):
        P["episodic_append"](record)
    assert ids(P["episodic_query"](vec(0, 1))) == ["default", "first"]
    assert ids(P["episodic_query"](vec(1, 0), 1)) == ["first"]
    assert P["episodic_query"](vec(1, 0), 0) == []


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["a", "b", "c"]),
    ({"trust": 0.5}, ["b", "c"]),
    ({"trust": 1}, ["c"]),
    ({"label": "cat"}, ["a", "b", "c"]),
    ({"label": "dog"}, ["b"]),
    ({"source": "cam"}, ["a", "c"]),
    ({"since": 2.0}, ["b", "c"]),
    ({"until": 2}, ["a", "b"]),
    ({"since": 2, "until": 2.0}, ["b"]),
    ({"outcome": None}, ["a", "b"]),
    ({"outcome": "good", "trust": 0.1}, ["c"]),
    ({"sources": ["mic"]}, ["b"]),
    ({"vecs": {"default": vec(1, 0)}}, ["a", "b", "c"]),
    ({"id": 5}, []),
]


@pytest.mark.parametrize(("filters", "found"), FILTERS)
def test_filters(filters: dict[str, Any], found: list[str]) -> None:
    label = make(P["Label"], "cat", 0.5)
    P["episodic_append"](episode("a", trust=0.2, timestamp=1.0, labels=[label], sources=["cam"]))
    P["episodic_append"](episode("b", trust=0.5, timestamp=2.0, labels=["dog", {"label": "cat"}], sources=["mic"]))
    P["episodic_append"](episode("c", trust=1, timestamp=3, labels=["cat"], sources=["mic", "cam"], outcome="good"))
    assert ids(P["episodic_query"](vec(1, 0), filters=filters)) == found
    assert ids(P["episodic_query"](vec(1, 0), 1, filters)) == found[:1]


# ---------------------------------------------------------------- similarity

numbers = st.one_of(
    st.integers(-3, 3).map(float), st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([1e-200, 1e200])
)
vectors = st.lists(numbers, min_size=1, max_size=3).map(np.array)


@given(vectors, st.lists(vectors, max_size=12), st.integers(0, 13))
def test_search_is_cosine_similarity_one_by_one(query: Any, stored: list[Any], k: int) -> None:
    run.start()
    expected = []
    for i, v in enumerate(stored):
        P["episodic_append"](episode(str(i), vecs={"default": v}))
        P["semantic_upsert"](concept(str(i), v))
        P["wm_add"](entry(str(i), v, ttl=math.inf))
        if len(v) == len(query):
            similarity = P["cosine_similarity"](query, v)
            expected.append((math.isnan(similarity), 0 if math.isnan(similarity) else -similarity, i))
    wanted = [str(i) for _, _, i in sorted(expected)[:k]]
    assert ids(P["episodic_query"](query, k)) == wanted
    assert [found.concept_id for found in P["semantic_query"](query, k)] == wanted
    assert ids(P["wm_query"](query, k)) == wanted


def test_a_search_gives_ten_and_sees_changes() -> None:
    for i in range(12):
        P["semantic_upsert"](concept(str(i), vec(1, i)))
    assert [found.concept_id for found in P["semantic_query"](vec(1, 0))] == [str(i) for i in range(10)]
    P["semantic_get"]("11").centroid_vec[:] = [1, 0]
    assert [found.concept_id for found in P["semantic_query"](vec(1, 0), 2)] == ["0", "11"]


# ---------------------------------------------------------------- working memory


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The time in seconds, which stands still."""
    time = {"now": 5.0}
    monkeypatch.setattr(working, "now", lambda: time["now"])
    return time


def test_entries_expire(clock: dict[str, float]) -> None:
    P["wm_add"](entry("a", last=5000.0, ttl=1000))
    P["wm_add"](entry("b", last=5000.0, ttl=500))
    clock["now"] = 5.5
    assert P["wm_count"]() == 2  # just not yet
    clock["now"] = 5.75
    assert P["wm_get"]("b") is None
    assert P["wm_get"]("a").last_access_ms == 5750.0
    clock["now"] = 6.5
    assert ids(P["wm_query"](vec(1, 0))) == ["a"]
    assert P["wm_get"]("a").last_access_ms == 6500.0
    clock["now"] = 7.5
    P["wm_query"](vec(1, 0))  # which does not touch it
    clock["now"] = 7.75
    assert P["wm_count"]() == 0
    P["wm_add"](entry("c", last=0.0))
    assert P["wm_query"](vec(1, 0)) == []


def test_an_entry_replaces_the_one_with_its_id(clock: dict[str, float]) -> None:
    first, second, third = entry("a", ttl=9000), entry("b", ttl=9000), entry("a", ttl=9000)
    for added in (first, second, third):
        assert P["wm_add"](added) is None
    found = P["wm_query"](vec(1, 0))
    assert ids(found) == ["a", "b"]
    assert found[0] is third
    assert P["wm_clear"]() is None
    assert P["wm_count"]() == 0


def test_an_entry_replaces_no_expired_one(clock: dict[str, float]) -> None:
    P["wm_add"](entry("a", last=5000.0, ttl=100))
    P["wm_add"](entry("b", last=5000.0, ttl=9000))
    clock["now"] = 6.0
    P["wm_add"](entry("a", last=6000.0))
    assert ids(P["wm_query"](vec(1, 0))) == ["b", "a"]


# ---------------------------------------------------------------- semantic memory


def test_concepts_replace_the_one_with_their_id() -> None:
    first, second, third = concept("a"), concept("b"), concept("a", count=7)
    for stored in (first, second, third):
        assert P["semantic_upsert"](stored) is None
    assert P["semantic_count"]() == 2
    assert P["semantic_get"]("a") is third
    assert P["semantic_query"](vec(1, 0))[0] is third
    assert P["semantic_get"]("x") is None
    assert P["semantic_clear"]() is None
    assert P["semantic_count"]() == 0


def test_merge() -> None:
    a = concept("a", vec(1, 0), 3, 1.0, labels=["x", "y"], provenance_versions=["v2", "v1"])
    b = concept("b", vec(0, 2), 1, 0.5, labels=["y", "z"], provenance_versions=["v1", "v3"])
    merged = P["semantic_merge"](a, b)
    assert same(merged.centroid_vec, vec(0.75, 0.5))
    assert same(merged.trust_score, 0.875)
    assert (merged.doc_count, merged.labels, merged.provenance_versions) == (4, ["x", "y", "z"], ["v2", "v1", "v3"])
    assert merged.concept_id not in ("a", "b")
    assert P["semantic_count"]() == 0
    assert (a.doc_count, a.labels) == (3, ["x", "y"])
    empty = P["semantic_merge"](concept(count=0), concept(v=vec(0, 1), count=0, trust=1))
    assert same(empty.centroid_vec, vec(0.5, 0.5))
    assert (empty.doc_count, empty.trust_score) == (0, 0.75)


def test_consolidation() -> None:
    episodes = [
        episode("a", vecs={"default": vec(3, 0)}, trust=0.75, labels=["x", {"label": "y"}]),
        episode("b", vecs={}, trust=0.3, labels=["z"]),
        episode("c", vecs={"v": vec(0, 3)}, trust=0.25, labels=["y", make(P["Label"], "w", 1.0)]),
    ]
    (found,) = P["consolidate"](episodes)
    assert same(found.centroid_vec, vec(1.5, 1.5))
    assert found.trust_score == pytest.approx(1.3 / 3)
    assert (found.doc_count, found.labels, found.provenance_versions) == (3, ["x", "y", "z", "w"], ["v1"])
    (distilled,) = P["consolidate"](tuple(episodes), "distill")
    assert distilled.centroid_vec == pytest.approx(vec(3, 1) / math.sqrt(10))
    assert (distilled.doc_count, distilled.labels) == (3, found.labels)
    untrusted = [episode(vecs={"default": v}, trust=0) for v in (vec(4, 0), vec(0, 4))]
    (distilled,) = P["consolidate"](untrusted, "distill")
    assert distilled.centroid_vec == pytest.approx(vec(1, 1) / math.sqrt(2))
    assert P["consolidate"]([]) == P["consolidate"]([episode(vecs={})], "distill") == []
    assert P["semantic_count"]() == 0


# ---------------------------------------------------------------- errors

ERRORS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("episodic_append", (5,), "TypeError", "expected an EpisodicRecord, found an int"),
    ("episodic_append", (concept(),), "TypeError", "found a Concept"),
    ("episodic_append", ({"id": "x"},), "KeyError", "'timestamp'"),
    ("episodic_query", ([1.0],), "TypeError", "vec must be a Vec"),
    ("episodic_query", (vec(1, 0), -1), "ValueError", "k must not be negative"),
    ("episodic_query", (vec(1, 0), 1.0), "TypeError", "k must be an int"),
    ("episodic_query", (vec(1, 0), 1, [1]), "TypeError", "filters must be a map"),
    ("episodic_query", (vec(1, 0), 1, {"trsut": 1}), "ValueError", "no field 'trsut'"),
    ("episodic_query", (vec(1, 0), 1, {5: 1}), "ValueError", "no field 5"),
    ("episodic_query", (vec(1, 0), 1, {"trust": "high"}), "TypeError", "trust"),
    ("episodic_query", (vec(1, 0), 1, {"label": 5}), "TypeError", "label"),
    ("episodic_get", (5,), "TypeError", "id must be a str"),
    ("wm_add", (5,), "TypeError", "WorkingMemoryEntry"),
    ("wm_add", ({"id": "x"},), "KeyError", "'vec_combined'"),
    ("wm_get", (5,), "TypeError", "id must be a str"),
    ("wm_query", ("a",), "TypeError", "vec must be a Vec"),
    ("wm_query", (vec(1, 0), -1), "ValueError", "k must not be negative"),
    ("semantic_upsert", (None,), "TypeError", "Concept"),
    ("semantic_upsert", ({"concept_id": "x"},), "KeyError", "'centroid_vec'"),
    ("semantic_query", (None,), "TypeError", "vec must be a Vec"),
    ("semantic_query", (vec(1, 0), -1), "ValueError", "k must not be negative"),
    ("semantic_get", (None,), "TypeError", "id must be a str"),
    ("semantic_merge", (concept(), concept(v=vec(1, 2, 3))), "DimensionError", "Vec(2) and Vec(3)"),
    ("semantic_merge", (concept(), 5), "TypeError", "Concept"),
    ("semantic_merge", (concept(v=[1.0]), concept()), "TypeError", "centroid_vec must be a Vec"),
    ("semantic_merge", (concept(labels=None), concept()), "TypeError", "labels must be a list, not none"),
    ("semantic_merge", (concept(), concept(count=1.5)), "TypeError", "doc_count must be an int"),
    ("semantic_merge", (concept(), concept(trust="x")), "TypeError", "trust_score must be a number"),
    ("consolidate", ([episode(labels=None)],), "TypeError", "labels must be a list, not none"),
    ("consolidate", ([episode(trust="x")],), "TypeError", "trust must be a number"),
    ("consolidate", ([episode(vecs=[1])],), "TypeError", "vecs must be a map"),
    ("consolidate", ([], "other"), "ValueError", "'other'"),
    ("consolidate", (episode(),), "TypeError", "episodes must be a list"),
    ("consolidate", ([5],), "TypeError", "EpisodicRecord"),
    ("consolidate", ([episode(), episode(vecs={"v": vec(1)})],), "DimensionError", "Vec(2) and Vec(1)"),
    ("consolidate", ([episode(labels=[5])],), "TypeError", "a label must be"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), ERRORS)
def test_error(name: str, arguments: tuple[Any, ...], kind: str, message: str) -> None:
    with raises(kind, message):
        P[name](*arguments)
    assert not any(run.current.stores.values())
    assert run.current.audit.entries == []


def test_errors_of_what_is_stored() -> None:
    P["episodic_append"](episode(vecs={"default": [1.0, 0.0]}))
    with raises("TypeError", "vecs['default'] must be a Vec"):
        P["episodic_query"](vec(1, 0))
    P["wm_add"](entry(v=5, ttl=math.inf))
    with raises("TypeError", "vec_combined must be a Vec"):
        P["wm_query"](vec(1, 0))
    P["semantic_upsert"](concept(v=5))
    with raises("TypeError", "centroid_vec must be a Vec"):
        P["semantic_query"](vec(1, 0))
