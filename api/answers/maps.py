"""Network maps as self-contained pages: which part of the graph is drawn, and what is said beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from api.answers import map_places
from api.answers.map_values import map_values
from api.answers.organisations import row_of
from api.answers.paths import body, called
from api.explorer import Explorer
from graph.analysis.clusters import Clustering, ClusterQuestion
from graph.analysis.strongest import Part, part_between, strongest_part
from graph.analysis.surroundings import hops_from, nearest_and_strongest
from graph.analysis.ties import ties_of
from graph.errors import NotFound
from graph.snapshot import Snapshot
from viz import wording
from viz.cluster_words import cluster_name, cluster_titles
from viz.drawing import places_of
from viz.languages import gettext, ngettext, spoken
from viz.model import NetworkMap
from viz.network import network_page, network_policy
from viz.pictures.formats import DRAWINGS
from viz.pictures.network import picture_of_network
from viz.pictures.picture import Picture

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class MapPage:
    """A page with what it shows: counts after the limits, and the policy under which it runs.

    `picture` draws the same for paper, of a whole network its clusters. `advice` says what to load for a
    better map.
    """

    html: str
    policy: str
    snapshot: str
    nodes: int
    ties: int
    picture: Callable[[], Picture]
    advice: str | None = None

    def drawn(self, form: str) -> bytes:
        """The map as a picture, in one of DRAWINGS."""
        return DRAWINGS[form].write(self.picture())


def network(explorer: Explorer, *, resolution: float, seed: int, most: int | None) -> MapPage:
    """The best-connected organisations, at most `most`, in the colours of their clusters."""
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(ClusterQuestion(resolution=resolution, seed=seed))
    settings = explorer.settings
    part = strongest_part(
        snapshot,
        clustering.strength,
        organisations=min(most or settings.map_nodes, settings.map_nodes),
        ties=settings.map_ties,
    )
    return page(explorer, network_map(snapshot, clustering, part), seed)


def ego(explorer: Explorer, organisation: str, *, depth: int, resolution: float, seed: int) -> MapPage:
    """One organisation and all within `depth` ties, the nearest and strongest first; raises NotFound."""
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(ClusterQuestion(resolution=resolution, seed=seed))
    row = row_of(snapshot, organisation, explorer.store)
    hops = hops_from(ties_of(snapshot).adjacency, np.array([row]), depth)
    rows = nearest_and_strongest(hops, clustering.strength, explorer.settings.map_nodes)
    connected = int(np.count_nonzero(hops >= 0))
    part = part_between(snapshot, rows, ties=explorer.settings.map_ties, connected=connected)
    name = called(body(snapshot, row))
    title = ngettext(
        "%(name)s: who is within %(depth)s tie", "%(name)s: who is within %(depth)s ties", depth,
        name=name, depth=depth,
    )  # fmt: skip
    drawn = network_map(snapshot, clustering, part)
    return page(
        explorer,
        replace(
            drawn,
            title=title,
            centre=snapshot.organisation_uids[row],
            depth=depth,
            notes=(_around(part, name, depth),),
        ),
        seed,
    )


def cluster(explorer: Explorer, number: int, *, resolution: float, seed: int) -> MapPage:
    """The members of one cluster and the ties between them; raises NotFound."""
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(ClusterQuestion(resolution=resolution, seed=seed))
    if not 0 <= number < len(clustering.clusters):
        raise NotFound(f"There is no cluster {number}; the list of clusters has their numbers.")
    one = clustering.clusters[number]
    rows = np.array(one.members[: explorer.settings.map_nodes], dtype=np.int64)
    part = part_between(snapshot, rows, ties=explorer.settings.map_ties, connected=len(one.members))
    drawn = network_map(snapshot, clustering, part)
    title = gettext("Cluster: %(name)s", name=cluster_name(one))
    return page(explorer, replace(drawn, title=title, notes=(_of_cluster(part),)), seed)


def page(explorer: Explorer, shown: NetworkMap, seed: int) -> MapPage:
    """The page of a map, with positions that are kept."""
    places = map_places.kept_places(explorer.settings, shown, seed, lambda: places_of(shown, seed))
    html = network_page(shown, seed=seed, places=places)
    return MapPage(
        html,
        network_policy(),
        shown.snapshot,
        len(shown.nodes),
        len(shown.ties),
        lambda: picture_of_network(shown, places),
    )


def network_map(
    snapshot: Snapshot, clustering: Clustering, part: Part, highlight: tuple[str, ...] = ()
) -> NetworkMap:
    """Rows of the snapshot as values that the map draws."""
    values = map_values(snapshot, clustering, part)
    return NetworkMap(
        title=gettext("Who works with whom"),
        nodes=values.nodes,
        ties=values.ties,
        clusters=cluster_titles(clustering),
        snapshot=snapshot.id,
        parameters={
            "resolution": clustering.asked.resolution,
            "seed": clustering.asked.seed,
            "counting": "fractional",
        },
        notes=_notes(snapshot, part),
        highlight=highlight,
        evidence=values.evidence,
        language=spoken(),
    )


def _notes(snapshot: Snapshot, part: Part) -> tuple[str, ...]:
    """What the map leaves out, in words."""
    alone = len(snapshot.organisations) - part.connected
    notes = []
    if alone:
        notes.append(
            ngettext(
                "%(count)s organisation without any partner is not drawn.",
                "%(count)s organisations without any partner are not drawn.",
                alone,
                count=wording.number(alone),
            )
        )
    if len(part.organisations) < part.connected:
        notes.append(
            gettext(
                "%(drawn)s of %(all)s organisations with partners are drawn: those with the most joint "
                "projects.",
                **_drawn(part),
            )
        )
    if len(part.ties) < part.all_ties:
        notes.append(
            gettext(
                "%(drawn)s of %(all)s ties are drawn: the strongest of each organisation, then the "
                "strongest of all.",
                drawn=wording.number(len(part.ties)),
                all=wording.number(part.all_ties),
            )
        )
    return tuple(notes)


def _around(part: Part, name: str, depth: int) -> str:
    """What a map of the surroundings of an organisation leaves out of them."""
    if len(part.organisations) == part.connected:
        return gettext(
            "All %(all)s organisations around %(name)s (steps: %(depth)s) are drawn, with their strongest "
            "ties.",
            **_drawn(part),
            name=name,
            depth=depth,
        )
    return gettext(
        "%(drawn)s of %(all)s organisations around %(name)s (steps: %(depth)s) are drawn: the nearest, and "
        "of equally near ones those with the most joint projects.",
        **_drawn(part),
        name=name,
        depth=depth,
    )


def _of_cluster(part: Part) -> str:
    """What a map of a cluster leaves out of it."""
    if len(part.organisations) == part.connected:
        return gettext(
            "All %(all)s organisations of the cluster are drawn, with their strongest ties.", **_drawn(part)
        )
    return gettext(
        "%(drawn)s of %(all)s organisations of the cluster are drawn: those with the most joint projects.",
        **_drawn(part),
    )


def _drawn(part: Part) -> dict[str, str]:
    return {"drawn": wording.number(len(part.organisations)), "all": wording.number(part.connected)}
