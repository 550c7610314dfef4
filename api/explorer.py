"""What HTTP and the command stand on: a connection, and the latest snapshot with its clusters."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from graph.analysis.clusters import Clustering, clusters
from graph.progress import Progress
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from graph.store.connect import connected
from graph.store.freeze import Frozen
from graph.store.session import Store

CLUSTERINGS_KEPT = 16


@dataclass
class Explorer:
    """One per process. Snapshots and clusterings are computed once and shared by all requests."""

    store: Store
    settings: Settings
    _frozen: Frozen | None = None
    _clusterings: "OrderedDict[tuple[str, float, int], Clustering]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def snapshot(self) -> Snapshot:
        """The graph as it is now; read anew only when it was written to."""
        known = self._frozen
        # Asked outside the lock: where the database is gone, nobody waits for the others' patience to end.
        if known and freeze.graph_version(self.store) == known.version:
            return known.snapshot
        with self._lock:
            self._frozen = freeze.latest(self.store, self.settings, self._frozen)
            return self._frozen.snapshot

    def clustering(self, *, resolution: float, seed: int) -> Clustering:
        """Clusters of the latest snapshot; raises InvalidParameter."""
        snapshot = self.snapshot()
        key = (snapshot.id, resolution, seed)
        with self._lock:
            if key not in self._clusterings:
                self._clusterings[key] = clusters(snapshot, resolution=resolution, seed=seed)
            self._clusterings.move_to_end(key)
            while len(self._clusterings) > CLUSTERINGS_KEPT:
                self._clusterings.popitem(last=False)
            return self._clusterings[key]


@contextmanager
def opened(
    settings: Settings, progress: Progress, *, patience: float, keep_running: bool = False
) -> Iterator[Explorer]:
    """An Explorer on the database of the settings, its schema in place.

    An embedded server that this call had to start is stopped again at the end, unless `keep_running`.
    """
    with connected(settings, progress, patience=patience, keep_running=keep_running) as store:
        schema.install(store)
        yield Explorer(store, settings)
