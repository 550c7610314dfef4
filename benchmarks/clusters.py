"""Clusters on keep.eu and Horizon 2020 joined: Leiden, twenty runs, chance, two-mode; and planted groups.

The snapshot is made of the files themselves, without a database, so these figures are of analysis alone.
Wall time depends on who else uses the machine, so the processor time of all threads stands beside it.
igraph (GPL, so no dependency of ours) is measured beside it where it is installed.
"""

import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from benchmarks.setting import Setting, data_file
from graph.analysis.agreement import contingency, normalised_mutual_information
from graph.analysis.clusters import Clustering, ClusterQuestion, clusters, network, participations
from graph.analysis.divided import Mode, OneMode, adjacency_of
from graph.analysis.null_model import against_chance
from graph.analysis.stability import RUNS, stability
from graph.projection import Pairs
from graph.records import Record
from graph.snapshot import TABLES, Snapshot, table_of
from graph.vocabulary import Node, Tie
from ingest.sources.h2020 import H2020
from ingest.sources.keep_eu import KeepEu

T = TypeVar("T")
SECONDS = 30
NAMED = {Node.ORGANISATION: "organisations", Node.PROJECT: "projects", Node.THEME: "themes"}
# How many of sixteen ties leave the group of thirty-two (M. Girvan, M. Newman, 2002).
LEAVING = (2, 4, 5, 6, 7, 8)


def run(setting: Setting) -> None:
    h2020 = data_file("h2020", "participation_2014_2017.csv.gz")
    snapshot = snapshot_of(*stated_records(KeepEu(), setting.keep), *stated_records(H2020, h2020))
    print(f"organisations            {len(snapshot.organisations):,}, projects {len(snapshot.projects):,}")
    found = _timed("Leiden, with names", lambda: clusters(snapshot))
    ties = network(snapshot, Mode.ONE)
    _tell_stability(found, ties)
    _tell_chance(snapshot, found)
    two = _timed("two-mode, with names", lambda: clusters(snapshot, ClusterQuestion(mode=Mode.TWO)))
    print(f"Barber's modularity      {two.modularity:.4f}, {len(two.clusters)} clusters")
    if isinstance(ties, OneMode):
        _tell_igraph(ties, found)
    for leaving in LEAVING:
        print(f"planted, {leaving} of 16 leave  NMI {_planted(leaving):.3f} (median of 5 networks)")


def _tell_stability(found: Clustering, ties: Any) -> None:
    print(f"modularity               {found.modularity:.4f}, {len(found.clusters)} clusters")
    known = _timed(
        f"{RUNS} runs (to reach: {SECONDS} s)",
        lambda: stability(ties, found.division, resolution=1.0, seed=0),
    )
    if known:
        least, most = known.modularity
        print(
            f"agreement of the runs    NMI {known.nmi:.3f}, ARI {known.ari:.3f}, "
            f"modularity {least:.4f} to {most:.4f}"
        )
        print(f"mean swing               {np.nanmean(known.swing):.3f}")


def _tell_chance(snapshot: Snapshot, found: Clustering) -> None:
    chance = _timed(
        "20 networks of chance",
        lambda: against_chance(
            participations(snapshot),
            lambda dealt: network(snapshot, Mode.ONE, dealt=dealt),
            found.modularity or 0.0,
            resolution=1.0,
            seed=0,
        ),
    )
    print(
        f"against chance           {chance.mean:.4f}, z {chance.z or 0:.0f}, p {chance.p:.3f}: "
        f"{chance.verdict}"
    )


def _tell_igraph(ties: OneMode, found: Clustering) -> None:
    if not find_spec("igraph"):
        print("igraph's Leiden          not measured: igraph is not installed")
        return
    import igraph

    upper = ties.adjacency.tocoo()
    above = upper.row < upper.col
    edges = np.column_stack([upper.row[above], upper.col[above]]).tolist()
    graph = igraph.Graph(n=ties.adjacency.shape[0], edges=edges)
    weights = upper.data[above].tolist()

    def leiden() -> Any:
        return graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=2)

    theirs = _timed("igraph's Leiden, 2 turns", leiden)
    quality = graph.modularity(theirs.membership, weights=weights)
    print(f"igraph's modularity      {quality:.4f}; ours is {(found.modularity or 0) - quality:+.4f}")


def _planted(leaving: int) -> float:
    qualities = []
    for seed in range(5):
        graph = nx.planted_partition_graph(4, 32, (16 - leaving) / 31, leaving / 96, seed=seed)
        a, b = (np.array(side) for side in zip(*graph.edges, strict=True))
        ties = OneMode(adjacency_of(Pairs(a, b, np.ones(len(a)), np.ones(len(a), dtype=np.int64)), 128))
        found = ties.divided(resolution=1.0, seed=0).organisations
        inside = found >= 0
        planted = np.arange(128) // 32
        qualities.append(normalised_mutual_information(contingency(planted[inside], found[inside])))
    return float(np.median(qualities))


def _timed(name: str, work: Callable[[], T]) -> T:
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{name:24} {wall:.1f} s, processor {processor:.1f} s")
    return done


def stated_records(source: Any, file: Path) -> Iterator[Record]:
    with source.open(file) as opened:
        for row in opened.rows:
            if hasattr(row, "record"):
                yield from (row.record, *row.references)


def snapshot_of(*records: Record) -> Snapshot:
    """The snapshot of records as they are, without a database between."""
    known: dict[str, dict[str, dict[str, Any]]] = {label: {} for label in NAMED}
    ties: dict[str, set[tuple[str, str]]] = {Tie.PARTICIPATES_IN: set(), Tie.ABOUT: set()}
    for record in records:
        for claim in record.nodes:
            if claim.label in known:
                known[claim.label].setdefault(claim.uid, {}).update(claim.values)
        for tie in record.ties:
            if tie.type in ties and tie.start.label in known and tie.end.label in known:
                ties[tie.type].add((tie.start.uid, tie.end.uid))
    rows = {label: {uid: row for row, uid in enumerate(sorted(nodes))} for label, nodes in known.items()}
    tables = {name: _nodes(name, known[label]) for label, name in NAMED.items()}
    tables["participations"] = _ties(
        ties[Tie.PARTICIPATES_IN], rows, organisation=Node.ORGANISATION, project=Node.PROJECT
    )
    about = {(start, end) for start, end in ties[Tie.ABOUT] if start in rows[Node.PROJECT]}
    tables["about"] = _ties(about, rows, project=Node.PROJECT, theme=Node.THEME)
    return Snapshot({name: table_of(name, tables.get(name, [])) for name in TABLES})


def _nodes(name: str, nodes: dict[str, dict[str, Any]]) -> list[dict[str, object]]:
    columns = TABLES[name].names
    return [
        {"uid": uid} | {key: value for key, value in nodes[uid].items() if key in columns}
        for uid in sorted(nodes)
    ]


def _ties(
    pairs: set[tuple[str, str]], rows: dict[str, dict[str, int]], **sides: Node
) -> list[dict[str, object]]:
    (start, start_label), (end, end_label) = sides.items()
    found = sorted((rows[start_label][a], rows[end_label][b]) for a, b in pairs)
    return [{start: a, end: b} for a, b in found]
