"""A million participations: how much memory the worker takes, and whether the second half is as fast.

The file is made by a seeded generator in the shape of the Horizon 2020 table, as many organisations and
projects per row as the real one has. SOCIALCLUSTER_BENCH_ROWS asks for fewer rows.
"""

import csv
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.setting import Setting, Stopwatch, peak_mib, wipe
from graph.store import schema

ROWS = 1_000_000
HEADINGS = (
    "rcn", "role", "pic", "name", "shortName", "type", "SME", "vatNumber", "street", "postCode", "city",
    "country", "geolocation", "contribution", "start_date", "end_date", "max_contribution", "total_cost",
    "name_source",
)  # fmt: skip
MEMORY_MIB = 500


def run(setting: Setting) -> None:
    rows = int(os.environ.get("SOCIALCLUSTER_BENCH_ROWS", ROWS))
    schema.install(setting.store)
    wipe(setting.store)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "million.csv.gz"
        _write(file, rows)
        environment = os.environ | {"SOCIALCLUSTER_HOME": str(setting.settings.home)}
        # A process of its own, so that its peak of memory is that of the worker alone.
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.ingest_million", str(file)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    print(done.stdout.strip())
    wipe(setting.store)


def _write(file: Path, rows: int) -> None:
    with gzip.open(file, "wt", encoding="utf-8", newline="", compresslevel=1) as text:
        table = csv.writer(text)
        table.writerow(HEADINGS)
        table.writerows(_made(rows))


def _made(rows: int) -> Iterator[list[object]]:
    """Few organisations take part in very many projects, most in one: drawn with a heavy tail."""
    drawn = random.Random(1)
    count, project = 0, 100_000
    while count < rows:
        project += 1
        size = drawn.choice((1, 3, 5, 9))
        members = {int(drawn.paretovariate(0.9) * 50) % (rows // 3) for _ in range(size)}
        for i, member in enumerate(sorted(members)[: rows - count]):
            yield _row(project, member, leads=i == 0, share=drawn.randrange(20_000, 900_000))
            count += 1


def _row(project: int, member: int, *, leads: bool, share: int) -> list[object]:
    year, country = 2014 + project % 7, ("DE", "PL", "LT", "HU", "DK", "EL", "UK")[member % 7]
    return [
        project, "coordinator" if leads else "participant", 900_000_000 + member,
        f"ORGANISATION {member} OF RESEARCH", f"O{member}", ("PRC", "HES", "REC", "PUB", "OTH")[member % 5],
        "False", f"{country}{member:09}", f"STREET {member % 97}", f"{member % 99999:05}",
        f"TOWN {member % 5000}", country, "50.1,10.2", share, f"{year}-01-01", f"{year + 3}-12-31",
        3_990_206.25, 3_990_206.25, "made",
    ]  # fmt: skip


def _work(file: Path) -> None:
    """The worker: loads the file and tells what it took."""
    from graph.progress import Silent
    from graph.settings import Settings
    from graph.store.connect import connected
    from graph.store.session import WRITE_PATIENCE
    from ingest import jobs
    from ingest.sources.h2020 import H2020

    settings, watch = Settings(), Stopwatch()
    with connected(settings, Silent(), patience=WRITE_PATIENCE) as store:
        job = jobs.ingest(store, H2020, file, settings, watch)
    ended = time.perf_counter()
    began, loaded = watch.opened[file.name], watch.opened["partnerships"]
    half = watch.halves.get(file.name)
    took = loaded - began
    print(f"rows                        {job.read:,} in {took:.0f} s, {job.read / took:,.0f} rows/s")
    if half:
        share = (loaded - half) / (half - began)
        print(f"second half / first half    {share:.2f} of its time (to reach: 0.8 to 1.2)")
    print(f"derived ties                {ended - loaded:.0f} s")
    print(f"worker's peak of memory     {peak_mib():.0f} MiB (to reach: {MEMORY_MIB})")
    print(f"  of which while loading    {watch.peaks['partnerships']:.0f} MiB")


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
