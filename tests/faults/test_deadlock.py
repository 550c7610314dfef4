"""A6: two writers that lock each other out both succeed, and each write is applied once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from tests.faults.own_server import OwnServer
from tests.faults.rounds import ROUNDS

TIMES = 5 * ROUNDS
BOTH = Statement("both", "UNWIND ['a', 'b'] AS uid CREATE (:Theme {uid: uid, count: 0})")
COUNT = Statement("count", "MATCH (t:Theme {uid: $uid}) SET t.count = t.count + 1")
COUNTED = Statement("counted", "MATCH (t:Theme) RETURN t.uid AS uid, t.count AS count ORDER BY uid")


def test_every_write_of_two_deadlocking_writers_is_applied_once(own: OwnServer, store: Store) -> None:
    store.write(lambda tx: tx.run(BOTH))
    attempts: list[str] = []

    def cross(met: Barrier, first: str, second: str) -> None:
        turns: list[int] = []

        def work(tx: Transaction) -> None:
            attempts.append(first)
            tx.run(COUNT, uid=first)
            if not turns:
                turns.append(1)
                met.wait()
            tx.run(COUNT, uid=second)

        with own.connected(patience=30) as writer:
            writer.write(work)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(TIMES):
            met = Barrier(2, timeout=30)
            list(pool.map(cross, (met, met), "ab", "ba"))
    assert store.rows(COUNTED) == [{"uid": uid, "count": 2 * TIMES} for uid in "ab"]
    assert len(attempts) > 2 * TIMES, "nobody was ever locked out"
