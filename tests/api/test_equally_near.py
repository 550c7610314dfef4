"""What matches a search equally well stands as a dictionary of the language has it."""

import pytest

from api.answers.equally_near import ties_by_name
from viz.languages import speaking


def rows(*scored):
    return [{"score": score, "name": name} for score, name in scored]


@pytest.mark.parametrize(
    ("language", "order"), [("lt", ["Yla", "Šakiai", "Zarasai"]), ("da", ["Šakiai", "Yla", "Zarasai"])]
)
def test_equal_scores_stand_by_name_as_the_language_sorts(language, order):
    with speaking(language):
        found = ties_by_name(rows((1.0, "Zarasai"), (1.0, "Šakiai"), (1.0, "Yla")), "name")
    assert [row["name"] for row in found] == order


def test_a_better_match_stays_before_an_earlier_name_and_the_nameless_last():
    found = ties_by_name(rows((2.0, "Z"), (1.0, None), (1.0, "B"), (1.0, "A")), "name")
    assert [row["name"] for row in found] == ["Z", "A", "B", None]


def test_a_list_without_scores_keeps_its_order():
    found = ties_by_name(rows((None, "B"), (None, "A")), "name")
    assert [row["name"] for row in found] == ["B", "A"]


def test_the_first_name_that_is_there_counts():
    found = ties_by_name(
        [
            {"score": 1.0, "title": None, "acronym": "B", "uid": "1"},
            {"score": 1.0, "title": "A", "acronym": "C", "uid": "2"},
        ],
        "title",
        "acronym",
    )
    assert [row["uid"] for row in found] == ["2", "1"]
