"""The same key gives the same id, on any machine and in any release."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity import (
    counter_uid,
    grant_number,
    group_uid,
    organisation_uid,
    place_uid,
    programme_uid,
    project_uid,
    slug,
    theme_uid,
)


def test_ids_stay_as_they_are() -> None:
    """Graphs that users have hold these ids; a change here would double every node."""
    assert organisation_uid("keep.eu", "acme|de") == "org-b0efda1f2a70423f33e3"
    assert project_uid("keep.eu", "p") == "prj-848eca7b98ed0b3e3198"
    assert programme_uid("esf") == "fund-d68ab83086f365ca91ea"
    assert group_uid("n", "g") == "grp-86a2108341ecbc83b1fb"
    assert counter_uid("n", "c") == "cnt-c4b58b2fd91ab978b0da"
    assert place_uid("LT-54") == "place-LT-54"
    assert theme_uid(slug("Lifelong learning")) == "theme-lifelong-learning"


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("EFOP-1.3.1-15-2016-00001", "EFOP-1.3.1-15-2016-0001"),
        ("EFOP-1.3.1-15-2016-00001", "efop–1.3.1–15–2016 – 00001"),
        ("2016-1-AT01-KA201-000001", "2016-1-AT01-KA201-000001"),
    ],
)
def test_spellings_of_one_grant_number_are_one(spelling: str, other: str) -> None:
    assert grant_number(spelling) == grant_number(other)


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("EFOP-1.3.1-15-2016-00001", "EFOP-1.3.1-15-2016-00010"),
        ("EFOP-1.3.1-15-2016-00001", "EFOP-1.3.1-15-2016-00011"),
        ("EFOP-1.3.1-15-2016-00001", "EFOP-1.3.2-15-2016-00001"),
        ("X-K-02-006", "X-K-02-06"),
        ("0001", "1"),
    ],
)
def test_other_grant_numbers_stay_others(code: str, other: str) -> None:
    assert grant_number(code) != grant_number(other)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Green technologies", "green-technologies"),
        ("  Health & social services / ageing ", "health-social-services-ageing"),
        ("Édukacja żłóbek", "édukacja-żłóbek"),
        ("Παιδεία", "παιδεία"),
    ],
)
def test_slug(label: str, expected: str) -> None:
    assert slug(label) == expected


@given(st.text())
def test_slug_of_a_slug_is_itself(label: str) -> None:
    assert slug(slug(label)) == slug(label)


@given(st.tuples(st.text(min_size=1), st.text(min_size=1)))
def test_parts_of_a_key_do_not_run_together(parts: tuple[str, str]) -> None:
    one, two = parts
    assert organisation_uid("s", one, two) != organisation_uid("s", one + two)
