"""What holds the network together: cores, articulation points and bridges, all without chance.

rustworkx computes them; which library was the fastest for what is told in docs/metrics.md.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import rustworkx as rx

from graph.analysis.ties import Ties
from graph.projection import IntArray

# Ties that are Python values at once, which take ten times the room of arrays.
AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Per organisation: its core number, and whether the network falls apart without it (0 or 1).

    `bridges` are positions in the pairs of ties without which it falls apart.
    """

    core: IntArray
    articulation: IntArray
    bridges: IntArray


def cohesion(ties: Ties) -> Cohesion:
    """Core numbers (Seidman, Soc. Netw. 5, 1983), articulation points and bridges (Tarjan, 1972)."""
    # Each pair stands once as it is; a graph that makes sure of it takes five times as long to fill.
    network: rx.PyGraph[None, None] = rx.PyGraph(multigraph=True)
    network.add_nodes_from([None] * ties.organisations)
    for begin in range(0, len(ties.pairs.a), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        ends = zip(ties.pairs.a[part].tolist(), ties.pairs.b[part].tolist(), strict=True)
        network.extend_from_edge_list(list(ends))
    core = np.zeros(ties.organisations, dtype=np.int64)
    # rustworkx' own annotations of these two are wrong.
    numbers = cast("dict[int, int]", rx.core_number(network))
    core[list(numbers)] = list(numbers.values())
    articulation = np.zeros(ties.organisations, dtype=np.int64)
    articulation[sorted(rx.articulation_points(network))] = 1
    bridges = np.array(sorted(map(sorted, rx.bridges(network))), dtype=np.int64).reshape(-1, 2)
    size = max(ties.organisations, 1)
    where = np.searchsorted(ties.pairs.a * size + ties.pairs.b, bridges[:, 0] * size + bridges[:, 1])
    return Cohesion(core, articulation, np.asarray(where, dtype=np.int64))
