"""Jobs: asked for, run under a lease, killed at any moment, resumed, cancelled."""

import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import structlog

from graph.errors import Cancelled, Conflict, ExplorerError, LeaseLost, StoreError
from graph.progress import Progress
from graph.records import RESTATED
from graph.settings import Settings
from graph.store import audit, jobs, leases, schema
from graph.store.derive import derive
from graph.store.jobs import Job, State
from graph.store.leases import Lease
from graph.store.session import Store, Transaction
from graph.store.snapshots import others_are_there
from ingest import raw
from ingest.account import Account
from ingest.euro import EuroTeller
from ingest.pipeline import Load, load_rows
from ingest.rates import read_rates
from ingest.registry import source_of_job
from ingest.source import Opened, Source

HEARTBEAT_SECONDS = 2.0
RESUMABLE = frozenset({State.QUEUED, State.PARTIAL, State.FAILED, State.CANCELLED, State.WITHDRAWN})
NOT_EMPTY = (
    "An exported snapshot is loaded into an empty database: its records would replace what the same records "
    "say here in full. Give it a home of its own with SOCIALCLUSTER_HOME."
)
log = structlog.get_logger(__name__)


def submit(
    store: Store,
    settings: Settings,
    *,
    source: Source,
    path: Path,
    options: Mapping[str, Any] | None = None,
) -> Job:
    """Keeps the file and writes down that it is to be loaded; some worker will.

    The layout is checked first: raises UnreadableFile and UnexpectedLayout before anything is kept.
    """
    job = _prepared(store, settings, source, path, options)
    jobs.save(store, job)
    return job


def begin(
    store: Store,
    settings: Settings,
    *,
    source: Source,
    path: Path,
    options: Mapping[str, Any] | None = None,
) -> tuple[Job, Lease]:
    """As `submit`, but the job is ours from the start; `carry_out` runs it."""
    job = _prepared(store, settings, source, path, options)
    lease = _lease(settings, job.id)
    return leases.begin(store, lease, job, now=jobs.now()), lease


def _prepared(
    store: Store, settings: Settings, source: Source, path: Path, options: Mapping[str, Any] | None
) -> Job:
    schema.check(store)
    if source.facts.name == RESTATED and others_are_there(store):
        raise Conflict(NOT_EMPTY)
    with source.open(path):
        digest = raw.checksum(path)
        raw.keep(path, digest, settings)
    return jobs.new_job(source.facts.name, path.name, digest, options)


def _lease(settings: Settings, uid: str) -> Lease:
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return Lease(uid, holder, settings.lease_seconds)


def ingest(
    store: Store,
    source: Source,
    path: Path,
    settings: Settings,
    progress: Progress,
    options: Mapping[str, Any] | None = None,
) -> Job:
    """Loads a file here and now, and returns the finished job.

    The layout is checked before anything is written: UnreadableFile and UnexpectedLayout leave the
    graph as it was. A failure later on leaves whole batches and a job that says what failed.
    """
    job, lease = begin(store, settings, source=source, path=path, options=options)
    return carry_out(store, settings, job, lease, progress, source=source)


def run(
    store: Store,
    settings: Settings,
    uid: str,
    progress: Progress,
    *,
    source: Source | None = None,
    stop: Event | None = None,
    states: frozenset[str] = RESUMABLE,
) -> Job:
    """Runs or resumes a job that is in one of `states` or abandoned, and returns it finished.

    Raises Held where somebody else runs it, Conflict where there is nothing to run, and whatever ends the
    job before its time; the job says it too. Where `stop` is set meanwhile, the job is queued again.
    """
    schema.check(store)
    lease = _lease(settings, uid)
    job = leases.claim(store, lease, now=jobs.now(), states=states)
    return carry_out(store, settings, job, lease, progress, source=source, stop=stop)


def carry_out(
    store: Store,
    settings: Settings,
    job: Job,
    lease: Lease,
    progress: Progress,
    *,
    source: Source | None = None,
    stop: Event | None = None,
) -> Job:
    """Runs a job of which we have the lease, as `run` does."""
    progress.say(f"Job {job.id}: {job.file} as {job.source}.")
    running = _Running(store, settings, job, lease, _Stop(stop or Event()))
    with running.account_open() as account, running.heartbeat(account):
        return running.to_its_end(account, progress, source)


class _Stop(Event):
    """Set where the worker as a whole is to stop, or this one job of it."""

    def __init__(self, of_worker: Event) -> None:
        super().__init__()
        self._of_worker = of_worker

    def is_set(self) -> bool:
        return super().is_set() or self._of_worker.is_set()


