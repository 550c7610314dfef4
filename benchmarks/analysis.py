"""The standard report on real and drawn networks: ours next to networkx and igraph.

Components, Leiden, PageRank, sampled betweenness, cores, clustering coefficients and constraint, each timed.
The peers get the projected network as they would build it; each gets three minutes.
"""

import multiprocessing
from collections.abc import Callable
from functools import partial

import igraph
import leidenalg
import networkx as nx
import numpy as np

from benchmarks.analysis_network import generated
from benchmarks.report import PIVOTS, report, timed
from benchmarks.setting import ROUNDS, Setting, data_file, seconds, spread, wipe
from graph.analysis.distances import distances
from graph.analysis.ties import Ties
from graph.progress import Silent
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from ingest import jobs
from ingest.sources.h2020 import H2020
from ingest.sources.keep_eu import KeepEu

PATIENCE = 180.0


def run(setting: Setting) -> None:
    real = _joined(setting)
    for name, snapshot in (("h2020 joined with keep.eu", real), ("drawn as Horizon 2020", generated())):
        print(f"\n### {name}")
        ties = report(snapshot)
        timed("harmonic closeness", partial(distances, ties))
        _peers(ties)


def _joined(setting: Setting) -> Snapshot:
    schema.install(setting.store)
    wipe(setting.store)
    file = data_file("h2020", "participation_2014_2017.csv.gz")
    jobs.ingest(setting.store, H2020, file, setting.settings, Silent())
    jobs.ingest(setting.store, KeepEu(), setting.keep, setting.settings, Silent())
    cold = [seconds(lambda: freeze.freeze(setting.store)) for _ in range(ROUNDS)]
    freeze.latest(setting.store, setting.settings)
    warm = [
        seconds(lambda: freeze.latest(setting.store, setting.settings).snapshot.id) for _ in range(ROUNDS)
    ]
    print(f"snapshot read from Neo4j, cold {spread(cold)}")
    print(f"snapshot kept, warm            {spread(warm)} (to reach: under 0.5 s)")
    return freeze.latest(setting.store, setting.settings).snapshot


def _peers(ties: Ties) -> None:
    _apart(_igraph, ties)
    for name in _NETWORKX:
        _apart(_networkx, ties, name)


def _apart(work: Callable[..., None], *arguments: object) -> None:
    """In a process of its own, so that memory is its own; ended where patience is."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.terminate()
        process.join()
        print(f"{work.__name__.strip('_')} {arguments[1:]}: given up after {PATIENCE:.0f} s")


def _igraph(ties: Ties) -> None:
    pairs = ties.pairs
    ends = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    graph = timed("igraph build", lambda: igraph.Graph(n=ties.organisations, edges=ends))
    weight = pairs.weight.tolist()
    timed("igraph components", graph.connected_components)
    division = timed(
        "leidenalg, 2 turns",
        lambda: leidenalg.find_partition(
            graph, leidenalg.ModularityVertexPartition, weights=weight, n_iterations=2, seed=0
        ),
    )
    print(f"{'leidenalg modularity':34} {division.quality():8.4f}")
    timed("igraph PageRank", lambda: graph.pagerank(weights=weight))
    starts = np.random.default_rng(0).choice(ties.organisations, PIVOTS, replace=False).tolist()
    timed(f"igraph betweenness, {PIVOTS} starts", lambda: graph.betweenness(sources=starts))
    timed("igraph cores", graph.coreness)
    timed("igraph clustering", lambda: graph.transitivity_local_undirected())
    timed("igraph constraint", lambda: graph.constraint(weights=weight))


def _networkx(ties: Ties, name: str) -> None:
    graph = nx.from_scipy_sparse_array(ties.adjacency)
    timed(f"networkx {name}", lambda: _NETWORKX[name](graph))


_NETWORKX: dict[str, Callable[["nx.Graph[int]"], object]] = {
    "components": lambda graph: list(nx.connected_components(graph)),
    "Louvain": lambda graph: nx.community.louvain_communities(graph, seed=0),
    "PageRank": nx.pagerank,
    "betweenness": lambda graph: nx.betweenness_centrality(graph, k=PIVOTS, seed=0),
    "cores": nx.core_number,
    "clustering": nx.clustering,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
}
