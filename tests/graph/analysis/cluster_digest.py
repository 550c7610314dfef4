"""All that is computed of the clusters of a snapshot, as one digest; also run as a process of its own."""

import hashlib
import pickle
import sys

from graph.analysis.clusters import ClusterQuestion, clusters, network
from graph.analysis.divided import Mode
from graph.analysis.stability import stability
from graph.snapshot import Snapshot


def digest(snapshot: Snapshot) -> str:
    """All that is computed of clusters, as bytes."""
    hashed = hashlib.sha256()
    for mode in Mode:
        found = clusters(snapshot, ClusterQuestion(seed=5, mode=mode))
        known = stability(network(snapshot, mode), found.division, resolution=1.0, seed=5, runs=3)
        assert known is not None
        hashed.update(repr((found.clusters, found.modularity, known.nmi, known.ari)).encode())
        for array in (found.cluster_of, known.consensus, known.swing, known.confidence):
            hashed.update(array.tobytes())
    return hashed.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(pickle.load(sys.stdin.buffer)))