@dataclass(slots=True)
class _Running:
    """A job in our hands. `stop` ends it; `cancelled` says that it was a person's wish for this job."""

    store: Store
    settings: Settings
    job: Job
    lease: Lease
    stop: Event
    cancelled: Event = field(default_factory=Event)

    @contextmanager
    def account_open(self) -> Iterator[Account]:
        file = rejects_file(self.settings, self.job.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as rejects:
            yield Account(rejects)

    def to_its_end(self, account: Account, progress: Progress, source: Source | None) -> Job:
        try:
            self._load(account, progress, source or source_of_job(self.job))
        except Cancelled as error:
            # A worker that is shut down puts its job back; another, or itself later, goes on with it.
            wished = self.cancelled.is_set()
            finished = account.on(self.job, State.CANCELLED, error.message)
            finished = (
                finished if wished else replace(finished, state=State.QUEUED, finished=None, error=None)
            )
        except LeaseLost:
            raise
        except KeyboardInterrupt:
            self._release_if_possible(account.on(self.job, State.CANCELLED, "Stopped at the terminal."))
            raise
        except BaseException as error:
            reason = error.message if isinstance(error, ExplorerError) else f"{type(error).__name__}"
            self._release_if_possible(account.on(self.job, State.FAILED, reason))
            raise
        else:
            finished = account.on(self.job, State.PARTIAL if account.rejected else State.DONE)
        leases.release(self.store, self.lease, finished)
        return finished

    def _load(self, account: Account, progress: Progress, source: Source) -> None:
        path = raw.find(self.settings, self.job.file_checksum, self.job.file)
        with source.open(path) as read:
            opened = self._in_euro(read)
            load = Load(
                job=self.job.id,
                file=self.job.file,
                opened=opened,
                batch_rows=self.settings.batch_rows,
                guard=self._guard(account),
                stop=self.stop,
                strict=bool(self.job.options.get("strict")),
            )
            load_rows(self.store, load, account, progress)
            account.notes.extend(opened.notes())
        account.phase = "deriving"
        if account.written:
            audit.check(self.store, self.stop)
        derive(
            self.store,
            progress,
            stop=self.stop,
            leave_it=lambda: leases.others_load(self.store, self.job.id),
        )

    def _in_euro(self, opened: Opened) -> Opened:
        """With amounts in euro where the job was given a table of rates."""
        kept = self.job.options.get("rates")
        if not kept:
            return opened
        teller = EuroTeller(read_rates(raw.find(self.settings, kept["checksum"], kept["file"])), kept["file"])
        return Opened(
            total=opened.total,
            rows=teller.told(opened.rows),
            notes=lambda: [*opened.notes(), *teller.notes()],
        )

    def _guard(self, account: Account) -> Callable[[Transaction], None]:
        """What every batch proves first: that the job is still ours."""

        def hold(tx: Transaction) -> None:
            if self.lease.hold(tx, account.counts()):
                self._cancel()
                raise Cancelled("The job was cancelled.")

        return hold

    def _release_if_possible(self, finished: Job) -> None:
        """The failure itself is the news; a database that is gone must not hide it."""
        try:
            leases.release(self.store, self.lease, finished)
        except StoreError:
            log.warning("job not released", job=self.job.id)

    def _cancel(self) -> None:
        self.cancelled.set()
        self.stop.set()

    @contextmanager
    def heartbeat(self, account: Account) -> Iterator[None]:
        """Renews the lease while the job works on something that takes long."""
        done = Event()
        beating = Thread(target=self._beat, args=(account, done), name=f"beat {self.job.id}", daemon=True)
        beating.start()
        try:
            yield
        finally:
            done.set()
            beating.join()

    def _beat(self, account: Account, done: Event) -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                if leases.beat(self.store, self.lease, account.counts()):
                    self._cancel()
            except LeaseLost:
                # Released, or taken by another; the next batch finds out which.
                return
            except StoreError:
                log.warning("heartbeat not heard", job=self.job.id)


def work(
    store: Store, settings: Settings, progress: Progress, stop: Event, idle_seconds: float = 2.0
) -> None:
    """Runs jobs as they come until `stop` is set; a job that fails is told and left."""
    while not stop.is_set():
        if not _work_on_next(store, settings, progress, stop):
            stop.wait(idle_seconds)


def _work_on_next(store: Store, settings: Settings, progress: Progress, stop: Event) -> bool:
    """Whether there was a job to run."""
    try:
        waiting = leases.waiting(store)
    except StoreError as error:
        progress.say(error.message)
        return False
    for uid in waiting:
        try:
            run(store, settings, uid, progress, stop=stop, states=frozenset({State.QUEUED}))
        except Conflict as error:
            progress.say(error.message)
            continue
        except ExplorerError as error:
            progress.say(f"Job {uid} failed: {error.message}")
        except Exception:  # a fault in how one file is read must not end the worker of all others
            log.exception("job failed by a fault of ours", job=uid)
            progress.say(f"Job {uid} failed by a fault of this program; the log says where.")
        return True
    return False


def rates_option(settings: Settings, file: Path) -> dict[str, str]:
    """Keeps a table of rates for a job and names it; raises UnreadableFile where it is none."""
    read_rates(file)
    digest = raw.checksum(file)
    raw.keep(file, digest, settings)
    return {"checksum": digest, "file": file.name}


def cancel(store: Store, uid: str) -> str:
    """Asks a job to stop; returns `cancelling` where its worker will soon, else `cancelled`.

    Raises Conflict where the job has ended in another way, NotFound.
    """
    state = leases.cancel(store, uid, jobs.now())
    if state not in ("cancelling", State.CANCELLED):
        raise Conflict(f"Job {uid} is {state}; there is nothing to cancel.")
    return state


def rejects_file(settings: Settings, uid: str) -> Path:
    """Where the rejects of a job are kept, one JSON object per line."""
    return settings.home / "jobs" / Path(uid).name / "rejects.jsonl"
