"""Chance between groups: the same projects with the same numbers of participants, dealt anew.

Each draw keeps in how many projects every organisation takes part and how many take part in every project
(the null of curveball and of double-edge swaps: G. Strona et al., Nat. Commun. 5, 4114, 2014). In a round all
participations are paired by chance and both of a pair change projects. A pair does not change where one of
its four participations, before or after, is also one of another pair's. That rule is the same seen from
either end, so a round leads back as often as it leads there, and in the long run all networks with these
degrees are equally likely. Draws start from one network dealt far from the real one, so each is as likely as
that (J. Besag, P. Clifford, Biometrika 76, 633, 1989).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from graph.projection import BoolArray, FloatArray, IntArray

CHAINS = 2
# Rounds before the first draw, and accepted changes per participation between two draws.
BURN_IN = 20
CHANGES = 0.75
MOST_ROUNDS = 20
BUCKETS = 1 << 18
# With few seats most pairs are in each other's way; were all asked, some networks would never be reached.
SMALL = 1000
ALIKE = 1e-9


@dataclass(frozen=True, eq=False)
class Seats:
    """Seats at joint projects and who takes them: parallel arrays, sorted by project, each pair once.

    `left` and `right` are all pairs of seats at one project, `weight` what such a pair adds to a tie;
    `width` is odd and more than any number of a project.
    """

    organisation: IntArray
    project: IntArray
    left: IntArray
    right: IntArray
    weight: FloatArray
    width: int


def seats(organisation: IntArray, project: IntArray, *, fractional: bool) -> Seats:
    """Seats of all projects of two or more; a pair weighs 1/(n - 1) of n, or 1."""
    order = np.lexsort((organisation, project))
    who, what = organisation[order], project[order]
    sizes = np.bincount(what) if len(what) else np.zeros(0, dtype=np.int64)
    joint = sizes[what] > 1
    who, what = who[joint], what[joint]
    starts = np.flatnonzero(np.diff(what, prepend=-1))
    many = np.diff(np.append(starts, len(what)))
    left, right = _pairs(starts, many)
    weight = 1.0 / (sizes[what[left]] - 1) if fractional else np.ones(len(left))
    return Seats(who, what, left, right, weight, int(what.max(initial=0)) + 1 | 1)


def _pairs(starts: IntArray, sizes: IntArray) -> tuple[IntArray, IntArray]:
    """All pairs of seats of each project, one step per size."""
    lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes).tolist():
        first, second = np.triu_indices(size, k=1)
        begin = starts[sizes == size][:, None]
        lefts.append((begin + first).ravel())
        rights.append((begin + second).ravel())
    return np.concatenate(lefts), np.concatenate(rights)


def summed_between(taken: Seats, who: IntArray, group: IntArray, groups: int) -> FloatArray:
    """Weight between groups, square and symmetric, its diagonal the ties inside; unknown groups left out."""
    g, h = group[who[taken.left]], group[who[taken.right]]
    known = (g >= 0) & (h >= 0)
    flat = np.bincount(
        g[known] * groups + h[known], weights=taken.weight[known], minlength=groups * groups
    ).reshape(groups, groups)
    both: FloatArray = np.asarray(flat + flat.T, dtype=np.float64)
    np.fill_diagonal(both, np.diag(flat))
    return both


def dealt(taken: Seats, who: IntArray, generator: np.random.Generator) -> tuple[IntArray, float]:
    """Who takes the seats after one round, and the share of the seats that were up for change.

    Two seats at one project, or of one organisation, exchange to no effect: such a round changes nothing, so
    that small networks do not swing to and fro.
    """
    half = len(who) // 2
    if len(who) < SMALL:
        half = int(generator.integers(1, half + 1))
    drawn = generator.permutation(len(who))
    one, other = drawn[:half], drawn[half : 2 * half]
    # An odd width spreads the last bits, by which double entries are looked for.
    here, there = who[one] * taken.width, who[other] * taken.width
    first, second = taken.project[one], taken.project[other]
    # Seats that are left without another are taken as well, so nobody may come to them twice.
    left = who[drawn[2 * half :]] * taken.width + taken.project[drawn[2 * half :]]
    keys = np.concatenate([here + first, there + second, here + second, there + first, left])
    moves = ~_met_twice(keys)[: 4 * half].reshape(4, half).any(axis=0)
    after = who.copy()
    a, b = one[moves], other[moves]
    after[a], after[b] = who[b], who[a]
    return after, 2 * len(a) / len(who)


def _met_twice(keys: IntArray) -> BoolArray:
    """Which keys are there twice. A few more are taken for such: those that share a bucket with one."""
    buckets = keys & (BUCKETS - 1)
    suspects = np.sort(keys[np.bincount(buckets, minlength=BUCKETS)[buckets] > 1])
    twice = suspects[1:][suspects[1:] == suspects[:-1]]
    marks = np.zeros(BUCKETS, dtype=bool)
    marks[twice & (BUCKETS - 1)] = True
    met: BoolArray = marks[buckets]
    return met


@dataclass(frozen=True, eq=False)
class Draws:
    """`number` draws that begin where `start` sits, after `rounds` rounds each, in CHAINS chains."""

    taken: Seats
    start: IntArray
    rounds: int
    number: int
    seed: int

    def chain(self, which: int) -> Iterator[IntArray]:
        """Who takes the seats, draw after draw."""
        who, own = self.start, np.random.default_rng([self.seed, 1 + which])
        for _ in range(self.number // CHAINS + (which < self.number % CHAINS)):
            for _ in range(self.rounds):
                who, _ = dealt(self.taken, who, own)
            yield who


def draws_of(taken: Seats, number: int, seed: int) -> Draws:
    """Deals the network far from the real one, and sees how many rounds a draw needs."""
    generator = np.random.default_rng([seed, 0])
    start, accepted = taken.organisation, 0.0
    for _ in range(BURN_IN):
        start, changed = dealt(taken, start, generator)
        accepted += changed / BURN_IN
    rounds = min(int(np.ceil(CHANGES / accepted)), MOST_ROUNDS) if accepted > 0 else MOST_ROUNDS
    return Draws(taken, start, rounds, number, seed)


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """Of each pair of groups asked about: mean of the draws, and p of so few and of so many ties.

    p = (1 + draws that reach it) / (1 + draws) (North, Curtis and Sham 2002): never 0.
    """

    draws: int
    mean: FloatArray
    fewer: FloatArray
    more: FloatArray

    @property
    def p(self) -> FloatArray:
        """Two-sided."""
        return np.asarray(np.minimum(1.0, 2 * np.minimum(self.fewer, self.more)))


def against_chance(
    taken: Seats, group: IntArray, a: IntArray, b: IntArray, *, groups: int, draws: int, seed: int
) -> AgainstChance:
    """The ties between groups a[i] and b[i], a[i] != b[i], against `draws` networks dealt by chance."""
    if len(taken.organisation) < 4 or len(a) == 0:
        return AgainstChance(0, np.full(len(a), np.nan), np.ones(len(a)), np.ones(len(a)))
    weights = _weights(taken, np.where(group < 0, groups, group), a, b, groups)
    observed, drawn = weights(taken.organisation), draws_of(taken, draws, seed)

    def tally(which: int) -> FloatArray:
        total: FloatArray = np.zeros((3, len(a)))
        for who in drawn.chain(which):
            found = weights(who)
            total += np.stack([found, found <= observed + ALIKE, found >= observed - ALIKE])
        return total

    with ThreadPoolExecutor(CHAINS) as pool:
        mean, low, high = np.sum(list(pool.map(tally, range(CHAINS))), axis=0)
    return AgainstChance(draws, mean / draws, (1 + low) / (1 + draws), (1 + high) / (1 + draws))


def _weights(
    taken: Seats, labels: IntArray, a: IntArray, b: IntArray, groups: int
) -> Callable[[IntArray], FloatArray]:
    """The function from who takes the seats to the ties of the pairs asked about; others are in cell -1."""
    cells = np.full((groups + 1) ** 2, -1, dtype=np.int32)
    cells[a * (groups + 1) + b] = cells[b * (groups + 1) + a] = np.arange(len(a))

    def weights(who: IntArray) -> FloatArray:
        label = labels[who]
        cell = cells[label[taken.left] * (groups + 1) + label[taken.right]]
        asked = np.flatnonzero(cell >= 0)
        summed: FloatArray = np.bincount(cell[asked], weights=taken.weight[asked], minlength=len(a)).astype(
            np.float64
        )
        return summed

    return weights


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """q: the false discovery rate at which each would be found (Benjamini and Hochberg, JRSS B 57, 1995)."""
    order = np.argsort(-p, kind="stable")
    many = len(p)
    q: FloatArray = np.empty(many)
    q[order] = np.minimum.accumulate(p[order] * many / np.arange(many, 0, -1)) if many else p
    return np.minimum(q, 1.0)
