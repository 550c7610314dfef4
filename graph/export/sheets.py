"""The tables of an export, whatever the format: columns with a sentence each, and rows a batch at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from graph.export import dictionary
from graph.export.pairs import evidence_of
from graph.export.subject import Subject
from graph.projection import IntArray
from graph.snapshot import TABLES

ROWS_AT_ONCE = 20_000
PYTHON_ROWS = 2_000
# Columns of the snapshot that hold a row of another table; an export holds the uid that stands there.
REFERENCES = {
    "organisation": "organisations",
    "project": "projects",
    "theme": "themes",
    "located_in": "places",
}
# The stated ties other than participations, beside the ties that are computed from participations.
EXPORTED_AS = {"ties": "other_ties"}
SECTORS = ("public", "private", "civic", "science", "unknown")
COMPUTED = ("ties", "metrics", "clusters", "memberships")
_TEXT, _LIST = pa.string(), pa.list_(pa.string())
Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of an export. `rows` is None where only making it tells how many there are."""

    name: str
    schema: pa.Schema
    batches: Callable[[], Batches]
    rows: int | None

    @property
    def columns(self) -> list[str]:
        names: list[str] = self.schema.names
        return names

    @property
    def sentence(self) -> str:
        """What each row is."""
        return dictionary.SHEETS[self.name]


def sheet_names() -> tuple[str, ...]:
    """All tables of an export, those of the snapshot first."""
    return (*(EXPORTED_AS.get(name, name) for name in TABLES), *COMPUTED)


def sheet_of(subject: Subject, name: str) -> Sheet:
    """One table; only that of the metrics computes them. Raises KeyError."""
    if name in _COMPUTED:
        return _COMPUTED[name](subject)
    return _stated(subject, {exported: own for own, exported in EXPORTED_AS.items()}.get(name, name))


def sheets(subject: Subject) -> dict[str, Sheet]:
    """All tables by name."""
    return {name: sheet_of(subject, name) for name in sheet_names()}


def _stated(subject: Subject, name: str) -> Sheet:
    """A table of the snapshot; organisations tell their cluster too."""
    table = subject.snapshot.tables[name]
    fields = [_field(field) for field in TABLES[name]]
    more = _cluster_columns(subject) if name == "organisations" else {}
    schema = pa.schema([*fields, *(pa.field(column, values.type) for column, values in more.items())])

    def batches() -> Batches:
        uids = {one: subject.snapshot.tables[one]["uid"].combine_chunks() for one in REFERENCES.values()}
        for begin in range(0, len(table), ROWS_AT_ONCE):
            part = table.slice(begin, ROWS_AT_ONCE)
            columns = [_column(part, field.name, uids) for field in TABLES[name]]
            columns += [values.slice(begin, ROWS_AT_ONCE) for values in more.values()]
            yield pa.record_batch(columns, schema=schema)

    return Sheet(EXPORTED_AS.get(name, name), schema, batches, len(table))


def _field(field: pa.Field) -> pa.Field:
    return pa.field(field.name, _TEXT, field.nullable) if field.name in REFERENCES else field


def _column(part: pa.Table, name: str, uids: Mapping[str, pa.Array]) -> pa.Array:
    values = part[name].combine_chunks()
    return uids[REFERENCES[name]].take(values) if name in REFERENCES else values


def _cluster_columns(subject: Subject) -> dict[str, pa.Array]:
    found = subject.clustering
    numbers = pa.array(found.cluster_of, mask=found.cluster_of < 0)
    return {"cluster": numbers, "strength": pa.array(found.strength)}


def _ties(subject: Subject) -> Sheet:
    """Pairs of organisations with a joint project, with the projects and the records that state them."""
    schema = pa.schema(
        [
            pa.field("a", _TEXT, nullable=False),
            pa.field("b", _TEXT, nullable=False),
            ("a_name", _TEXT),
            ("b_name", _TEXT),
            pa.field("weight", pa.float64(), nullable=False),
            pa.field("projects", pa.int64(), nullable=False),
            pa.field("joint_projects", _LIST, nullable=False),
            pa.field("records", _LIST, nullable=False),
        ]
    )

    def batches() -> Batches:
        uid, name, project = _texts(subject, "organisations", "uid", "name") + _texts(
            subject, "projects", "uid"
        )
        records = subject.snapshot.tables["participations"]["records"].combine_chunks()
        for stretch in subject.pairs.stretches():
            a, b = pa.array(stretch.a), pa.array(stretch.b)
            offsets = np.append(stretch.starts, len(stretch.project)).astype(np.int32)
            joint = pa.ListArray.from_arrays(offsets, project.take(pa.array(stretch.project)))
            ends = [uid.take(a), uid.take(b), name.take(a), name.take(b)]
            counted = [pa.array(stretch.weight), pa.array(stretch.projects)]
            yield pa.record_batch([*ends, *counted, joint, evidence_of(stretch, records)], schema=schema)

    return Sheet("ties", schema, batches, None)


