from dataclasses import replace

import pytest

from graph.errors import NotFound
from graph.records import Location, Rejection
from graph.store import jobs
from graph.store.freeze import graph_version
from graph.store.jobs import Job
from graph.store.session import Store


def job(name: str, **changes: object) -> Job:
    started = f"2026-01-0{name}T00:00:00+00:00"
    base = Job(f"job-{name}", "keep.eu", "keep.xlsx", "0" * 64, "running", started)
    return replace(base, **changes)


def test_a_job_is_shown_as_it_was_saved(store: Store) -> None:
    wrong = Rejection(Location("keep.xlsx", "Partners", 7), "Country", "'Atlantis' is no country.")
    done = job("1", state="partial", read=3, written=1, unchanged=1, rejected=1, rejects=(wrong,))
    jobs.save(store, done)
    shown = jobs.job_as_shown(store, "job-1")
    assert shown == jobs.as_shown(done)
    assert shown["rejects"] == [
        {
            "file": "keep.xlsx",
            "part": "Partners",
            "row": 7,
            "column": "Country",
            "reason": "'Atlantis' is no country.",
        }
    ]


def test_a_job_saved_again_is_one_job_as_it_stands_now(store: Store) -> None:
    jobs.save(store, job("1", error="It went away."))
    jobs.save(store, job("1", state="done", read=5))
    (shown,) = jobs.jobs_as_shown(store, limit=10)
    assert (shown["state"], shown["read"], shown["error"]) == ("done", 5, None)


def test_the_newest_jobs_come_first(store: Store) -> None:
    for name in ("2", "3", "1"):
        jobs.save(store, job(name))
    assert [shown["id"] for shown in jobs.jobs_as_shown(store, limit=2)] == ["job-3", "job-2"]


def test_an_unknown_job_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="no job 'job-x'"):
        jobs.job_as_shown(store, "job-x")


def test_saving_a_job_is_no_change_of_the_graph(store: Store) -> None:
    jobs.save(store, job("1"))
    assert graph_version(store).number == 0


def test_ids_of_two_jobs_of_the_same_second_differ() -> None:
    assert len({jobs.new_job("keep.eu", "keep.xlsx", "0").id for _ in range(50)}) == 50


def test_the_last_end_is_that_of_a_job_that_did_not_fail(store: Store) -> None:
    assert jobs.last_end(store) is None
    jobs.save(store, job("1", state="done", finished="2026-01-01T00:10:00+00:00"))
    jobs.save(store, job("2", state="failed", finished="2026-01-02T00:10:00+00:00"))
    assert jobs.last_end(store) == "2026-01-01T00:10:00+00:00"
