"""Writes a batch of records: all of it or nothing, harmless to repeat, whatever order batches come in.

Every writer first takes the lock on the version node, so two writers can neither deadlock nor see
half of each other's batch. What a node or tie shows is what all records that speak of it say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from graph.records import Record
from graph.store import statements
from graph.store.fates import Contradiction, Fate, Known, fates_of
from graph.store.nodes import (
    delete_unspoken,
    forget_descriptions,
    show_values,
    write_descriptions,
    write_nodes,
)
from graph.store.session import Store, Transaction
from graph.store.ties import mark_derived_stale, write_ties
from graph.store.versions import Versions, replaced_versions


@dataclass(frozen=True, slots=True)
class Batch:
    """Records to be written in one transaction for a job."""

    job: str
    number: int
    records: tuple[Record, ...]

    def __post_init__(self) -> None:
        if len({record.uid for record in self.records}) < len(self.records):
            raise ValueError("Of two records with one uid only one can be written; choose before.")

    @property
    def uid(self) -> str:
        return f"{self.job}-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Uids of the records that the job states first, and of those that were there already.

    A contradiction is a record of which the same file says two things: one of them is kept.
    """

    written: frozenset[str]
    unchanged: frozenset[str]
    contradictions: tuple[Contradiction, ...] = ()


def write_batch(store: Store, batch: Batch, guard: Callable[[Transaction], None] = lambda _: None) -> Outcome:
    """Writes what is new or changed, with its ledger entry; records that are the same already cost a look.

    `guard` runs first in the transaction and raises where the job must not write (any more).
    """
    for record in batch.records:
        record.checksum()
    tried: list[Outcome] = []

    def work(tx: Transaction) -> Outcome:
        outcome, wrote = _write(tx, batch, guard)
        if tried and not wrote and tried[0].written == outcome.written:
            # The answer to the COMMIT was lost, not the batch; only the first try met what it replaced.
            return tried[0]
        tried[:] = [outcome]
        return outcome

    return store.write(work)


def _write(tx: Transaction, batch: Batch, guard: Callable[[Transaction], None]) -> tuple[Outcome, bool]:
    """What became of the batch, and whether anything had to be written for it."""
    tx.run(statements.LOCK)
    guard(tx)
    rows = tx.collected(statements.KNOWN_RECORDS, uids=sorted(record.uid for record in batch.records))
    known = {row["uid"]: Known.of(row) for row in rows}
    fates, contradictions = fates_of(batch.records, known, batch.job, _twins(tx, batch.job, known.values()))
    contradictions = _with_cells(tx, contradictions)
    fresh = [record for record in batch.records if fates[record.uid] in (Fate.NEW, Fate.CHANGED)]
    restated = [record for record in batch.records if fates[record.uid] is Fate.RESTATED]
    if fresh:
        _write_fresh(tx, batch, fresh, [known[r.uid] for r in fresh if r.uid in known])
    if restated:
        rows = [Known.restatement(record, batch.job) for record in restated]
        tx.run(statements.RESTATE_RECORDS, rows=rows)
    if fresh or restated:
        _write_ledger(tx, batch, fresh, restated)
    outcome = Outcome(
        written=frozenset(uid for uid, fate in fates.items() if fate in Fate.stated_first()),
        unchanged=frozenset(uid for uid, fate in fates.items() if fate in (Fate.SAME, Fate.RESTATED)),
        contradictions=tuple(contradictions),
    )
    return outcome, bool(fresh or restated)


def _with_cells(tx: Transaction, found: Sequence[Contradiction]) -> list[Contradiction]:
    """With the cells of rows that an earlier batch wrote and that are replaced now: nobody else has them."""
    replaced = [contradiction.uid for contradiction in found if not contradiction.own]
    if not replaced:
        return list(found)
    texts = {row["uid"]: row["raw"] for row in tx.run(statements.TEXTS_OF_RECORDS, uids=replaced)}
    return [replace(one, cells=orjson.loads(texts[one.uid])) if one.uid in texts else one for one in found]


def _twins(tx: Transaction, job: str, known: Iterable[Known]) -> frozenset[str]:
    """The job and those that load the very same file, as far as they state any of these records."""
    stating = {uid for record in known for uid in record.jobs}
    if stating <= {job}:
        return frozenset((job,))
    rows = tx.run(statements.TWINS, job=job, jobs=sorted(stating))
    return frozenset((job, *(row["uid"] for row in rows)))


def _write_fresh(tx: Transaction, batch: Batch, fresh: Sequence[Record], replaced: Sequence[Known]) -> None:
    versions = replaced_versions(tx, replaced, fresh, batch.job) if replaced else Versions({}, {})
    write_records(tx, fresh, replaced, lambda record: versions.row(record, batch.job))


def write_records(
    tx: Transaction,
    fresh: Sequence[Record],
    replaced: Sequence[Known],
    row_of: Callable[[Record], Mapping[str, Any]],
) -> None:
    """States what fresh records say, and takes back what the records that they replace said."""
    gone = {row.uid for row in replaced}
    forgotten = forget_descriptions(tx, sorted(gone))
    nodes = write_nodes(tx, fresh, forgotten)
    rows = [row_of(record) for record in fresh]
    tx.run(statements.CREATE_RECORDS, rows=[row for row in rows if row["uid"] not in gone])
    if gone:
        tx.run(statements.REPLACE_RECORDS, rows=[row for row in rows if row["uid"] in gone])
    write_descriptions(tx, fresh)
    show_values(tx, nodes.recounted)
    changed = write_ties(tx, fresh, replaced, nodes.created)
    mark_derived_stale(tx, changed, touched=nodes.known | forgotten)
    if gone:
        delete_unspoken(tx, forgotten.union(*((tie.start, tie.end) for tie in changed.deleted)))


def _write_ledger(tx: Transaction, batch: Batch, fresh: Sequence[Record], restated: Sequence[Record]) -> None:
    """The version counts what changes an answer; that one more job says the same changes none."""
    version = tx.run(statements.RAISE_VERSION if fresh else statements.LOCK)[0]["version"]
    tx.run(
        statements.WRITE_BATCH,
        job=batch.job,
        uid=batch.uid,
        number=batch.number,
        written=len(fresh),
        unchanged=len(batch.records) - len(fresh),
        version=version,
        records=[record.uid for record in (*fresh, *restated)],
    )
