"""Whether there are clusters at all: modularity against networks of the same degrees dealt by chance.

Each draw keeps for every organisation in how many projects it takes part and for every project how many take
part in it, and swaps who is with whom: (o, p) and (q, r) become (o, r) and (q, p) where neither is there yet
(double-edge swaps on the two-mode graph: R. Milo et al., arXiv cond-mat/0312028). So size of consortia and
busy organisations are the same, and what is left of modularity is that of chance. Where every project joins
two, these are the double-edge swaps of the one-mode graph.

z = (Q - mean of the draws) / their standard deviation; p = (1 + draws that reach Q) / (1 + draws)
(B. V. North, D. Curtis, P. C. Sham, Am. J. Hum. Genet. 71, 439, 2002), so p is never 0 and twenty draws can
give 0.048 at best.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graph.analysis.divided import Network
from graph.projection import FloatArray, IntArray

DRAWS = 20
THREADS = 2
# In each round every participation is offered one swap. Milo et al. find ten per tie enough, a hundred safe.
ROUNDS = 40
SIGNIFICANT = 0.05


class Verdict(StrEnum):
    """What the comparison says."""

    CLUSTERS = "clusters"
    CHANCE = "no cluster structure"


@dataclass(frozen=True, slots=True)
class Chance:
    """Modularity of the draws, and where the network's own stands. z is None where all draws are alike."""

    draws: int
    mean: float
    deviation: float
    z: float | None
    p: float

    @property
    def verdict(self) -> Verdict:
        return Verdict.CLUSTERS if self.p < SIGNIFICANT else Verdict.CHANCE


@dataclass(frozen=True, slots=True)
class Participations:
    """Distinct pairs of organisation and project, parallel arrays."""

    organisation: IntArray
    project: IntArray


def against_chance(
    participations: Participations,
    network_of: Callable[[Participations], Network],
    modularity: float,
    *,
    resolution: float,
    seed: int,
    draws: int = DRAWS,
    after_draw: Callable[[], None] = lambda: None,
) -> Chance:
    """Where a modularity stands among those of `draws` dealt networks; `after_draw` may raise to end it."""

    def drawn(number: int) -> float:
        generator = np.random.default_rng([seed, number])
        network = network_of(dealt(participations, generator))
        found = network.divided(resolution=resolution, seed=int(generator.integers(2**31)))
        after_draw()
        return found.modularity or 0.0

    with ThreadPoolExecutor(THREADS) as pool:
        qualities = np.array(list(pool.map(drawn, range(draws))))
    return compared(modularity, qualities)


def compared(modularity: float, chance: FloatArray) -> Chance:
    """z and p of a modularity among those of chance; what differs by rounding alone is alike."""
    mean, deviation = float(chance.mean()), float(chance.std(ddof=1))
    reached = int(np.count_nonzero(chance >= modularity - 1e-9))
    return Chance(
        draws=len(chance),
        mean=mean,
        deviation=deviation,
        z=(modularity - mean) / deviation if deviation > 1e-9 else None,
        p=(1 + reached) / (1 + len(chance)),
    )


def dealt(participations: Participations, generator: np.random.Generator) -> Participations:
    """Participations after ROUNDS rounds of swaps; degrees of both sides are as before."""
    organisation, project = participations.organisation, participations.project.copy()
    if len(organisation) < 2:
        return participations
    width = int(project.max()) + 1
    for _ in range(ROUNDS):
        drawn = generator.permutation(len(organisation))
        half = len(drawn) // 2
        one, other = drawn[:half], drawn[half : 2 * half]
        project[one], project[other] = project[other], project[one]
        _take_back_doubles(organisation * width, project, one, other)
    return Participations(organisation, project)


def _take_back_doubles(base: IntArray, project: IntArray, one: IntArray, other: IntArray) -> None:
    """Swaps that made a participation which is there twice are undone, until there is none.

    Undoing restores pairs that were distinct, but may meet a swap that took their place: hence the loop.
    """
    while True:
        keys = base + project
        _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
        double = counts[inverse] > 1
        undone = double[one] | double[other]
        if not undone.any():
            return
        a, b = one[undone], other[undone]
        project[a], project[b] = project[b], project[a]
        one, other = one[~undone], other[~undone]
