"""How far a division into clusters is to be relied on: many runs, each with another seed and input order.

* Agreement: mean NMI and ARI over all pairs of runs (graph.analysis.agreement), organisations in no cluster
  left out.
* Consensus: each run's clusters vote. A cluster of a run counts for that cluster of a reference with which it
  shares most members, each organisation goes where most runs put it, and the result is the reference of
  the next round until it stays as it is (voting: E. Dimitriadou, A. Weingessel, K. Hornik, LNCS 2130, 217,
  2001). The first reference is the run that agrees best with all others. This stands for the repeated
  clustering of co-memberships by A. Lancichinetti and S. Fortunato (Sci. Rep. 2, 336, 2012), which needs a
  matrix of all pairs and twenty more runs per round; nothing in it is drawn, so the same runs give the same.
* Swing of an organisation: share of the runs that do not vote for its consensus cluster.
* Confidence of a cluster: mean over the runs of the best Jaccard similarity to one of the run's clusters
  (C. Hennig, Comput. Stat. Data Anal. 52, 258, 2007, who calls 0.75 and more valid and stable, 0.6 to 0.75
  a pattern of which members are in doubt, and less not to be trusted).

Runs differ in the order of nodes too, because results depend on it (F. Morea, D. De Stefano, arXiv
2410.19556, 2024).
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph.analysis.agreement import (
    adjusted_rand_index,
    best_jaccard,
    best_match,
    contingency,
    normalised_mutual_information,
)
from graph.analysis.divided import Division, Network
from graph.analysis.leiden import largest_first
from graph.projection import FloatArray, IntArray

RUNS = 20
THREADS = 2
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Stability:
    """What the runs say. Arrays have one entry per organisation: -1 and nan for those in no cluster.

    `confidence` has one entry per cluster of the division that was asked about, `consensus_confidence` one
    per consensus cluster; `modularity` is the lowest and the highest of the runs.
    """

    runs: int
    nmi: float
    ari: float
    modularity: tuple[float, float]
    confidence: FloatArray
    consensus: IntArray
    consensus_confidence: FloatArray
    swing: FloatArray


def stability(
    network: Network,
    division: Division,
    *,
    resolution: float,
    seed: int,
    runs: int = RUNS,
    threads: int = THREADS,
    after_run: Callable[[], None] = lambda: None,
) -> Stability | None:
    """Stability of a division of this network; None where there is nothing to divide.

    `after_run` is called after each run, in any thread; what it raises ends the whole. Each thread has a copy
    of the network; the answer is the same with any number of them.
    """
    if division.modularity is None:
        return None

    def divided(number: int) -> Division:
        node_seed, order_seed = _seeds(seed, number)
        found = network.divided(resolution=resolution, seed=node_seed, shuffle=order_seed)
        after_run()
        return found

    if threads == 1:
        return agreement_of(division, [divided(number) for number in range(runs)])
    with ThreadPoolExecutor(threads) as pool:
        return agreement_of(division, list(pool.map(divided, range(runs))))


def agreement_of(division: Division, runs: Sequence[Division]) -> Stability:
    """Stability of a division as these runs (two at least) tell it."""
    inside = np.flatnonzero(division.organisations >= 0)
    base = division.organisations[inside]
    labels = [run.organisations[inside] for run in runs]
    nmi, ari = _pairwise(labels)
    votes, share = consensus(labels, int(np.argmax(nmi.sum(axis=0))))
    qualities = [run.modularity for run in runs if run.modularity is not None]
    above = np.triu_indices(len(runs), k=1)
    swing = np.full(len(division.organisations), np.nan)
    swing[inside] = 1.0 - share
    whole = np.full(len(division.organisations), -1, dtype=np.int64)
    whole[inside] = votes
    return Stability(
        runs=len(runs),
        nmi=float(nmi[above].mean()),
        ari=float(ari[above].mean()),
        modularity=(min(qualities), max(qualities)),
        confidence=_confidence(base, labels),
        consensus=whole,
        consensus_confidence=_confidence(votes, labels),
        swing=swing,
    )


def consensus(runs: Sequence[IntArray], reference: int) -> tuple[IntArray, FloatArray]:
    """Consensus cluster of each thing, largest first, and the share of the runs that vote for it."""
    now = largest_first(runs[reference])
    for _ in range(ROUNDS):
        elected = largest_first(_elected(now, runs))
        if np.array_equal(elected, now):
            break
        now = elected
    return now, _votes_for(now, runs) / len(runs)


def _elected(reference: IntArray, runs: Sequence[IntArray]) -> IntArray:
    """Where most runs put each thing, of equal ones the first."""
    width = int(reference.max()) + 1
    things = np.arange(len(reference))
    ballots = np.concatenate([things * width + _ballot(reference, run) for run in runs])
    choices, votes = np.unique(ballots, return_counts=True)
    thing, choice = np.divmod(choices, width)
    order = np.lexsort((choice, -votes, thing))
    _, first = np.unique(thing[order], return_index=True)
    return np.asarray(choice[order][first], dtype=np.int64)


def _votes_for(clusters: IntArray, runs: Sequence[IntArray]) -> IntArray:
    agreeing = [_ballot(clusters, run) == clusters for run in runs]
    return np.asarray(np.sum(agreeing, axis=0), dtype=np.int64)


def _ballot(reference: IntArray, run: IntArray) -> IntArray:
    """For each thing the cluster of the reference for which its cluster in this run stands."""
    return best_match(contingency(reference, run))[run]


def _pairwise(labels: Sequence[IntArray]) -> tuple[FloatArray, FloatArray]:
    """NMI and ARI of each pair of runs, as symmetric matrices without their diagonals."""
    nmi, ari = (np.zeros((len(labels), len(labels))) for _ in range(2))
    for i, j in combinations(range(len(labels)), 2):
        table = contingency(labels[i], labels[j])
        nmi[i, j] = nmi[j, i] = normalised_mutual_information(table)
        ari[i, j] = ari[j, i] = adjusted_rand_index(table)
    return nmi, ari


def _confidence(clusters: IntArray, runs: Sequence[IntArray]) -> FloatArray:
    best = [best_jaccard(contingency(clusters, run)) for run in runs]
    return np.asarray(np.mean(best, axis=0), dtype=np.float64)


def _seeds(seed: int, number: int) -> tuple[int, int]:
    """Seeds of one run, for the algorithm and for the order of nodes, below 2^31."""
    drawn = np.random.SeedSequence([seed, number]).generate_state(2)
    return int(drawn[0]) >> 1, int(drawn[1]) >> 1
