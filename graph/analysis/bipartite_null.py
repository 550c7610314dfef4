"""Chance in the two-mode network: the random one whose organisations have as many projects on average, and
whose projects as many participants, as the real one (BiCM: Saracco, Di Clemente, Gabrielli, Squartini, Sci.
Rep. 5, 10595, 2015). The probability of a participation is x_o * y_p / (1 + x_o * y_p).
"""

from dataclasses import dataclass

import numpy as np

from graph.projection import FloatArray, IntArray

TOLERANCE = 1e-10
ITERATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Configuration:
    """`chance[c, d]` that an organisation of class c is in a project of class d; `projects[d]` of them.

    `class_of` has one entry per organisation. Organisations of one class have equally many projects.
    """

    chance: FloatArray
    projects: IntArray
    class_of: IntArray


def configuration(organisation: IntArray, project: IntArray, shape: tuple[int, int]) -> Configuration:
    """Probabilities under which both sequences of degrees hold on average; a participation counts once.

    Who is in every project is there for certain, and who is in none for certain not.
    """
    degrees = np.bincount(organisation, minlength=shape[0])
    sizes = np.bincount(project, minlength=shape[1])
    degree, class_of, many = np.unique(degrees, return_inverse=True, return_counts=True)
    size, projects = np.unique(sizes, return_counts=True)
    return Configuration(_chances(degree, many, size, projects), projects, class_of.ravel())


def _chances(degree: IntArray, many: IntArray, size: IntArray, projects: IntArray) -> FloatArray:
    """Certain classes are taken out one by one; the rest is solved."""
    chance = np.zeros((len(degree), len(size)))
    rows, columns = np.ones(len(degree), dtype=bool), np.ones(len(size), dtype=bool)
    left, room = degree.astype(np.float64), size.astype(np.float64)
    while True:
        rows &= left > 0
        columns &= room > 0
        full = rows & (left >= projects[columns].sum())
        packed = columns & (room >= many[rows].sum())
        if full.any():
            chance[np.ix_(full, columns)] = 1.0
            room -= many[full].sum()
            rows &= ~full
        elif packed.any():
            chance[np.ix_(rows, packed)] = 1.0
            left -= projects[packed].sum()
            columns &= ~packed
        else:
            break
    if rows.any() and columns.any():
        solved = _solved(left[rows], many[rows], room[columns], projects[columns])
        chance[np.ix_(rows, columns)] = solved
    return chance


def _solved(degree: FloatArray, many: IntArray, size: FloatArray, projects: IntArray) -> FloatArray:
    """Fixed point of the two sets of equations, one unknown per distinct degree."""
    total = float((degree * many).sum())
    x, y = degree / np.sqrt(total), size / np.sqrt(total)
    for _ in range(ITERATIONS):
        x = degree / (projects * y / (1 + np.outer(x, y))).sum(axis=1)
        y = size / (many[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        chance = np.outer(x, y) / (1 + np.outer(x, y))
        off = np.abs((chance * projects).sum(axis=1) - degree) / degree
        if float(off.max()) < TOLERANCE:
            break
    return np.asarray(np.outer(x, y) / (1 + np.outer(x, y)))


def at_least(found: Configuration, first: IntArray, second: IntArray, joint: IntArray) -> FloatArray:
    """Chance that organisations of two classes share at least `joint` projects, each entry for itself.

    The number of joint projects is a sum of independent yes-or-no draws (Poisson binomial); up to `joint`
    it is convolved class by class of projects, and what is left over is the answer, to about 1e-15.
    """
    result = np.empty(len(joint))
    for place, (a, b, wanted) in enumerate(zip(first.tolist(), second.tolist(), joint.tolist(), strict=True)):
        result[place] = _tail(found.chance[a] * found.chance[b], found.projects, wanted)
    return result


def _tail(chance: FloatArray, projects: IntArray, wanted: int) -> float:
    """Over classes of projects; a class of many equal draws is binomial."""
    below = np.zeros(wanted)
    below[0] = 1.0
    for one, number in zip(chance.tolist(), projects.tolist(), strict=True):
        if one > 0:
            below = np.convolve(below, _binomial(number, one, wanted))[:wanted]
    return float(max(1.0 - below.sum(), 0.0))


def _binomial(number: int, chance: float, most: int) -> FloatArray:
    """Chances of 0 to `most` - 1 hits, by the ratio of one to the next."""
    terms = np.zeros(most)
    if chance >= 1.0:
        if number < most:
            terms[number] = 1.0
        return terms
    terms[0] = (1.0 - chance) ** number
    for hits in range(1, min(most, number + 1)):
        terms[hits] = terms[hits - 1] * (number - hits + 1) / hits * chance / (1.0 - chance)
    return terms
