"""Writes a batch of records: all of it or nothing, harmless to repeat, whatever order batches come in.

Every writer first takes the lock on the version node, so two writers can neither deadlock nor see
half of each other's batch. What a node or tie shows is computed anew from all records that speak of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.records import NodeRef, Record, Value, canonical, parsed, shown_values
from graph.store import statements
from graph.store.session import Store, Transaction
from graph.store.ties import mark_derived_stale, write_ties
from graph.vocabulary import Kind, Node


@dataclass(frozen=True, slots=True)
class Outcome:
    """Uids of the records that changed the graph and of those that were there already."""

    written: frozenset[str]
    unchanged: frozenset[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records to be written in one transaction for a job."""

    job: str
    number: int
    records: tuple[Record, ...]

    @property
    def uid(self) -> str:
        return f"{self.job}-{self.number:06d}"


def write_batch(store: Store, batch: Batch) -> Outcome:
    """Writes what is new or changed, with its ledger entry; records that are the same already cost a look."""
    checksums = {record.uid: record.checksum() for record in batch.records}
    return store.write(lambda tx: _write(tx, batch, checksums))


def _write(tx: Transaction, batch: Batch, checksums: Mapping[str, str]) -> Outcome:
    tx.run(statements.LOCK)
    known = {row["uid"]: row for row in tx.run(statements.KNOWN_RECORDS, uids=sorted(checksums))}
    fresh = [
        record
        for record in batch.records
        if record.uid not in known or known[record.uid]["checksum"] != checksums[record.uid]
    ]
    written = frozenset(record.uid for record in fresh)
    if fresh:
        replaced = [known[record.uid] for record in fresh if record.uid in known]
        _write_fresh(tx, batch, fresh, replaced, checksums)
        version = tx.run(statements.RAISE_VERSION)[0]["version"]
        _write_ledger(tx, batch, written=len(written), version=version)
    return Outcome(written=written, unchanged=frozenset(checksums) - written)


def _write_fresh(
    tx: Transaction,
    batch: Batch,
    fresh: Sequence[Record],
    replaced: Sequence[Mapping[str, Any]],
    checksums: Mapping[str, str],
) -> None:
    forgotten = _forget_descriptions(tx, [row["uid"] for row in replaced])
    known = _create_nodes(tx, fresh)
    tx.run(statements.WRITE_RECORDS, rows=[_record_row(r, batch.job, checksums[r.uid]) for r in fresh])
    _write_descriptions(tx, fresh)
    _show_values(tx, known | forgotten)
    changed = write_ties(tx, fresh, replaced)
    mark_derived_stale(tx, changed, touched=known | forgotten)


def _forget_descriptions(tx: Transaction, records: Sequence[str]) -> set[NodeRef]:
    if not records:
        return set()
    labels = [str(label) for label in Node]
    rows = tx.run(statements.FORGET_DESCRIPTIONS, uids=records, labels=labels)
    return {NodeRef(Node(row["label"]), row["uid"]) for row in rows}


def _create_nodes(tx: Transaction, records: Iterable[Record]) -> set[NodeRef]:
    """Creates nodes that are not there yet; returns those that were, of which records say something new."""
    claims: dict[NodeRef, list[Mapping[str, Value]]] = defaultdict(list)
    for record in records:
        for claim in record.nodes:
            claims[claim.ref].append(claim.values)
    known: set[NodeRef] = set()
    for label, uids in _by_label(claims).items():
        found = {row["uid"] for row in tx.run(statements.known_nodes(label), uids=uids)}
        known |= {NodeRef(label, uid) for uid in found if any(claims[NodeRef(label, uid)])}
        new = [_node_row(uid, shown_values(claims[NodeRef(label, uid)])) for uid in uids if uid not in found]
        for kind, rows in _by_kind(new).items():
            tx.run(statements.create_nodes(label, kind), rows=rows)
    return known


def _show_values(tx: Transaction, nodes: Iterable[NodeRef]) -> None:
    for label, uids in _by_label(nodes).items():
        rows = tx.run(statements.descriptions(label), uids=uids)
        shown = [_node_row(row["uid"], shown_values(map(parsed, row["claims"]))) for row in rows]
        for kind, changed in _by_kind(shown).items():
            tx.run(statements.show_values(label, kind), rows=changed)


def _write_descriptions(tx: Transaction, records: Iterable[Record]) -> None:
    rows: dict[Node, list[dict[str, str]]] = defaultdict(list)
    for record in records:
        for claim in record.nodes:
            if claim.values:
                values = canonical(claim.values)
                rows[claim.label].append({"record": record.uid, "node": claim.uid, "values": values})
    for label in sorted(rows):
        tx.run(statements.write_descriptions(label), rows=rows[label])


def _write_ledger(tx: Transaction, batch: Batch, written: int, version: int) -> None:
    tx.run(
        statements.WRITE_BATCH,
        job=batch.job,
        uid=batch.uid,
        number=batch.number,
        written=written,
        unchanged=len(batch.records) - written,
        version=version,
    )


def _record_row(record: Record, job: str, checksum: str) -> dict[str, Any]:
    return {
        "uid": record.uid,
        "source": record.source,
        "key": record.key,
        "checksum": checksum,
        "raw": canonical(record.raw),
        "address": record.address,
        "job": job,
        "file": record.location.file,
        "part": record.location.part,
        "row": record.location.row,
        "ties": sorted(str(tie.key) for tie in record.ties),
    }


def _node_row(uid: str, values: Mapping[str, Value]) -> dict[str, Any]:
    return {"uid": uid} | {name: _storable(value) for name, value in values.items()}


def _storable(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _by_label(nodes: Iterable[NodeRef]) -> dict[Node, list[str]]:
    grouped: dict[Node, list[str]] = defaultdict(list)
    for node in nodes:
        grouped[node.label].append(node.uid)
    return {label: sorted(grouped[label]) for label in sorted(grouped)}


def _by_kind(rows: Iterable[dict[str, Any]]) -> dict[Kind | None, list[dict[str, Any]]]:
    grouped: dict[Kind | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[Kind(row["kind"]) if row.get("kind") else None].append(row)
    return grouped
