"""What records said before is kept as long as a job that said it is there."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.records import Record
from graph.store import statements
from graph.store.fates import Known
from graph.store.session import Store
from graph.store.versions import Version, earlier_without, owner, record_row, wordings
from graph.vocabulary import Tie
from tests.builders import organisation, place, project, record, tie, write
from tests.graph.store.dump import nodes
from tests.graph.store.stated import Said, history, load, new_job

CHECKSUMS = st.sampled_from(["one", "two", "three"])
JOBS = st.sampled_from(["a", "b", "c"])


def version(checksum: str, *jobs: str) -> Version:
    owners = tuple({"job": job, "file": f"{job}.csv", "part": None, "row": 2} for job in jobs)
    return Version(checksum, owners, raw="{}", address=None, nodes=(), ties=())


def jobs_of(versions: list[Version]) -> list[tuple[str, list[str]]]:
    return [(said.checksum, [owner["job"] for owner in said.owners]) for said in versions]


def without(job: str, *versions: Version) -> list[tuple[str, list[str]]]:
    return jobs_of(earlier_without([said.text for said in versions], job))


def test_a_version_is_read_as_it_was_written() -> None:
    said = Version(
        "sum", (owner("job", record("k").location),), '{"a":"b"}', "page", (("Theme", "t", "{}"),), ()
    )
    assert Version.of(said.text) == said


def test_a_wording_goes_with_the_last_job_that_says_it() -> None:
    assert without("a", version("one", "a", "b"), version("two", "a")) == [("one", ["b"])]


def test_two_jobs_that_say_the_same_are_neighbours_when_the_one_between_them_goes() -> None:
    stack = version("one", "a"), version("two", "b"), version("one", "c")
    assert without("b", *stack) == [("one", ["a", "c"])]
    assert without("x", *stack) == [("one", ["a"]), ("two", ["b"]), ("one", ["c"])]


@given(st.lists(st.tuples(CHECKSUMS, JOBS), max_size=8), JOBS)
def test_what_is_left_is_what_the_others_said_in_their_order(said: list[tuple[str, str]], gone: str) -> None:
    left = earlier_without([version(checksum, job).text for checksum, job in said], gone)
    told = [(checksum, job) for checksum, jobs in jobs_of(left) for job in jobs]
    assert told == [(checksum, job) for checksum, job in said if job != gone]
    assert all(before.checksum != after.checksum for before, after in pairwise(left))


def known(store: Store, stated: Record) -> Known:
    (row,) = store.read(lambda tx: tx.collected(statements.KNOWN_RECORDS, uids=[stated.uid]))
    return Known.of(row)


def test_the_wording_of_a_record_gives_the_record_back(store: Store) -> None:
    """Cells, values, ties and address: all that the checksum vouches for."""
    seat, water = place("LT", code="LT"), project("p", title="P", budget="1.5", currency="EUR")
    member = organisation("a", name="A", names=("B", "C"), longitude=1.5)
    parts = [tie(Tie.PARTICIPATES_IN, member, water, role="lead"), tie(Tie.LOCATED_IN, member, seat)]
    stated = record("k", member, water, seat, ties=parts, raw={"Name": "A \N{SNOWMAN}"})
    write(store, [stated, record("other", member, water, ties=parts[:1])])
    said = store.read(lambda tx: wordings(tx, [known(store, stated)]))[stated.uid]
    again = Version.of(said.text).record(stated.source, stated.key)
    assert (again.checksum(), again.location) == (stated.checksum(), stated.location)


def test_nothing_is_asked_of_the_database_for_no_record(store: Store) -> None:
    assert store.read(lambda tx: wordings(tx, [])) == {}


def test_a_record_node_names_its_first_owner_and_the_others_beside() -> None:
    stated = record("k", organisation("a", name="A"))
    owners: list[Mapping[str, Any]] = [owner(job, stated.location) for job in ("one", "two")]
    row = record_row(stated, stated.checksum(), owners, ["{}"])
    assert (row["job"], len(row["also"]), row["earlier"]) == ("one", 1, ["{}"])
    alone = record_row(stated, stated.checksum(), owners[:1], [])
    assert "also" not in alone
    assert "earlier" not in alone


def test_each_change_by_another_job_keeps_what_was_said_before(store: Store) -> None:
    names = {}
    for number, wording in enumerate((0, 1, 0)):
        rows = [Said(key=0, organisation=0, project=0, wording=wording)]
        job = new_job(store, rows, str(number))
        load(store, job, rows)
        names[job.id] = f"job {number}"
    (told,) = history(store, names)
    assert told["job"] == "job 2"
    assert [owner["job"] for text in told["earlier"] for owner in Version.of(text).owners] == [
        "job 0",
        "job 1",
    ]


def test_a_change_by_the_same_job_keeps_nothing(store: Store) -> None:
    rows = [Said(key=0, organisation=0, project=0, wording=wording) for wording in (0, 1, 2)]
    job = new_job(store, rows)
    load(store, job, rows, size=1)
    (kept,) = nodes(store, "Record").values()
    assert "earlier" not in kept
