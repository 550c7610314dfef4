"""What stands behind a unit and behind a pair."""

from api.answers.gap_evidence import levels_of, usual_level
from tests.builders import snapshot_of


def test_without_a_loaded_list_the_smallest_units_of_iso_are_the_usual_ones() -> None:
    snapshot = snapshot_of({})
    assert usual_level(snapshot, "LT") == "municipality"
    assert usual_level(snapshot, "PL") == "voivodship"


def test_words_that_another_word_names_are_not_offered_twice() -> None:
    assert levels_of(snapshot_of({}), "LT") == ["county", "municipality"]
