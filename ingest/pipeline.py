"""From a source's rows to the graph: batches, a ledger, and an account of every row."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.errors import ExplorerError
from graph.progress import Progress, Step
from graph.records import Record, Rejection, Row
from graph.settings import Settings
from graph.store import jobs, schema
from graph.store.derive import derive
from graph.store.jobs import Job
from graph.store.session import Store
from graph.store.writer import Batch, write_batch
from ingest.source import Opened, Source


@dataclass(slots=True)
class _Account:
    """What became of the rows so far, and which records were seen in this file."""

    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejects: list[Rejection] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def on(self, job: Job, state: str, error: str | None = None) -> Job:
        return replace(
            job,
            state=state,
            error=error,
            finished=jobs.now(),
            read=self.read,
            written=self.written,
            unchanged=self.unchanged,
            rejected=len(self.rejects),
            rejects=tuple(self.rejects),
        )


def ingest(store: Store, source: Source, path: Path, settings: Settings, progress: Progress) -> Job:
    """Loads a file and returns the finished job.

    The layout is checked before anything is written: UnreadableFile and UnexpectedLayout leave the
    graph as it was. A failure later on leaves whole batches and a job that says what failed.
    """
    schema.check(store)
    with source.open(path) as opened:
        job = jobs.new_job(source.facts.name, path.name, file_checksum(path))
        jobs.save(store, job)
        account = _Account()
        try:
            keep_raw(path, job.file_checksum, settings.home / "raw")
            _write_rows(store, job, opened, account, settings.batch_rows, progress)
            derive(store, progress)
        except BaseException as error:
            reason = error.message if isinstance(error, ExplorerError) else type(error).__name__
            _save_if_possible(store, account.on(job, "failed", reason))
            raise
    finished = account.on(job, "partial" if account.rejects else "done")
    jobs.save(store, finished)
    return finished


def _save_if_possible(store: Store, job: Job) -> None:
    """The failure itself is the news; a database that is gone must not hide it."""
    try:
        jobs.save(store, job)
    except ExplorerError:
        return


def _write_rows(
    store: Store, job: Job, opened: Opened, account: _Account, batch_rows: int, progress: Progress
) -> None:
    with progress.step(job.file, total=opened.total, unit="rows") as step:
        for number, rows in enumerate(_batches(opened.rows, account, batch_rows, step)):
            _write_batch(store, Batch(job.id, number, _records(rows, account)), rows, account)


def _batches(
    rows: Iterator[Row | Rejection], account: _Account, size: int, step: Step
) -> Iterator[list[Row]]:
    """Rows to be written, `size` at a time; doubles and rejects are accounted for on the way."""
    batch: list[Row] = []
    for row in rows:
        account.read += 1
        step.advance()
        if isinstance(row, Rejection):
            account.rejects.append(row)
        elif _is_new(row.record, account):
            batch.append(row)
            if len(batch) >= size:
                yield batch
                batch = []
    if batch:
        yield batch


def _is_new(record: Record, account: _Account) -> bool:
    """False for a row that stands twice in its file; one that contradicts its double is rejected."""
    checksum = record.checksum()
    if record.uid not in account.seen:
        account.seen[record.uid] = checksum
        return True
    if account.seen[record.uid] == checksum:
        account.unchanged += 1
    else:
        reason = f"An earlier row has the same key ({record.key}) but other values."
        account.rejects.append(Rejection(record.location, None, reason))
    return False


def _records(rows: list[Row], account: _Account) -> tuple[Record, ...]:
    """The rows' own records and, once per file, the records of things that many rows speak of."""
    records = {row.record.uid: row.record for row in rows}
    for reference in (reference for row in rows for reference in row.references):
        if reference.uid not in account.seen:
            account.seen[reference.uid] = ""
            records[reference.uid] = reference
    return tuple(records.values())


def _write_batch(store: Store, batch: Batch, rows: list[Row], account: _Account) -> None:
    outcome = write_batch(store, batch)
    for row in rows:
        if row.record.uid in outcome.written:
            account.written += 1
        else:
            account.unchanged += 1


def keep_raw(path: Path, checksum: str, folder: Path) -> None:
    """Keeps the file under its checksum: raw files and judgements rebuild the whole graph."""
    kept = folder / f"{checksum}{path.suffix}"
    if path.is_file() and not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f"{kept.name}.{os.getpid()}")
        shutil.copyfile(path, beside)
        beside.replace(kept)


def file_checksum(path: Path) -> str:
    """sha256 of a file's bytes; of a folder, of its files' names and bytes in order."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.name.encode() if path.is_dir() else b"")
            digest.update(file.read_bytes())
    return digest.hexdigest()
