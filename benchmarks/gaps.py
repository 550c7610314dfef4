"""Answers about gaps: the matrix of keep.eu with 1,000 draws, and coverage of a long list of a user's."""

import time
from collections.abc import Callable

from benchmarks.setting import ROUNDS, Setting, seconds, spread, wipe
from graph.analysis.coverage import territory_coverage
from graph.analysis.divisions import divided_by
from graph.analysis.gap_matrix import gap_matrix
from graph.analysis.reference_lists import Unit, given_list
from graph.analysis.service_gaps import nearest_served
from graph.analysis.territory_places import territory_places
from graph.progress import Silent
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from ingest import jobs
from ingest.sources.keep_eu import KeepEu

LEVELS = ("country", "nuts2", "nuts3")
UNITS = 35_000


def run(setting: Setting) -> None:
    schema.install(setting.store)
    wipe(setting.store)
    jobs.ingest(setting.store, KeepEu(), setting.keep, setting.settings, Silent())
    snapshot = freeze.latest(setting.store, setting.settings).snapshot
    for level in LEVELS:
        division = divided_by(snapshot, level)
        if division.codes:
            took = [seconds(lambda of=division: gap_matrix(snapshot, of)) for _ in range(ROUNDS)]
            print(f"matrix by {level:8} {len(division.codes):5} groups  {spread(took)} (to reach: under 5 s)")
    busy = [_busy(lambda: _covered(snapshot)) for _ in range(ROUNDS)]
    print(f"coverage of {UNITS:,} units  {spread(busy)} of CPU (to reach: under 1 s)")


def _covered(snapshot: Snapshot) -> None:
    units = [Unit(f"XX{number:05}", f"Unit {number}", longitude=number % 180, latitude=number % 89)
             for number in range(UNITS)]  # fmt: skip
    listed = given_list(units)
    if listed:
        found = territory_coverage(snapshot, "LT", listed)
        nearest_served(found.absent, listed.units[:50], territory_places(snapshot, "LT").rows)


def _busy(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
