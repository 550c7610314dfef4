"""Suggestions of partners against what came to be: the network before a date, new pairs after it.

The weights were fitted on an earlier cut (benchmarks/partners_fit.py), so nothing of what is predicted here
was seen. Intervals are 95 % bootstrap intervals over askers. `make bench-partners ARGS="h2020 --askers 300"`.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np

from benchmarks.analysis_network import generated
from benchmarks.partner_sets import Cut, cut, h2020, keep_eu
from benchmarks.partners_fit import candidates
from graph.analysis.chains import chains
from graph.analysis.partner_basis import partner_basis
from graph.analysis.partner_features import PARTS, Asker, Part, features
from graph.analysis.paths import shortest_path
from graph.analysis.suggestions import DIVERSITY, Wish, heeded, suggestions, weights_of
from graph.projection import FloatArray, IntArray
from graph.snapshot import Snapshot

SEED, DRAWS, TOP, DEEP, TIMED, PATHS_TIMED = 20261122, 1000, 10, 50, 100, 20
TO_REACH = {False: "1.25 x the best baseline", True: "1.50 x popularity"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench-partners")
    parser.add_argument("sets", nargs="*", default=["h2020", "keep", "speed"])
    parser.add_argument("--askers", type=int, default=1500)
    asked = parser.parse_args()
    for name in asked.sets:
        if name == "speed":
            tell_speed()
        else:
            at = later(name)
            for newcomers in (False, True):
                tell(at, newcomers=newcomers, most=asked.askers)


def later(name: str) -> Cut:
    whole = h2020() if name == "h2020" else keep_eu()
    return cut(name, whole, at="2017-01-01", until="2018-01-01")


def tell(at: Cut, *, newcomers: bool, most: int) -> None:
    rng = np.random.default_rng(SEED)
    askers = rng.permutation(at.askers(newcomers=newcomers))[:most]
    print(f"\n{at.name}, {'newcomers' if newcomers else 'known organisations'}: {len(askers)} askers")
    hits, deep, chosen = measured(at, askers, newcomers=newcomers)
    for name in hits:
        low, high = interval(hits[name], rng)
        print(
            f"  {name:26} precision@10 {hits[name].mean():.4f} [{low:.4f}, {high:.4f}]  "
            f"recall@50 {deep[name].mean():.4f}  different {len(np.unique(chosen[name])):5}  "
            f"Gini {gini(chosen[name], int((at.known > 0).sum())):.3f}"
        )
    base = ("popularity",) if newcomers else tuple(name for name in hits if not name.startswith("ours"))
    best = max(base, key=lambda name: float(hits[name].mean()))
    drawn = rng.integers(0, len(askers), (DRAWS, len(askers)))
    ours, theirs = (hits[name][drawn].mean(axis=1) for name in ("ours", best))
    ratios = np.divide(ours, theirs, out=np.full(DRAWS, np.inf), where=theirs > 0)
    low, high = np.quantile(ratios, [0.025, 0.975], method="nearest")
    ratio = hits["ours"].mean() / hits[best].mean()
    print(f"  ours / {best}: {ratio:.2f} [{low:.2f}, {high:.2f}] (to reach: {TO_REACH[newcomers]})")


def measured(
    at: Cut, askers: IntArray, *, newcomers: bool
) -> tuple[dict[str, FloatArray], dict[str, FloatArray], dict[str, IntArray]]:
    """Precision@10 and recall@50 per asker and method, and everybody whom each suggested."""
    hits: dict[str, list[float]] = {}
    deep: dict[str, list[float]] = {}
    chosen: dict[str, list[IntArray]] = {}
    for asker in askers.tolist():
        open_to = candidates(at, asker)
        partners = at.new.indices[at.new.indptr[asker] : at.new.indptr[asker + 1]]
        for name, score in methods(at, asker, newcomer=newcomers).items():
            best = open_to[np.lexsort((open_to, -score[open_to]))[:DEEP]]
            right = np.isin(best, partners)
            hits.setdefault(name, []).append(float(right[:TOP].mean()))
            deep.setdefault(name, []).append(float(right.sum() / len(partners)))
            chosen.setdefault(name, []).append(best[:TOP])
    return (
        {name: np.array(values) for name, values in hits.items()},
        {name: np.array(values) for name, values in deep.items()},
        {name: np.concatenate(values) for name, values in chosen.items()},
    )


def methods(at: Cut, row: int, *, newcomer: bool) -> dict[str, FloatArray]:
    """Scores of all organisations by each method."""
    basis, asker = at.basis, at.asker(row, newcomer=newcomer)
    values = features(basis, asker)
    weights = weights_of(asker, basis)
    degree = basis.degree
    found: dict[str, FloatArray] = {
        "ours": values @ heeded(weights, DIVERSITY),
        "ours, diversity 0": values @ heeded(weights, 0.0),
        "ours, diversity 0.5": values @ heeded(weights, 0.5),
        "popularity": degree,
        "random": np.random.default_rng([SEED, row]).random(len(degree)),
    }
    if newcomer:
        table = at.before.organisations["country"]
        home = np.array([country == asker.country for country in table.to_pylist()])
        return found | {"popularity, own country": degree * home}
    mine = np.asarray(basis.partners[[row]].toarray()).ravel()
    return found | {
        "common neighbours": values[:, PARTS.index(Part.SHARED_PARTNERS)],
        "Adamic-Adar": basis.partners @ (mine / np.log(np.maximum(degree, 2))),
        "resource allocation": values[:, PARTS.index(Part.RESOURCE_ALLOCATION)],
    }


def interval(values: FloatArray, rng: np.random.Generator) -> tuple[float, float]:
    means = values[rng.integers(0, len(values), (DRAWS, len(values)))].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def gini(chosen: IntArray, everybody: int) -> float:
    """Inequality of how often each organisation is suggested; 0 alike for all, 1 always the same one."""
    counts = np.sort(np.bincount(chosen))
    counts = np.concatenate([np.zeros(max(everybody - len(counts), 0)), counts])[-everybody:]
    ranks = np.arange(1, everybody + 1)
    return float((2 * ranks - everybody - 1) @ counts / (everybody * counts.sum()))


def tell_speed() -> None:
    """A list of ten on a network of the size of all Horizon 2020, evidence and all."""
    snapshot = generated()
    begin = time.perf_counter()
    basis = partner_basis(snapshot)
    print(f"\nall of Horizon 2020: prepared once in {time.perf_counter() - begin:.1f} s")
    with_ties = np.flatnonzero(basis.degree)
    rows = np.random.default_rng(SEED).choice(with_ties, TIMED, replace=False)
    named = Wish(named_only=False)
    times = [_timed(lambda row=row: suggestions(snapshot, Asker(row=int(row)), named)) for row in rows]
    middle, slow = np.quantile(times, [0.5, 0.95]) * 1000
    print(f"  a list of ten: median {middle:.0f} ms, p95 {slow:.0f} ms (to reach: p95 50 ms)")
    tell_paths(snapshot, rows)


def tell_paths(snapshot: Snapshot, rows: IntArray) -> None:
    ends = rows.reshape(-1, 2)[:PATHS_TIMED].tolist()
    chains(snapshot, *([end] for end in ends[0]))
    shortest_path(snapshot, *ends[0])
    ways: dict[str, Callable[[int, int], object]] = {
        "the shortest path": lambda a, b: shortest_path(snapshot, a, b),
        "five paths": lambda a, b: chains(snapshot, [a], [b], k=5),
        "five paths by strength": lambda a, b: chains(snapshot, [a], [b], k=5, by_strength=True),
    }
    for name, way in ways.items():
        times = [_timed(lambda way=way, a=a, b=b: way(a, b)) for a, b in ends]
        middle, slow = np.quantile(times, [0.5, 0.95]) * 1000
        print(f"  {name}: median {middle:.0f} ms, p95 {slow:.0f} ms, slowest {max(times):.2f} s")


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
