"""Two-mode networks drawn by chance, in which no two groups avoid or seek each other unless told to."""

import numpy as np

from graph.projection import IntArray


def random_two_mode(
    seed: int, *, organisations: int, projects: int, groups: int, apart: tuple[int, int] | None = None
) -> tuple[IntArray, IntArray, IntArray]:
    """Organisation and project of each participation, and the group of each organisation.

    Organisations are unequally busy, projects unequally large. Of two groups `apart`, one leaves a project
    in which the other is.
    """
    random = np.random.default_rng(seed)
    group = random.integers(0, groups, organisations)
    busy = random.random(organisations) ** 2 + 0.1
    rows = []
    for project in range(projects):
        members = random.choice(
            organisations, size=int(random.integers(2, 6)), replace=False, p=busy / busy.sum()
        )
        if apart and apart[0] in group[members] and apart[1] in group[members]:
            members = members[group[members] != random.permutation(apart)[0]]
        rows += [(int(who), project) for who in members]
    organisation, joint = (np.array(side, dtype=np.int64) for side in zip(*rows, strict=True))
    return organisation, joint, group
