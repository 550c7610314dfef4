"""A7, A11: many ingests at once of files that speak of the same things, and two workers for one job."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import orjson
import pytest

from graph.errors import Held, SchemaMissing
from graph.progress import Silent
from graph.settings import Settings
from graph.store import jobs, schema
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import jobs as engine
from tests.faults.loads import Acknowledged, counts, faults_of_ledger, queued, state_of
from tests.faults.own_server import OwnServer
from tests.faults.rounds import ROUNDS
from tests.faults.tables import Table, consistent
from tests.faults.working import worker
from tests.graph.store.dump import graph_dump, ties
from tests.graph.store.wiping import wipe

TOGETHER = 8
# Each is a Python of its own; eight of them are for a machine with nothing else to do.
PROCESSES = TOGETHER if ROUNDS > 1 else 3
NAMES = Statement(
    "constraints of projects",
    "SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE 'Project' IN labelsOrTypes RETURN name",
)
DROP = Statement("drop constraint", "DROP CONSTRAINT $name")
MARKS = Statement("marks", "MATCH (n:Dirty) RETURN count(n) AS marks")


def files(folder: Path, count: int) -> list[Table]:
    """Overlapping thirds of one set of rows, so that organisations and projects stand in several files."""
    rows = consistent(240, seed=6)
    tables = []
    for number in range(count):
        (folder / str(number)).mkdir()
        part = [row for place, row in enumerate(rows) if place % count in {number, (number + 1) % count}]
        tables.append(Table(folder / str(number) / f"part {number}.csv", part))
    return tables


def without_places(store: Store) -> list[str]:
    """The graph but for which file stated first what several state."""
    lines = map(orjson.loads, graph_dump(store))
    told = [
        {**line, "values": {n: v for n, v in line["values"].items() if n not in ("row", "file")}}
        for line in lines
    ]
    return sorted(orjson.dumps(line, option=orjson.OPT_SORT_KEYS).decode() for line in told)


def one_after_the_other(store: Store, settings: Settings, tables: Sequence[Table]) -> list[str]:
    """The graph that one worker makes of all files; the store is empty again afterwards."""
    for table in tables:
        engine.run(store, settings, queued(store, settings, table), Silent())
    assert len(ties(store, "PARTNERS_WITH")) > 0
    found = without_places(store)
    wipe(store)
    return found


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_eight_threads_give_the_graph_of_one(
    own: OwnServer, store: Store, settings: Settings, tmp_path: Path, _round: int
) -> None:
    tables = files(tmp_path, TOGETHER)
    expected = one_after_the_other(store, settings, tables)
    small = settings.model_copy(update={"batch_rows": 5})
    uids = [queued(store, settings, table) for table in tables]
    with own.connected(patience=30) as shared, ThreadPoolExecutor(TOGETHER) as pool:
        done = list(pool.map(lambda uid: engine.run(shared, small, uid, Silent()), uids))
    assert [job.state for job in done] == ["done"] * TOGETHER
    assert sum(counts(job)[1] for job in done) == 240
    assert without_places(store) == expected
    assert faults_of_ledger(store) == []
    assert store.rows(MARKS) == [{"marks": 0}]


def test_several_processes_give_the_graph_of_one(
    own: OwnServer, store: Store, settings: Settings, tmp_path: Path
) -> None:
    tables = files(tmp_path, PROCESSES)
    expected = one_after_the_other(store, settings, tables)
    small = settings.model_copy(update={"batch_rows": 5})
    uids = [queued(store, settings, table) for table in tables]
    running = [worker(own, small, uid) for uid in uids]
    assert [process.wait(timeout=300) for process in running] == [0] * PROCESSES
    assert [state_of(store, uid) for uid in uids] == ["done"] * PROCESSES
    assert without_places(store) == expected
    assert faults_of_ledger(store) == []
    assert store.rows(MARKS) == [{"marks": 0}]


@pytest.fixture
def lacking(store: Store) -> Iterator[Store]:
    """A database in which projects may stand twice."""
    with store.driver.session() as session:
        for row in store.rows(NAMES):
            session.run(DROP.text, name=row["name"]).consume()
    yield store
    schema.install(store)


def test_nothing_is_begun_where_a_key_could_stand_twice(
    lacking: Store, settings: Settings, table: Table
) -> None:
    with pytest.raises(SchemaMissing, match=r"Project\.uid"):
        queued(lacking, settings, table)


def test_a_job_that_waits_is_not_run_where_a_key_could_stand_twice(
    lacking: Store, settings: Settings, table: Table
) -> None:
    schema.install(lacking)
    uid = queued(lacking, settings, table)
    with lacking.driver.session() as session:
        for row in lacking.rows(NAMES):
            session.run(DROP.text, name=row["name"]).consume()
    with pytest.raises(SchemaMissing, match=r"Project\.uid"):
        engine.run(lacking, settings, uid, Silent())
    assert state_of(lacking, uid) == "queued"


class Told(Acknowledged):
    """Keeps what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


def test_of_two_workers_one_runs_the_job_and_the_other_is_told_who(
    store: Store, settings: Settings, table: Table
) -> None:
    uid, first = queued(store, settings, table), Told()
    slow = settings.model_copy(update={"batch_rows": 5})
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(engine.run, store, slow, uid, first)
        first.wait_for(1)
        holder = jobs.job(store, uid).holder
        with pytest.raises(Held, match=f"Job {uid} is held by {holder}"):
            engine.run(store, slow, uid, Silent())
        assert running.result().id == uid
    assert faults_of_ledger(store) == []


def test_two_waiting_workers_run_every_job_once(store: Store, settings: Settings, tmp_path: Path) -> None:
    uids = [queued(store, settings, table) for table in files(tmp_path, 4)]
    stop, heard = Event(), [Told(), Told()]
    with ThreadPoolExecutor(2) as pool:
        for told in heard:
            pool.submit(engine.work, store, settings, told, stop, 0.05)
        while {state_of(store, uid) for uid in uids} & {"queued", "running"}:
            stop.wait(0.05)
        stop.set()
    begun = [said for told in heard for said in told.said if " as h2020" in said]
    assert sorted(begun) == sorted(set(begun))
    assert len(begun) == len(uids)
    assert [said for told in heard for said in told.said if "failed" in said] == []
