"""Clusters with their names, sizes, sector mix, members and key organisations."""

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.explorer import Explorer
from graph.analysis.clusters import Cluster, Clustering
from graph.errors import NotFound
from graph.snapshot import Snapshot

KEY_ORGANISATIONS = 5


class Member(BaseModel):
    uid: str
    name: str | None
    kind: str | None
    sector: str | None
    country: str | None
    strength: float = Field(description="Number of joint projects (sum of fractional weights).")


class ClusterRow(BaseModel):
    id: int
    name: str
    size: int
    sectors: dict[str, int]
    countries: dict[str, int]
    stability: float | None = Field(description="null: not computed for a single run.")
    key: list[Member] = Field(description="Best-connected members.")


class ClusterList(Answer):
    modularity: float | None = Field(description="null where there is no tie to divide.")
    resolution: float
    seed: int
    clusters: list[ClusterRow]
    organisations: int = Field(description="All organisations of the snapshot.")
    without_partner: int = Field(description="Organisations without any partner; they are in no cluster.")


class ClusterAnswer(Answer):
    resolution: float
    seed: int
    cluster: ClusterRow
    members: list[Member]


def cluster_list(explorer: Explorer, *, resolution: float, seed: int) -> ClusterList:
    """All clusters, largest first; raises InvalidParameter."""
    snapshot = explorer.snapshot()
    found = explorer.clustering(resolution=resolution, seed=seed)
    return ClusterList(
        **basis(explorer),
        modularity=found.modularity,
        resolution=resolution,
        seed=seed,
        clusters=[_row(snapshot, found, cluster) for cluster in found.clusters],
        organisations=len(snapshot.organisations),
        without_partner=found.without_partner,
    )


def cluster(explorer: Explorer, number: int, *, resolution: float, seed: int) -> ClusterAnswer:
    """One cluster with all members, best connected first; raises NotFound."""
    snapshot = explorer.snapshot()
    found = explorer.clustering(resolution=resolution, seed=seed)
    if not 0 <= number < len(found.clusters):
        raise NotFound(f"There is no cluster {number}: clusters go from 0 to {len(found.clusters) - 1}.")
    one = found.clusters[number]
    return ClusterAnswer(
        **basis(explorer),
        resolution=resolution,
        seed=seed,
        cluster=_row(snapshot, found, one),
        members=[_member(snapshot, found, row) for row in one.members],
    )


def _row(snapshot: Snapshot, found: Clustering, one: Cluster) -> ClusterRow:
    return ClusterRow(
        id=one.id,
        name=one.name,
        size=len(one.members),
        sectors=one.sectors,
        countries=one.countries,
        stability=None,
        key=[_member(snapshot, found, row) for row in one.members[:KEY_ORGANISATIONS]],
    )


def _member(snapshot: Snapshot, found: Clustering, row: int) -> Member:
    values = snapshot.organisation(row)
    return Member(
        uid=str(values["uid"]),
        name=values["name"],
        kind=values["kind"],
        sector=values["sector"],
        country=values["country"],
        strength=round(float(found.strength[row]), 9),
    )
