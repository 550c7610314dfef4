"""The standard report: components, Leiden, PageRank, sampled betweenness, cores, closure and constraint."""

import time
from collections.abc import Callable
from typing import TypeVar

from scipy.sparse.csgraph import connected_components

from graph.analysis.betweenness import betweenness
from graph.analysis.brokerage import brokerage
from graph.analysis.centrality import pagerank
from graph.analysis.clusters import clusters
from graph.analysis.cohesion import cohesion
from graph.analysis.ties import Ties, ties_of
from graph.snapshot import Snapshot

T = TypeVar("T")
PIVOTS = 64


def report(snapshot: Snapshot) -> Ties:
    """The standard report, step by step; returns the ties for the peers."""
    began, busy = time.perf_counter(), time.process_time()
    ties = timed("projection", lambda: ties_of(snapshot))
    _ = ties.adjacency
    print(f"{len(snapshot.participations):,} participations, {len(ties.pairs.a):,} pairs")
    timed("components", lambda: connected_components(ties.adjacency, directed=False))
    found = timed("Leiden, with names", lambda: clusters(snapshot))
    timed("PageRank", lambda: pagerank(ties))
    timed(f"betweenness, {PIVOTS} starts", lambda: betweenness(ties, work=1))
    timed("cores, cut points, bridges", lambda: cohesion(ties))
    timed("clustering, constraint, size", lambda: brokerage(ties))
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{'the whole report':34} {took:8.2f} s, {busy:8.2f} s of processor")
    print(f"{'modularity':34} {found.modularity:8.4f}")
    return ties


def timed(name: str, work: Callable[[], T]) -> T:
    began, busy = time.perf_counter(), time.process_time()
    result = work()
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{name:34} {took:8.2f} s, {busy:8.2f} s of processor", flush=True)
    return result