def _texts(subject: Subject, table: str, *columns: str) -> list[pa.Array]:
    return [subject.snapshot.tables[table][column].combine_chunks() for column in columns]


def _metrics(subject: Subject) -> Sheet:
    measured = _measured(subject)
    schema = pa.schema(
        [
            pa.field("uid", _TEXT, nullable=False),
            ("name", _TEXT),
            *(pa.field(name, values.type) for name, values in measured.items()),
        ]
    )

    def batches() -> Batches:
        columns = _texts(subject, "organisations", "uid", "name")
        columns += measured.values()
        whole = pa.table(columns, schema=schema)
        yield from whole.to_batches(max_chunksize=ROWS_AT_ONCE)

    return Sheet("metrics", schema, batches, len(subject.snapshot.organisations))


def _measured(subject: Subject) -> dict[str, pa.Array]:
    """Values of each metric, and beside estimates their standard errors."""
    columns = {}
    for measure in subject.measures:
        columns[measure.name] = measure.values
        if measure.error is not None:
            columns[f"{measure.name}{dictionary.ERROR}"] = measure.error
    return columns


def divided(subject: Subject) -> Sheet:
    """The clusters as one run finds them: without their stability, and without what people call them."""
    counts = [(sector, pa.int64()) for sector in SECTORS]
    schema = pa.schema([("cluster", pa.int64()), ("name", _TEXT), ("size", pa.int64()), *counts])
    found = subject.clustering.clusters

    def batches() -> Batches:
        columns: list[Sequence[object]] = [
            [one.id for one in found],
            [one.name for one in found],
            [len(one.members) for one in found],
            *([one.sectors.get(sector, 0) for one in found] for sector in SECTORS),
        ]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        if found:
            yield pa.record_batch(arrays, schema=schema)

    return Sheet("clusters", schema, batches, len(found))


def _clusters(subject: Subject) -> Sheet:
    alone = divided(subject)
    fields = [*alone.schema, pa.field("given_name", _TEXT), pa.field("stability", pa.float64())]
    schema = pa.schema(fields)

    def batches() -> Batches:
        known = subject.stability
        confidence = None if known is None else known.confidence.round(9)
        for batch in alone.batches():
            numbers = batch.column("cluster")
            called = pa.array([subject.given_names.get(one) for one in numbers.to_pylist()], _TEXT)
            stable = pa.nulls(len(numbers), pa.float64()) if confidence is None else pa.array(confidence)
            yield pa.record_batch([*batch.columns, called, stable], schema=schema)

    return Sheet("clusters", schema, batches, alone.rows)


def _memberships(subject: Subject) -> Sheet:
    """Who is in which cluster, and how firmly; organisations without a partner are in none."""
    schema = pa.schema(
        [
            pa.field("organisation", _TEXT, nullable=False),
            ("name", _TEXT),
            pa.field("cluster", pa.int64(), nullable=False),
            ("consensus", pa.int64()),
            ("swing", pa.float64()),
        ]
    )
    inside = np.flatnonzero(subject.clustering.cluster_of >= 0)

    def batches() -> Batches:
        uid, name = _texts(subject, "organisations", "uid", "name")
        for begin in range(0, len(inside), ROWS_AT_ONCE):
            rows = inside[begin : begin + ROWS_AT_ONCE]
            taken = [uid.take(pa.array(rows)), name.take(pa.array(rows))]
            numbers = pa.array(subject.clustering.cluster_of[rows])
            yield pa.record_batch([*taken, numbers, *_firmness(subject, rows)], schema=schema)

    return Sheet("memberships", schema, batches, len(inside))


def _firmness(subject: Subject, rows: IntArray) -> list[pa.Array]:
    known = subject.stability
    if known is None:
        return [pa.nulls(len(rows), pa.int64()), pa.nulls(len(rows), pa.float64())]
    return [pa.array(known.consensus[rows]), pa.array(known.swing[rows].round(9))]


def portions(sheet: Sheet) -> Batches:
    """The rows in portions small enough to be Python values, which take ten times the room."""
    for batch in sheet.batches():
        for begin in range(0, batch.num_rows, PYTHON_ROWS):
            yield batch.slice(begin, PYTHON_ROWS)


def rows_of(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """Rows as Python values, in the order of the columns."""
    for batch in portions(sheet):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


_COMPUTED = {"ties": _ties, "metrics": _metrics, "clusters": _clusters, "memberships": _memberships}
