"""A relay between the application and Neo4j that a test can cut, as when the database is stopped."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit


class Relay:
    """Passes bytes both ways until it is cut; then nobody listens at its address any more."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 7687)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.uri = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self) -> None:
        """Ends all connections and refuses new ones."""
        for end in (self._listening, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._listening.accept()
                theirs = socket.create_connection(self._target)
                self._ends += [ours, theirs]
                self._threads += [_pump(ours, theirs), _pump(theirs, ours)]


def _pump(source: socket.socket, target: socket.socket) -> Thread:
    def run() -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    thread = Thread(target=run)
    thread.start()
    return thread


@contextmanager
def relayed(uri: str) -> Iterator[Relay]:
    """A relay to the Neo4j at `uri`, cut at the end."""
    relay = Relay(uri)
    try:
        yield relay
    finally:
        relay.cut()
