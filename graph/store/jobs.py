"""The record of each ingest: what was asked for, who does it, and what became of every row."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from graph.errors import NotFound
from graph.records import Rejection
from graph.store.session import Store
from graph.store.statement import Statement
from graph.version import __version__

# A job that rejects everything must not become one huge node; the counts stay true.
REJECTS_KEPT = 1000


class State(StrEnum):
    """Where a job stands. A job whose worker died is `running` until its lease ends, then to be resumed.

    A job whose withdrawal was interrupted is `withdrawing`: nothing else is done with it than to end that.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


SAVE = Statement("save job", "MERGE (j:Job {uid: $uid}) SET j += $values")
_SHOWN = """
    properties(j) AS job, j.state = 'running' AND j.lease_until < datetime.realtime() AS lost
"""
ONE = Statement("one job", "MATCH (j:Job {uid: $uid}) RETURN " + _SHOWN)
HOW_FAR = Statement(
    "how far a job is",
    """
    MATCH (j:Job {uid: $uid})
    RETURN j.uid AS id, j.state AS state, j.phase AS phase, j.total AS total, j.read AS read,
           j.written AS written, j.unchanged AS unchanged, j.rejected AS rejected, j.error AS error,
           coalesce(j.cancel, false) AS cancelling,
           j.state = 'running' AND j.lease_until < datetime.realtime() AS lost
    """,
)
ALL = Statement(
    "all jobs", "MATCH (j:Job) RETURN " + _SHOWN + " ORDER BY j.created DESC, j.uid DESC LIMIT $limit"
)
LAST_END = Statement(
    "end of last job",
    """
    MATCH (j:Job) WHERE NOT j.state IN ['failed', 'queued', 'running', 'withdrawing']
    RETURN max(j.finished) AS ended
    """,
)


@dataclass(frozen=True, slots=True)
class Job:
    """Counts are rows; `read` = `written` + `unchanged` + `rejected` once the job has ended.

    `options` is what was asked for beside the file: a mapping (its text), strict, and the like.
    """

    id: str
    source: str
    file: str
    file_checksum: str
    state: str
    created: str
    started: str | None = None
    finished: str | None = None
    total: int | None = None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None
    holder: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def new_job(source: str, file: str, file_checksum: str, options: Mapping[str, Any] | None = None) -> Job:
    """A job that waits to be run; its id sorts by time."""
    created = datetime.now(UTC)
    uid = f"job-{created:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    when = created.isoformat(timespec="milliseconds")
    return Job(uid, source, file, file_checksum, State.QUEUED, created=when, options=options or {})


def now() -> str:
    """Time as jobs write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def save(store: Store, job: Job) -> None:
    """Writes the job as it stands; saying it twice is the same as once."""
    store.write(lambda tx: tx.run(SAVE, uid=job.id, values=as_stored(job)))


def as_stored(job: Job) -> dict[str, Any]:
    """Properties of the Job node, but for its lease."""
    values = {f.name: getattr(job, f.name) for f in fields(job) if f.name not in ("id", "holder")}
    return values | {
        "state": str(job.state),
        "rejects": json.dumps([as_reject(r) for r in job.rejects[:REJECTS_KEPT]], ensure_ascii=False),
        "notes": list(job.notes),
        "options": json.dumps(job.options, ensure_ascii=False),
        "code_version": __version__,
    }


def as_shown(job: Job) -> dict[str, Any]:
    """A job as the API and the command show it."""
    values = {f.name: getattr(job, f.name) for f in fields(job) if f.name not in ("holder", "options")}
    rejects = [as_reject(reject) for reject in job.rejects[:REJECTS_KEPT]]
    return values | {"state": str(job.state), "rejects": rejects, "notes": list(job.notes), "lost": False}


def as_reject(rejection: Rejection) -> dict[str, Any]:
    """A rejection as the API and the command show it."""
    place = rejection.location
    return {
        "file": place.file,
        "part": place.part,
        "row": place.row,
        "column": rejection.column,
        "reason": rejection.reason,
    }


def job_as_shown(store: Store, uid: str) -> dict[str, Any]:
    """One job; raises NotFound."""
    return _shown(_row(store, uid))


def jobs_as_shown(store: Store, limit: int) -> Sequence[dict[str, Any]]:
    """The latest jobs, newest first."""
    return [_shown(row) for row in store.rows(ALL, limit=limit)]


def latest_jobs(store: Store, limit: int) -> list[Job]:
    """The latest jobs, newest first, without their rejects."""
    return [as_job(row["job"]) for row in store.rows(ALL, limit=limit)]


def how_far(store: Store, uid: str) -> dict[str, Any]:
    """State and counts of a job alone, for those who ask often; raises NotFound."""
    rows = store.rows(HOW_FAR, uid=uid)
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    return rows[0] | {"lost": bool(rows[0]["lost"])}


def job(store: Store, uid: str) -> Job:
    """The job as it stands, without its rejects; raises NotFound."""
    return as_job(_row(store, uid)["job"])


def as_job(stored: Mapping[str, Any]) -> Job:
    """A job from the properties of its node, without its rejects."""
    names = {f.name for f in fields(Job)} - {"id", "rejects", "notes", "options"}
    known: dict[str, Any] = {name: stored[name] for name in names if stored.get(name) is not None}
    return replace(
        Job(id=stored["uid"], **known),
        notes=tuple(stored.get("notes") or ()),
        options=json.loads(stored.get("options") or "{}"),
    )


def last_end(store: Store) -> str | None:
    """When the last finished ingest ended."""
    rows = store.rows(LAST_END)
    ended: str | None = rows[0]["ended"] if rows else None
    return ended


def _row(store: Store, uid: str) -> dict[str, Any]:
    rows = store.rows(ONE, uid=uid)
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    return rows[0]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    stored = row["job"]
    shown = as_shown(as_job(stored))
    return shown | {"rejects": json.loads(stored.get("rejects") or "[]"), "lost": bool(row["lost"])}
