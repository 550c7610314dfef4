"""Clusters with names, sector mix, confidence, members and key organisations; and whether they are real."""

import math

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.answers.reliability import ChanceAnswer, Reliability, StabilityAnswer, reading_of, reliability
from api.explorer import Explorer
from graph.analysis.clusters import DEFAULT, Cluster, Clustering, ClusterQuestion
from graph.analysis.divided import Mode
from graph.analysis.engines import Engine
from graph.analysis.kept_names import kept_names
from graph.errors import InvalidParameter, NotFound
from graph.projection import Counting
from graph.snapshot import Snapshot
from graph.store import cluster_names
from graph.store.session import Store
from graph.vocabulary import Sector
from viz.cluster_words import cluster_titles
from viz.languages import gettext

KEY_ORGANISATIONS = 5
LONGEST_NAME = 200
MEMBER_COLUMNS = ("uid", "name", "kind", "sector", "country")
# What a page waits for; twenty runs on a small network take less.
A_MOMENT = 1.0


class Member(BaseModel):
    uid: str
    name: str | None
    kind: str | None
    sector: str | None
    country: str | None
    strength: float = Field(
        description="Sum of the weights of its ties; by fractional counting its number of joint projects."
    )
    swing: float | None = Field(
        description="Share of the runs in which it leaves its consensus cluster; null while not computed."
    )
    consensus: int | None = Field(description="Its consensus cluster; null while not computed.")


class Mix(BaseModel):
    present: list[Sector]
    missing: list[Sector]
    unknown: int = Field(description="Members whose sector is not known.")
    all_four: bool | None = Field(
        description="Whether public, private, civic and science meet here, which is what social clustering "
        "means; null where members of unknown sector leave it open."
    )


class ClusterRow(BaseModel):
    id: int
    name: str
    given: bool = Field(description="Whether a person gave the name; else it is computed.")
    size: int
    sectors: dict[str, int]
    mix: Mix
    countries: dict[str, int]
    is_component: bool = Field(
        description="Its members share no project with anybody else: no algorithm was needed."
    )
    projects: int | None = Field(description="Projects in the cluster; null in one-mode.")
    stability: float | None = Field(
        description="Confidence from 0 to 1: mean over the runs of the best Jaccard similarity to one of the "
        "run's clusters; null while not computed."
    )
    reading: str | None = Field(description="The confidence in words.")
    key: list[Member] = Field(description="Best-connected members.")


class ClusterParameters(BaseModel):
    resolution: float
    seed: int
    mode: Mode
    counting: Counting = Field(description="How joint projects become weights of ties.")
    engine: Engine = Field(description="What divided it; stability and chance are always computed locally.")
    chosen: dict[str, str | float] = Field(
        description="Of what part of the network, as it was asked for; empty: of all of it."
    )


class ClusterList(Answer, ClusterParameters):
    modularity: float | None = Field(description="null where there is no tie to divide.")
    structure: str = Field(
        description="In words: whether these clusters are more than chance, and how stable."
    )
    stability: StabilityAnswer | None = Field(description="null while it is computed, or nothing to divide.")
    chance: ChanceAnswer | None = Field(description="null while it is computed, or nothing to divide.")
    pending: bool = Field(description="Whether stability or chance are still being computed: ask again.")
    components: int = Field(description="Parts that share no organisation; certain, without any algorithm.")
    clusters: list[ClusterRow]
    organisations: int = Field(description="All organisations of what was chosen.")
    without_partner: int = Field(description="Organisations without any partner; they are in no cluster.")


class NameAnswer(Answer):
    id: int
    name: str = Field(description="What the cluster is called now.")
    given: bool = Field(description="Whether a person gave the name; else it is computed.")


class ClusterAnswer(Answer, ClusterParameters):
    structure: str = Field(
        description="In words: whether these clusters are more than chance, and how stable."
    )
    pending: bool = Field(description="Whether stability or chance are still being computed: ask again.")
    cluster: ClusterRow
    members: list[Member]


def cluster_list(
    explorer: Explorer, asked: ClusterQuestion = DEFAULT, *, wait: float | None = A_MOMENT
) -> ClusterList:
    """All clusters, largest first; waits so many seconds for their reliability. Raises InvalidParameter."""
    snapshot, found = explorer.part(asked.chosen), explorer.named_clustering(asked)
    known = reliability(explorer, found, wait)
    return ClusterList(
        **basis(explorer),
        **_parameters(asked).model_dump(),
        modularity=found.modularity,
        structure=known.told,
        stability=known.stability_answer,
        chance=known.chance_answer,
        pending=known.pending,
        components=found.components,
        clusters=[_row(snapshot, found, cluster, known) for cluster in found.clusters],
        organisations=len(snapshot.organisations),
        without_partner=found.without_partner,
    )


