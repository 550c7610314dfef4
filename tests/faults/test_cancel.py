"""A15: a person's wish to stop is heard within seconds, whatever the job does, and the job goes on later."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from graph.progress import Silent, Step
from graph.settings import Settings
from graph.store import audit, derive, jobs
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import jobs as engine
from tests.faults.loads import Expected, faults_of_ledger, outcome, queued
from tests.faults.tables import Table

SECONDS_TO_STOP = 5.0


class Reaches(Silent):
    """Tells when a stretch of work is under way."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.there = Event()

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator[Step]:
        yield self if self.label in label else _Still()

    def advance(self, amount: int = 1) -> None:
        self.there.set()
        # A small table is done in no time; a large one is not.
        time.sleep(0.1)


class _Still:
    def advance(self, amount: int = 1) -> None:
        return None


def slow_audit(monkeypatch: pytest.MonkeyPatch, there: Event) -> None:
    """Every rule takes a while, as where there are millions of nodes."""
    honest = audit._broken

    def slow(*arguments: object, **named: object) -> list[list[str]]:
        there.set()
        time.sleep(0.3)
        return honest(*arguments, **named)

    monkeypatch.setattr(audit, "_broken", slow)


def small_portions(monkeypatch: pytest.MonkeyPatch, there: Event) -> None:
    monkeypatch.setattr(derive, "ROWS_AT_ONCE", 1)


def nothing(monkeypatch: pytest.MonkeyPatch, there: Event) -> None:
    return None


PHASES: dict[str, tuple[str, Callable[[pytest.MonkeyPatch, Event], None]]] = {
    "while rows are written": (".csv", nothing),
    "during the audit": ("nothing that is told", slow_audit),
    "while ties are derived": ("partnerships", small_portions),
}


@pytest.mark.parametrize("phase", PHASES)
def test_a_job_stops_within_seconds_and_is_resumed(
    store: Store,
    settings: Settings,
    table: Table,
    expected: Expected,
    monkeypatch: pytest.MonkeyPatch,
    phase: str,
) -> None:
    label, slowed = PHASES[phase]
    uid, reaches = queued(store, settings, table), Reaches(label)
    with monkeypatch.context() as slow, ThreadPoolExecutor(1) as pool:
        slowed(slow, reaches.there)
        running = pool.submit(engine.run, store, settings, uid, reaches)
        assert reaches.there.wait(60)
        asked = time.monotonic()
        assert engine.cancel(store, uid) == "cancelling"
        job = running.result()
        assert time.monotonic() - asked < SECONDS_TO_STOP
    assert job.state == "cancelled"
    assert jobs.how_far(store, uid)["state"] == "cancelled"
    assert faults_of_ledger(store) == []
    resumed = engine.run(store, settings, uid, Silent())
    assert outcome(store, resumed) == (expected.graph, expected.counts, expected.state)


def test_a_worker_that_is_shut_down_puts_its_job_back(
    store: Store, settings: Settings, table: Table, expected: Expected
) -> None:
    uid, reaches, stop = queued(store, settings, table), Reaches(".csv"), Event()
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(engine.work, store, settings, reaches, stop)
        assert reaches.there.wait(60)
        stop.set()
        working.result(SECONDS_TO_STOP)
    assert jobs.how_far(store, uid)["state"] == "queued"
    job = engine.run(store, settings, uid, Silent())
    assert outcome(store, job) == (expected.graph, expected.counts, expected.state)


def test_a_graph_that_breaks_the_rules_fails_the_job(store: Store, settings: Settings, table: Table) -> None:
    """A14."""
    store.write(lambda tx: tx.run(Statement("plant", "CREATE (:Theme {uid: 'theme-x', name: 7})")))
    uid = queued(store, settings, table)
    with pytest.raises(audit.AuditFailed, match="theme-x"):
        engine.run(store, settings, uid, Silent())
    failed = jobs.job_as_shown(store, uid)
    assert failed["state"] == "failed"
    assert "Theme" in failed["error"]
    assert "theme-x" in failed["error"]
