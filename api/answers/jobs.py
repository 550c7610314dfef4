"""Ingest jobs: what was asked for, how far it is, and what became of every row."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field

from graph.errors import NotFound
from graph.settings import Settings
from graph.store import jobs
from graph.store.session import Store
from ingest import jobs as engine
from ingest.reading.rejected_rows import ADDED
from ingest.registry import Recognised, chosen_source
from ingest.rejects import write_rejects


class Reject(BaseModel):
    """A row that was not understood."""

    file: str
    part: str | None = Field(description="Sheet, or member of an archive.")
    row: int | None = Field(description="As a spreadsheet counts them, from 1.")
    column: str | None
    reason: str


class JobAnswer(BaseModel):
    """A job. Its counts are rows: once it has ended, read = written + unchanged + rejected."""

    id: str
    state: str = Field(description="queued, running, done, partial, failed, cancelled or withdrawn.")
    lost: bool = Field(description="Whether its worker has given no sign for too long; another will go on.")
    source: str
    file: str
    file_checksum: str = Field(description="sha256 of the file, under which it is kept.")
    created: str
    started: str | None
    finished: str | None
    total: int | None = Field(description="Rows to be expected; null where only reading tells.")
    read: int
    written: int
    unchanged: int
    rejected: int
    rejects: list[Reject] = Field(description=f"The first {jobs.REJECTS_KEPT} rejected rows.")
    notes: list[str] = Field(description="How the file was read.")
    error: str | None = Field(description="Why the job failed.")


class JobList(BaseModel):
    jobs: list[JobAnswer]


class JobProgress(BaseModel):
    """How far a job is, as its events tell it."""

    id: str
    state: str
    phase: Annotated[str | None, Field(description="loading, then deriving ties between partners.")]
    total: int | None
    read: int
    written: int
    unchanged: int
    rejected: int
    error: str | None
    cancelling: bool = Field(description="Whether it was asked to stop, and its worker has not yet.")
    lost: bool

    @property
    def ended(self) -> bool:
        return self.state not in (jobs.State.QUEUED, jobs.State.RUNNING)


class WithdrawnAnswer(BaseModel):
    """What a withdrawn job left: records that are gone, and records that say again what they said before."""

    job: JobAnswer
    removed: int
    restored: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be loaded, and how: `mapping` is a text, `source` a name, `rates` names a kept table.

    `page` tells of a project's page its `language` and `address`, where they are known.
    """

    path: Path
    source: str | None = None
    mapping: str | None = None
    strict: bool = False
    rates: Mapping[str, str] | None = None
    page: Mapping[str, Any] | None = None

    def recognised(self) -> Recognised:
        """The source that reads it; raises InvalidParameter, UnexpectedLayout, UnreadableFile."""
        return chosen_source(self.path, name=self.source, mapping=self.mapping, page=self.page)

    @property
    def options(self) -> dict[str, object]:
        """What the job keeps of it."""
        told: dict[str, object] = {"mapping": self.mapping, "strict": self.strict, "rates": self.rates}
        return {**told, "page": dict(self.page)} if self.page else told


def job_list(store: Store, limit: int) -> JobList:
    """The latest jobs."""
    return JobList.model_validate({"jobs": jobs.jobs_as_shown(store, limit)})


def job(store: Store, uid: str) -> JobAnswer:
    """One job; raises NotFound."""
    return JobAnswer.model_validate(jobs.job_as_shown(store, uid))


def progress(store: Store, uid: str) -> JobProgress:
    """How far a job is; raises NotFound."""
    return JobProgress.model_validate(jobs.how_far(store, uid))


def queue(store: Store, settings: Settings, wanted: Wanted) -> JobAnswer:
    """Keeps the file and queues its job; raises InputError where the file cannot be read."""
    source = wanted.recognised().source
    queued = engine.submit(store, settings, source=source, path=wanted.path, options=wanted.options)
    return job(store, queued.id)


@contextmanager
def rejects(store: Store, settings: Settings, uid: str) -> Iterator[tuple[Path, str]]:
    """A file with the rejected rows of a job and the name for it, a zip where they are of several tables.

    The file is gone when the block ends. Raises NotFound where there is no such job, or the rows are not
    kept on this machine.
    """
    asked = job(store, uid)
    kept = engine.rejects_file(settings, uid)
    if asked.rejected and not kept.is_file():
        raise NotFound(f"The rejected rows of job {uid} are not on this machine; they are where it ran.")
    folder = Path(tempfile.mkdtemp(prefix="rejects-"))
    try:
        yield _packed(kept, folder, f"{uid}.rejects")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _packed(kept: Path, folder: Path, name: str) -> tuple[Path, str]:
    tables = [table.file for table in write_rejects(kept, folder)]
    if not tables:
        empty = folder / f"{name}.csv"
        empty.write_text(",".join(ADDED) + "\r\n", encoding="utf-8")
        return empty, empty.name
    if len(tables) == 1:
        return tables[0], tables[0].name
    whole = folder / f"{name}.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            archive.write(table, table.name)
    return whole, whole.name
