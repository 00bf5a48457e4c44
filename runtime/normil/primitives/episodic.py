"""Episodic memory: a sequence of records in the order they were appended (PRIMITIVES 8)."""

from __future__ import annotations

from normil.engine import run
from normil.primitives.arguments import as_float, as_map, as_sequence, as_str, as_vec
from normil.primitives.lists import contains
from normil.primitives.records import EpisodicRecord, Label
from normil.primitives.similarity import most_similar, query
from normil.values.comparison import eq, ge, le
from normil.values.errors import Error
from normil.values.kinds import describe
from normil.values.records import as_record, read
from normil.values.suggest import did_you_mean
from normil.values.text import inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Test = Callable[[Any], bool]


def _store() -> list[Any]:
    return run.current.stores["episodic"]


def vector(record: Any) -> Any:
    """The vector of a record, None if it has none."""
    vecs = as_map("EpisodicRecord", "vecs", record.vecs)
    if not vecs:
        return None
    name = "default" if "default" in vecs else next(iter(vecs))
    return as_vec("EpisodicRecord", f"vecs[{inner(name)}]", vecs[name])


def label_texts(record: Any) -> list[str]:
    return [_label_text(label) for label in as_sequence("EpisodicRecord", "labels", record.labels)]


def _label_text(label: Any) -> str:
    if isinstance(label, Label):
        label = label.label
    elif isinstance(label, dict) and "label" in label:
        label = label["label"]
    if isinstance(label, str):
        return label
    raise Error("TypeError", f"a label must be a Label, a map with 'label' or a str, not {describe(label)}")


def episodic_append(record: Any) -> Any:
    record = as_record(EpisodicRecord, record)
    run.current.audit.append("episodic_append", {"id": record.id, "summary": record.summary})
    _store().append(record)
    return record.id


def episodic_query(vec: Any, k: Any = 10, filters: Any = None) -> list[Any]:
    vec, k = query("episodic_query", vec, k)
    given = {} if filters is None else as_map("episodic_query", "filters", filters)
    tests = [_test(name, value) for name, value in given.items()]
    passing = (record for record in _store() if all(test(record) for test in tests))
    return most_similar(vec, k, passing, vector)


def _test(name: Any, value: Any) -> Test:
    """What one filter asks of a record."""
    if name in ("trust", "since", "until"):
        bound = as_float("episodic_query", f"the filter {name!r}", value)
        if name == "trust":
            return lambda record: bool(ge(record.trust, bound))
        if name == "since":
            return lambda record: bool(ge(record.timestamp, bound))
        return lambda record: bool(le(record.timestamp, bound))
    if name in ("label", "source"):
        text = as_str("episodic_query", f"the filter {name!r}", value)
        if name == "label":
            return lambda record: text in label_texts(record)
        return lambda record: contains(record.sources, text)
    if name not in EpisodicRecord.__fields__:
        meant = did_you_mean(name, EpisodicRecord.__fields__) if isinstance(name, str) else None
        raise Error("ValueError", f"episodic_query(): an EpisodicRecord has no field {inner(name)}", help=meant)
    return lambda record: eq(read(record, name), value)


def episodic_get(id: Any) -> Any:  # noqa: A002
    wanted = as_str("episodic_get", "id", id)
    return next((record for record in _store() if eq(record.id, wanted)), None)


def episodic_count() -> int:
    return len(_store())


def episodic_all() -> list[Any]:
    return list(_store())


def episodic_clear() -> None:
    run.current.audit.append("episodic_clear", {"count": episodic_count()})
    _store().clear()
