"""Participations of Horizon 2020 into Neo4j: ours against a bare driver script and neomodel.

Ours parses, validates, keeps provenance and a ledger; derived ties are timed apart. The bare script reads
the same file and merges organisation, project and participation, and nothing else.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import bare_participations
from benchmarks.setting import ROUNDS, Setting, Stopwatch, data_file, wipe
from graph.store import schema
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import jobs
from ingest.sources.h2020 import H2020

SAMPLE = 1500


def run(setting: Setting) -> None:
    file = data_file("h2020", "participation_2014_2017.csv.gz")
    schema.install(setting.store)
    bare_participations.constrain(setting.store.driver)
    bare, ours, derived, again = [], [], [], []
    for _ in range(ROUNDS):
        wipe(setting.store)
        bare.append(_rate(lambda: bare_participations.with_driver(setting.store.driver, file)))
        wipe(setting.store)
        loading, deriving = _load(setting, file)
        ours.append(loading)
        derived.append(deriving)
        again.append(_load(setting, file)[0])
    wipe(setting.store)
    simple = _rate(lambda: bare_participations.with_neomodel(setting.store.driver, file, SAMPLE))
    _tell("bare driver script", bare)
    _tell("neomodel save()", [simple])
    _tell("ours, without derived ties", ours)
    _tell("ours, nothing new", again)
    _tell("derived ties", derived, what="ties/s (to reach: 15,000)")
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"ours / bare                 {ratio:.2f} of its rows/s (to reach: 0.5)")
    print(f"ours / neomodel             {statistics.median(ours) / simple:.1f} times (to reach: 20)")


def _load(setting: Setting, file: Path) -> tuple[float, float]:
    """Rows per second without derivation, and derived ties per second (0 where none had to be made)."""
    watch = Stopwatch()
    job = jobs.ingest(setting.store, H2020, file, setting.settings, watch)
    ended = time.perf_counter()
    began = watch.opened[file.name]
    loaded = watch.opened.get("partnerships", ended)
    return job.read / (loaded - began), ties(setting.store) / (ended - loaded) if ended > loaded else 0.0


def ties(store: Store) -> int:
    """Derived ties in the graph."""
    counted = store.rows(
        Statement("count derived", "MATCH ()-[t:PARTNERS_WITH|FUNDS]->() RETURN count(t) AS n")
    )
    return int(counted[0]["n"])


def _rate(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - began)


def _tell(name: str, rates: Sequence[float], what: str = "rows/s") -> None:
    middle = statistics.median(rates)
    print(f"{name:27} {middle:,.0f} {what} (from {min(rates):,.0f} to {max(rates):,.0f}, n={len(rates)})")
