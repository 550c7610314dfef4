"""Network maps as self-contained pages: which part of the graph is drawn, and what is said beside it."""

from dataclasses import dataclass

from api.answers.paths import rows_on
from api.explorer import Explorer
from graph.analysis.clusters import Clustering
from graph.analysis.paths import Path
from graph.analysis.strongest import Part, PartTie, strongest_part
from graph.snapshot import Snapshot
from graph.vocabulary import Kind
from graph.years import year_of
from viz.model import MapNode, MapProject, MapTie, NetworkMap
from viz.network import network_page, network_policy


@dataclass(frozen=True, slots=True)
class MapPage:
    """A page with what it shows: counts after the limits, and the policy under which it runs."""

    html: str
    policy: str
    snapshot: str
    nodes: int
    ties: int


def network(
    explorer: Explorer, *, resolution: float, seed: int, most: int | None, highlight: Path | None = None
) -> MapPage:
    """The best-connected organisations, at most `most`, in the colours of their clusters."""
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(resolution=resolution, seed=seed)
    settings = explorer.settings
    part = strongest_part(
        snapshot,
        clustering.strength,
        organisations=min(most or settings.map_nodes, settings.map_nodes),
        ties=settings.map_ties,
    )
    marked = (
        tuple(snapshot.organisation_uids[row] for row in rows_on(snapshot, highlight)) if highlight else ()
    )
    html = network_page(network_map(snapshot, clustering, part, marked), seed=seed)
    return MapPage(html, network_policy(), snapshot.id, len(part.organisations), len(part.ties))


def network_map(
    snapshot: Snapshot, clustering: Clustering, part: Part, highlight: tuple[str, ...] = ()
) -> NetworkMap:
    """Rows of the snapshot as values that the map draws."""
    return NetworkMap(
        title="Who works with whom",
        nodes=tuple(_node(snapshot, clustering, row) for row in part.organisations),
        ties=tuple(_tie(snapshot, tie) for tie in part.ties),
        clusters={cluster.id: cluster.name for cluster in clustering.clusters},
        snapshot=snapshot.id,
        parameters={"resolution": clustering.resolution, "seed": clustering.seed, "counting": "fractional"},
        notes=_notes(snapshot, part),
        highlight=highlight,
    )


def _node(snapshot: Snapshot, clustering: Clustering, row: int) -> MapNode:
    values = snapshot.organisation(row)
    cluster = int(clustering.cluster_of[row])
    return MapNode(
        uid=str(values["uid"]),
        name=values["name"],
        kind=Kind(values["kind"]) if values["kind"] else None,
        country=values["country"],
        cluster=cluster if cluster >= 0 else None,
        strength=float(clustering.strength[row]),
        projects=int(snapshot.projects_per_organisation[row]),
    )


def _tie(snapshot: Snapshot, tie: PartTie) -> MapTie:
    a, b = snapshot.organisation_uids[tie.a], snapshot.organisation_uids[tie.b]
    return MapTie(a, b, tie.weight, tuple(_project(snapshot, row) for row in tie.projects))


def _project(snapshot: Snapshot, row: int) -> MapProject:
    values = snapshot.project(row)
    title = values["acronym"] or values["title"] or values["code"]
    return MapProject(str(values["uid"]), title, year_of(values["start"]))


def _notes(snapshot: Snapshot, part: Part) -> tuple[str, ...]:
    """What the map leaves out, in words."""
    alone = len(snapshot.organisations) - part.connected
    notes = [f"{alone} organisations without any partner are not drawn."] if alone else []
    if len(part.organisations) < part.connected:
        drawn = f"{len(part.organisations)} of {part.connected} organisations with partners are drawn"
        notes.append(f"{drawn}: those with the most joint projects.")
    if len(part.ties) < part.all_ties:
        notes.append(f"{len(part.ties)} of {part.all_ties} ties are drawn: the strongest between them.")
    return tuple(notes)
