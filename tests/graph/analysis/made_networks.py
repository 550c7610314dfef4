"""Networks whose clusters are known because they were made so."""

from itertools import combinations

import numpy as np


def rings(number: int, size: int) -> dict[str, list[str]]:
    """Groups in which everybody works with everybody, in a ring of groups joined by one project each."""
    inside = {
        f"g{g:02}-{a}-{b}": [f"g{g:02}-{a}", f"g{g:02}-{b}"]
        for g in range(number)
        for a, b in combinations(range(size), 2)
    }
    between = {f"x{g:02}": [f"g{g:02}-0", f"g{(g + 1) % number:02}-1"] for g in range(number)}
    return inside | between


def tangle(projects: int = 400, organisations: int = 300) -> dict[str, list[str]]:
    """A network without clear clusters, where any arbitrariness of the algorithm shows."""
    random = np.random.default_rng(7)
    members = [random.choice(organisations, size=4, replace=False) for _ in range(projects)]
    return {f"p{i:03}": [f"o{o:03}" for o in chosen] for i, chosen in enumerate(members)}
