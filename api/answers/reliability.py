"""Whether clusters are more than chance and how stable they are: figures, and what they mean in words."""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from pydantic import BaseModel, Field

from api.explorer import Explorer
from graph.analysis.clusters import Clustering
from graph.analysis.null_model import Chance, Verdict
from graph.analysis.stability import Stability
from viz.languages import gettext, noted
from viz.wording import decimals

# C. Hennig, Comput. Stat. Data Anal. 52, 258 (2007).
STABLE, IN_DOUBT = 0.75, 0.6


class StabilityAnswer(BaseModel):
    runs: int = Field(description="Runs of the algorithm, each with another seed and order of input.")
    nmi: float = Field(
        description="Mean normalised mutual information over all pairs of runs (1: all alike)."
    )
    ari: float = Field(
        description="Mean adjusted Rand index over all pairs of runs (1: all alike, 0: chance)."
    )
    modularity_least: float
    modularity_most: float
    consensus_clusters: int = Field(description="Clusters of the consensus partition.")
    swing: float = Field(
        description="Mean share of the runs in which an organisation leaves its consensus cluster."
    )


class ChanceAnswer(BaseModel):
    draws: int = Field(
        description="Networks of chance: every organisation and every project keeps its number of "
        "participations, who is with whom is dealt anew."
    )
    mean: float = Field(description="Their mean modularity.")
    deviation: float = Field(description="Standard deviation of their modularity.")
    z: float | None = Field(description="(modularity - mean) / deviation; null where all draws are alike.")
    p: float = Field(description="(1 + draws that reach the modularity) / (1 + draws).")
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Reliability:
    """Both, as far as they are computed; `pending` where a later request will know more."""

    found: Clustering
    stability: Stability | None
    chance: Chance | None
    pending: bool

    @property
    def stability_answer(self) -> StabilityAnswer | None:
        if not self.stability:
            return None
        known = self.stability
        return StabilityAnswer(
            runs=known.runs,
            nmi=round(known.nmi, 9),
            ari=round(known.ari, 9),
            modularity_least=known.modularity[0],
            modularity_most=known.modularity[1],
            consensus_clusters=len(known.consensus_confidence),
            swing=round(float(np.nanmean(known.swing)), 9),
        )

    @property
    def chance_answer(self) -> ChanceAnswer | None:
        if not self.chance:
            return None
        known = self.chance
        return ChanceAnswer(
            draws=known.draws,
            mean=known.mean,
            deviation=known.deviation,
            z=known.z,
            p=known.p,
            verdict=known.verdict,
        )

    @property
    def told(self) -> str:
        """What a person should know before reading the list."""
        if self.found.modularity is None and self.found.asked.chosen.about_ties:
            return "No tie is left of what was chosen, so there is nothing to divide."
        if self.found.modularity is None:
            return gettext("No two organisations share a project, so there is nothing to divide.")
        return " ".join(filter(None, (self._chance_told(), self._components_told(), self._stability_told())))

    def _chance_told(self) -> str:
        if not self.chance:
            return gettext(
                "Whether these clusters are more than chance is being computed; ask again in a moment."
            )
        known = self.chance
        figures = gettext(
            "modularity %(found)s against %(mean)s on average in %(draws)s networks dealt by chance "
            "(p = %(p)s)",
            found=decimals(self.found.modularity or 0.0, 3),
            mean=decimals(known.mean, 3),
            draws=known.draws,
            p=decimals(known.p, 3),
        )
        if known.verdict is Verdict.CLUSTERS:
            return gettext("These clusters are more than chance: %(figures)s.", figures=figures)
        return gettext(
            "No cluster structure beyond chance: %(figures)s. With the same numbers of projects and "
            "partners, networks without any structure divide as well, so do not cite these groups as "
            "clusters.",
            figures=figures,
        )

    def _components_told(self) -> str | None:
        apart = sum(one.is_component for one in self.found.clusters)
        if self.found.components == 1:
            return None
        if apart == len(self.found.clusters):
            return gettext(
                "Each group is a part of the network that shares no project with the rest: that is certain."
            )
        return gettext(
            "The network falls into %(parts)s parts that share no project, which needs no algorithm; "
            "%(apart)s of the %(clusters)s clusters are such a part.",
            parts=self.found.components,
            apart=apart,
            clusters=len(self.found.clusters),
        )

    def _stability_told(self) -> str:
        if not self.stability:
            return gettext("Stability is being computed.")
        known = self.stability
        firm = int(np.count_nonzero(known.confidence >= STABLE))
        return gettext(
            "In %(runs)s runs with other seeds and orders the divisions agree by NMI %(nmi)s, ARI %(ari)s; "
            "%(firm)s of %(clusters)s clusters come back nearly as they are.",
            runs=known.runs,
            nmi=decimals(known.nmi, 2),
            ari=decimals(known.ari, 2),
            firm=firm,
            clusters=len(known.confidence),
        )


def reliability(explorer: Explorer, found: Clustering, wait: float | None) -> Reliability:
    """What is known of a clustering after waiting at most so many seconds (None: until all is known)."""
    began = monotonic()
    stable, stability = explorer.stability(found, wait)
    left = None if wait is None else max(wait - (monotonic() - began), 0.0)
    compared, chance = explorer.chance(found, left)
    return Reliability(found, stability, chance, pending=not (stable and compared))


def reading_of(confidence: float) -> str:
    """The confidence of a cluster in words."""
    if confidence >= STABLE:
        return noted("stable")
    return noted("members in doubt") if confidence >= IN_DOUBT else noted("not to be trusted")
