"""LANGUAGE 12.4: constructor functions of the builtin record types."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest

from normil.values import access
from normil.values.comparison import eq
from tests.primitives.builtin import P
from tests.values.raising import raises

V = np.ones(2)


def create(type_: str, *arguments: Any, **named: Any) -> Any:
    return access.call_method(P[type_], "create", *arguments, **named)


def test_signature_of_a_provenance() -> None:
    made = create("Provenance", "käm")
    assert made.signature == hashlib.sha256(f"käm{made.timestamp!r}".encode()).hexdigest()


def test_the_provenance_of_an_episode() -> None:
    made = create("EpisodicRecord", "s", V)
    assert eq(made.provenance.device_id, "default")
    assert made.vecs["default"] is V


def test_every_record_has_an_id_of_its_own() -> None:
    for type_, field, arguments in (
        ("EpisodicRecord", "id", ("s", V)),
        ("Concept", "concept_id", (V,)),
        ("WorkingMemoryEntry", "id", (V,)),
    ):
        first, second = (access.member(create(type_, *arguments), field) for _ in range(2))
        assert first != second
        assert P["uuid"](first) == first


def test_lists_are_not_shared() -> None:
    names = ["a"]
    made = create("Concept", V, names)
    names.append("b")
    assert made.labels == ["a"]
    create("Concept", V).labels.append("x")
    assert create("Concept", V).labels == []


ERRORS: list[tuple[str, tuple[Any, ...], str]] = [
    ("EpisodicRecord", (1, V), "EpisodicRecord.create(): summary must be a str"),
    ("EpisodicRecord", ("s", [1.0]), "vec must be a Vec"),
    ("EpisodicRecord", ("s", V, "high"), "trust must be a number"),
    ("EpisodicRecord", ("s", V, 1.0, 5), "source must be a str"),
    ("EpisodicRecord", ("s",), "create() is missing the argument 'vec'"),
    ("Concept", ([1.0],), "centroid must be a Vec"),
    ("Concept", (V, "cat"), "labels must be a list"),
    ("Concept", (V, [], "x"), "trust must be a number"),
    ("WorkingMemoryEntry", (1,), "vec must be a Vec"),
    ("WorkingMemoryEntry", (V, "x"), "relevance must be a number"),
    ("WorkingMemoryEntry", (V, 1, 5.5), "ttl_ms must be an int"),
    ("ProtoInstinct", (1, V), "id must be a str"),
    ("ProtoInstinct", ("a", 1), "vec must be a Vec"),
    ("ProtoInstinct", ("a", V, "x"), "weight must be a number"),
    ("Provenance", (1,), "device_id must be a str"),
]


@pytest.mark.parametrize(("type_", "arguments", "message"), ERRORS)
def test_error(type_: str, arguments: tuple[Any, ...], message: str) -> None:
    with raises("TypeError", message):
        create(type_, *arguments)
