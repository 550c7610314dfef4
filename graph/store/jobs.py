"""The record of each ingest: what was read, and what became of every row."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from graph.errors import NotFound
from graph.records import Rejection
from graph.store.session import Store
from graph.store.statement import Statement
from graph.version import __version__

# A job that rejects everything must not become one huge node; the counts stay true.
REJECTS_KEPT = 1000

SAVE = Statement("save job", "MERGE (j:Job {uid: $uid}) SET j += $values")
ONE = Statement("one job", "MATCH (j:Job {uid: $uid}) RETURN properties(j) AS job")
ALL = Statement(
    "all jobs", "MATCH (j:Job) RETURN properties(j) AS job ORDER BY j.started DESC, j.uid LIMIT $limit"
)

LAST_END = Statement(
    "end of last job", "MATCH (j:Job) WHERE j.state <> 'failed' RETURN max(j.finished) AS ended"
)


@dataclass(frozen=True, slots=True)
class Job:
    """Counts are rows; `read` = `written` + `unchanged` + `rejected` once the job has ended."""

    id: str
    source: str
    file: str
    file_checksum: str
    state: str
    started: str
    finished: str | None = None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: tuple[Rejection, ...] = ()
    error: str | None = None


def new_job(source: str, file: str, file_checksum: str) -> Job:
    """A job about to run; its id sorts by time."""
    now = datetime.now(UTC)
    job = f"job-{now:%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    return Job(job, source, file, file_checksum, state="running", started=now.isoformat(timespec="seconds"))


def now() -> str:
    """Time as jobs write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def save(store: Store, job: Job) -> None:
    """Writes the job as it stands; saying it twice is the same as once."""
    values = {
        "source": job.source,
        "file": job.file,
        "file_checksum": job.file_checksum,
        "state": job.state,
        "started": job.started,
        "finished": job.finished,
        "read": job.read,
        "written": job.written,
        "unchanged": job.unchanged,
        "rejected": job.rejected,
        "rejects": json.dumps([as_reject(r) for r in job.rejects[:REJECTS_KEPT]], ensure_ascii=False),
        "error": job.error,
        "code_version": __version__,
    }
    store.write(lambda tx: tx.run(SAVE, uid=job.id, values=values))


def as_shown(job: Job) -> dict[str, Any]:
    """A job as the API and the command show it."""
    values = {f.name: getattr(job, f.name) for f in fields(job)}
    return values | {"rejects": [as_reject(reject) for reject in job.rejects[:REJECTS_KEPT]]}


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
    rows = store.rows(ONE, uid=uid)
    if not rows:
        raise NotFound(f"There is no job {uid!r}.")
    return _shown(rows[0]["job"])


def jobs_as_shown(store: Store, limit: int) -> Sequence[dict[str, Any]]:
    """The latest jobs, newest first."""
    return [_shown(row["job"]) for row in store.rows(ALL, limit=limit)]


def _shown(job: dict[str, Any]) -> dict[str, Any]:
    shown = {
        name: job.get(name) for name in ("source", "file", "file_checksum", "state", "started", "finished")
    }
    counts = {name: job.get(name) for name in ("read", "written", "unchanged", "rejected", "error")}
    return {"id": job["uid"], **shown, **counts, "rejects": json.loads(job.get("rejects") or "[]")}


def last_end(store: Store) -> str | None:
    """When the last finished ingest ended."""
    rows = store.rows(LAST_END)
    ended: str | None = rows[0]["ended"] if rows else None
    return ended
