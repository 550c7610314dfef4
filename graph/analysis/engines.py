"""Two engines for one question: in this process, or Neo4j Graph Data Science, which counts in other units.

GDS leaves sums of PageRank at the number of organisations and betweenness without a scale, and it gives 0
where nothing is defined. Here its numbers become those that the catalogue defines.
"""

from enum import StrEnum

import numpy as np

from graph.analysis.divided import Division, OneMode
from graph.analysis.leiden import largest_first, modularity
from graph.analysis.measures import EXACT, ONE_PARTNER, Measured
from graph.analysis.ties import Ties
from graph.errors import InvalidParameter
from graph.projection import FloatArray

# What GDS computes and the catalogue has. Its eigenvector is another: it divides the weights by the strength
# of each end first, so that the most central are simply the strongest. The rest it does not have.
BY_GDS = (
    "degree",
    "strength",
    "betweenness",
    "harmonic",
    "closeness",
    "pagerank",
    "core",
    "clustering",
    "articulation",
    "bridges",
)
# Counts, of which an organisation without a partner has none: 0, as far as it is defined at all.
_COUNTS = ("degree", "strength", "core", "articulation", "bridges")


class Engine(StrEnum):
    """Where metrics and clusters are computed."""

    LOCAL = "local"
    GDS = "gds"


def require_measure(name: str) -> None:
    """Raises InvalidParameter for a metric that GDS does not have."""
    if name not in BY_GDS:
        raise InvalidParameter(
            f"Graph Data Science does not compute {name}. It has: {', '.join(BY_GDS)}. Leave out the engine."
        )


def from_gds(ties: Ties, name: str, raw: FloatArray, version: str) -> Measured:
    """What GDS computed, in the units of the catalogue."""
    method = f"{EXACT}, by Graph Data Science {version}"
    if name in _COUNTS:
        return Measured(np.where(np.isnan(raw), 0.0, raw), method)
    if name == "pagerank":
        return Measured(raw / np.nansum(raw), method)
    if name == "clustering":
        return Measured(np.where(ties.degree > 1, raw, np.nan), method, undefined=ONE_PARTNER)
    if name == "betweenness":
        connected = int(np.count_nonzero(ties.degree))
        return Measured(raw * 2 / max((connected - 1) * (connected - 2), 1), method)
    return Measured(raw, method)


def division_from_gds(network: OneMode, labels: FloatArray, resolution: float) -> Division:
    """Clusters that GDS found (not-a-number: in none), numbered and rated as those of this process.

    At least one organisation has a cluster.
    """
    organisations = np.full(len(labels), -1, dtype=np.int64)
    connected = np.flatnonzero(~np.isnan(labels))
    organisations[connected] = largest_first(labels[connected].astype(np.int64))
    everybody = np.maximum(organisations, 0)
    return Division(organisations, None, modularity(network.adjacency, everybody, resolution))
