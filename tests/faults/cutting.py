"""A relay to Neo4j that loses the answers to COMMIT, or the COMMIT itself."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

# The message as the Bolt protocol writes it: two bytes long, a structure without fields, the end.
COMMIT = b"\x00\x02\xb0\x12\x00\x00"
KEPT, BEFORE, AFTER = "kept", "cut before", "cut after"


class CuttingRelay:
    """`fate` says what becomes of the n-th COMMIT: KEPT, cut BEFORE the server hears it, or AFTER it did."""

    def __init__(self, uri: str, fate: Callable[[int], str]) -> None:
        parts = urlsplit(uri)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 7687)
        self._fate = fate
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lock, self._ends, self._threads = Lock(), [self._listening], []
        self.commits = self.cuts = 0
        self.uri = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        self._run(self._accept)

    def end(self) -> None:
        for one in self._ends:
            _close(one)
        for thread in self._threads:
            thread.join()

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._listening.accept()
                theirs = socket.create_connection(self._target)
                self._ends += [ours, theirs]
                deaf = Event()
                self._run(self._there, ours, theirs, deaf)
                self._run(self._back, theirs, ours, deaf)

    def _there(self, ours: socket.socket, theirs: socket.socket, deaf: Event) -> None:
        with suppress(OSError):
            while data := ours.recv(1 << 20):
                fate = self._fate_of(data)
                if fate == BEFORE:
                    break
                if fate == AFTER:
                    deaf.set()
                theirs.sendall(data)
        if not deaf.is_set():
            _close(ours, theirs)

    def _back(self, theirs: socket.socket, ours: socket.socket, deaf: Event) -> None:
        """What comes after the COMMIT is its answer: the batch is written, and nobody is told."""
        with suppress(OSError):
            while (data := theirs.recv(1 << 20)) and not deaf.is_set():
                ours.sendall(data)
        _close(ours, theirs)

    def _fate_of(self, data: bytes) -> str:
        if COMMIT not in data:
            return KEPT
        with self._lock:
            self.commits += 1
            fate = self._fate(self.commits)
            self.cuts += fate != KEPT
        return fate


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def cutting(uri: str, fate: Callable[[int], str]) -> Iterator[CuttingRelay]:
    """A relay to the Neo4j at `uri`."""
    relay = CuttingRelay(uri, fate)
    try:
        yield relay
    finally:
        relay.end()
