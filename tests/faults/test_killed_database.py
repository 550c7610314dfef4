"""A1: the database is killed at a random moment of an ingest; nothing that it acknowledged is lost."""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import StoreError
from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store
from ingest import jobs as engine
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
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Table


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_nothing_is_lost_torn_or_doubled(
    own: OwnServer, store: Store, settings: Settings, table: Table, expected: Expected, _round: int
) -> None:
    uid, heard = queued(store, settings, table), Acknowledged()
    batches, later = random.randint(0, expected.batches), random.uniform(0, 0.4)
    sys.stderr.write(f"killed {later:.3f} s after {batches} of {expected.batches} batches\n")

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(engine.run, store, settings, uid, heard)
        heard.wait_for(batches)
        time.sleep(later)
        own.kill()
        assert isinstance(loading.exception(), StoreError | None)
    own.start()

    assert batch_numbers(store, uid) >= set(range(heard.batches))
    assert faults_of_ledger(store) == []
    as_if_the_lease_had_ended(store)
    job = engine.run(store, settings, uid, Silent())
    assert outcome(store, job) == (expected.graph, expected.counts, expected.state)
    assert faults_of_ledger(store) == []
