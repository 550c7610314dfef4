"""One holder at a time, by the database's clock alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import Conflict, Held, LeaseLost, NotFound
from graph.settings import Settings
from graph.store import jobs, leases
from graph.store.jobs import Job, State
from graph.store.leases import LEASE_SECONDS, Lease
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from tests.graph.store.dump import graph_dump

WAITING = frozenset({State.QUEUED})
RESUMABLE = frozenset({State.QUEUED, State.FAILED, State.CANCELLED, State.PARTIAL})
SHIFT = Statement(
    "shift lease",
    "MATCH (j:Job {uid: $uid}) SET j.lease_until = j.lease_until + duration({seconds: $seconds})",
)
LEFT = Statement(
    "left of lease",
    """
    MATCH (j:Job {uid: $uid})
    RETURN duration.inSeconds(datetime.realtime(), j.lease_until).seconds AS seconds, j.holder AS holder
    """,
)


@pytest.fixture
def job(store: Store) -> Job:
    """A job that waits."""
    waiting = jobs.new_job("said", "said.csv", "0" * 64)
    jobs.save(store, waiting)
    return waiting


def lease(job: Job, holder: str, seconds: float = LEASE_SECONDS) -> Lease:
    return Lease(job.id, holder, seconds)


def claim(store: Store, held: Lease, states: frozenset[str] = WAITING) -> Job:
    return leases.claim(store, held, now=jobs.now(), states=states)


def pass_time(store: Store, job: Job, seconds: float) -> None:
    """As if so many seconds had gone by since the last sign of life."""
    store.write(lambda tx: tx.run(SHIFT, uid=job.id, seconds=-seconds))


def ended(job: Job, state: str) -> Job:
    return Job(job.id, job.source, job.file, job.file_checksum, state, job.created, finished=jobs.now())


def test_a_job_that_waits_is_taken_once(store: Store, job: Job) -> None:
    taken = claim(store, lease(job, "one"))
    assert (taken.state, taken.holder) == ("running", "one")
    with pytest.raises(Held, match=f"Job {job.id} is held by one"):
        claim(store, lease(job, "two"))


def test_of_many_who_claim_at_once_one_holds_it(store: Store, job: Job) -> None:
    def attempt(number: int) -> bool:
        try:
            claim(store, lease(job, f"worker {number}"))
        except Held:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(16))) == [False] * 15 + [True]


def test_the_same_claim_heard_twice_is_one_claim(store: Store, job: Job) -> None:
    """The answer to a claim may be lost on the way, and the driver asks again."""
    claim(store, lease(job, "one"))
    assert claim(store, lease(job, "one")).holder == "one"


def test_nobody_waits_longer_than_a_minute_for_a_job_whose_worker_died(store: Store, job: Job) -> None:
    claim(store, lease(job, "dead", Settings().lease_seconds))
    (left,) = store.rows(LEFT, uid=job.id)
    assert 0 < left["seconds"] <= 60


@pytest.mark.parametrize("early", [1, 10, LEASE_SECONDS - 2])
def test_a_lease_is_not_taken_before_it_ends(store: Store, job: Job, early: float) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS - 2 - early + 1)
    assert leases.waiting(store) == []
    with pytest.raises(Held):
        claim(store, lease(job, "two"))


def test_a_lease_that_ended_is_taken_by_the_next_and_lost_to_the_first(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS + 1)
    assert leases.waiting(store) == [job.id]
    assert jobs.job_as_shown(store, job.id)["lost"] is True
    assert claim(store, lease(job, "two")).holder == "two"
    with pytest.raises(LeaseLost, match="no longer ours"):
        leases.beat(store, lease(job, "one"), {})


def test_a_sign_of_life_prolongs_the_lease_and_says_how_far_the_job_is(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS - 5)
    assert leases.beat(store, lease(job, "one"), {"read": 7}) is False
    (left,) = store.rows(LEFT, uid=job.id)
    assert left["seconds"] > LEASE_SECONDS - 5
    assert jobs.how_far(store, job.id)["read"] == 7


def test_a_worker_that_slept_through_its_lease_writes_nothing(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS + 1)
    claim(store, lease(job, "two"))

    def work(tx: Transaction) -> None:
        lease(job, "one").hold(tx, {})
        tx.run(Statement("write", "CREATE (:Theme {uid: 'theme-late'})"))

    with pytest.raises(LeaseLost):
        store.write(work)
    assert graph_dump(store) == []


def test_a_lease_that_ended_but_that_nobody_took_is_still_ours(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS + 1)
    assert leases.beat(store, lease(job, "one"), {}) is False


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.PARTIAL, State.CANCELLED])
def test_a_job_let_go_says_how_it_ended_and_is_held_by_nobody(store: Store, job: Job, state: str) -> None:
    claim(store, lease(job, "one"))
    leases.release(store, lease(job, "one"), ended(job, state))
    assert jobs.job(store, job.id).state == state
    (left,) = store.rows(LEFT, uid=job.id)
    assert (left["seconds"], left["holder"]) == (None, None)
    with pytest.raises(LeaseLost):
        leases.beat(store, lease(job, "one"), {})


def test_who_lost_a_job_cannot_end_it(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    pass_time(store, job, LEASE_SECONDS + 1)
    claim(store, lease(job, "two"))
    leases.release(store, lease(job, "one"), ended(job, State.FAILED))
    assert jobs.job(store, job.id).state == "running"


def test_a_job_that_is_done_is_not_run_again(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    leases.release(store, lease(job, "one"), ended(job, State.DONE))
    with pytest.raises(Conflict, match=f"Job {job.id} is done; there is nothing to run"):
        claim(store, lease(job, "two"), RESUMABLE)
    with pytest.raises(Conflict):
        leases.requeue(store, job.id, RESUMABLE)


def test_a_failed_job_waits_again_when_it_is_asked_for(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    leases.release(store, lease(job, "one"), ended(job, State.FAILED))
    assert leases.waiting(store) == []
    leases.requeue(store, job.id, RESUMABLE)
    assert leases.waiting(store) == [job.id]


def test_a_job_that_runs_is_not_queued_again(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    with pytest.raises(Held):
        leases.requeue(store, job.id, RESUMABLE)


def test_the_oldest_job_comes_first(store: Store) -> None:
    listed = [jobs.new_job("said", f"{number}.csv", "0" * 64) for number in range(3)]
    for job in reversed(listed):
        jobs.save(store, job)
    assert leases.waiting(store) == sorted((job.id for job in listed), key=lambda uid: _age(listed, uid))


def _age(listed: list[Job], uid: str) -> tuple[str, str]:
    return next((job.created, job.id) for job in listed if job.id == uid)


def test_a_wish_to_cancel_reaches_the_holder(store: Store, job: Job) -> None:
    claim(store, lease(job, "one"))
    assert leases.cancel(store, job.id, jobs.now()) == "cancelling"
    assert leases.beat(store, lease(job, "one"), {}) is True
    assert jobs.how_far(store, job.id)["cancelling"] is True


def test_a_job_that_nobody_runs_is_cancelled_at_once(store: Store, job: Job) -> None:
    assert leases.cancel(store, job.id, jobs.now()) == "cancelled"
    assert leases.waiting(store) == []


def test_a_job_whose_worker_died_is_cancelled_at_once(store: Store, job: Job) -> None:
    claim(store, lease(job, "dead"))
    pass_time(store, job, LEASE_SECONDS + 1)
    assert leases.cancel(store, job.id, jobs.now()) == "cancelled"


def test_an_old_wish_to_cancel_does_not_end_the_job_when_it_is_resumed(store: Store, job: Job) -> None:
    claim(store, lease(job, "dead"))
    leases.cancel(store, job.id, jobs.now())
    pass_time(store, job, LEASE_SECONDS + 1)
    claim(store, lease(job, "two"), RESUMABLE)
    assert leases.beat(store, lease(job, "two"), {}) is False


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: claim(store, Lease("job-x", "one")),
        lambda store: leases.requeue(store, "job-x", WAITING),
        lambda store: leases.cancel(store, "job-x", jobs.now()),
    ],
)
def test_there_is_no_such_job(store: Store, ask: Callable[[Store], object]) -> None:
    with pytest.raises(NotFound, match="no job 'job-x'"):
        ask(store)


def test_a_new_job_that_is_begun_here_is_no_workers(store: Store) -> None:
    begun = jobs.new_job("said", "said.csv", "0" * 64)
    assert leases.begin(store, lease(begun, "here"), begun, now=jobs.now()).holder == "here"
    assert leases.waiting(store) == []


def test_others_count_only_while_they_read_rows_under_a_living_lease(store: Store, job: Job) -> None:
    assert leases.others_load(store, "job-mine") is False
    claim(store, lease(job, "one"))
    leases.beat(store, lease(job, "one"), {"phase": "loading"})
    assert leases.others_load(store, "job-mine") is True
    assert leases.others_load(store, job.id) is False
    pass_time(store, job, LEASE_SECONDS + 1)
    assert leases.others_load(store, "job-mine") is False
    leases.beat(store, lease(job, "one"), {"phase": "deriving"})
    assert leases.others_load(store, "job-mine") is False


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_clock_that_goes_wrong_by_minutes_gives_no_second_holder(
    store: Store, job: Job, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    """A11: the machine of one worker is five minutes early, or late."""

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) + timedelta(minutes=minutes)

    claim(store, lease(job, "right"))
    monkeypatch.setattr(jobs, "datetime", Wrong)
    with pytest.raises(Held):
        claim(store, lease(job, "wrong"))
    other = jobs.new_job("said", "said.csv", "1" * 64)
    leases.begin(store, lease(other, "wrong"), other, now=jobs.now())
    monkeypatch.undo()
    assert leases.waiting(store) == []
    with pytest.raises(Held):
        claim(store, lease(other, "right"))
