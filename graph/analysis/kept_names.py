"""Which cluster a name that a person gave belongs to, after everything was computed anew.

A name is kept with the organisations that the cluster had when it was given. It goes to the cluster with
which it shares more than half of all organisations that either of them has (Jaccard similarity above 0.5).
Two clusters cannot both share that much with one name; of two names that fit one cluster the better fitting
wins, of equal ones the later.
"""

from collections.abc import Sequence

import numpy as np

from graph.projection import IntArray
from graph.snapshot import Snapshot

ENOUGH = 0.5


def kept_names(
    snapshot: Snapshot, cluster_of: IntArray, members_of_names: Sequence[Sequence[str]]
) -> dict[int, int]:
    """Number of the name (a position in `members_of_names`, earliest first) for each cluster that has one.

    Organisations that a name remembers and the snapshot has no more count as not shared.
    """
    sizes = np.bincount(cluster_of[cluster_of >= 0])
    row_of = {uid: row for row, uid in enumerate(snapshot.organisation_uids)}
    best: dict[int, tuple[float, int]] = {}
    for number, members in enumerate(members_of_names):
        rows = [row_of[uid] for uid in members if uid in row_of]
        shared = np.bincount(cluster_of[rows][cluster_of[rows] >= 0]) if rows else np.empty(0)
        if not len(shared):
            continue
        cluster = int(np.argmax(shared))
        similarity = float(shared[cluster] / (sizes[cluster] + len(members) - shared[cluster]))
        if similarity > ENOUGH:
            best[cluster] = max(best.get(cluster, (0.0, -1)), (similarity, number))
    return {cluster: number for cluster, (_, number) in best.items()}
