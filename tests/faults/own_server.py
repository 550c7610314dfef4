"""A Neo4j of its own, for tests that kill it, pause it or fill its disk."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from unittest.mock import patch

import psutil

from graph.progress import Silent
from graph.settings import Settings
from graph.store import schema
from graph.store.embedded import process, server
from graph.store.embedded.server import Server
from graph.store.session import Store
from tests.servers import pause


class OwnServer:
    """The embedded server of a home; it keeps address and password when it is started again."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.running: Server = self._started()

    def start(self) -> None:
        """Starts it where it does not run."""
        self.running = self._started()

    def _started(self) -> Server:
        """It lives for seconds, so Java had better not spend them on compiling well."""
        with patch.object(process, "_FLAGS", (*process._FLAGS, "-XX:TieredStopAtLevel=1")):
            return server.ensure_started(self.settings, Silent())

    def kill(self) -> None:
        """As a power cut does: nothing is written that was not written."""
        with suppress(psutil.NoSuchProcess):
            killed = psutil.Process(self.running.pid)
            killed.kill()
            psutil.wait_procs([killed], timeout=20)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """It holds its connections and answers none, as a machine that is out of memory does."""
        pause(psutil.Process(self.running.pid))
        try:
            yield
        finally:
            os.kill(self.running.pid, signal.SIGCONT)

    def connected(self, patience: float, settings: Settings | None = None) -> Store:
        """A connection of its own, to be closed."""
        keys = self.running.uri, self.running.user, self.running.password
        return Store.connect(*keys, settings or self.settings, patience)

    def prepare(self) -> None:
        """Makes the constraints."""
        with self.connected(patience=30) as store:
            schema.install(store)

    def stop(self) -> None:
        server.stop(self.settings)
