"""Answers over HTTP: suggestions, paths and coverage, from a server in a process of its own.

The network of benchmarks/analysis_network.py, as large as all of Horizon 2020, is written as the table that
is published and loaded from it. One client asks, one question after the other; the first of each kind, which
prepares what the others share, is told apart. The time by the clock has the database in it and all else that
runs on the machine; beside it stands what the server itself used of the processor.
"""

import csv
import gzip
import multiprocessing
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from api.cli.serving import run_server
from benchmarks.analysis_network import generated
from benchmarks.setting import Setting, data_file, wipe
from graph.progress import Silent
from graph.projection import FloatArray
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from ingest import jobs
from ingest.registry import source_for
from ingest.sources.h2020 import H2020

SEED, ASKED, PATIENCE = 20261122, 200, 120.0
LISTED = ("LT", "DK", "AT", "PL", "HU", "IT")
Question = tuple[str, dict[str, str | int]]


def run(setting: Setting) -> None:
    schema.install(setting.store)
    wipe(setting.store)
    with tempfile.TemporaryDirectory(prefix="bench-served") as folder:
        file = Path(folder) / "participation.csv.gz"
        _write(generated(), file)
        jobs.ingest(setting.store, H2020, file, setting.settings, Silent())
    places = data_file("territories", "lau_centroids_PL_LT_HU_DK_IT_AT.csv")
    jobs.ingest(setting.store, source_for(places).source, places, setting.settings, Silent())
    snapshot = freeze.latest(setting.store, setting.settings).snapshot
    print(f"{len(snapshot.participations):,} participations of {len(snapshot.organisations):,} organisations")
    with _server(setting.settings) as (client, pid):
        for name, (ask, aim) in _kinds(snapshot).items():
            times = [_timed(client, pid, ask(number)) for number in range(ASKED)]
            tell(name, np.array(times) * 1000, aim)


def _write(snapshot: Snapshot, file: Path) -> None:
    """Kinds and countries are drawn as often as they are in the real table, each organisation has a name."""
    with gzip.open(data_file("h2020", "participation_2014_2017.csv.gz"), "rt", encoding="utf-8") as text:
        real = list(csv.DictReader(text))
    drawn = np.random.default_rng(SEED).integers(0, len(real), len(snapshot.organisations))
    years = 2014 + np.arange(len(snapshot.projects)) % 7
    with gzip.open(file, "wt", encoding="utf-8", newline="") as text:
        out = csv.DictWriter(text, fieldnames=list(real[0]), restval="")
        out.writeheader()
        for who, what in zip(snapshot.participant.tolist(), snapshot.joint_project.tolist(), strict=True):
            like = {name: real[drawn[who]][name] for name in ("type", "country", "geolocation")}
            start = {"rcn": 100_000 + what, "start_date": f"{years[what]}-01-01", "role": "participant"}
            out.writerow({"pic": 900_000_000 + who, "name": f"Organisation {who}"} | start | like)


@contextmanager
def _server(settings: Settings) -> Iterator[tuple[httpx.Client, int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(settings, port))
    process.start()
    try:
        address = f"http://127.0.0.1:{port}/api/v1"
        with httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False) as client:
            _until_it_answers(client)
            yield client, process.pid or 0
    finally:
        process.terminate()
        process.join()


def _serve(settings: Settings, port: int) -> None:
    run_server(settings, host="127.0.0.1", port=port, worker=False)


def _until_it_answers(client: httpx.Client) -> None:
    given_up = time.monotonic() + PATIENCE
    while True:
        try:
            client.get("/health")
        except httpx.TransportError:
            if time.monotonic() > given_up:
                raise
            time.sleep(0.1)
        else:
            return


def _kinds(snapshot: Snapshot) -> dict[str, tuple[Callable[[int], Question], str]]:
    """By name: how the question of a number is asked, and what is to be reached. Who asks has partners."""
    together = np.bincount(snapshot.joint_project)[snapshot.joint_project] > 1
    partnered = np.unique(snapshot.participant[together])
    drawn = np.random.default_rng(SEED).choice(partnered, 2 * ASKED, replace=False)
    who = [snapshot.organisation_uids[row] for row in drawn.tolist()]
    countries = sorted({code for code in snapshot.organisations["country"].to_pylist() if code})

    def between(number: int) -> dict[str, str | int]:
        return {"from": who[number], "to": who[ASKED + number]}

    return {
        "ten suggestions": (lambda n: ("/partners", {"organisation": who[n]}), "p95 50 ms"),
        "ten for a newcomer": (
            lambda n: ("/partners", {"kind": "company", "country": countries[n % len(countries)]}),
            "p95 50 ms",
        ),
        "shortest path": (lambda n: ("/paths", between(n)), "p95 50 ms"),
        "five paths": (lambda n: ("/paths", between(n) | {"k": 5}), "p95 50 ms"),
        "five paths by strength": (
            lambda n: ("/paths", between(n) | {"k": 5, "by": "strength"}),
            "p95 50 ms",
        ),
        "municipalities of a country": (
            lambda n: ("/gaps/coverage", {"territory": LISTED[n % len(LISTED)], "level": "lau"}),
            "1 s",
        ),
        "coverage of the sources": (lambda _: ("/coverage", {}), "1 s"),
    }


def tell(name: str, times: FloatArray, aim: str) -> None:
    """Milliseconds by the clock and of the processor, a row per answer."""
    clock, busy = times[1:].T
    print(
        f"{name:27} median {np.median(clock):5.1f} ms, p95 {np.quantile(clock, 0.95):5.1f} ms, "
        f"slowest {clock.max():6.1f} ms, the first {times[0, 0]:7.1f} ms (to reach: {aim}); of the processor "
        f"median {np.median(busy):5.1f} ms, p95 {np.quantile(busy, 0.95):5.1f} ms",
        flush=True,
    )


def _timed(client: httpx.Client, pid: int, question: Question) -> tuple[float, float]:
    address, parameters = question
    busy, began = _processor(pid), time.perf_counter()
    client.get(address, params=parameters).raise_for_status()
    return time.perf_counter() - began, _processor(pid) - busy


def _processor(pid: int) -> float:
    """Seconds of processor that all threads of another process have used."""
    # The number that clock_getcpuclockid(3) of Linux gives, for which Python has no name.
    return time.clock_gettime((~pid << 3) | 2)
