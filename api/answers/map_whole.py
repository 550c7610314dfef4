"""The whole network on one map, laid out in the background: clusters as marks that open, or everything."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from api.answers import map_places
from api.answers.maps import MapPage, network_map
from api.explorer import Explorer
from graph.analysis.clusters import Clustering, ClusterQuestion
from graph.analysis.strongest import part_between
from graph.analysis.ties import Ties, ties_of
from graph.projection import FloatArray
from graph.settings import Settings
from graph.snapshot import Snapshot
from viz.drawing import groups_of, radii
from viz.islands import island_places, nothing
from viz.languages import gettext, speaking, spoken
from viz.model import NetworkMap
from viz.network import network_page, network_policy
from viz.pictures.clusters import picture_of_clusters
from viz.pictures.picture import Picture

MOST_TIES = 100_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page for whoever asks next, compressed: that of a whole programme has ten megabytes."""

    html: bytes
    nodes: int
    ties: int


def is_needed(explorer: Explorer, *, resolution: float, seed: int) -> bool:
    """Whether the network has more organisations or ties than one plain drawing takes."""
    clustering = explorer.clustering(ClusterQuestion(resolution=resolution, seed=seed))
    connected = len(clustering.cluster_of) - clustering.without_partner
    settings = explorer.settings
    return connected > settings.map_nodes or len(ties_of(explorer.snapshot()).pairs.a) > settings.map_ties


def whole(
    explorer: Explorer,
    *,
    resolution: float,
    seed: int,
    wait: float | None,
    placed: Callable[[int], None] | None = None,
) -> MapPage | tuple[int, int]:
    """The page, or while it is laid out how many organisations stand already, and of how many.

    Waits so many seconds, None: until it is there. `placed` is told how many more stand.
    """
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(ClusterQuestion(resolution=resolution, seed=seed))
    given = tuple((one.id, one.name) for one in clustering.clusters if one.given)
    language = spoken()
    key = ("map", snapshot.id, resolution, seed, given, language)

    def compute(check: Callable[[], None]) -> _Kept:
        def tell(more: int) -> None:
            check()
            explorer.placed[key] = explorer.placed.get(key, 0) + more
            if placed:
                placed(more)

        explorer.placed[key] = 0
        # It runs in a thread of its own, which knows nothing of who asked.
        with speaking(language):
            return _made(explorer.settings, snapshot, clustering, seed, tell)

    ready, kept = explorer.aside(key, compute, wait)
    if not ready or kept is None:
        return explorer.placed.get(key, 0), len(clustering.cluster_of) - clustering.without_partner
    html = zlib.decompress(kept.html).decode("utf-8")
    picture = partial(_picture, explorer.settings, snapshot, clustering, seed)
    return MapPage(html, network_policy(), snapshot.id, kept.nodes, kept.ties, picture)


def _made(
    settings: Settings, snapshot: Snapshot, clustering: Clustering, seed: int, tell: Callable[[int], None]
) -> _Kept:
    ties = ties_of(snapshot)
    shown = whole_map(snapshot, clustering)
    places = map_places.kept_places(
        settings, shown, seed, lambda: whole_places(snapshot, shown, ties, seed, tell)
    )
    html = network_page(shown, seed=seed, places=places)
    return _Kept(zlib.compress(html.encode("utf-8"), 1), len(shown.nodes), len(shown.ties))


def _picture(settings: Settings, snapshot: Snapshot, clustering: Clustering, seed: int) -> Picture:
    """The clusters as circles, where the page has them: positions were kept when it was made."""
    shown = whole_map(snapshot, clustering)
    places = map_places.kept_places(
        settings, shown, seed, lambda: whole_places(snapshot, shown, ties_of(snapshot), seed, nothing)
    )
    return picture_of_clusters(shown, places)


def whole_map(snapshot: Snapshot, clustering: Clustering) -> NetworkMap:
    """Everybody who has a partner, with at most MOST_TIES ties, and a note where there are more."""
    order = np.argsort(-clustering.strength, kind="stable")
    rows = order[: int(np.count_nonzero(clustering.strength))]
    part = part_between(snapshot, rows, ties=MOST_TIES, connected=len(rows))
    shown = network_map(snapshot, clustering, part)
    notes = shown.notes
    if not shown.evidence and shown.ties:
        notes += (
            gettext("The records of each tie are on the smaller maps: of a cluster, of an organisation."),
        )
    return replace(shown, whole=True, notes=notes)


def whole_places(
    snapshot: Snapshot, shown: NetworkMap, ties: Ties, seed: int, placed: Callable[[int], None]
) -> FloatArray:
    """Positions of everybody, by all ties, also those that are not drawn."""
    number = {node.uid: i for i, node in enumerate(shown.nodes)}
    place = np.array([number.get(uid, -1) for uid in snapshot.organisation_uids], dtype=np.int64)
    groups = groups_of(shown.nodes)
    return island_places(
        pairs=np.stack([place[ties.pairs.a], place[ties.pairs.b]], axis=1),
        weights=ties.pairs.weight,
        groups=np.arange(len(shown.nodes)) if groups is None else groups,
        radii=radii(shown),
        seed=seed,
        placed=placed,
    )
