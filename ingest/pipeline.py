"""From a source's rows to the graph: read ahead while the database writes, account for every row."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from graph.ahead import ahead
from graph.errors import Cancelled, RowRejected
from graph.progress import Progress
from graph.records import Record, Rejection, Row
from graph.store.session import Store, Transaction
from graph.store.writer import Batch, write_batch
from graph.sweeping import swept
from ingest.account import Account
from ingest.source import Opened

BATCHES_AHEAD = 1
# A row may state hundreds of things (a project with all its partners); a transaction must not hold too many.
CLAIMS_PER_ROW = 8
SWITCH_SECONDS = 0.0002
# Fingerprints of shared records that were handed on, 100 bytes each; beyond it they are forgotten, and
# handing one on again writes nothing.
FINGERPRINTS = 500_000


@dataclass(frozen=True, slots=True)
class Load:
    """What is loaded, for which job, and under which conditions.

    `guard` runs in each transaction and raises where the job must not write any more; `stop` is set when a
    person wants the job to end. `strict` ends it at the first row that is rejected.
    """

    job: str
    file: str
    opened: Opened
    batch_rows: int
    guard: Callable[[Transaction], None]
    stop: Event
    strict: bool = False


@dataclass(slots=True)
class _Portion:
    """Rows for one transaction as they come: distinct records, doubles in the same portion, rejects."""

    rows: dict[str, Record] = field(default_factory=dict)
    references: dict[str, Record] = field(default_factory=dict)
    doubles: list[tuple[Record, Record]] = field(default_factory=list)
    rejects: list[Rejection] = field(default_factory=list)
    read: int = 0
    claims: int = 0

    def add(self, row: Row | Rejection, known: set[int]) -> None:
        self.read += 1
        if isinstance(row, Rejection):
            self.rejects.append(row)
            return
        record = row.record
        record.checksum()
        self.claims += len(record.nodes) + len(record.ties)
        other = self.rows.setdefault(record.uid, record)
        if other is not record:
            kept, dropped = sorted(
                (other, record), key=lambda said: (said.checksum(), said.location.row or 0)
            )
            self.rows[record.uid] = kept
            self.doubles.append((kept, dropped))
        for reference in row.references:
            self._refer(reference, known)

    def _refer(self, reference: Record, known: set[int]) -> None:
        """Records of shared things come with many rows; a fingerprint of each tells which have been seen."""
        seen = int(reference.uid[-16:], 16) ^ int(reference.checksum()[:16], 16)
        if seen in known or reference.uid in self.rows:
            return
        if len(known) >= FINGERPRINTS:
            known.clear()
        known.add(seen)
        self.claims += len(reference.nodes) + len(reference.ties)
        other = self.references.setdefault(reference.uid, reference)
        if other is not reference and reference.checksum() < other.checksum():
            self.references[reference.uid] = reference


def load_rows(store: Store, load: Load, account: Account, progress: Progress) -> None:
    """Writes all rows; raises Cancelled, RowRejected, what the source raises, and errors of the store."""
    account.total, unswept = load.opened.total, 0
    with _two_threads_at_work(), progress.step(load.file, total=load.opened.total, unit="rows") as step:
        for number, portion in enumerate(ahead(_portions(load), most=BATCHES_AHEAD, name=f"read {load.job}")):
            _write(store, load, number, portion, account)
            step.advance(portion.read)
            unswept = swept(unswept + portion.claims)
            if load.strict and account.rejected:
                first = account.first[0]
                raise RowRejected(f"Row {first.location.row} was rejected: {first.reason}")
            if load.stop.is_set():
                raise Cancelled("The job was cancelled.")


@contextmanager
def _two_threads_at_work() -> Iterator[None]:
    """Python's defaults suit neither millions of small objects nor a reader that never waits.

    Hardly any object is in a circle: looking for circles all the time would cost a sixth of it. And each
    answer of the database would wait 5 ms for the reading thread, several times in each statement.
    """
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(200_000, 20, 100)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        sys.setswitchinterval(interval)


def _write(store: Store, load: Load, number: int, portion: _Portion, account: Account) -> None:
    references = (record for uid, record in portion.references.items() if uid not in portion.rows)
    records = (*portion.rows.values(), *references)
    outcome = write_batch(store, Batch(load.job, number, records), load.guard)
    account.read += portion.read
    for rejection in portion.rejects:
        account.reject(rejection)
    for kept, dropped in portion.doubles:
        account.double(kept, dropped)
    account.settle(outcome, portion.rows)


def _portions(load: Load) -> Iterator[_Portion]:
    """Rows `batch_rows` at a time."""
    known: set[int] = set()
    portion = _Portion()
    for row in load.opened.rows:
        portion.add(row, known)
        if portion.read >= load.batch_rows or portion.claims >= load.batch_rows * CLAIMS_PER_ROW:
            yield portion
            portion = _Portion()
        if load.stop.is_set():
            raise Cancelled("The job was cancelled.")
    if portion.read:
        yield portion
