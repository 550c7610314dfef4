"""A9, C9: the disk of the database runs full in the middle of an ingest."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.errors import StorageFailed
from graph.progress import Silent
from graph.store.embedded import startup
from graph.store.session import WRITE_PATIENCE
from ingest import jobs as engine
from tests.api.problems import problem
from tests.api.serving import serving, settings_of
from tests.faults.loads import (
    Acknowledged,
    Expected,
    as_if_the_lease_had_ended,
    batch_numbers,
    faults_of_ledger,
    outcome,
    queued,
)
from tests.faults.own_server import OwnServer
from tests.faults.tables import Table
from tests.graph.store.embedded.disks import small_disk
from tests.servers import embedded_settings

SECONDS_FOR_503 = 10.0
LEFT = 1 << 19  # enough for some batches and not for all


@pytest.fixture
def cramped(
    own: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[OwnServer, Path]]:
    """A server on a small disk, and the disk; the other server rests meanwhile."""
    own.stop()
    monkeypatch.setattr(startup, "NEEDED_SPACE", 0)
    with small_disk(tmp_path / "disk", size="160m") as disk:
        server = OwnServer(embedded_settings(disk, heap_mb=256))
        try:
            server.prepare()
            yield server, disk
        finally:
            server.stop()


def fill_but(disk: Path, left: int) -> Path:
    """Leaves so many bytes free."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1 << 16))
        except OSError:
            stream.truncate(max(0, stream.tell() - left))
    return filling


def test_the_job_says_storage_and_goes_on_when_there_is_space(
    cramped: tuple[OwnServer, Path], expected: Expected, table: Table, tmp_path: Path
) -> None:
    server, disk = cramped
    settings = server.settings.model_copy(update={"home": tmp_path / "home", "batch_rows": 50})
    keys = server.running.uri, server.running.user, server.running.password
    heard = Acknowledged()
    with (
        serving(settings_of(keys, settings.home)) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
        server.connected(WRITE_PATIENCE) as store,
    ):
        assert client.get("/readyz").status_code == 200
        uid = queued(store, settings, table)
        filling = fill_but(disk, LEFT)
        with pytest.raises(StorageFailed, match=r"\(storage\): its disk is full"):
            engine.run(store, settings, uid, heard)
        began = time.monotonic()
        problem(client.get("/readyz"), 503)
        assert time.monotonic() - began < SECONDS_FOR_503
        assert client.get("/healthz").status_code == 200
    filling.unlink()
    server.stop()
    server.start()
    with server.connected(WRITE_PATIENCE) as store:
        assert batch_numbers(store, uid) >= set(range(heard.batches))
        assert faults_of_ledger(store) == []
        as_if_the_lease_had_ended(store)
        job = engine.run(store, settings, uid, Silent())
        assert outcome(store, job) == (expected.graph, expected.counts, expected.state)
        assert faults_of_ledger(store) == []
