"""What every benchmark stands on: a database, the real file, a stopwatch that tells the spread."""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.settings import Settings
from graph.store.session import Store

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Setting:
    store: Store
    settings: Settings
    keep: Path


def keep_file() -> Path:
    """The keep.eu export in SOCIALCLUSTER_DATA (default: ../shared/data beside the project)."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    file = Path(os.environ.get("SOCIALCLUSTER_DATA", default)) / "keep" / "keep_closed_1420.xlsx"
    if not file.is_file():
        sys.exit(f"The benchmarks need {file}; set SOCIALCLUSTER_DATA to the folder of the data.")
    return file


def wipe(store: Store) -> None:
    """Empties the database between rounds, in portions that fit its memory."""
    with store.driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def spread(times: list[float], unit: str = "s", factor: float = 1.0) -> str:
    """Median with the fastest and the slowest."""
    low, middle, high = min(times), statistics.median(times), max(times)
    return f"{middle * factor:.3f} {unit} (from {low * factor:.3f} to {high * factor:.3f}, n={len(times)})"
