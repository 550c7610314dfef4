"""A5: the connection is cut while a COMMIT is under way; its batch is written once all the same."""

import random
import sys
from collections.abc import Callable

import pytest

from graph.progress import Silent
from graph.settings import Settings
from graph.store.session import Store
from ingest import jobs as engine
from tests.faults.cutting import AFTER, BEFORE, KEPT, cutting
from tests.faults.loads import BATCHES, Expected, faults_of_ledger, outcome, queued
from tests.faults.own_server import OwnServer
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Table

PATIENCE = 30.0


def by_chance(seed: float) -> Callable[[int], str]:
    chance = random.Random(seed)
    sys.stderr.write(f"commits cut by seed {seed}\n")
    return lambda number: chance.choice([KEPT, KEPT, BEFORE, AFTER]) if number % 2 else KEPT


FATES: dict[str, Callable[[], Callable[[int], str]]] = {
    "every second answer is lost": lambda: lambda number: AFTER if number % 2 else KEPT,
    **{f"by chance {n}": lambda: by_chance(random.random()) for n in range(ROUNDS)},
}


@pytest.mark.parametrize("fates", FATES)
def test_a_batch_whose_answer_was_lost_is_written_once(
    own: OwnServer, store: Store, settings: Settings, table: Table, expected: Expected, fates: str
) -> None:
    uid = queued(store, settings, table)
    keys = own.running.user, own.running.password
    with (
        cutting(own.running.uri, FATES[fates]()) as relay,
        Store.connect(relay.uri, *keys, settings, PATIENCE) as cut,
    ):
        job = engine.run(cut, settings, uid, Silent())
    assert relay.cuts > 0
    assert outcome(store, job) == (expected.graph, expected.counts, expected.state)
    assert faults_of_ledger(store) == []
    assert len(store.rows(BATCHES)) == expected.batches