def cluster(
    explorer: Explorer,
    number: int,
    asked: ClusterQuestion = DEFAULT,
    *,
    wait: float | None = A_MOMENT,
) -> ClusterAnswer:
    """One cluster with all members, best connected first; raises NotFound."""
    snapshot, found = explorer.part(asked.chosen), explorer.named_clustering(asked)
    one = _one(found, number)
    known = reliability(explorer, found, wait)
    return ClusterAnswer(
        **basis(explorer),
        **_parameters(asked).model_dump(),
        structure=known.told,
        pending=known.pending,
        cluster=_row(snapshot, found, one, known),
        members=[_member(snapshot, found, row, known) for row in one.members],
    )


def titles(explorer: Explorer, asked: ClusterQuestion = DEFAULT) -> dict[int, str]:
    """What pages call each cluster, in the reader's language; programs get one `name` for all readers."""
    return cluster_titles(explorer.named_clustering(asked))


def rename(
    explorer: Explorer,
    store: Store,
    number: int,
    name: str | None,
    asked: ClusterQuestion = DEFAULT,
) -> NameAnswer:
    """Gives a cluster a name that is kept, or None: the computed one again. `store` is to be written to.

    Raises NotFound, InvalidParameter for a name without a letter or digit.
    """
    found = explorer.clustering(asked)
    one = _one(found, number)
    snapshot = explorer.snapshot()
    given = cluster_names.given_names(store)
    fitting = [n for n in given if one.id in kept_names(snapshot, found.cluster_of, [n.members])]
    uids = [snapshot.organisation_uids[row] for row in one.members]
    new = cluster_names.new_name(_checked(name), uids) if name is not None else None
    cluster_names.replace_names(store, new, [kept.uid for kept in fitting])
    return NameAnswer(**basis(explorer), id=one.id, name=new.name if new else one.name, given=bool(new))


def _checked(name: str) -> str:
    """One line without control characters."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    if not any(letter.isalnum() for letter in line) or len(line) > LONGEST_NAME:
        raise InvalidParameter(f"A name needs a letter or a digit, and {LONGEST_NAME} characters at most.")
    return line


def _one(found: Clustering, number: int) -> Cluster:
    if not 0 <= number < len(found.clusters):
        last = len(found.clusters) - 1
        if last < 0:
            raise NotFound(gettext("There is no cluster %(number)s: there are none.", number=number))
        raise NotFound(
            gettext(
                "There is no cluster %(number)s: clusters go from 0 to %(last)s.", number=number, last=last
            )
        )
    return found.clusters[number]


def _parameters(asked: ClusterQuestion) -> ClusterParameters:
    return ClusterParameters(
        resolution=asked.resolution,
        seed=asked.seed,
        mode=asked.mode,
        counting=asked.counting,
        engine=asked.engine,
        chosen=asked.chosen.parameters,
    )


def _row(snapshot: Snapshot, found: Clustering, one: Cluster, known: Reliability) -> ClusterRow:
    confidence = float(known.stability.confidence[one.id]) if known.stability else None
    mix = one.mix
    return ClusterRow(
        id=one.id,
        name=one.name,
        given=one.given,
        size=len(one.members),
        sectors=one.sectors,
        mix=Mix(
            present=list(mix.present), missing=list(mix.missing), unknown=mix.unknown, all_four=mix.all_four
        ),
        countries=one.countries,
        is_component=one.is_component,
        projects=len(one.projects) if found.asked.mode is Mode.TWO else None,
        stability=None if confidence is None else round(confidence, 9),
        reading=None if confidence is None else reading_of(confidence),
        key=[_member(snapshot, found, row, known) for row in one.members[:KEY_ORGANISATIONS]],
    )


def _member(snapshot: Snapshot, found: Clustering, row: int, known: Reliability) -> Member:
    values = {name: snapshot.organisations[name][row].as_py() for name in MEMBER_COLUMNS}
    swing = float(known.stability.swing[row]) if known.stability else math.nan
    return Member(
        uid=values["uid"],
        name=values["name"],
        kind=values["kind"],
        sector=values["sector"],
        country=values["country"],
        strength=round(float(found.strength[row]), 9),
        swing=None if math.isnan(swing) else round(swing, 9),
        consensus=int(known.stability.consensus[row]) if known.stability else None,
    )
