"""Runs the benchmarks named on the command line, or all of them, each on a database of its own."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    analysis,
    answers,
    clusters,
    cold_snapshot,
    exports,
    gaps,
    gds_engine,
    growth,
    ingest_h2020,
    ingest_keep,
    ingest_million,
    maps,
    served,
)
from benchmarks.setting import Setting, keep_file
from graph.progress import Silent
from graph.settings import Settings
from graph.store.connect import connected
from graph.store.session import WRITE_PATIENCE

BENCHMARKS: dict[str, Callable[[Setting], None]] = {
    "ingest": ingest_keep.run,
    "h2020": ingest_h2020.run,
    "million": ingest_million.run,
    "answers": answers.run,
    "clusters": clusters.run,
    "maps": maps.run,
    "analysis": analysis.run,
    "growth": growth.run,
    "cold": cold_snapshot.run,
    "gds": gds_engine.run,
    "exports": exports.run,
    "gaps": gaps.run,
    "served": served.run,
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"No benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}.")
    file = keep_file()
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        settings = Settings(home=Path(folder))
        with connected(settings, Silent(), patience=WRITE_PATIENCE) as store:
            for name in names or BENCHMARKS:
                print(f"\n## {name}")
                BENCHMARKS[name](Setting(store, settings, file))


if __name__ == "__main__":
    main(sys.argv[1:])
