"""Network maps as self-contained pages: which part of the graph is drawn, and what is said beside it."""

from dataclasses import dataclass, replace

import numpy as np

from api.answers import map_places
from api.answers.map_values import map_values
from api.answers.organisations import row_of
from api.explorer import Explorer
from graph.analysis.clusters import Clustering, ClusterQuestion
from graph.analysis.strongest import Part, part_between, strongest_part
from graph.analysis.surroundings import hops_from, nearest_and_strongest
from graph.analysis.ties import ties_of
from graph.errors import NotFound
from graph.snapshot import Snapshot
from viz.drawing import places_of
from viz.model import NetworkMap
from viz.network import network_page, network_policy

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class MapPage:
    """A page with what it shows: counts after the limits, and the policy under which it runs."""

    html: str
    policy: str
    snapshot: str
    nodes: int
    ties: int


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
    name = snapshot.organisations["name"][row].as_py() or "an organisation whose name is not stated"
    drawn = network_map(snapshot, clustering, part)
    notes = _left_out(part, f"within {depth} ties of {name}")
    return page(
        explorer,
        replace(
            drawn,
            title=f"{name}: who is within {depth} tie{'s' if depth > 1 else ''}",
            centre=snapshot.organisation_uids[row],
            depth=depth,
            notes=notes,
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
    notes = _left_out(part, "of the cluster")
    return page(explorer, replace(drawn, title=f"Cluster: {one.name}", notes=notes), seed)


def page(explorer: Explorer, shown: NetworkMap, seed: int) -> MapPage:
    """The page of a map, with positions that are kept."""
    places = map_places.kept_places(explorer.settings, shown, seed, lambda: places_of(shown, seed))
    html = network_page(shown, seed=seed, places=places)
    return MapPage(html, network_policy(), shown.snapshot, len(shown.nodes), len(shown.ties))


def network_map(
    snapshot: Snapshot, clustering: Clustering, part: Part, highlight: tuple[str, ...] = ()
) -> NetworkMap:
    """Rows of the snapshot as values that the map draws."""
    values = map_values(snapshot, clustering, part)
    return NetworkMap(
        title="Who works with whom",
        nodes=values.nodes,
        ties=values.ties,
        clusters={one.id: one.name for one in clustering.clusters},
        snapshot=snapshot.id,
        parameters={
            "resolution": clustering.asked.resolution,
            "seed": clustering.asked.seed,
            "counting": "fractional",
        },
        notes=_notes(snapshot, part),
        highlight=highlight,
        evidence=values.evidence,
    )


def _notes(snapshot: Snapshot, part: Part) -> tuple[str, ...]:
    """What the map leaves out, in words."""
    alone = len(snapshot.organisations) - part.connected
    notes = [f"{alone} organisations without any partner are not drawn."] if alone else []
    if len(part.organisations) < part.connected:
        drawn = f"{len(part.organisations)} of {part.connected} organisations with partners are drawn"
        notes.append(f"{drawn}: those with the most joint projects.")
    if len(part.ties) < part.all_ties:
        notes.append(
            f"{len(part.ties)} of {part.all_ties} ties are drawn: the strongest of each organisation, then "
            "the strongest of all."
        )
    return tuple(notes)


def _left_out(part: Part, where: str) -> tuple[str, ...]:
    """What a map of a part leaves out of it."""
    if len(part.organisations) == part.connected:
        return (f"All {part.connected} organisations {where} are drawn, with their strongest ties.",)
    drawn = f"{len(part.organisations)} of {part.connected} organisations {where} are drawn"
    return (f"{drawn}: the nearest, and of equally near ones those with the most joint projects.",)
