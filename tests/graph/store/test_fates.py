"""Which of two rows with one key is kept: the one with the smaller checksum, whatever comes first."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Location, Record
from graph.store.fates import Contradiction, Fate, Known, fates_of
from tests.builders import organisation, record

MINE = "job-mine"


def said(wording: int, row: int) -> Record:
    return record("k", organisation("a", name=f"Name {wording}"), row=row)


def known(stated: Record, job: str, *also: tuple[str, int]) -> Known:
    """What the graph holds when `job` stated it first, and others at their rows."""
    places = tuple(Known.place(replace(stated.location, row=row), other) for other, row in also)
    return Known(stated.uid, stated.checksum(), job, stated.location, also=places, earlier=(), ties=())


def fate(stated: Record, there: Known | None, mine: frozenset[str] = frozenset({MINE})) -> Fate:
    fates, _ = fates_of([stated], {stated.uid: there} if there else {}, MINE, mine)
    return fates[stated.uid]


def smaller_and_larger() -> tuple[int, int]:
    """Wordings in the order of their checksums."""
    first, second = sorted((0, 1), key=lambda wording: said(wording, 2).checksum())
    return first, second


def test_what_nobody_stated_is_new() -> None:
    assert fate(said(0, row=2), None) is Fate.NEW


def test_what_this_job_wrote_before_it_was_interrupted_is_known_again() -> None:
    assert fate(said(0, row=2), known(said(0, row=2), MINE)) is Fate.WRITTEN_BEFORE


def test_a_second_row_that_says_the_same_is_the_same() -> None:
    assert fate(said(0, row=3), known(said(0, row=2), MINE)) is Fate.SAME


def test_the_very_same_file_loaded_by_another_job_is_the_same() -> None:
    assert fate(said(0, row=2), known(said(0, row=2), "job-twin"), frozenset({MINE, "job-twin"})) is Fate.SAME


def test_another_file_that_says_the_same_is_named_beside_it() -> None:
    assert fate(said(0, row=2), known(said(0, row=2), "job-other")) is Fate.RESTATED


def test_what_this_job_named_beside_another_is_the_same_when_it_is_resumed() -> None:
    assert fate(said(0, row=2), known(said(0, row=9), "job-other", (MINE, 2))) is Fate.SAME


def test_another_file_that_says_otherwise_changes_it() -> None:
    assert fate(said(1, row=2), known(said(0, row=2), "job-other")) is Fate.CHANGED


def test_of_two_rows_of_a_file_the_smaller_checksum_is_kept() -> None:
    small, large = smaller_and_larger()
    assert fate(said(large, row=3), known(said(small, row=2), MINE)) is Fate.CONTRADICTED
    assert fate(said(small, row=3), known(said(large, row=2), MINE)) is Fate.CHANGED


def test_a_row_at_the_same_place_of_another_file_is_no_reason_to_take_the_larger() -> None:
    """Files that are published anew each month bear the same name, and rows stand in the same places."""
    small, large = smaller_and_larger()
    there = known(said(small, row=7), "job-other", (MINE, 2))
    fates, contradictions = fates_of([said(large, row=7)], {there.uid: there}, MINE, {MINE})
    assert list(fates.values()) == [Fate.CONTRADICTED]
    place = Location("test.xlsx", "sheet", 2)
    assert contradictions == [Contradiction(there.uid, "k", place, replace(place, row=7), own=True)]


def test_a_contradiction_names_both_rows_and_which_one_was_there() -> None:
    small, large = smaller_and_larger()
    there = known(said(large, row=2), MINE)
    _, contradictions = fates_of([said(small, row=3)], {there.uid: there}, MINE, {MINE})
    kept, dropped = Location("test.xlsx", "sheet", 3), Location("test.xlsx", "sheet", 2)
    assert contradictions == [Contradiction(there.uid, "k", kept, dropped, own=False)]


@pytest.mark.parametrize("job", ["job-other", "job-twin"])
def test_what_another_file_said_is_no_contradiction(job: str) -> None:
    there = known(said(0, row=2), "job-other")
    assert fates_of([said(1, row=3)], {there.uid: there}, MINE, {MINE, "job-twin"})[1] == []


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.none() | st.integers(0, 4), st.randoms())
def test_the_wording_that_is_left_is_the_smallest_of_the_file(
    wordings: Sequence[int], other: int | None, order: Random
) -> None:
    """Whatever another file had said before, and whichever row comes first."""
    rows = [said(wording, row) for row, wording in enumerate(wordings, start=2)]
    there = None if other is None else known(said(other, row=2), "job-other")
    for row in order.sample(rows, len(rows)):
        there = _after(row, there)
    assert there is not None
    assert there.checksum == min(row.checksum() for row in rows)


def _after(stated: Record, there: Known | None) -> Known | None:
    """What the graph holds when the writer has done with the record."""
    match fate(stated, there):
        case Fate.NEW | Fate.CHANGED:
            return known(stated, MINE)
        case Fate.RESTATED:
            assert there is not None
            return replace(there, also=(*there.also, Known.place(stated.location, MINE)))
        case _:
            return there
