from graph.analysis.filtering import Filter, filtered, stated_part
from graph.snapshot import TABLES, Snapshot, table_of
from tests.builders import snapshot_of

SHARED = snapshot_of(
    {"p": "ab", "q": "bc"},
    values={"a": {"country": "LT"}, "b": {"country": "LT"}, "c": {"country": "PL"}, "p": {"start": "2014"}},
)
STATED = [
    {"type": "FUNDED_BY", "from": "p", "to": "fund"},
    {"type": "FUNDED_BY", "from": "q", "to": "fund"},
    {"type": "MEMBER_OF", "from": "a", "to": "c"},
    {"type": "SUPPLIES", "from": "c", "to": "p"},
]
SNAPSHOT = Snapshot({name: SHARED.tables[name] for name in TABLES} | {"ties": table_of("ties", STATED)})


def ends(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [(tie["from"], tie["to"]) for tie in snapshot.tables["ties"].to_pylist()]


def test_a_part_states_nothing_of_what_is_not_in_it() -> None:
    assert ends(stated_part(SNAPSHOT, Filter(country="LT"))) == [("p", "fund"), ("q", "fund")]
    assert ends(stated_part(SNAPSHOT, Filter(start="2013"))) == [("p", "fund"), ("a", "c"), ("c", "p")]
    assert stated_part(SNAPSHOT, Filter()) is SNAPSHOT


def test_to_choose_again_from_a_part_changes_nothing() -> None:
    chosen = Filter(country="LT", start="2013")
    part = stated_part(SNAPSHOT, chosen)
    assert filtered(part, chosen) is part
    assert (len(part.organisations), len(part.projects)) == (2, 1)


def test_what_is_about_ties_is_parted_from_what_is_about_rows() -> None:
    chosen = Filter(country="LT", minimum_weight=2.0)
    assert chosen.about_ties
    assert chosen.about_rows == Filter(country="LT")
    assert not chosen.about_rows.about_ties
