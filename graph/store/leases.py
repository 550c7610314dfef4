"""Who runs a job: one holder at a time, by a lease that the database's own clock ends.

The holder proves in each of its transactions that it still holds the job, so a worker that slept through
its lease cannot write beside its successor. No other clock is asked: they may differ by minutes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import Conflict, Held, LeaseLost, NotFound
from graph.store.jobs import SAVE, Job, as_job, as_stored
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

LEASE_SECONDS = 45

# Writing first takes the lock on the node; what is read after that is the last word (statements.LOCK).
CLAIM = Statement(
    "claim job",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WITH j, j.state = 'running' AND j.lease_until >= datetime.realtime() AS held, j.holder AS before
    WITH j, held, before, NOT held AND j.state IN $states AS free
    FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
        SET j.state = 'running', j.holder = $holder, j.started = $now, j.error = null, j.finished = null,
            j.lease_until = datetime.realtime() + duration({seconds: $seconds})
        REMOVE j.cancel
    )
    RETURN free, held, before, j.state AS state, properties(j) AS job
    """,
)
NEXT = Statement(
    "next job",
    """
    MATCH (j:Job)
    WHERE j.state = 'queued' OR (j.state = 'running' AND j.lease_until < datetime.realtime())
    RETURN j.uid AS uid
    ORDER BY j.created, j.uid
    LIMIT 10
    """,
)
OTHERS_LOAD = Statement(
    "others load",
    """
    MATCH (j:Job)
    WHERE j.uid <> $uid AND j.state = 'running' AND j.phase = 'loading'
      AND j.lease_until >= datetime.realtime()
    RETURN count(j) AS jobs
    """,
)
HOLD = Statement(
    "hold job",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WHERE j.holder = $holder AND j.state = 'running'
    SET j.lease_until = datetime.realtime() + duration({seconds: $seconds}), j += $counts
    RETURN coalesce(j.cancel, false) AS cancel
    """,
)
REQUEUE = Statement(
    "requeue job",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WITH j, j.state = 'running' AND j.lease_until >= datetime.realtime() AS held, j.holder AS before,
         j.state AS state
    WITH j, held, before, state, NOT held AND state IN $states AS free
    FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
        SET j.state = 'queued', j.error = null, j.finished = null
        REMOVE j.holder, j.lease_until, j.cancel
    )
    RETURN free, held, before, state
    """,
)
RELEASE = Statement(
    "release job",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WHERE j.holder = $holder AND j.state = 'running'
    SET j += $values
    REMOVE j.holder, j.lease_until, j.cancel
    RETURN j.uid AS uid
    """,
)
CANCEL = Statement(
    "cancel job",
    """
    MATCH (j:Job {uid: $uid})
    SET j.locked = true
    REMOVE j.locked
    WITH j
    WITH j, j.state = 'running' AND j.lease_until >= datetime.realtime() AS held
    FOREACH (_ IN CASE WHEN held THEN [1] ELSE [] END | SET j.cancel = true)
    FOREACH (_ IN CASE WHEN NOT held AND j.state IN ['queued', 'running'] THEN [1] ELSE [] END |
        SET j.state = 'cancelled', j.finished = $now
        REMOVE j.holder, j.lease_until
    )
    RETURN j.state AS state, held
    """,
)


@dataclass(frozen=True, slots=True)
class Lease:
    """That `holder` runs a job."""

    job: str
    holder: str
    seconds: float = LEASE_SECONDS

    def hold(self, tx: Transaction, counts: Mapping[str, Any]) -> bool:
        """Renews the lease and writes how far the job is; returns whether it is to be cancelled.

        Raises LeaseLost where somebody else runs the job, or nobody is to.
        """
        rows = tx.run(HOLD, uid=self.job, holder=self.holder, seconds=self.seconds, counts=dict(counts))
        if not rows:
            raise LeaseLost(f"Job {self.job} is no longer ours: its lease ended and was taken.")
        return bool(rows[0]["cancel"])


def claim(store: Store, lease: Lease, *, now: str, states: frozenset[str]) -> Job:
    """Takes the job for the holder of the lease, if it is in one of `states` or its holder is lost.

    Raises Held where somebody else runs it, Conflict where it is in another state, NotFound.
    """
    rows = store.write(lambda tx: _claim(tx, lease, now, states))
    return _claimed(rows, lease)


def begin(store: Store, lease: Lease, job: Job, *, now: str) -> Job:
    """Writes down a new job that the holder of the lease runs at once: no worker can take it in between."""

    def work(tx: Transaction) -> list[dict[str, Any]]:
        tx.run(SAVE, uid=job.id, values=as_stored(job))
        return _claim(tx, lease, now, frozenset({job.state}))

    return _claimed(store.write(work), lease)


def _claim(tx: Transaction, lease: Lease, now: str, states: frozenset[str]) -> list[dict[str, Any]]:
    wanted = sorted({*states, "running"})
    asked = {"uid": lease.job, "holder": lease.holder, "seconds": lease.seconds}
    return tx.run(CLAIM, **asked, now=now, states=wanted)


def _claimed(rows: Sequence[Mapping[str, Any]], lease: Lease) -> Job:
    uid, holder = lease.job, lease.holder
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    found = rows[0]
    if found["free"]:
        return as_job(found["job"])
    if found["held"] and found["before"] == holder:
        # The answer to our own claim was lost on the way, and the driver asked again.
        return as_job(found["job"])
    if found["held"]:
        raise Held(f"Job {uid} is held by {found['before']}.")
    raise Conflict(f"Job {uid} is {found['state']}; there is nothing to run.")


def requeue(store: Store, uid: str, states: frozenset[str]) -> None:
    """Lets a worker take the job again; raises Held, Conflict, NotFound as `claim` does."""
    rows = store.write(lambda tx: tx.run(REQUEUE, uid=uid, states=sorted({*states, "running"})))
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    if rows[0]["held"]:
        raise Held(f"Job {uid} is held by {rows[0]['before']}.")
    if not rows[0]["free"]:
        raise Conflict(f"Job {uid} is {rows[0]['state']}; there is nothing to run.")


def waiting(store: Store) -> list[str]:
    """Jobs that wait for a worker, the oldest first."""
    return [row["uid"] for row in store.rows(NEXT)]


def others_load(store: Store, uid: str) -> bool:
    """Whether another job still writes rows: what has to be done after all rows, it will do."""
    return bool(store.rows(OTHERS_LOAD, uid=uid)[0]["jobs"])


def beat(store: Store, lease: Lease, counts: Mapping[str, Any]) -> bool:
    """Renews the lease; returns whether the job is to be cancelled. Raises LeaseLost."""
    return store.write(lambda tx: lease.hold(tx, counts))


def release(store: Store, lease: Lease, job: Job) -> None:
    """Writes the end of the job and lets it go; does nothing where it is no longer held."""
    store.write(lambda tx: tx.run(RELEASE, uid=lease.job, holder=lease.holder, values=as_stored(job)))


def cancel(store: Store, uid: str, now: str) -> str:
    """Asks the holder to stop, or stops what nobody runs; returns the state. Raises NotFound."""
    rows = store.write(lambda tx: tx.run(CANCEL, uid=uid, now=now))
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    return "cancelling" if rows[0]["held"] else str(rows[0]["state"])
