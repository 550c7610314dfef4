"""Graph Data Science on a network of the size of Horizon 2020: sending ties, Leiden, PageRank, cores.

The server is a new one of its own with GDS and two GiB of heap; ours on the same ties stands beside it.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from benchmarks.analysis_network import generated
from benchmarks.report import timed
from benchmarks.setting import Setting
from graph.analysis.centrality import pagerank
from graph.analysis.cohesion import cohesion
from graph.analysis.divided import OneMode
from graph.analysis.leiden import modularity
from graph.analysis.ties import ties_of
from graph.progress import Silent
from graph.settings import Settings
from graph.store import gds
from graph.store.connect import connected
from graph.store.session import READ_PATIENCE

HEAP_MB = 2048


def run(_: Setting | None) -> None:
    ties = ties_of(generated())
    print(f"{len(ties.pairs.a):,} ties")
    network = OneMode(ties.adjacency)
    ours = timed("ours: Leiden", lambda: network.divided(resolution=1.0, seed=0))
    timed("ours: PageRank", lambda: pagerank(ties))
    timed("ours: cores, cut points, bridges", lambda: cohesion(ties))
    with tempfile.TemporaryDirectory(prefix="bench-gds") as folder:
        settings = Settings(home=Path(folder), gds=True, heap_mb=HEAP_MB)
        with connected(settings, Silent(), patience=READ_PATIENCE) as store, ExitStack() as held:
            sending = gds.projected(store, *network.ends, organisations=ties.organisations)
            sent = timed("GDS: ties sent and projected", lambda: held.enter_context(sending))
            labels = timed("GDS: Leiden", lambda: sent.leiden(resolution=1.0, seed=0))
            timed("GDS: PageRank", lambda: sent.measured("pagerank"))
            timed("GDS: cores", lambda: sent.measured("core"))
    _, numbers = np.unique(np.nan_to_num(labels, nan=-1), return_inverse=True)
    theirs = modularity(ties.adjacency, numbers.ravel(), 1.0)
    print(f"modularity                         ours {ours.modularity:.4f}, GDS {theirs:.4f}")


if __name__ == "__main__":
    run(None)
