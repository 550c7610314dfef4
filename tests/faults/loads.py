"""Loading a table, and what must be true of the graph afterwards, whatever happened meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

from graph.progress import Silent, Step
from graph.settings import Settings
from graph.store import jobs
from graph.store.jobs import Job
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import jobs as engine
from ingest.jobs import submit
from ingest.sources.h2020 import H2020
from tests.faults.tables import Table
from tests.graph.store.dump import graph_hash

BATCHES = Statement(
    "batches",
    """
    MATCH (b:Batch)-[:OF]->(j:Job)
    RETURN j.uid AS job, b.uid AS uid, b.number AS number, b.records AS records
    ORDER BY job, number
    """,
)
RECORDS = Statement("records", "MATCH (r:Record) RETURN r.uid AS uid, r.job AS job")
DOUBLES = Statement(
    "doubles",
    """
    MATCH (n) WHERE n.uid IS NOT NULL AND NOT n:Dirty
    WITH labels(n)[0] AS label, n.uid AS uid, count(*) AS times WHERE times > 1
    RETURN label, uid
    UNION
    MATCH ()-[t]->() WHERE t.uid IS NOT NULL
    WITH type(t) AS label, t.uid AS uid, count(*) AS times WHERE times > 1
    RETURN label, uid
    """,
)
END_LEASES = Statement(
    "end leases",
    "MATCH (j:Job {state: 'running'}) SET j.lease_until = datetime.realtime() - duration('PT1S')",
)
Counts = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """What becomes of a table where nothing goes wrong, and in how many batches."""

    graph: str
    counts: Counts
    state: str
    batches: int


def queued(store: Store, settings: Settings, table: Table) -> str:
    """Id of a job that waits for a worker."""
    return submit(store, settings, source=H2020, path=table.path).id


def uninterrupted(store: Store, settings: Settings, table: Table) -> Expected:
    uid = queued(store, settings, table)
    job = engine.run(store, settings, uid, Silent())
    return Expected(graph_hash(store), counts(job), job.state, len(batch_numbers(store, uid)))


def outcome(store: Store, job: Job) -> tuple[str, Counts, str]:
    """To be compared with what was expected."""
    return graph_hash(store), counts(job), job.state


def counts(job: Job) -> Counts:
    assert job.read == job.written + job.unchanged + job.rejected
    return job.read, job.written, job.unchanged, job.rejected


class Acknowledged(Silent):
    """Counts the batches of which the database said that they are written; others may wait for one."""

    def __init__(self) -> None:
        self.batches = 0
        self._changed = Condition()

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator[Step]:
        with super().step(label) as silent:
            yield self if unit == "rows" else silent

    def advance(self, amount: int = 1) -> None:
        with self._changed:
            self.batches += 1
            self._changed.notify_all()

    def wait_for(self, batches: int) -> None:
        """Returns when so many are written, or nothing has come for a minute."""
        with self._changed:
            while self.batches < batches and self._changed.wait(60):
                pass


def faults_of_ledger(store: Store) -> list[str]:
    """What does not hold: batches and records vouch for each other, and no key stands twice."""
    batches, records = store.rows(BATCHES), {row["uid"]: row["job"] for row in store.rows(RECORDS)}
    vouched = {uid for batch in batches for uid in batch["records"]}
    faults = [f"{b['uid']} is torn" for b in batches if not records.keys() >= set(b["records"])]
    faults += [f"{uid} is in no batch" for uid in records.keys() - vouched]
    faults += [f"{job} is no job" for job in set(records.values()) - {batch["job"] for batch in batches}]
    faults += [f"{row['label']} {row['uid']} stands twice" for row in store.rows(DOUBLES)]
    return faults


def batch_numbers(store: Store, job: str) -> set[int]:
    """Numbers of the batches that the ledger has."""
    return {row["number"] for row in store.rows(BATCHES) if row["job"] == job}


def as_if_the_lease_had_ended(store: Store) -> None:
    """Waiting for it would take most of a minute."""
    store.write(lambda tx: tx.run(END_LEASES))


def state_of(store: Store, uid: str) -> str:
    state: str = jobs.how_far(store, uid)["state"]
    return state
