"""A worker inside the process that serves: it runs queued jobs until the process is to end."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store
from ingest import jobs

# A batch that is being written is finished first; what takes longer is taken over by lease.
SECONDS_TO_STOP = 5.0
log = structlog.get_logger(__name__)


class _Logged(Silent):
    """What a worker says goes to the log."""

    def say(self, sentence: str) -> None:
        log.info("worker", said=sentence)


@contextmanager
def working(store: Store, settings: Settings, stop: Event) -> Iterator[None]:
    """Runs jobs in a thread while the block runs, or until `stop` is set; the job under way is put back."""
    worker = Thread(target=jobs.work, args=(store, settings, _Logged(), stop), name="worker", daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(SECONDS_TO_STOP)
        if worker.is_alive():
            log.warning("worker did not stop in time; its job is taken over when its lease has ended")
