"""Exports of a graph of over 500,000 ties: time, time to the first byte, and memory above the snapshot.

Every format is written in a process of its own, so that no format pays or profits from another.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.setting import Setting
from graph.analysis.clusters import clusters
from graph.export.formats import FORMATS, what_of, write_export
from graph.export.pairs import PairsOf
from graph.export.subject import Subject
from graph.snapshot import TABLES, Snapshot, table_of
from graph.store.freeze import save_to

ORGANISATIONS, PROJECTS = 35_000, 32_000
MIB = 1 << 20
WANTED = tuple((form, None) for form in FORMATS)


def run(_: Setting) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-exports") as folder:
        save_to(Path(folder) / "snapshot", generated())
        for form, what in WANTED:
            told = _elsewhere(form, what, folder)
            first = "–" if told["first"] is None else f"{told['first']:.2f} s"
            print(
                f"{form:<10} {told['what']:<6} {told['ties']:,} ties: {told['seconds']:6.2f} s, "
                f"first byte {first}, {told['bytes'] / MIB:6.1f} MiB, memory +{told['grown'] / MIB:.0f} MiB "
                "(to reach: +100 MiB; first byte of streamed formats 2 s)"
            )


def _elsewhere(form: str, what: str | None, folder: str) -> dict[str, object]:
    call = [sys.executable, "-m", "benchmarks.exports", form, what or "", folder]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def generated(projects: int = PROJECTS, organisations: int = ORGANISATIONS, seed: int = 7) -> Snapshot:
    """Projects of 2 to 10 participants, some organisations in very many of them."""
    random = np.random.default_rng(seed)
    sizes = random.integers(2, 11, size=projects)
    project = np.repeat(np.arange(projects), sizes)
    organisation = (random.power(0.45, size=len(project)) * organisations).astype(np.int64)
    pairs = np.unique(np.column_stack([organisation, project]), axis=0)
    records = [[f"rec-{number:020x}"] for number in range(len(pairs))]
    tables = {name: table_of(name, []) for name in TABLES}
    tables["organisations"] = _things(
        "organisations", "org", organisations, {"country": "LT", "sector": "public"}
    )
    tables["projects"] = _things(
        "projects", "prj", projects, {"title": "A project with a title of some length"}
    )
    columns = {"organisation": pairs[:, 0], "project": pairs[:, 1], "records": records}
    tables["participations"] = pa.table(
        [pa.array(columns.get(f.name, [None] * len(pairs)), f.type) for f in TABLES["participations"]],
        schema=TABLES["participations"],
    )
    return Snapshot(tables)


def _things(table: str, prefix: str, count: int, values: dict[str, object]) -> pa.Table:
    named = {"name": f"Organisation with a usual name {prefix}"} if table == "organisations" else {}
    return table_of(table, [{"uid": f"{prefix}-{n:020x}", **named, **values} for n in range(count)])


def _measured(form: str, what: str | None, folder: Path) -> dict[str, object]:
    tables = {name: _mapped(folder / "snapshot" / f"{name}.arrow") for name in TABLES}
    snapshot = Snapshot(tables)
    # The hash reads every page of the mapped files, so that they are in memory before the export begins.
    # Clusters are found before, as a request finds them; what they cost, `clusters` measures.
    subject = Subject(snapshot, clusters(snapshot))
    one, file = FORMATS[form], folder / "out"
    what = what_of(one, what)
    before = peak_from_now()
    first = _first_byte(subject, form, what)
    begin = time.perf_counter()
    write_export(subject, one, what, file)
    taken = time.perf_counter() - begin
    grown = status("VmHWM") - before
    ties = sum(len(stretch.a) for stretch in PairsOf(snapshot).stretches())
    size = file.stat().st_size
    return {"what": what, "ties": ties, "seconds": taken, "first": first, "bytes": size, "grown": grown}


def _mapped(file: Path) -> pa.Table:
    with pa.memory_map(str(file)) as source:
        return pa.ipc.open_file(source).read_all()


def _first_byte(subject: Subject, form: str, what: str) -> float | None:
    """Seconds until the first rows of a streamed format, after its headings."""
    if FORMATS[form].streamed is None:
        return None
    begin = time.perf_counter()
    portions = FORMATS[form].streamed(subject, what)
    next(portions)
    next(portions, None)
    return time.perf_counter() - begin


def peak_from_now() -> int:
    """Memory in use now, in bytes; from now on the kernel notes the peak anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return status("VmRSS")


def status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], sys.argv[2] or None, Path(sys.argv[3]))))
