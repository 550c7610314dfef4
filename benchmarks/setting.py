"""What every benchmark stands on: a database, the real file, a stopwatch that tells the spread."""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import Query

from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store

ROUNDS = 3
# After a million rows it takes longer than the server allows a transaction unless it is asked to.
WIPE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Setting:
    store: Store
    settings: Settings
    keep: Path


class Stopwatch(Silent):
    """Notes when each stretch of work begins, the memory taken until then, and when it was half done."""

    def __init__(self) -> None:
        self.opened: dict[str, float] = {}
        self.peaks: dict[str, float] = {}
        self.halves: dict[str, float] = {}

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator["_Lap"]:
        self.opened[label] = time.perf_counter()
        self.peaks[label] = peak_mib()
        yield _Lap(self, label, (total or 0) / 2)


@dataclass(slots=True)
class _Lap:
    watch: Stopwatch
    label: str
    half: float
    done: int = 0

    def advance(self, amount: int = 1) -> None:
        self.done += amount
        if self.done >= self.half:
            self.watch.halves.setdefault(self.label, time.perf_counter())


def peak_mib() -> float:
    """The most memory that this process has had, in MiB (Linux counts it in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def data_file(*path: str) -> Path:
    """A file of SOCIALCLUSTER_DATA (default: ../shared/data beside the project)."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    file = Path(os.environ.get("SOCIALCLUSTER_DATA", default)).joinpath(*path)
    if not file.is_file():
        sys.exit(f"The benchmarks need {file}; set SOCIALCLUSTER_DATA to the folder of the data.")
    return file


def keep_file() -> Path:
    """The keep.eu export."""
    return data_file("keep", "keep_closed_1420.xlsx")


def wipe(store: Store) -> None:
    """Empties the database between rounds, in portions that fit its memory."""
    with store.driver.session() as session:
        # Ties first: a node with a hundred thousand of them would be one transaction too large.
        for text in (
            "MATCH ()-[t]->() CALL (t) { DELETE t } IN TRANSACTIONS OF 20000 ROWS",
            "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
        ):
            session.run(Query(text, timeout=WIPE_SECONDS)).consume()


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def spread(times: list[float], unit: str = "s", factor: float = 1.0) -> str:
    """Median with the fastest and the slowest."""
    low, middle, high = min(times), statistics.median(times), max(times)
    return f"{middle * factor:.3f} {unit} (from {low * factor:.3f} to {high * factor:.3f}, n={len(times)})"
