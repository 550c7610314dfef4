"""Answers on keep.eu: Leiden, paths, reading and mapping the snapshot, next to what networkx takes."""

import random
import statistics

import networkx as nx

from benchmarks.ingest_keep import load
from benchmarks.setting import ROUNDS, Setting, seconds, spread
from graph.analysis.clusters import clusters
from graph.analysis.divided import adjacency_of
from graph.analysis.paths import shortest_path
from graph.projection import fractional
from graph.store import freeze, schema

PATHS = 300


def run(setting: Setting) -> None:
    schema.install(setting.store)
    load(setting)
    cold = [seconds(lambda: freeze.freeze(setting.store)) for _ in range(ROUNDS)]
    frozen = freeze.latest(setting.store, setting.settings)
    warm = [seconds(lambda: freeze.latest(setting.store, setting.settings)) for _ in range(ROUNDS)]
    snapshot = frozen.snapshot
    print(f"snapshot read from Neo4j {spread(cold)}")
    print(f"snapshot kept            {spread(warm)}")
    leiden = [seconds(lambda: clusters(snapshot)) for _ in range(ROUNDS)]
    print(f"Leiden, with names       {spread(leiden)} (to reach: under 1 s)")
    ties = fractional(snapshot.participant, snapshot.joint_project)
    graph = nx.from_scipy_sparse_array(adjacency_of(ties, len(snapshot.organisations)))
    print(
        f"networkx Louvain         {seconds(lambda: nx.community.louvain_communities(graph, seed=0)):.3f} s"
    )
    chooser = random.Random(20261122)
    ends = [chooser.sample(range(len(snapshot.organisations)), 2) for _ in range(PATHS)]
    times = [seconds(lambda: shortest_path(snapshot, *pair)) for pair in ends]  # noqa: B023
    print(f"path                     {spread(times, 'ms', 1000)} (to reach: under 50 ms)")
    print(f"path, slowest in twenty  {statistics.quantiles(times, n=20)[-1] * 1000:.1f} ms")
    theirs = [seconds(lambda: _networkx_path(graph, *pair)) for pair in ends]  # noqa: B023
    print(f"networkx path            {spread(theirs, 'ms', 1000)}")


def _networkx_path(graph: "nx.Graph[int]", start: int, end: int) -> object:
    try:
        return nx.shortest_path(graph, start, end)
    except nx.NetworkXNoPath:
        return None
