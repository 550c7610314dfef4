from collections import Counter

import pytest

from graph.analysis.mentors import mentoring
from graph.analysis.partner_features import Asker
from graph.errors import InvalidParameter
from tests.builders import snapshot_of

PROJECTS = {f"p{n}": ["old", "far"] for n in range(3)} | {"q": ["home1", "home2"]}
VALUES = {
    "old": {"country": "LT"},
    "far": {"country": "HU"},
    "home1": {"country": "LT"},
    "home2": {"country": "LT"},
}
SNAPSHOT = snapshot_of(PROJECTS, values=VALUES, about={"p0": ["youth"], "q": ["water"]})


def test_each_newcomer_gets_a_mentor_who_shares_a_language_or_a_theme() -> None:
    found = mentoring(SNAPSHOT, [Asker(country="LT"), Asker(languages=frozenset({"hu"}))])
    who = SNAPSHOT.organisation_uids
    told = {one.newcomer: (who[one.organisation], one.languages) for one in found.mentors}
    assert told == {0: ("old", ("lt",)), 1: ("far", ("hu",))}
    assert [one.experience for one in found.mentors] == [3, 3]
    assert found.experienced == 2


def test_a_shared_theme_is_named() -> None:
    theme = SNAPSHOT.tables["themes"]["name"].to_pylist().index("youth")
    assert mentoring(SNAPSHOT, [Asker(themes=(theme,))]).mentors[0].themes == (theme,)


def test_projects_within_one_country_are_no_international_experience() -> None:
    found = mentoring(SNAPSHOT, [Asker(country="LT")], experience=1)
    assert found.experienced == 2


def test_nobody_mentors_more_than_the_cap_and_who_is_left_is_named() -> None:
    found = mentoring(SNAPSHOT, [Asker(country="LT")] * 5, load=2)
    assert max(Counter(one.organisation for one in found.mentors).values()) == 2
    assert len(found.mentors) == 2
    assert len(found.without) == 3


def test_who_shares_nothing_has_no_mentor() -> None:
    found = mentoring(SNAPSHOT, [Asker(country="JP")])
    assert (found.mentors, found.without) == ((), (0,))


def test_nobody_mentors_itself() -> None:
    row = SNAPSHOT.organisation_row("old")
    found = mentoring(SNAPSHOT, [Asker(row=row)])
    assert [SNAPSHOT.organisation_uids[one.organisation] for one in found.mentors] == ["far"]


@pytest.mark.parametrize("wrong", [{"load": 0}, {"load": 11}, {"experience": 0}])
def test_impossible_terms_are_refused(wrong) -> None:
    with pytest.raises(InvalidParameter):
        mentoring(SNAPSHOT, [Asker(country="LT")], **wrong)
