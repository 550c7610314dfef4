"""A snapshot read from Neo4j with nothing kept: 144,726 participations, as many as all of Horizon 2020 has.

The public file has those of projects that began from 2014 to 2017, 70,724 rows. They are loaded as they are,
then once more under other numbers of project and organisation, and the rest a third time, so each copy has
the shape of the real one. Each reading is made in a process of its own: the memory is that of the reading.
"""

import csv
import gzip
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from benchmarks.exports import MIB, peak_from_now, status
from benchmarks.setting import ROUNDS, Setting, data_file, seconds, spread, wipe
from graph.progress import Silent
from graph.settings import Settings
from graph.store import freeze, schema
from graph.store.connect import connected
from graph.store.session import READ_PATIENCE
from ingest import jobs
from ingest.sources.h2020 import H2020

PARTICIPATIONS = 144_726
NUMBERS = ("rcn", "pic")


def run(setting: Setting) -> None:
    schema.install(setting.store)
    wipe(setting.store)
    with tempfile.TemporaryDirectory(prefix="bench-cold") as folder:
        file = Path(folder) / "participation.csv.gz"
        _write_copies(data_file("h2020", "participation_2014_2017.csv.gz"), file)
        taken = seconds(lambda: jobs.ingest(setting.store, H2020, file, setting.settings, Silent()))
    print(f"loaded and derived in    {taken:.1f} s")
    found = [_alone(setting.settings) for _ in range(ROUNDS)]
    participations, organisations = found[0][2:]
    print(f"held                     {participations:,} participations of {organisations:,} organisations")
    print(f"cold snapshot            {spread([one[0] for one in found])}")
    print(f"memory above the start   {max(one[1] for one in found) / MIB:.0f} MiB at most")


def _write_copies(source: Path, target: Path) -> None:
    with gzip.open(target, "wt", encoding="utf-8", newline="") as text:
        out = csv.writer(text)
        out.writerows(islice(_rows(source), PARTICIPATIONS + 1))


def _rows(source: Path) -> Iterator[list[str]]:
    """The headings, then all rows again and again; no two copies share a project or an organisation."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as text:
        headings, *rows = csv.reader(text)
    yield headings
    numbers = [headings.index(name) for name in NUMBERS]
    for copy in range(1 + PARTICIPATIONS // len(rows)):
        for row in rows:
            mine = list(row)
            for at in numbers:
                mine[at] = f"{copy or ''}{row[at]}"
            yield mine


def _alone(settings: Settings) -> tuple[float, int, int, int]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_cold, settings).result()


def _cold(settings: Settings) -> tuple[float, int, int, int]:
    """Seconds, bytes at most above the start, participations and organisations."""
    with connected(settings, Silent(), patience=READ_PATIENCE) as store:
        before = peak_from_now()
        began = time.perf_counter()
        snapshot = freeze.freeze(store).snapshot
        taken = time.perf_counter() - began
        grown = status("VmHWM") - before
    return taken, grown, len(snapshot.participations), len(snapshot.organisations)
