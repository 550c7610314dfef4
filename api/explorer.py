"""What HTTP and the command stand on: a connection, and the latest snapshot with its clusters."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TypeVar

from api.engines import divided_by
from api.long_answers import LongAnswers
from graph.analysis import clusters as analysis
from graph.analysis.clusters import DEFAULT, Clustering, ClusterQuestion, clusters
from graph.analysis.filtering import EVERYTHING, Filter, stated_part
from graph.analysis.kept_names import kept_names
from graph.analysis.null_model import Chance, against_chance
from graph.analysis.stability import THREADS, Stability, stability
from graph.progress import Progress
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store import cluster_names, freeze, jobs, schema, snapshots
from graph.store.connect import connected
from graph.store.freeze import Frozen
from graph.store.session import Store
from graph.store.snapshots import LATEST, View

T = TypeVar("T")
CLUSTERINGS_KEPT = 16
PARTS_KEPT = 4
VIEWS_KEPT = 2
VIEW_ENDS = "Back to the graph as it is: 'socialcluster snapshot restore-view latest'."


@dataclass
class Explorer:
    """One per process. Snapshots and clusterings are computed once and shared by all requests."""

    store: Store
    settings: Settings
    _frozen: Frozen | None = None
    _clusterings: "OrderedDict[tuple[str, ClusterQuestion], Clustering]" = field(default_factory=OrderedDict)
    _parts: "OrderedDict[tuple[str, Filter], Snapshot]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _long: LongAnswers = field(default_factory=LongAnswers)
    _views: "OrderedDict[str, View]" = field(default_factory=OrderedDict)
    view: View | None = None
    # How many organisations stand on a map that is being laid out, by what it is a map of.
    placed: dict[Hashable, int] = field(default_factory=dict)

    def at(self, name: str | None) -> "Explorer":
        """As this one, but answering from a snapshot under the home; `latest`: from the graph as it is.

        Raises NotFound, UnreadableFile where it is damaged.
        """
        if name is None or (name == LATEST and self.view is None):
            return self
        if name == LATEST:
            return replace(self, view=None)
        content, kept = snapshots.resolved(self.settings, name)
        with self._lock:
            if content not in self._views:
                self._views[content] = View(snapshots.load(self.settings, content), kept)
            self._views.move_to_end(content)
            while len(self._views) > VIEWS_KEPT:
                self._views.popitem(last=False)
            return replace(self, view=replace(self._views[content], kept=kept))

    def data_as_of(self) -> str | None:
        """When the last ingest into what answers ended; None where nobody knows."""
        if self.view:
            return self.view.kept.data_as_of if self.view.kept else None
        return jobs.last_end(self.store)

    def snapshot(self) -> Snapshot:
        """The graph as it is now, read anew only when it was written to; or the snapshot of the view."""
        if self.view:
            return self.view.snapshot
        known = self._frozen
        # Asked outside the lock: where the database is gone, nobody waits for the others' patience to end.
        if known and freeze.graph_version(self.store) == known.version:
            return known.snapshot
        with self._lock:
            self._frozen = freeze.latest(self.store, self.settings, self._frozen)
            if known is None or known.snapshot.id != self._frozen.snapshot.id:
                snapshots.forget_unpinned(self.settings)
            return self._frozen.snapshot

    def part(self, chosen: Filter) -> Snapshot:
        """The organisations and projects that are chosen, and all stated of them; raises NotFound."""
        snapshot, rows = self.snapshot(), chosen.about_rows
        if rows == EVERYTHING:
            return snapshot
        with self._lock:
            key = (snapshot.id, rows)
            if key not in self._parts:
                self._parts[key] = stated_part(snapshot, rows)
            self._parts.move_to_end(key)
            while len(self._parts) > PARTS_KEPT:
                self._parts.popitem(last=False)
            return self._parts[key]

    def clustering(self, asked: ClusterQuestion = DEFAULT) -> Clustering:
        """Clusters of the latest snapshot under their computed names; raises InvalidParameter, NotFound."""
        snapshot = self.snapshot()
        key = (snapshot.id, asked)
        with self._lock:
            if key not in self._clusterings:
                self._clusterings[key] = clusters(snapshot, asked, divided_by(self.store))
            self._clusterings.move_to_end(key)
            while len(self._clusterings) > CLUSTERINGS_KEPT:
                self._clusterings.popitem(last=False)
            return self._clusterings[key]

    def named_clustering(self, asked: ClusterQuestion = DEFAULT) -> Clustering:
        """As `clustering`, with the names that people gave (graph.analysis.kept_names)."""
        found = self.clustering(asked)
        called = self.given_names(found)
        if not called:
            return found
        named = (
            replace(one, name=called[one.id], given=True) if one.id in called else one
            for one in found.clusters
        )
        return replace(found, clusters=tuple(named))

    def given_names(self, found: Clustering) -> dict[int, str]:
        """What people call those clusters that have such a name, by their number."""
        given = cluster_names.given_names(self.store)
        if not given:
            return {}
        part = self.part(found.asked.chosen)
        kept = kept_names(part, found.cluster_of, [name.members for name in given])
        return {number: given[name].name for number, name in sorted(kept.items())}

    def stability(
        self, found: Clustering, wait: float | None, *, threads: int = THREADS
    ) -> tuple[bool, Stability | None]:
        """Whether it is computed, and the stability of a clustering; waits so many seconds.

        One thread takes twice the time and half the memory, and gives the same.
        """
        asked, part = found.asked, self.part(found.asked.chosen)
        return self._long.get(
            ("stability", found.snapshot, asked),
            lambda check: stability(
                analysis.network(part, asked.mode, counting=asked.counting, chosen=asked.chosen),
                found.division,
                resolution=asked.resolution,
                seed=asked.seed,
                threads=threads,
                after_run=check,
            ),
            wait,
        )

    def chance(self, found: Clustering, wait: float | None) -> tuple[bool, Chance | None]:
        """Whether it is computed, and how a clustering compares with chance; waits so many seconds."""
        asked, quality = found.asked, found.modularity
        part = self.part(asked.chosen)
        if quality is None:
            return True, None
        return self._long.get(
            ("chance", found.snapshot, asked),
            lambda check: against_chance(
                analysis.participations(part),
                lambda dealt: analysis.network(
                    part, asked.mode, counting=asked.counting, dealt=dealt, chosen=asked.chosen
                ),
                quality,
                resolution=asked.resolution,
                seed=asked.seed,
                after_draw=check,
            ),
            wait,
        )

    def aside(
        self, key: Hashable, compute: Callable[[Callable[[], None]], T], wait: float | None
    ) -> tuple[bool, T | None]:
        """Whether it is there, and what `compute` gave in the background (api.long_answers)."""
        return self._long.get(key, compute, wait)

    def close(self) -> None:
        """Ends what is being computed for later requests."""
        self._long.close()


@contextmanager
def opened(
    settings: Settings,
    progress: Progress,
    *,
    patience: float,
    keep_running: bool = False,
    snapshot: str | None = None,
    live: bool = False,
) -> Iterator[Explorer]:
    """An Explorer on the database of the settings, its schema in place.

    It answers from `snapshot`, else from the one that a person restored, else, or where it is to be `live`,
    from the graph as it is. An embedded server that this call had to start is stopped again at the end,
    unless `keep_running`.
    """
    restored = None if live or snapshot else snapshots.restored_view(settings)
    with connected(settings, progress, patience=patience, keep_running=keep_running) as store:
        schema.install(store)
        if restored:
            progress.say(f"Answers come from snapshot {restored.id}. {VIEW_ENDS}")
        explorer = Explorer(store, settings)
        try:
            yield explorer.at(restored.id if restored else snapshot)
        finally:
            explorer.close()
