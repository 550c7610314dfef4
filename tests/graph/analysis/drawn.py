"""Networks drawn by hypothesis, and the same network as networkx sees it."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from graph.analysis.ties import Ties, ties_of
from graph.projection import FloatArray
from tests.builders import snapshot_of

PEOPLE = "abcdefghijkl"
MEMBERSHIPS = st.dictionaries(
    st.integers(0, 30).map(lambda number: f"p{number:02}"),
    st.sets(st.sampled_from(PEOPLE), max_size=5),
    max_size=14,
)


def network(memberships: Mapping[str, set[str]]) -> Ties:
    """Ties of all PEOPLE by fractional counting."""
    return ties_of(snapshot_of(memberships, alone=PEOPLE))


def seen_by_networkx(ties: Ties) -> "nx.Graph[int]":
    """The same network, only those with a partner."""
    graph = nx.Graph()
    pairs = ties.pairs
    for a, b, weight in zip(pairs.a.tolist(), pairs.b.tolist(), pairs.weight.tolist(), strict=True):
        graph.add_edge(a, b, weight=weight)
    return graph


def values_of(known: Mapping[int, float], organisations: int) -> FloatArray:
    """One entry per organisation, not-a-number for those that the mapping lacks."""
    values = np.full(organisations, np.nan)
    for row, value in known.items():
        values[row] = value
    return values
