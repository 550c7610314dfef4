"""Clusters of organisations that work together more than with others.

Components come first: what shares no organisation with the rest is apart whatever the algorithm and its seed
say. Inside them, Leiden on the ties between organisations (graph.analysis.leiden) or, in two-mode, on
organisations and projects together (graph.analysis.two_mode). An organisation without any partner belongs to
no cluster. How far a result is to be relied on, graph.analysis.stability and .null_model say.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.analysis.cluster_names import NOTHING_KNOWN, NameParts, cluster_names
from graph.analysis.divided import Division, Mode, Network, OneMode, network_of, strength_of
from graph.analysis.engines import Engine
from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.analysis.null_model import Participations
from graph.analysis.sector_mix import SectorMix, sector_mix
from graph.analysis.ties import contributions, counted_ties
from graph.errors import InvalidParameter
from graph.projection import Counting, FloatArray, IntArray, Pairs
from graph.snapshot import Snapshot

MAX_RESOLUTION = 100.0
MAX_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster; `members` are rows of the organisations that were chosen, best connected first.

    `is_component` says that its members share no project with anybody else, so no algorithm made it.
    `projects` are rows of the chosen projects in two-mode, else none. `given` is true of a name that a
    person gave; `parts` are those of the computed one.
    """

    id: int
    name: str
    members: tuple[int, ...]
    sectors: dict[str, int]
    countries: dict[str, int]
    is_component: bool = False
    projects: tuple[int, ...] = ()
    given: bool = False
    parts: NameParts = NOTHING_KNOWN

    @property
    def mix(self) -> SectorMix:
        """Which of the four sectors meet here."""
        return sector_mix(self.sectors)


@dataclass(frozen=True, slots=True)
class ClusterQuestion:
    """Which clusters are meant, beside the snapshot.

    Raises InvalidParameter outside 0 < resolution <= 100, 0 <= seed < 2^31, and for what two-mode cannot do.
    """

    resolution: float = 1.0
    seed: int = 0
    mode: Mode = Mode.ONE
    counting: Counting = Counting.FRACTIONAL
    chosen: Filter = EVERYTHING
    engine: Engine = Engine.LOCAL

    def __post_init__(self) -> None:
        if not 0 < self.resolution <= MAX_RESOLUTION:
            raise InvalidParameter(f"The resolution must be above 0 and at most {MAX_RESOLUTION:g}.")
        if not 0 <= self.seed <= MAX_SEED:
            raise InvalidParameter(f"The seed must be from 0 to {MAX_SEED}.")
        if self.mode is Mode.ONE:
            return
        if self.chosen.about_ties:
            raise InvalidParameter(
                "Two-mode clusters are made of participations: leave out the minimum weight and the "
                "backbone, which are about ties between organisations, or ask for one-mode clusters."
            )
        if self.engine is not Engine.LOCAL:
            raise InvalidParameter(
                "Graph Data Science divides ties between organisations: leave out the engine, or ask for "
                "one-mode clusters."
            )


DEFAULT = ClusterQuestion()
Divide = Callable[[Network, ClusterQuestion], Division]


@dataclass(frozen=True, slots=True)
class Clustering:
    """All clusters of what `asked.chosen` leaves of a snapshot, largest first.

    `cluster_of` has one entry per organisation of that part (graph.analysis.filtering), -1 for none.
    """

    snapshot: str
    asked: ClusterQuestion
    modularity: float | None
    clusters: tuple[Cluster, ...]
    cluster_of: IntArray
    strength: FloatArray
    components: int = 0
    project_cluster: IntArray | None = None

    @property
    def without_partner(self) -> int:
        """Organisations that have no partner and so no cluster."""
        return int(np.count_nonzero(self.cluster_of < 0))

    @property
    def division(self) -> Division:
        """The clusters as numbers alone."""
        return Division(self.cluster_of, self.project_cluster, self.modularity)


