"""Many writers at once: one node per key, nothing lost, and nobody is told of a failure."""

from concurrent.futures import ThreadPoolExecutor

from graph.progress import Silent
from graph.records import Record
from graph.store.derive import derive
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.statements import LOCK, RAISE_VERSION
from tests.builders import participation, write
from tests.graph.store.dump import graph_dump

WRITERS = 8
VERSION = Statement("version", "MATCH (g:GraphVersion) RETURN count(g) AS nodes, sum(g.version) AS version")
BATCHES = Statement(
    "batches", "MATCH (b:Batch) RETURN count(b) AS batches, count(DISTINCT b.version) AS versions"
)


def everything() -> list[Record]:
    return [participation(f"o{i % 11}", f"p{i % 7}", source=f"s{i % 3}") for i in range(70)]


def part(writer: int) -> list[Record]:
    """Most records, those of no two writers in the same order."""
    records = [r for i, r in enumerate(everything()) if i % WRITERS != writer]
    turn = writer * 7
    return records[turn:] + records[:turn]


def test_concurrent_writers_of_overlapping_records_give_the_graph_of_one_writer(store: Store) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = list(pool.map(lambda writer: write(store, part(writer), size=16), range(WRITERS)))
    derive(store, Silent())
    found = graph_dump(store)
    written = [uid for outcome in outcomes for batch in outcome for uid in batch.written]
    assert len(written) == len(set(written)) == len({r.uid for r in everything()})
    store.write(lambda tx: tx.run(Statement("wipe", "MATCH (n) DETACH DELETE n")))
    write(store, everything())
    derive(store, Silent())
    assert found == graph_dump(store)


def test_every_batch_of_concurrent_writers_raises_the_version_by_one(store: Store) -> None:
    """A lock that read before it waited let eighty writers raise the version to ten."""
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda writer: write(store, part(writer), size=16), range(WRITERS)))
    batches = store.rows(BATCHES)[0]
    assert batches["batches"] == batches["versions"]
    assert store.rows(VERSION) == [{"nodes": 1, "version": batches["batches"]}]


def test_whoever_holds_the_lock_reads_what_the_one_before_wrote(store: Store) -> None:
    def turn(_: int) -> tuple[int, int]:
        def work(tx: Transaction) -> tuple[int, int]:
            return tx.run(LOCK)[0]["version"], tx.run(RAISE_VERSION)[0]["version"]

        return store.write(work)

    with ThreadPoolExecutor(WRITERS) as pool:
        turns = list(pool.map(turn, range(5 * WRITERS)))
    assert sorted(turns) == [(before, before + 1) for before in range(5 * WRITERS)]
