"""Answers about gaps: matrices of keep.eu with 1,000 draws, and coverage of long lists of units.

Each round answers from a snapshot that no answer was computed from before, as the first request after a load.
"""

import time
from collections.abc import Callable

from api.answers import gap_matrix
from api.answers.gap_cells import GapMatrixAnswer
from api.answers.gap_matrix import CellsAsked, MatrixAsked
from api.explorer import Explorer
from benchmarks.setting import ROUNDS, Setting, data_file, spread, wipe
from graph.analysis.coverage import territory_coverage
from graph.analysis.reference_lists import ReferenceList, Unit, given_list, reference_list
from graph.analysis.service_gaps import nearest_served
from graph.analysis.territory_places import territory_places
from graph.progress import Silent
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from graph.store.snapshots import View
from ingest import jobs
from ingest.sources.keep_eu import KeepEu
from ingest.sources.lau import LAU
from ingest.sources.nuts_shapes import NUTS_SHAPES

LEVELS = ("country", "nuts2", "nuts3")
SHAPES = tuple(f"NUTS_RG_60M_2021_4326_LEVL_{level}.geojson" for level in range(4))
UNITS = 35_000
COMMUNES = "FR"


def run(setting: Setting) -> None:
    _load(setting)
    frozen = freeze.latest(setting.store, setting.settings).snapshot
    for level in LEVELS:
        took, found = zip(*(_answered(setting, fresh(frozen), level) for _ in range(ROUNDS)), strict=True)
        print(f"matrix by {level:8} {spread(list(took))} (to reach: under 5 s); {_told(found[0])}")
    units = [Unit(f"XX{n:05}", f"Unit {n}", longitude=n % 180, latitude=n % 89) for n in range(UNITS)]
    listed = given_list(units)
    _show(f"coverage of {UNITS:,} units that are given", frozen, lambda _: listed, "LT")
    _show(
        "coverage of the communes of France", frozen, lambda s: reference_list(s, COMMUNES, "lau"), COMMUNES
    )


def _load(setting: Setting) -> None:
    schema.install(setting.store)
    wipe(setting.store)
    jobs.ingest(setting.store, KeepEu(), setting.keep, setting.settings, Silent())
    for name in SHAPES:
        jobs.ingest(setting.store, NUTS_SHAPES, data_file("territories", name), setting.settings, Silent())
    lau = data_file("territories", "lau_2019_nuts2016.csv.gz")
    jobs.ingest(setting.store, LAU, lau, setting.settings, Silent())


def fresh(snapshot: Snapshot) -> Snapshot:
    """The same tables, of which nothing was computed yet."""
    return Snapshot(dict(snapshot.tables))


def _answered(setting: Setting, snapshot: Snapshot, level: str) -> tuple[float, GapMatrixAnswer]:
    explorer = Explorer(setting.store, setting.settings, view=View(snapshot, None))
    began = time.perf_counter()
    found = gap_matrix.matrix(explorer, MatrixAsked(level), CellsAsked())
    return time.perf_counter() - began, found


def _told(found: GapMatrixAnswer) -> str:
    borders = found.borders.shared if found.borders else 0
    return f"{len(found.territories)} groups, {found.parameters['draws']} draws, {borders} borders"


def _show(
    what: str, frozen: Snapshot, listed: Callable[[Snapshot], ReferenceList | None], territory: str
) -> None:
    """Processor time of the first request after a load, and of those that follow."""
    first, next_ones = [], []
    for _ in range(ROUNDS):
        snapshot = fresh(frozen)
        first.append(_busy(lambda of=snapshot: _covered(of, listed(of), territory)))
        next_ones.append(_busy(lambda of=snapshot: _covered(of, listed(of), territory)))
    print(f"{what}: first {spread(first)}, then {spread(next_ones)} of CPU (to reach: under 1 s)")


def _covered(snapshot: Snapshot, listed: ReferenceList | None, territory: str) -> None:
    if listed:
        found = territory_coverage(snapshot, territory, listed)
        present = [one.unit for one in found.present] or listed.units[:50]
        nearest_served(found.absent, present, territory_places(snapshot, territory).rows)


def _busy(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
