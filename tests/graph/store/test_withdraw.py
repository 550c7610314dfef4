"""What a job brought can be taken back: the graph is then as if that job had never run."""

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.errors import Conflict, NotFound, StoreUnavailable
from graph.progress import Silent
from graph.store import jobs, leases
from graph.store import withdraw as withdrawing
from graph.store.derive import derive
from graph.store.freeze import graph_version
from graph.store.leases import Lease
from graph.store.session import Store
from graph.store.statement import Statement
from graph.store.withdraw import withdraw
from tests.faults.rounds import ROUNDS
from tests.graph.store.dump import graph_dump, nodes, ties
from tests.graph.store.stated import ROWS, Said, history, load, new_job
from tests.graph.store.wiping import wipe

ENDED = frozenset({"failed", "cancelled", "withdrawn"})

LEDGER = Statement("ledger", "MATCH (b:Batch) RETURN count(b) AS batches")


@dataclass(frozen=True)
class Load:
    """A file is loaded; `dies_after` so many rows its worker is gone, and the job is never resumed."""

    rows: list[Said]
    size: int
    dies_after: int | None = None


@dataclass(frozen=True)
class Withdraw:
    """One of the jobs loaded by then, counted from the latest."""

    back: int


SIZES = st.sampled_from([1, 2, 1000])
STEPS = st.lists(
    st.builds(Load, ROWS, SIZES, st.none() | st.integers(1, 3)) | st.builds(Withdraw, st.integers(0, 3)),
    min_size=2,
    max_size=7,
)
# Each example is many transactions, so a failing one is told as it was found, without a search for a smaller.
MANY = hypothesis_settings(
    max_examples=5 * ROUNDS,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def said(key: int = 0, organisation: int = 0, project: int = 0, wording: int = 0) -> Said:
    return Said(key, organisation, project, wording, referred=None)


def loaded(store: Store, step: Load, name: str) -> str:
    """Id of the job."""
    job = new_job(store, step.rows, name)
    load(store, job, step.rows, size=step.size, stop_after=step.dies_after)
    return job.id


def everything(store: Store, files: list[tuple[str, str, Load]]) -> tuple[object, object]:
    """The graph, and who states each record and what it said before; jobs by the names of their files."""
    return graph_dump(store), history(store, {uid: name for uid, name, _ in files})


# Adding the second wording a third time and taking it back once left the second job's wording out.
AGAIN = [Load([said(wording=w)], size=1000) for w in (0, 1, 0)]
# What a row had named that another row of the file replaced once stood there described by nobody.
ORPHAN = [Load([said()], 1000), Load([said(project=1), said(project=0)], 1), Load([said(key=1)], 1)]


@MANY
@given(STEPS)
@example([*AGAIN, Withdraw(0)])
@example([*AGAIN, Withdraw(1)])
@example([*ORPHAN, Withdraw(2)])
def test_the_graph_is_as_if_only_the_other_jobs_had_run(store: Store, steps: list[Load | Withdraw]) -> None:
    wipe(store)
    files: list[tuple[str, str, Load]] = []
    for number, step in enumerate(steps):
        if isinstance(step, Load):
            files.append((loaded(store, step, f"file {number}"), f"file {number}", step))
        elif files:
            uid, _, _ = files.pop(-1 - step.back % len(files))
            withdraw(store, uid, Silent())
    derived(store)
    found = everything(store, files)
    wipe(store)
    again = [(loaded(store, step, name), name, step) for _, name, step in files]
    derived(store)
    assert found == everything(store, again)


def derived(store: Store) -> None:
    """Pays what workers left that were gone; marks of unchanged things may stand until then."""

    derive(store, Silent())


@MANY
@given(ROWS, ROWS, SIZES)
@example([said(), said(key=1)], [said(wording=1)], 1)
@example([said(project=1)], [said(project=0)], 1)
def test_the_latest_job_taken_back_restores_what_was_there(
    store: Store, before: list[Said], latest: list[Said], size: int
) -> None:
    wipe(store)
    files = [(loaded(store, Load(before, size), "before"), "before", Load(before, size))]
    expected = everything(store, files)
    withdraw(store, loaded(store, Load(latest, size), "latest"), Silent())
    assert everything(store, files) == expected


def test_taking_back_the_only_job_leaves_nothing_but_its_account(store: Store) -> None:
    job = loaded(store, Load([said(), said(key=1, organisation=1)], size=1), "file")
    taken = withdraw(store, job, Silent())
    assert (taken.removed, taken.restored) == (2, 0)
    assert graph_dump(store) == []
    assert store.rows(LEDGER) == [{"batches": 0}]
    assert jobs.job_as_shown(store, job)["state"] == "withdrawn"


def test_what_another_job_had_said_is_said_again(store: Store) -> None:
    loaded(store, Load([said(wording=0)], size=1), "first")
    later = loaded(store, Load([said(wording=1)], size=1), "later")
    assert nodes(store, "Organisation")["org-0"]["name"] == "Name 1"
    taken = withdraw(store, later, Silent())
    assert (taken.removed, taken.restored) == (0, 1)
    assert nodes(store, "Organisation")["org-0"]["name"] == "Name 0"


def test_derived_ties_follow(store: Store) -> None:
    loaded(store, Load([said(key=0, organisation=0)], size=1), "first")
    later = loaded(store, Load([said(key=1, organisation=1)], size=1), "later")
    assert list(ties(store, "PARTNERS_WITH")) == [("org-0", "org-1")]
    withdraw(store, later, Silent())
    assert ties(store, "PARTNERS_WITH") == {}


def test_a_job_resumed_with_other_batches_is_taken_back_whole(store: Store) -> None:
    """The ledger of a resumed batch once forgot what the first attempt had written."""
    rows = [said(key=key) for key in range(4)]
    job = new_job(store, rows)
    load(store, job, rows, size=1, stop_after=2)
    load(store, job, rows, size=1000)
    withdraw(store, job.id, Silent())
    assert graph_dump(store) == []


def test_an_interrupted_withdrawal_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [said(key=key, organisation=key) for key in range(4)]
    job = loaded(store, Load(rows, size=2), "file")
    monkeypatch.setattr(withdrawing, "RECORDS_AT_ONCE", 1)
    with pytest.raises(StoreUnavailable):
        withdraw(store, job, Dying(after=3))
    assert 0 < len(nodes(store, "Record")) < 4
    assert jobs.job_as_shown(store, job)["state"] == "withdrawing"
    with pytest.raises(Conflict, match="is withdrawing; there is nothing to run"):
        leases.claim(store, Lease(job, "worker", 60), now=jobs.now(), states=ENDED)
    withdraw(store, job, Silent())
    assert graph_dump(store) == []
    assert jobs.job_as_shown(store, job)["state"] == "withdrawn"


class Dying(Silent):
    """The database goes away after so many portions."""

    def __init__(self, after: int) -> None:
        self.left = after

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows"):
        yield self

    def advance(self, amount: int = 1) -> None:
        self.left -= 1
        if self.left == 0:
            raise StoreUnavailable("It went away.")


def test_taking_back_twice_changes_nothing_more(store: Store) -> None:
    loaded(store, Load([said()], size=1), "first")
    later = loaded(store, Load([said(key=1)], size=1), "later")
    withdraw(store, later, Silent())
    before, version = graph_dump(store), graph_version(store)
    again = withdraw(store, later, Silent())
    assert (again.removed, again.restored) == (0, 0)
    assert (graph_dump(store), graph_version(store)) == (before, version)


def test_a_job_that_runs_is_not_taken_back(store: Store) -> None:
    job = new_job(store, [said()])
    leases.claim(store, Lease(job.id, "worker", 60), now=jobs.now(), states=frozenset({"queued"}))
    with pytest.raises(Conflict, match=f"Job {job.id} is running. Cancel it first"):
        withdraw(store, job.id, Silent())


def test_a_job_whose_worker_is_lost_can_be_taken_back(store: Store) -> None:
    job = new_job(store, [said()])
    load(store, job, [said()])
    leases.claim(store, Lease(job.id, "worker", -1), now=jobs.now(), states=frozenset({"queued"}))
    withdraw(store, job.id, Silent())
    assert graph_dump(store) == []


def test_there_is_no_such_job(store: Store) -> None:
    with pytest.raises(NotFound):
        withdraw(store, "job-x", Silent())


def test_what_was_taken_back_can_be_loaded_again(store: Store) -> None:
    rows = [said(), said(key=1, organisation=1)]
    job = new_job(store, rows)
    load(store, job, rows)
    before = graph_dump(store)
    withdraw(store, job.id, Silent())
    load(store, job, rows)
    assert graph_dump(store) == before
