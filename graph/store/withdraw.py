"""Takes back what a job brought: the graph is as if it had never run.

A record that other jobs state too stays theirs. A record that the job had changed says again what it said
before. What nobody speaks of any more is gone. Taken back in portions; after an interruption it goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

from graph.errors import Conflict, NotFound
from graph.progress import Progress
from graph.records import Record, canonical
from graph.store import jobs, statements
from graph.store.derive import derive
from graph.store.fates import Known
from graph.store.nodes import forget_descriptions, show_values
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.ties import mark_derived_stale, write_ties
from graph.store.versions import Version, earlier_without, owners_of, record_row
from graph.store.writer import write_records
from graph.vocabulary import Node

RECORDS_AT_ONCE = 1000
LEDGER = Statement(
    "ledger of job",
    "MATCH (b:Batch)-[:OF]->(:Job {uid: $uid}) RETURN b.uid AS uid, b.records AS records ORDER BY b.number",
)
KEYS = Statement(
    "keys of records",
    "UNWIND $uids AS uid MATCH (r:Record {uid: uid}) RETURN r.uid AS uid, r.source AS source, r.key AS key",
)
DELETE_RECORDS = Statement(
    "delete records", "UNWIND $uids AS uid MATCH (r:Record {uid: uid}) DETACH DELETE r"
)
REWRITE_OWNERS = Statement(
    "rewrite owners",
    """
    UNWIND $rows AS row
    MATCH (r:Record {uid: row.uid})
    SET r += row.first, r.also = row.also, r.earlier = row.earlier
    """,
)
# Nobody can take the job from here on, and who lost it can write no more for it (graph.store.leases.HOLD).
BEGIN = Statement(
    "begin withdrawal",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WITH j, j.state = 'running' AND j.lease_until >= datetime.realtime() AS held
    FOREACH (_ IN CASE WHEN held THEN [] ELSE [1] END |
        SET j.state = 'withdrawing'
        REMOVE j.holder, j.lease_until, j.cancel
    )
    RETURN held
    """,
)
FORGET_BATCH = Statement("forget batch", "MATCH (b:Batch {uid: $uid}) DETACH DELETE b")
MARK_WITHDRAWN = Statement(
    "mark withdrawn", "MATCH (j:Job {uid: $uid}) SET j.state = 'withdrawn', j.finished = $now"
)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Records that are gone, and those that say again what they said before or belong to other jobs."""

    removed: int
    restored: int


def withdraw(store: Store, uid: str, progress: Progress, stop: Event | None = None) -> Withdrawn:
    """Takes back all that a job brought, derived ties too; raises NotFound, Conflict where it still runs."""
    begun = store.write(lambda tx: tx.run(BEGIN, uid=uid))
    if not begun:
        raise NotFound(f"There is no job {uid!r}.")
    if begun[0]["held"]:
        raise Conflict(f"Job {uid} is running. Cancel it first: socialcluster jobs cancel {uid}")
    removed = restored = 0
    batches = store.rows(LEDGER, uid=uid)
    with progress.step("records", total=sum(len(b["records"]) for b in batches), unit="records") as step:
        for batch in batches:
            for records in _portions(batch["records"]):
                gone, back = store.write(partial(_take_back, job=uid, uids=records))
                removed, restored = removed + gone, restored + back
                step.advance(len(records))
            store.write(partial(_forget_batch, uid=batch["uid"]))
    derive(store, progress, stop=stop)
    store.write(lambda tx: _clean(tx, uid))
    return Withdrawn(removed, restored)


def _forget_batch(tx: Transaction, uid: str) -> None:
    tx.run(FORGET_BATCH, uid=uid)


def _portions(records: Sequence[str]) -> Iterable[Sequence[str]]:
    return (records[i : i + RECORDS_AT_ONCE] for i in range(0, len(records), RECORDS_AT_ONCE))


@dataclass(slots=True)
class _Plan:
    """What becomes of the records of a portion."""

    delete: list[Known]
    restore: list[tuple[Known, Version, list[Version]]]
    keep: list[dict[str, Any]]


def _take_back(tx: Transaction, job: str, uids: Sequence[str]) -> tuple[int, int]:
    tx.run(statements.LOCK)
    rows = tx.collected(statements.KNOWN_RECORDS, uids=sorted(uids))
    plan = _planned([Known.of(row) for row in rows], job)
    if not (plan.delete or plan.restore or plan.keep):
        return 0, 0
    _restore(tx, plan)
    _delete(tx, plan.delete)
    tx.run(REWRITE_OWNERS, rows=plan.keep)
    tx.run(statements.RAISE_VERSION)
    return len(plan.delete), len(plan.restore)


def _planned(records: Iterable[Known], job: str) -> _Plan:
    plan = _Plan([], [], [])
    for known in records:
        owners: list[Mapping[str, Any]] = [owner for owner in owners_of(known) if owner["job"] != job]
        earlier = earlier_without(known.earlier, job)
        if owners and earlier and earlier[-1].checksum == known.checksum:
            owners = [*earlier.pop().owners, *owners]
        if owners:
            plan.keep.append(_kept(known, owners, earlier))
        elif earlier:
            plan.restore.append((known, earlier[-1], earlier[:-1]))
        else:
            plan.delete.append(known)
    return plan


def _kept(known: Known, owners: Sequence[Any], earlier: Sequence[Version]) -> dict[str, Any]:
    also = [canonical(owner) for owner in owners[1:]]
    return {
        "uid": known.uid,
        "first": owners[0],
        "also": also or None,
        "earlier": [version.text for version in earlier] or None,
    }


def _restore(tx: Transaction, plan: _Plan) -> None:
    if not plan.restore:
        return
    keys = {row["uid"]: row for row in tx.run(KEYS, uids=[known.uid for known, _, _ in plan.restore])}
    rows: dict[str, dict[str, Any]] = {}
    records: list[Record] = []
    for known, version, earlier in plan.restore:
        record = version.record(keys[known.uid]["source"], keys[known.uid]["key"])
        records.append(record)
        texts = [older.text for older in earlier]
        rows[record.uid] = record_row(record, version.checksum, version.owners, texts)
    write_records(tx, records, [known for known, _, _ in plan.restore], lambda record: rows[record.uid])


def _delete(tx: Transaction, records: Sequence[Known]) -> None:
    uids = [record.uid for record in records]
    touched = forget_descriptions(tx, uids)
    show_values(tx, touched)
    changed = write_ties(tx, [], records)
    mark_derived_stale(tx, changed, touched=touched)
    tx.run(DELETE_RECORDS, uids=uids)


def _clean(tx: Transaction, job: str) -> None:
    """Nodes of which no record speaks and to which no record ties anything are gone."""
    tx.run(statements.LOCK)
    gone = sum(tx.run(statements.delete_unspoken(label))[0]["gone"] for label in Node)
    if gone:
        tx.run(statements.RAISE_VERSION)
    tx.run(MARK_WITHDRAWN, uid=job, now=jobs.now())
