"""A2: the worker is killed at a random moment; another goes on where it stopped."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from graph.errors import Held
from graph.progress import Silent
from graph.settings import Settings
from graph.store import jobs, leases
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import jobs as engine
from tests.faults.loads import (
    Expected,
    as_if_the_lease_had_ended,
    batch_numbers,
    faults_of_ledger,
    outcome,
    queued,
    state_of,
)
from tests.faults.own_server import OwnServer
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Table
from tests.faults.working import worker
from tests.graph.store.dump import graph_hash

SECONDS_TO_START = 180.0
SECONDS_UNTIL_CLAIMABLE = 60.0
LEFT = Statement(
    "left of lease",
    """
    MATCH (j:Job {uid: $uid})
    RETURN duration.inSeconds(datetime.realtime(), j.lease_until).seconds AS seconds
    """,
)


def wait_for_batches(store: Store, uid: str, batches: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while jobs.how_far(store, uid)["state"] == "queued" or len(batch_numbers(store, uid)) < batches:
        assert process.poll() in (None, 0)
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_another_worker_brings_the_job_to_the_same_end(
    own: OwnServer, store: Store, settings: Settings, table: Table, expected: Expected, _round: int
) -> None:
    uid = queued(store, settings, table)
    batches, later = random.randint(0, expected.batches), random.uniform(0, 0.4)
    sys.stderr.write(f"killed {later:.3f} s after {batches} of {expected.batches} batches\n")
    with worker(own, settings, uid) as process:
        wait_for_batches(store, uid, batches, process)
        time.sleep(later)
        process.kill()

    assert faults_of_ledger(store) == []
    if jobs.how_far(store, uid)["state"] == "running":
        assert_soon_claimable(store, settings, uid)
    job = engine.run(store, settings, uid, Silent())
    assert outcome(store, job) == (expected.graph, expected.counts, expected.state)
    assert faults_of_ledger(store) == []


def assert_soon_claimable(store: Store, settings: Settings, uid: str) -> None:
    """Not before the lease has ended, which is at most a minute after the last sign of life."""
    (left,) = store.rows(LEFT, uid=uid)
    assert left["seconds"] <= SECONDS_UNTIL_CLAIMABLE
    with pytest.raises(Held, match=f"Job {uid} is held by "):
        engine.run(store, settings, uid, Silent())
    as_if_the_lease_had_ended(store)
    assert leases.waiting(store) == [uid]


def test_a_worker_that_waits_takes_over_within_a_minute(
    own: OwnServer, store: Store, settings: Settings, table: Table, expected: Expected
) -> None:
    """Without any help from the test, by the real clock."""
    asked = settings if ROUNDS > 1 else settings.model_copy(update={"lease_seconds": 5})
    uid = queued(store, asked, table)
    with worker(own, asked, uid) as process:
        wait_for_batches(store, uid, 2, process)
        process.kill()
    killed, stop = time.monotonic(), Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(engine.work, store, asked, Silent(), stop, 0.2)
        while jobs.job_as_shown(store, uid)["lost"] or len(batch_numbers(store, uid)) < expected.batches:
            assert time.monotonic() - killed < SECONDS_UNTIL_CLAIMABLE + SECONDS_TO_START
            time.sleep(0.2)
        stop.set()
    assert graph_hash(store) == expected.graph or state_of(store, uid) == "queued"
