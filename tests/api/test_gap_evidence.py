"""What stands behind a unit and behind a pair."""

from api.answers.gap_evidence import levels_of, usual_level
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of


def test_without_a_loaded_list_the_smallest_units_of_iso_are_the_usual_ones() -> None:
    snapshot = snapshot_of({})
    assert usual_level(snapshot, "LT") == "municipality"
    assert usual_level(snapshot, "PL") == "voivodship"


def test_words_that_another_word_names_are_not_offered_twice() -> None:
    assert levels_of(snapshot_of({}), "LT") == ["county", "municipality"]


def lithuania(located_in: int) -> Snapshot:
    """A loaded list of communes, and a participant in one of them or in a municipality of ISO 3166-2."""
    lau = {"uid": "p-lau", "code": "LT_1", "level": "lau", "scheme": "LAU", "longitude": 25.0}
    iso = {"uid": "p-lt-06", "code": "LT-06", "level": "subdivision", "scheme": "ISO 3166-2"}
    places = [row | {"country": "LT", "part_of": []} for row in (lau, iso)]
    snapshot = snapshot_of({"p": ["a", "b"]}, values={"a": {"country": "LT", "located_in": located_in}})
    return Snapshot({**snapshot.tables, "places": table_of("places", places)})


def test_the_usual_level_is_one_by_which_participants_can_be_placed() -> None:
    assert usual_level(lithuania(located_in=0), "LT") == "lau"
    assert usual_level(lithuania(located_in=1), "LT") == "municipality"