def in_this_process(network: Network, asked: ClusterQuestion) -> Division:
    """Divides by the algorithms of graph.analysis."""
    return network.divided(resolution=asked.resolution, seed=asked.seed)


def clusters(
    snapshot: Snapshot, asked: ClusterQuestion = DEFAULT, divide: Divide = in_this_process
) -> Clustering:
    """Leiden clusters of a snapshot.

    `modularity` is None where there is no tie: nothing to divide is not a division of quality 0. In two-mode
    each participation counts once, and the counting only says how strong the members are.
    """
    part = filtered(snapshot, asked.chosen)
    ties = network(part, Mode.ONE, counting=asked.counting, chosen=asked.chosen)
    assert isinstance(ties, OneMode)  # noqa: S101 - so it is in this mode, which a type checker cannot see
    divisible = ties if asked.mode is Mode.ONE else network(part, asked.mode, counting=asked.counting)
    division = divide(divisible, asked)
    strength = strength_of(ties.adjacency)
    count, component = connected_components(ties.adjacency, directed=False)
    alone = int(np.count_nonzero(division.organisations < 0))
    return Clustering(
        snapshot=snapshot.id,
        asked=asked,
        modularity=division.modularity,
        clusters=_described(part, division, strength, component.astype(np.int64)),
        cluster_of=division.organisations,
        strength=strength,
        components=count - alone,
        project_cluster=division.projects,
    )


def network(
    snapshot: Snapshot,
    mode: Mode,
    *,
    counting: Counting = Counting.FRACTIONAL,
    dealt: Participations | None = None,
    chosen: Filter = EVERYTHING,
) -> Network:
    """What is divided; `dealt` are the same participations in other projects, each with its money.

    `snapshot` is the part that was chosen; of `chosen` only what is about ties matters here.
    """
    who = dealt or participations(snapshot)
    shape = len(snapshot.organisations), len(snapshot.projects)
    euro = contributions(snapshot) if counting is Counting.BUDGET else None

    def weighed(organisation: IntArray, project: IntArray) -> Pairs:
        return counted_ties(organisation, project, shape, counting, euro=euro, chosen=chosen).pairs

    return network_of(who.organisation, who.project, shape, mode, weighed)


def participations(snapshot: Snapshot) -> Participations:
    """Who takes part in what, each pair once."""
    return Participations(snapshot.participant, snapshot.joint_project)


def _described(
    snapshot: Snapshot, division: Division, strength: FloatArray, component: IntArray
) -> tuple[Cluster, ...]:
    groups = _grouped(division.organisations, strength)
    projects = _grouped(division.projects) if division.projects is not None else [()] * len(groups)
    sector, country = (snapshot.organisations[name].to_pylist() for name in ("sector", "country"))
    component_size = np.bincount(component)
    names = cluster_names(snapshot, division.organisations, [members[0] for members in groups])
    return tuple(
        Cluster(
            id=number,
            name=names[number].name,
            parts=names[number],
            members=members,
            sectors=_counted(sector[member] for member in members),
            countries=_counted(country[member] for member in members),
            is_component=bool(component_size[component[members[0]]] == len(members)),
            projects=projects[number],
        )
        for number, members in enumerate(groups)
    )


def _grouped(cluster_of: IntArray, strength: FloatArray | None = None) -> list[tuple[int, ...]]:
    """Rows of each cluster, strongest first where strengths are given, else in their own order."""
    rows = np.arange(len(cluster_of))
    order = np.lexsort((rows, -strength if strength is not None else rows, cluster_of))
    order = order[cluster_of[order] >= 0]
    bounds = np.searchsorted(cluster_of[order], np.arange(1, int(cluster_of.max(initial=-1)) + 1))
    return [tuple(part.tolist()) for part in np.split(order, bounds)] if len(order) else []


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    """How often each value occurs, most frequent first; what is not known counts as 'unknown'."""
    counts = Counter("unknown" if value is None else value for value in values)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
